import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import type { DraftCheck } from './draft.ts';
import type { FootAmount } from './foot.ts';
import type { Numeral } from './numerals.ts';
import type { SolvedItem } from './solve-lines.ts';
import type { Settlement } from './sum-parts.ts';
import { unsigned, variantsOf } from './variants.ts';

/** Print read at least this well may prove a total together with the sum that reaches it. */
const CONFIDENT = 0.85;

const wellRead = ({ numeral }: FootAmount): boolean =>
  numeral.exact || numeral.firm || numeral.confidence >= CONFIDENT;

/**
 * Are the total's own digits proven? By the QR; or by the print when lines and taxes reach it to the cent and it was read
 * well, or stands on the paper twice.
 */
export function totalProof(
  settlement: Settlement | null,
  lines: number,
  foot: readonly FootAmount[],
): DraftCheck {
  if (!settlement) return { name: 'total_proven', ok: false, detail: 'no total' };
  if (settlement.totalFrom === 'qr') return { name: 'total_proven', ok: true, detail: 'qr' };
  if (deniesTotal(settlement, foot))
    return { name: 'total_proven', ok: false, detail: 'the foot prints more than the sum uses' };
  const exact = settlement.closes && dec(settlement.gap).abs().lte('0.005');
  const read = settlement.totalPrints.some(wellRead);
  const twice = settlement.totalPrints.length > 1;
  // One line for the whole document: its amount and the total are the same digits, so they prove each other less.
  const independent = lines > 1 || settlement.components.length > 0 || twice;
  const textLayer = settlement.totalPrints.some(({ numeral }) => numeral.exact);
  const named =
    settlement.totalPrints.some(({ kind }) => kind === 'total') ||
    ((settlement.components.length > 0 || settlement.totalPrints.length > 1) &&
      settlement.totalPrints.some(({ kind }) => kind === 'unlabelled'));
  const ok = settlement.closes && named && (textLayer || (exact && independent && (read || twice)));
  return {
    name: 'total_proven',
    ok,
    detail: `print ×${settlement.totalPrints.length}, gap ${settlement.gap}`,
  };
}

/** True where a misread digit, or a currency sign read as one, makes a printed net of the lines' sum. */
function isMisreadOf(numeral: Numeral, sum: Dec): boolean {
  const near = (value: DecimalString): boolean => dec(value).minus(sum).abs().lte(NET_TOLERANCE);
  return (
    variantsOf(numeral, null).some(({ value, doubted }) => doubted && near(value)) ||
    unsigned(numeral.text).some(near)
  );
}

const NET_TOLERANCE = '0.15';

/**
 * A net or subtotal that is larger than all lines together says that lines are missing, whatever else adds up. The total
 * itself may be labelled a subtotal.
 */
function netExceedsLines(
  settlement: Settlement,
  foot: readonly FootAmount[],
  items: readonly SolvedItem[],
): boolean {
  const lines = items.reduce(
    (sum, { figures }) => (figures ? sum.plus(dec(figures.amount)) : sum),
    new Dec(0),
  );
  const raised = settlement.components
    .filter((component) => component.foot.kind === 'surcharge')
    .reduce((sum, { value }) => sum.plus(dec(value)), lines);
  const ceiling = Dec.max(lines, raised).plus(NET_TOLERANCE);
  return foot.some(({ kind, numeral }) => {
    if (kind !== 'net' && kind !== 'subtotal') return false;
    const value = dec(numeral.readings[0]!.value);
    if (value.lte(ceiling) || value.eq(dec(settlement.total))) return false;
    return !isMisreadOf(numeral, lines);
  });
}

const CHANGES_TOTAL: ReadonlySet<FootAmount['kind']> = new Set([
  'perception',
  'internal',
  'discount',
  'surcharge',
]);

/**
 * Amounts at the foot that deny a printed total: a larger one with the same label, or a tax or discount that the sum
 * leaves out. A subtotal whose label was misread is reached by the lines as exactly as a total.
 */
function deniesTotal(settlement: Settlement, foot: readonly FootAmount[]): boolean {
  const used = new Set(settlement.components.map(({ foot: amount }) => amount));
  const total = dec(settlement.total);
  return foot.some((amount) => {
    const value = dec(amount.numeral.readings[0]!.value);
    if (amount.kind === 'total') return value.gt(total);
    if (!CHANGES_TOTAL.has(amount.kind) || used.has(amount) || value.isZero()) return false;
    return !settlement.components.some((other) => dec(other.value).abs().eq(value.abs()));
  });
}

/** VAT per rate = base × rate, where lines say their rates and the foot prints VAT per rate. */
export function vatCheck(
  settlement: Settlement | null,
  items: readonly SolvedItem[],
  foot: readonly FootAmount[],
): DraftCheck {
  if (settlement && netExceedsLines(settlement, foot, items))
    return { name: 'vat', ok: false, detail: 'a printed net is larger than the lines' };
  const vat = settlement?.components.filter((component) => component.foot.kind === 'vat') ?? [];
  if (!settlement || vat.length === 0) return { name: 'vat', ok: true, detail: 'no VAT apart' };
  const rates = vat.map(({ foot: amount }) => amount.rate);
  if (rates.some((rate) => rate === null)) return { name: 'vat', ok: true, detail: 'no rates printed' };
  const total = vat.reduce((sum, { value }) => sum.plus(dec(value)), new Dec(0));
  const lines = items.reduce(
    (sum, { figures }) => (figures ? sum.plus(dec(figures.amount)) : sum),
    new Dec(0),
  );
  const nets = foot.filter(({ kind }) => kind === 'net').length;
  const least = Math.min(...rates.map(Number));
  const most = Math.max(...rates.map(Number));
  const adjusted = settlement.components
    .filter((component) => component.foot.kind === 'discount' || component.foot.kind === 'surcharge')
    .reduce((sum, { value }) => sum.plus(dec(value)), lines);
  const ceiling = adjusted.times(most).div(100).plus('0.05');
  const ok = total.lte(ceiling);
  return { name: 'vat', ok, detail: `${plain(total)} for rates ${least}–${most} %, ${nets} net(s)` };
}
