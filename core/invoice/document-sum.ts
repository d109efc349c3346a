import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import type { FootAmount } from './foot.ts';
import { repairFoot } from './foot-repair.ts';
import type { Chosen } from './solutions.ts';
import {
  type Component,
  type Option,
  optionsOf,
  type Settlement,
  sumTolerance,
  type TotalCandidate,
  totalCandidates,
} from './sum-parts.ts';

/** The subset of the foot that brings the lines to the total: all that fits, most components first. */
function subset(
  lines: number,
  options: readonly Option[],
  total: number,
  tolerance: number,
): Option[] | null {
  let best: Option[] | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let mask = 0; mask < 1 << options.length; mask++) {
    let value = lines;
    let score = 0;
    for (let index = 0; index < options.length; index++)
      if (mask & (1 << index)) {
        value += options[index]!.value;
        score += 1;
      }
    const gap = Math.abs(value - total);
    if (gap > tolerance) continue;
    const rated = score - gap * 5;
    if (rated > bestScore) {
      bestScore = rated;
      best = options.filter((_, index) => mask & (1 << index));
    }
  }
  return best;
}

function settle(
  candidate: TotalCandidate,
  lines: Dec,
  count: number,
  foot: readonly FootAmount[],
): Settlement | null {
  const total = Number(candidate.value);
  const options = optionsOf(foot, total);
  const chosen = subset(Number(plain(lines)), options, total, sumTolerance(count) + 1e-6);
  if (!chosen) return null;
  const components = chosen.map(({ foot: amount, text }) => ({ foot: amount, value: plain(dec(text)) }));
  const gap = components.reduce((sum, { value }) => sum.plus(dec(value)), lines).minus(dec(candidate.value));
  return {
    total: candidate.value,
    totalFrom: candidate.from,
    totalPrints: candidate.prints,
    components,
    gap: plain(gap),
    closes: true,
    independent: independent(candidate, foot),
  };
}

/** The total's own proof without the lines: nets + VAT + other taxes of the foot. */
function footAlone(candidate: TotalCandidate, foot: readonly FootAmount[]): Component[] | null {
  const bases = foot.filter(({ kind }) => kind === 'net' || kind === 'exempt' || kind === 'subtotal');
  const total = Number(candidate.value);
  const options = optionsOf(foot, total);
  for (const base of bases) {
    const value = base.numeral.readings[0]!.approx;
    if (value <= 0 || value > total) continue;
    const chosen = subset(value, options, total, 0.011);
    if (chosen) return chosen.map(({ foot: amount, text }) => ({ foot: amount, value: plain(dec(text)) }));
  }
  return null;
}

const independent = (candidate: TotalCandidate, foot: readonly FootAmount[]): boolean =>
  candidate.from === 'qr' || candidate.prints.length > 1 || footAlone(candidate, foot) !== null;

/** Sum of chosen amounts, exactly. */
export const linesSum = (amounts: readonly (Chosen | null)[]): Dec =>
  amounts.reduce((sum, amount) => (amount ? sum.plus(dec(amount.reading.value)) : sum), new Dec(0));

/** True where a total with taxes on top is likelier than the bare sum: VAT apart, and the paper prints VAT. */
function plausible(settlement: Settlement, vatApart: boolean | null, foot: readonly FootAmount[]): boolean {
  const printsVat = foot.some(({ kind, numeral }) => kind === 'vat' && numeral.readings[0]!.approx > 0);
  const usesVat = settlement.components.some(({ foot: amount }) => amount.kind === 'vat');
  const unlabelled = settlement.components.some(({ foot: amount }) => amount.kind === 'unlabelled');
  return vatApart !== true || usesVat || unlabelled || (!printsVat && settlement.totalFrom === 'qr');
}

/**
 * Solves lines and foot as one system: the total that the lines reach with a part of the printed taxes and adjustments.
 * When none is reached, the likeliest total is given with what the foot adds to it, and `closes` is false; the gap then
 * tells what the lines miss. A misread amount of the foot is put right where it makes up for a gap of at least `leastRepair`.
 */
export function settleTotals(
  amounts: readonly (Chosen | null)[],
  foot: readonly FootAmount[],
  qrTotal: DecimalString | null,
  vatApart: boolean | null,
  leastRepair: Dec | null,
): Settlement | null {
  const lines = linesSum(amounts);
  const count = amounts.length;
  const printed = totalCandidates(foot, qrTotal);
  // A subtotal or a net stands in for the total only where no total is printed at all.
  const named = printed.filter(({ weight }) => weight >= 3);
  const candidates = named.length > 0 ? named : printed;
  const summed = count > 0 && !lines.isZero();
  const settled = summed ? settleByLines(candidates, lines, count, foot, vatApart, leastRepair) : null;
  return settled ?? settleByFoot(candidates, lines, foot, vatApart);
}

/** The total that lines and foot reach: as printed, else with one misread digit of the foot put right. */
function settleByLines(
  candidates: readonly TotalCandidate[],
  lines: Dec,
  count: number,
  foot: readonly FootAmount[],
  vatApart: boolean | null,
  leastRepair: Dec | null,
): Settlement | null {
  const labelled = foot.filter(({ kind }) => kind !== 'unlabelled');
  // Amounts without a label count only on a form whose foot names nothing: elsewhere they may be items that were missed.
  const bare = !labelled.some(({ kind }) => kind === 'total' || kind === 'vat' || kind === 'net');
  for (const candidate of candidates) {
    const settlement = settle(candidate, lines, count, bare ? foot : labelled);
    if (settlement && plausible(settlement, vatApart, foot)) return settlement;
  }
  if (leastRepair === null) return null;
  for (const candidate of candidates.slice(0, 2)) {
    const repaired = repairFoot(candidate, lines, labelled, vatApart, leastRepair);
    if (repaired && plausible(repaired, vatApart, foot)) return repaired;
  }
  return null;
}

/** The likeliest total with what the foot adds to it, where the lines do not reach any. */
function settleByFoot(
  candidates: readonly TotalCandidate[],
  lines: Dec,
  foot: readonly FootAmount[],
  vatApart: boolean | null,
): Settlement | null {
  for (const candidate of candidates) {
    const components = candidate.weight >= 3 ? footAlone(candidate, foot) : null;
    if (components) return open(candidate, components, lines, foot);
  }
  const first = candidates[0];
  if (!first) return null;
  const all = optionsOf(foot, Number(first.value)).filter(
    ({ foot: amount }) => vatApart !== false || amount.kind !== 'vat',
  );
  return open(
    first,
    all.map(({ foot: amount, text }) => ({ foot: amount, value: plain(dec(text)) })),
    lines,
    foot,
  );
}

function open(
  candidate: TotalCandidate,
  components: readonly Component[],
  lines: Dec,
  foot: readonly FootAmount[],
): Settlement {
  const gap = components.reduce((sum, { value }) => sum.plus(dec(value)), lines).minus(dec(candidate.value));
  return {
    total: candidate.value,
    totalFrom: candidate.from,
    totalPrints: candidate.prints,
    components,
    gap: plain(gap),
    closes: false,
    independent: independent(candidate, foot),
  };
}
