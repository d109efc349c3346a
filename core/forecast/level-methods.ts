/** z: deseasonalised demand; w: how much a period says (its season factor; 0 when unseen). */
export interface LevelHistory {
  readonly z: Float64Array;
  readonly w: Float64Array;
}

export const LEVEL_METHODS = [
  'ses',
  'tsb',
  'short_mean',
  'long_mean',
  'year_mean',
  'last_year',
  'fixed_ses',
] as const;

export interface LevelOptions {
  /** Periods of the short moving mean; the long one has three times as many. */
  readonly window: number;
  readonly fixedAlpha: number;
  readonly perYear: number;
}

const ALPHAS = [0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.45];

/** The level that each of LEVEL_METHODS knew before each period; the last entry is today's. */
export function levelPaths(
  { z, w }: LevelHistory,
  horizon: number,
  { window, fixedAlpha, perYear }: LevelOptions,
): readonly Float64Array[] {
  const yearMean = movingMean(z, w, perYear);
  return [
    bestSes(z, w),
    teunterSyntetosBabai(z, w),
    movingMean(z, w, window),
    movingMean(z, w, window * 3),
    yearMean,
    lastYear(z, w, horizon, yearMean, perYear),
    sesPath(z, w, fixedAlpha, startLevel(z, w, Math.max(4, window))),
  ];
}

function startLevel(z: Float64Array, w: Float64Array, periods: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < z.length && count < periods; i++) {
    if (w[i]! <= 0) continue;
    sum += z[i]!;
    count++;
  }
  return count > 0 ? sum / count : 0;
}

function sesPath(z: Float64Array, w: Float64Array, alpha: number, start: number): Float64Array {
  const path = new Float64Array(z.length + 1);
  let level = start;
  for (let i = 0; i < z.length; i++) {
    path[i] = level;
    if (w[i]! > 0) level += alpha * (z[i]! - level);
  }
  path[z.length] = level;
  return path;
}

/** Simple exponential smoothing; the smoothing constant with the least weighted one-step squared error. */
function bestSes(z: Float64Array, w: Float64Array): Float64Array {
  const n = z.length;
  const warm = Math.min(n, Math.max(4, Math.round(n * 0.15)));
  const start = startLevel(z, w, warm);
  let bestAlpha = ALPHAS[0]!;
  let least = Number.POSITIVE_INFINITY;
  for (const alpha of ALPHAS) {
    let level = start;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      if (w[i]! <= 0) continue;
      const error = z[i]! - level;
      if (i >= warm) squares += w[i]! * error * error;
      level += alpha * error;
    }
    if (squares < least - 1e-12) {
      least = squares;
      bestAlpha = alpha;
    }
  }
  return sesPath(z, w, bestAlpha, start);
}

interface TsbRun {
  readonly path: Float64Array;
  readonly squares: number;
}

function tsbPath(
  z: Float64Array,
  w: Float64Array,
  start: { p: number; size: number },
  alpha: number,
  beta: number,
): TsbRun {
  const n = z.length;
  const path = new Float64Array(n + 1);
  let { p, size } = start;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    path[i] = p * size;
    if (w[i]! <= 0) continue;
    squares += (z[i]! - p * size) ** 2;
    if (z[i]! > 0) {
      p += beta * (1 - p);
      size += alpha * (z[i]! - size);
    } else p *= 1 - beta;
  }
  path[n] = p * size;
  return { path, squares };
}

/** Teunter, Syntetos & Babai (2011): probability and size smoothed apart, so that a dead product decays to zero. */
function teunterSyntetosBabai(z: Float64Array, w: Float64Array): Float64Array {
  let sales = 0;
  let size = 0;
  let seen = 0;
  const warm = Math.max(8, Math.round(z.length * 0.3));
  for (let i = 0; i < z.length && (i < warm || sales === 0); i++) {
    if (w[i]! <= 0) continue;
    seen++;
    if (z[i]! > 0) sales++;
    size += z[i]!;
  }
  if (sales === 0) return new Float64Array(z.length + 1);
  const start = { p: sales / seen, size: size / sales };
  const runs = [0.05, 0.1, 0.2].flatMap((alpha) =>
    [0.03, 0.07, 0.15].map((beta) => tsbPath(z, w, start, alpha, beta)),
  );
  return runs.reduce((best, run) => (run.squares < best.squares ? run : best)).path;
}

function movingMean(z: Float64Array, w: Float64Array, window: number): Float64Array {
  const n = z.length;
  const path = new Float64Array(n + 1);
  let sum = 0;
  let count = 0;
  for (let i = 0; i <= n; i++) {
    path[i] = count > 0 ? sum / count : i > 0 ? path[i - 1]! : startLevel(z, w, 1);
    if (i === n) break;
    if (w[i]! > 0) {
      sum += z[i]!;
      count++;
    }
    const leaving = i - window;
    if (leaving >= 0 && w[leaving]! > 0) {
      sum -= z[leaving]!;
      count--;
    }
  }
  return path;
}

/** The mean a year ago around the stretch that is foreseen now; before there is such a year, that of what there is. */
function lastYear(
  z: Float64Array,
  w: Float64Array,
  horizon: number,
  before: Float64Array,
  perYear: number,
): Float64Array {
  const n = z.length;
  const sums = seenSums({ z, w });
  const margin = horizon >> 1;
  const path = Float64Array.from(before);
  for (let i = perYear + margin; i <= n; i++) {
    const from = i - perYear - margin;
    const to = Math.min(i, i - perYear + horizon + margin);
    const count = sums.seen[to]! - sums.seen[from]!;
    if (count > 0) path[i] = (sums.sold[to]! - sums.sold[from]!) / count;
  }
  return path;
}

/** Running totals of what was seen: demand without season, and periods. */
export function seenSums({ z, w }: LevelHistory): {
  readonly sold: Float64Array;
  readonly seen: Float64Array;
} {
  const sold = new Float64Array(z.length + 1);
  const seen = new Float64Array(z.length + 1);
  for (let i = 0; i < z.length; i++) {
    const on = w[i]! > 0 ? 1 : 0;
    sold[i + 1] = sold[i]! + on * z[i]!;
    seen[i + 1] = seen[i]! + on;
  }
  return { sold, seen };
}
