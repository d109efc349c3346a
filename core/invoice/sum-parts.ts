import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import type { FootAmount } from './foot.ts';

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
  /** The total does not rest on the lines: the QR says it, it is printed twice, or the foot's own net and taxes give it. */
  readonly independent: boolean;
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

/** An amount of the foot that may be part of the sum, with its sign. */
export interface Option {
  readonly foot: FootAmount;
  readonly value: number;
  readonly text: DecimalString;
}

const MAX_OPTIONS = 11;

/** Candidate components, most certain kinds first; the same amount printed twice under one label counts once. */
export function optionsOf(foot: readonly FootAmount[], total: number): Option[] {
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
