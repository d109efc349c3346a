/**
 * A distribution of demand on a lattice of equal cells: cell j stands for j × step units. Counts use step 1;
 * weights and large volumes a coarser or finer one, so that the cost is bounded whatever the unit.
 */
export interface Distribution {
  readonly step: number;
  /** P(demand ≤ j × step). */
  readonly cdf: Float64Array;
  /** Whole units only: quantiles are whole too. */
  readonly whole: boolean;
}

const MAX_CELLS = 400;

/** Standard normal distribution function (Abramowitz & Stegun 7.1.26, error below 1.5e-7). */
export function normalCdf(x: number): number {
  const t = 1 / (1 + 0.3275911 * (Math.abs(x) / Math.SQRT2));
  const poly =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const erf = 1 - poly * Math.exp((-x * x) / 2);
  return x >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
}

/**
 * Adds `share` × the count distribution with this mean and variance = dispersion × mean to `mass` (per cell):
 * negative binomial where the variance exceeds the mean, a normal where it does not or where the counts are large.
 */
function addCountMass(mass: Float64Array, mean: number, dispersion: number, share: number): void {
  const last = mass.length - 1;
  if (mean <= 1e-9) {
    mass[0]! += share;
    return;
  }
  const logZero = dispersion > 1.001 ? (-mean / (dispersion - 1)) * Math.log(dispersion) : -mean;
  if (dispersion < 0.999 || logZero < -600) {
    const sd = Math.sqrt(dispersion * mean);
    let below = 0;
    for (let j = 0; j <= last; j++) {
      const upTo = j === last ? 1 : normalCdf((j + 0.5 - mean) / sd);
      mass[j]! += share * (upTo - below);
      below = upTo;
    }
    return;
  }
  const size = dispersion > 1.001 ? mean / (dispersion - 1) : Number.POSITIVE_INFINITY;
  const ratio = 1 - 1 / dispersion;
  let p = Math.exp(logZero);
  let left = 1;
  for (let j = 0; j < last; j++) {
    mass[j]! += share * p;
    left -= p;
    p *= Number.isFinite(size) ? (ratio * (size + j)) / (j + 1) : mean / (j + 1);
  }
  mass[last]! += share * Math.max(0, left);
}

/** A weighted sample; the value of each point is `values[i] × factors[i] × scale`. */
export interface Sample {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly totalWeight: number;
  readonly largest: number;
}

/**
 * Half theory, half experience: `share` of a count distribution with the given mean and dispersion and the rest the
 * series' own (recency-weighted) past, scaled to the present level.
 */
export function mixture(
  mean: number,
  dispersion: number,
  sample: Sample,
  scale: number,
  share: number,
  whole: boolean,
): Distribution {
  const reach = Math.max(
    sample.largest * scale,
    mean + 8 * Math.sqrt(Math.max(dispersion, whole ? 1 : 1e-6) * Math.max(mean, 1e-9)),
  );
  const top = whole ? reach + 3 : reach * 1.05 + 1e-9;
  const step = whole && top <= MAX_CELLS ? 1 : top / MAX_CELLS;
  const cells = Math.min(MAX_CELLS, Math.ceil(top / step)) + 1;
  const cdf = new Float64Array(cells);
  const theory = sample.totalWeight > 0 ? share : 1;
  addCountMass(cdf, mean / step, dispersion / step, theory);
  if (theory < 1) {
    const perWeight = (1 - theory) / sample.totalWeight;
    const k = scale / step;
    for (let i = 0; i < sample.values.length; i++) {
      const at = sample.values[i]! * k;
      const cell = Math.min(Math.floor(at), cells - 1);
      const above = Math.min(at - cell, 1);
      const w = sample.weights[i]! * perWeight;
      cdf[cell]! += w * (1 - above);
      cdf[Math.min(cell + 1, cells - 1)]! += w * above;
    }
  }
  for (let j = 1; j < cells; j++) cdf[j]! += cdf[j - 1]!;
  return { step, cdf, whole: whole && step === 1 };
}

/** Quantiles at ascending levels; whole for counts, interpolated inside the cell otherwise. Never negative, never falling. */
export function quantiles(distribution: Distribution, levels: readonly number[]): number[] {
  const { cdf, step, whole } = distribution;
  let j = 0;
  return levels.map((level) => {
    while (j < cdf.length - 1 && cdf[j]! < level - 1e-9) j++;
    if (whole || j === 0) return j * step;
    const below = cdf[j - 1]!;
    const inside = (level - below) / Math.max(cdf[j]! - below, 1e-12);
    return (j - 1 + Math.min(Math.max(inside, 0), 1)) * step;
  });
}
