import type { Sample } from './distribution.ts';

/** Exponential memory of `halfLife` periods; 0 where a period was not seen. */
export function recencyWeights(w: Float64Array, halfLife: number): Float64Array {
  const n = w.length;
  const decay = 0.5 ** (1 / halfLife);
  const weights = new Float64Array(n);
  for (let i = n - 1, t = 1; i >= 0; i--, t *= decay) weights[i] = w[i]! > 0 ? t : 0;
  return weights;
}

export function recentSample(
  values: Float64Array,
  weights: Float64Array,
): Sample & { readonly mean: number } {
  let totalWeight = 0;
  let total = 0;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    totalWeight += weights[i]!;
    total += weights[i]! * values[i]!;
    if (values[i]! > largest && weights[i]! > 1e-4) largest = values[i]!;
  }
  return { values, weights, totalWeight, largest, mean: totalWeight > 0 ? total / totalWeight : 0 };
}

/** A new series has shown too little to be sure of: this many periods of ordinary noise are added to what it showed. */
const PRIOR_PERIODS = 2;

/**
 * Quasi-Poisson dispersion (variance ÷ mean): squared errors over expected demand, recency-weighted.
 *
 * @param known the level as it was known for each period, the last entry being today's.
 * @param ordinary the dispersion of a series of which nothing is known.
 */
export function dispersionOf(
  y: Float64Array,
  w: Float64Array,
  known: Float64Array,
  recency: Float64Array,
  ordinary: number,
): number {
  const level = Math.max(known[y.length]!, 1e-6);
  let squares = PRIOR_PERIODS * ordinary * level;
  let expected = PRIOR_PERIODS * level;
  const n = y.length;
  for (let i = Math.min(n - 1, Math.round(n * 0.15)); i >= 0 && i < n; i++) {
    const mean = Math.max(known[i]! * w[i]!, 1e-6);
    squares += recency[i]! * (y[i]! - mean) ** 2;
    expected += recency[i]! * mean;
  }
  return squares / expected;
}
