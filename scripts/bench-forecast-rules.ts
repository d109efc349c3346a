import { SimpleLinearRegression } from 'ml-regression';

/** What a simple rule foresees: the mean of each period, and how wide its one-step errors were (standard deviation). */
interface Foreseen {
  readonly means: Float64Array;
  readonly spread: number;
}

export type Rule = (known: Float64Array, horizon: number, season: number) => Foreseen;

const meanOf = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

interface Run {
  readonly level: number;
  readonly squares: number;
}

function smooth(known: Float64Array, alpha: number): Run {
  let level = meanOf(known.subarray(0, 4));
  let squares = 0;
  for (const value of known) {
    squares += (value - level) ** 2;
    level += alpha * (value - level);
  }
  return { level, squares };
}

function tsb(known: Float64Array, alpha: number, beta: number): Run {
  const sales = known.filter((value) => value > 0);
  let p = sales.length / Math.max(known.length, 1);
  let size = meanOf(sales);
  let squares = 0;
  for (const value of known) {
    squares += (value - p * size) ** 2;
    if (value > 0) {
      p += beta * (1 - p);
      size += alpha * (value - size);
    } else p *= 1 - beta;
  }
  return { level: p * size, squares };
}

function flat({ level, squares }: Run, periods: number, horizon: number): Foreseen {
  return {
    means: new Float64Array(horizon).fill(level),
    spread: Math.sqrt(squares / Math.max(periods, 1)),
  };
}

const best = (runs: readonly Run[]): Run => runs.reduce((a, b) => (b.squares < a.squares ? b : a));

/** Root mean square of what the rule would have missed by at each past period. */
function spreadOf(known: Float64Array, from: number, foresee: (i: number) => number): number {
  let squares = 0;
  for (let i = from; i < known.length; i++) squares += (known[i]! - foresee(i)) ** 2;
  return Math.sqrt(squares / Math.max(known.length - from, 1));
}

/** Trend by ml-regression on the seasonally adjusted history, times the season. */
const trendAndSeason: Rule = (known, horizon, season) => {
  const usual = Math.max(meanOf(known), 1e-9);
  const factors = Array.from({ length: season }, (_, phase) => {
    const same = known.filter((_, i) => i % season === phase);
    return same.length === 0 ? 1 : meanOf(same) / usual;
  });
  const adjusted = [...known].map((value, i) => value / Math.max(factors[i % season]!, 0.15));
  const line = new SimpleLinearRegression(
    adjusted.map((_, i) => i),
    adjusted,
  );
  const at = (i: number) => Math.max(0, line.predict(i) * factors[i % season]!);
  return {
    means: Float64Array.from({ length: horizon }, (_, j) => at(known.length + j)),
    spread: spreadOf(known, 0, at),
  };
};

const seasonalNaive: Rule = (known, horizon, season) => ({
  means: Float64Array.from({ length: horizon }, (_, j) => known[known.length - season + (j % season)] ?? 0),
  spread: spreadOf(known, season, (i) => known[i - season]!),
});

const meanOfFour: Rule = (known, horizon) => ({
  means: new Float64Array(horizon).fill(meanOf(known.subarray(-4))),
  spread: spreadOf(known, 4, (i) => meanOf(known.subarray(i - 4, i))),
});

export const RULES: Readonly<Record<string, Rule>> = {
  'seasonal naive': seasonalNaive,
  'mean of 4': meanOfFour,
  SES: (known, horizon) =>
    flat(best([0.05, 0.1, 0.2, 0.3].map((alpha) => smooth(known, alpha))), known.length, horizon),
  TSB: (known, horizon) =>
    flat(
      best([0.05, 0.1, 0.2].flatMap((a) => [0.03, 0.07, 0.15].map((b) => tsb(known, a, b)))),
      known.length,
      horizon,
    ),
  'ml-regression': trendAndSeason,
};
