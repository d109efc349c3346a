import { type Distribution, mixture, type Sample } from './distribution.ts';

/** A series taken apart: what totals over several periods are measured on. */
export interface TakenApart {
  readonly y: Float64Array;
  /** Season × year × events of each past period; 0 when it was not seen. */
  readonly w: Float64Array;
  readonly recency: Float64Array;
  readonly path: Float64Array;
  readonly level: number;
  /** Variance of the level itself ÷ level², where it is another's: it adds up over the whole lead time. */
  readonly levelSpread: number;
  readonly dispersion: number;
  /** Recency-weighted mean of demand without season. */
  readonly base: number;
  readonly future: Float64Array;
  readonly whole: boolean;
  readonly theoryShare: number;
}

interface LeadTotal {
  readonly periods: number;
  readonly mean: number;
  readonly distribution: Distribution;
}

const cumulative = (length: number, at: (i: number) => number): Float64Array => {
  const sums = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) sums[i + 1] = sums[i]! + at(i);
  return sums;
};

/** A level is known from about this share of the remembered periods; its variance adds up over a whole lead time. */
const LEVEL_SHARE = 0.25;

/** How many equally weighted periods say as much as these (Kish 1965). */
function effectiveCount(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares > 0 ? (sum * sum) / squares : 0;
}

/** Totals over the first 1…n periods: measured on overlapping past totals, never scaled by the root of the time. */
export function leadTotals(apart: TakenApart, leads: readonly number[]): LeadTotal[] {
  const { y, w, recency, path, base } = apart;
  const n = y.length;
  const sold = cumulative(n, (i) => y[i]!);
  const usualness = cumulative(n, (i) => w[i]!);
  const seen = cumulative(n, (i) => (w[i]! > 0 ? 1 : 0));
  const ahead = cumulative(apart.future.length, (j) => apart.future[j]!);
  const from = Math.round(n * 0.1);
  const levelPeriods = Math.max(1, LEVEL_SHARE * effectiveCount(apart.recency));
  return leads.map((periods) => {
    const mean = apart.level * ahead[periods]!;
    const count = Math.max(0, n - periods + 1);
    const values = new Float64Array(count);
    const weights = new Float64Array(count);
    let totalWeight = 0;
    let largest = 0;
    let squares = 0;
    let expected = 0;
    for (let i = from; i < count; i++) {
      if (seen[i + periods]! - seen[i]! < periods) continue;
      const total = sold[i + periods]! - sold[i]!;
      const factor = usualness[i + periods]! - usualness[i]!;
      const weight = recency[i + periods - 1]!;
      const usual = Math.max(path[i]! * factor, 1e-6);
      // Against the level that was known before, so that the level's own errors are in the totals too.
      const known = Math.min(3 * base, Math.max(base / 3, path[i]!)) * factor;
      squares += weight * (total - usual) ** 2;
      expected += weight * usual;
      values[i] = base > 0 ? (total * mean) / Math.max(known, 1e-9) : 0;
      weights[i] = weight;
      totalWeight += weight;
      if (weight > 1e-4 && values[i]! > largest) largest = values[i]!;
    }
    const measured = expected > 0 ? Math.max(squares / expected, apart.dispersion) : apart.dispersion;
    const dispersion = measured * (1 + periods / levelPeriods) + apart.levelSpread * mean;
    const sample: Sample = { values, weights, totalWeight, largest };
    return {
      periods,
      mean,
      distribution: mixture(mean, dispersion, sample, 1, apart.theoryShare, apart.whole),
    };
  });
}
