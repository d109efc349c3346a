import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import type { FootAmount } from './foot.ts';
import type { Chosen } from './solutions.ts';

/** An amount of the foot in the reading that closes the document, with its sign. */
export interface Component {
  readonly foot: FootAmount;
  readonly value: DecimalString;
}

/** How the lines meet a total. */
export interface Settlement {
  readonly total: DecimalString;
  readonly totalFrom: 'qr' | 'print';
  /** Where the total stands on the paper, as many times as it is printed. */
  readonly totalPrints: readonly FootAmount[];
  readonly components: readonly Component[];
  /** Lines + components − total; zero when exact. */
  readonly gap: DecimalString;
  readonly closes: boolean;
}

type Sign = 1 | -1;
const ADDED: Readonly<Partial<Record<FootAmount['kind'], Sign>>> = {
  vat: 1,
  perception: 1,
  internal: 1,
  other: 1,
  surcharge: 1,
  discount: -1,
  unlabelled: 1,
};

/** Line amounts are rounded one by one; a net computed from unrounded ones differs by up to half a cent a line. */
export const sumTolerance = (lines: number): number => Math.min(0.01 + 0.005 * lines, 0.1);

interface Option {
  readonly foot: FootAmount;
  readonly value: number;
  readonly text: DecimalString;
}

const MAX_OPTIONS = 11;

/** Candidate components, most certain kinds first; the same amount printed twice under one label counts once. */
function optionsOf(foot: readonly FootAmount[], total: number): Option[] {
  const seen = new Set<string>();
  const options: Option[] = [];
  const order = ['vat', 'perception', 'internal', 'other', 'discount', 'surcharge', 'unlabelled'];
  const sorted = [...foot].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  for (const amount of sorted) {
    const sign = ADDED[amount.kind];
    const reading = amount.numeral.readings[0]!;
    if (sign === undefined || reading.approx === 0) continue;
    const negative = reading.value.startsWith('-');
    const text = sign < 0 && !negative ? `-${reading.value}` : reading.value;
    const key = `${fold(amount.label)}|${amount.rate}|${text}`;
    if (seen.has(key) || Math.abs(reading.approx) >= total) continue;
    seen.add(key);
    options.push({ foot: amount, value: Number(text), text });
  }
  return options.slice(0, MAX_OPTIONS);
}

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

export interface TotalCandidate {
  readonly value: DecimalString;
  readonly from: 'qr' | 'print';
  readonly prints: readonly FootAmount[];
  /** Higher is likelier to be the total. */
  readonly weight: number;
}

/**
 * What may be the document's total: the QR's, then every amount labelled as one. The label decides less than the sum: a
 * decoy (prompt payment, dollars) is never reached by the lines.
 */
export function totalCandidates(
  foot: readonly FootAmount[],
  qrTotal: DecimalString | null,
): TotalCandidate[] {
  const byValue = new Map<string, FootAmount[]>();
  const weights = { total: 3, subtotal: 1, net: 0.5, decoy: 0.2, unlabelled: 0.6 } as const;
  for (const amount of foot) {
    if (!(amount.kind in weights)) continue;
    const reading = amount.numeral.readings[0]!;
    if (reading.approx <= 0) continue;
    const key = plain(dec(reading.value));
    byValue.set(key, [...(byValue.get(key) ?? []), amount]);
  }
  const candidates: TotalCandidate[] = [...byValue].map(([value, prints]) => ({
    value,
    from: 'print',
    prints,
    weight:
      Math.max(...prints.map(({ kind }) => weights[kind as keyof typeof weights])) +
      Math.min(prints.length, 3) * 0.3 +
      Math.max(...prints.map(({ row, page }) => row * 0.001 + page * 0.1)),
  }));
  if (qrTotal !== null) {
    const key = plain(dec(qrTotal));
    candidates.push({ value: key, from: 'qr', prints: byValue.get(key) ?? [], weight: 10 });
    // Some issuers drop the decimal point in the QR: the print then stands at a hundredth.
    const hundredth = plain(dec(qrTotal).div(100));
    const prints = byValue.get(hundredth);
    if (prints) candidates.push({ value: hundredth, from: 'print', prints, weight: 9 });
  }
  return candidates.sort((a, b) => b.weight - a.weight);
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
 * tells what the lines miss.
 */
export function settleTotals(
  amounts: readonly (Chosen | null)[],
  foot: readonly FootAmount[],
  qrTotal: DecimalString | null,
  vatApart: boolean | null,
): Settlement | null {
  const lines = linesSum(amounts);
  const count = amounts.length;
  const printed = totalCandidates(foot, qrTotal);
  // A subtotal or a net stands in for the total only where no total is printed at all.
  const named = printed.filter(({ weight }) => weight >= 3);
  const candidates = named.length > 0 ? named : printed;
  const labelled = foot.filter(({ kind }) => kind !== 'unlabelled');
  // Amounts without a label fill in only where the labelled ones do not reach the total.
  for (const parts of labelled.length < foot.length ? [labelled, foot] : [foot])
    for (const candidate of count > 0 && !lines.isZero() ? candidates : []) {
      const settlement = settle(candidate, lines, count, parts);
      if (settlement && plausible(settlement, vatApart, foot)) return settlement;
    }
  for (const candidate of candidates) {
    const components = candidate.weight >= 3 ? footAlone(candidate, foot) : null;
    if (components) return open(candidate, components, lines);
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
  );
}

function open(candidate: TotalCandidate, components: readonly Component[], lines: Dec): Settlement {
  const gap = components.reduce((sum, { value }) => sum.plus(dec(value)), lines).minus(dec(candidate.value));
  return {
    total: candidate.value,
    totalFrom: candidate.from,
    totalPrints: candidate.prints,
    components,
    gap: plain(gap),
    closes: false,
  };
}
