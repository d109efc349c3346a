export interface Random {
  /** Even in 0…1. */
  next(): number;
  /** A count with this mean and variance = dispersion × mean (gamma-mixed Poisson). */
  count(mean: number, dispersion: number): number;
}

/** The same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const poisson = (mean: number): number => {
    if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > limit; product *= next()) count++;
    return count;
  };
  return {
    next,
    // Log-normal spread of the mean gives about the wanted variance and is never negative.
    count: (mean, dispersion) => {
      if (mean <= 0) return 0;
      const spread = Math.sqrt(Math.log(1 + Math.max(dispersion - 1, 0) / Math.max(mean, 0.5)));
      return poisson(mean * Math.exp(spread * normal() - (spread * spread) / 2));
    },
  };
}
