/**
 * The level of deseasonalised demand. Several simple methods each leave a path (the level known before each period);
 * they are averaged by how well each foretold the mean of the next `horizon` periods in the past.
 */
export interface LevelFit {
  /** Level known before period i; the last entry is today's. */
  readonly path: Float64Array;
  readonly level: number;
  /** Weight of each method, in the order of LEVEL_METHODS; they add to 1. */
  readonly weights: readonly number[];
}

export const LEVEL_METHODS = ['ses', 'tsb', 'short_mean', 'long_mean', 'fixed_ses'] as const;

export interface LevelOptions {
  /** Periods of the short moving mean; the long one has three times as many. */
  readonly window: number;
  readonly fixedAlpha: number;
  /** Half-life, in periods, of the memory of past errors. */
  readonly errorHalfLife: number;
  /** How strongly a smaller past error is preferred (0: plain mean of methods). */
  readonly sharpness: number;
}

const ALPHAS = [0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.45];

/** z: deseasonalised demand; w: how much a period says (its season factor; 0 when unseen). */
export function fitLevel(z: Float64Array, w: Float64Array, horizon: number, options: LevelOptions): LevelFit {
  const paths = [
    bestSes(z, w),
    teunterSyntetosBabai(z, w),
    movingMean(z, w, options.window),
    movingMean(z, w, options.window * 3),
    sesPath(z, w, options.fixedAlpha, startLevel(z, w, Math.max(4, options.window))),
  ];
  const errors = horizonErrors(paths, z, w, horizon, options.errorHalfLife);
  const raw = errors.map((error) => error ** -options.sharpness);
  const total = raw.reduce((a, b) => a + b, 0);
  const weights = raw.map((value) => value / total);
  const n = z.length;
  const path = new Float64Array(n + 1);
  for (let i = 0; i <= n; i++) {
    let level = 0;
    for (let k = 0; k < paths.length; k++) level += weights[k]! * paths[k]![i]!;
    path[i] = level;
  }
  return { path, level: path[n]!, weights };
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
  for (let i = 0; i < z.length; i++) {
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

/** Recency-weighted squared error of each path against the mean of the following `horizon` periods. */
function horizonErrors(
  paths: readonly Float64Array[],
  z: Float64Array,
  w: Float64Array,
  horizon: number,
  halfLife: number,
): number[] {
  const n = z.length;
  const h = Math.min(horizon, Math.max(1, n >> 2));
  const sums = new Float64Array(n + 1);
  const seen = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const on = w[i]! > 0 ? 1 : 0;
    sums[i + 1] = sums[i]! + on * z[i]!;
    seen[i + 1] = seen[i]! + on;
  }
  const errors = paths.map(() => 1e-9);
  const stride = Math.max(1, Math.floor(h / 3));
  for (let i = Math.max(4, Math.floor(n * 0.3)); i + h <= n; i += stride) {
    const count = seen[i + h]! - seen[i]!;
    if (count <= 0) continue;
    const target = (sums[i + h]! - sums[i]!) / count;
    const weight = 0.5 ** ((n - h - i) / halfLife);
    for (let k = 0; k < paths.length; k++) errors[k]! += weight * (paths[k]![i]! - target) ** 2;
  }
  return errors;
}
