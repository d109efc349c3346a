import { type Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import type { FootAmount } from './foot.ts';
import { type Option, optionsOf, type Settlement, type TotalCandidate } from './sum-parts.ts';
import { COST, unsigned, variantsOf } from './variants.ts';

interface Repair {
  readonly foot: FootAmount | null;
  readonly value: number;
  readonly text: DecimalString;
}

/**
 * Only look-alikes, the other engine's readings and a currency sign taken for a digit: a digit more or less would explain
 * almost any missing item.
 */
const isReading = (foot: FootAmount, wanted: Dec): boolean =>
  variantsOf(foot.numeral, null).some(({ value, cost }) => cost <= COST.lookalike && dec(value).eq(wanted)) ||
  unsigned(foot.numeral.text).some((value) => dec(value).eq(wanted));

/** One-digit readings of the foot's amounts (and of a printed total) that make up for a gap exactly. */
function repairsFor(gap: Dec, options: readonly Option[], candidate: TotalCandidate): Repair[] {
  const found: Repair[] = [];
  const wanted = (text: DecimalString, sign: 1 | -1): Dec => dec(text).minus(gap.times(sign));
  for (const option of options) {
    const target = wanted(option.text, 1);
    const positive =
      option.text.startsWith('-') && !option.foot.numeral.text.startsWith('-') ? target.neg() : target;
    if (isReading(option.foot, positive))
      found.push({ foot: option.foot, value: Number(plain(target)), text: plain(target) });
  }
  if (candidate.from === 'print' && candidate.prints.length === 1) {
    const target = wanted(candidate.value, -1);
    if (isReading(candidate.prints[0]!, target))
      found.push({ foot: null, value: Number(plain(target)), text: plain(target) });
  }
  return found;
}

const EXPECTED: ReadonlySet<FootAmount['kind']> = new Set([
  'vat',
  'perception',
  'internal',
  'other',
  'discount',
  'surcharge',
]);

/**
 * When the sum is missed by one misread digit of the foot: the lines and every labelled amount are taken, and the only
 * one-digit reading that makes up for the gap is put in. More than one such reading leaves the sum open, and so does a gap
 * below `leastGap`, which the lines may hide themselves.
 */
export function repairFoot(
  candidate: TotalCandidate,
  lines: Dec,
  foot: readonly FootAmount[],
  vatApart: boolean | null,
  leastGap: Dec,
): Settlement | null {
  const expected = foot.filter(({ kind }) => EXPECTED.has(kind) && !(vatApart === false && kind === 'vat'));
  const options = optionsOf(expected, Number.POSITIVE_INFINITY);
  const gap = options.reduce((sum, { text }) => sum.plus(dec(text)), lines).minus(dec(candidate.value));
  if (gap.abs().lt(leastGap)) return null;
  const repairs = repairsFor(gap, options, candidate);
  const repair = repairs[0];
  if (!repair || repairs.length > 1) return null;
  const total = repair.foot === null ? repair.text : candidate.value;
  const components = options.map(({ foot: amount, text }) => ({
    foot: amount,
    value: amount === repair.foot ? repair.text : plain(dec(text)),
  }));
  return {
    total,
    totalFrom: candidate.from,
    totalPrints: repair.foot === null ? [] : candidate.prints,
    components,
    gap: '0',
    closes: true,
    independent: candidate.from === 'qr',
  };
}
