import { type LevelHistory, type LevelOptions, levelPaths, seenSums } from './level-methods.ts';

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

export interface FitOptions extends LevelOptions {
  /** Half-life, in periods, of the memory of past errors. */
  readonly errorHalfLife: number;
  /** How strongly a smaller past error is preferred (0: plain mean of methods). */
  readonly sharpness: number;
  /** The shop's weights of the methods, and how much they count against the series' own. */
  readonly shop: readonly number[] | null;
  readonly pooling: number;
}

export function fitLevel(history: LevelHistory, horizon: number, options: FitOptions): LevelFit {
  const paths = levelPaths(history, horizon, options);
  const errors = horizonErrors(paths, history, horizon, options.errorHalfLife);
  const least = Math.min(...errors);
  const raw = errors.map((error) => (least / error) ** options.sharpness);
  const total = raw.reduce((a, b) => a + b, 0);
  const { shop } = options;
  const pooling = shop === null ? 0 : options.pooling;
  const weights = raw.map((own, k) => ((1 - pooling) * own) / total + pooling * (shop?.[k] ?? 0));
  const n = history.z.length;
  const path = new Float64Array(n + 1);
  for (let i = 0; i <= n; i++) {
    let level = 0;
    for (let k = 0; k < paths.length; k++) level += weights[k]! * paths[k]![i]!;
    path[i] = level;
  }
  return { path, level: path[n]!, weights };
}

/** Each past period from which the mean of the next `horizon` periods is compared, newest memory weighing most. */
export function forEachOrigin(
  history: LevelHistory,
  horizon: number,
  halfLife: number,
  visit: (origin: number, target: number, weight: number) => void,
): void {
  const n = history.z.length;
  const h = Math.min(horizon, Math.max(1, n >> 2));
  const { sold, seen } = seenSums(history);
  const stride = Math.max(1, Math.floor(h / 3));
  for (let i = Math.max(4, Math.floor(n * 0.3)); i + h <= n; i += stride) {
    const count = seen[i + h]! - seen[i]!;
    if (count > 0) visit(i, (sold[i + h]! - sold[i]!) / count, 0.5 ** ((n - h - i) / halfLife));
  }
}

function horizonErrors(
  paths: readonly Float64Array[],
  history: LevelHistory,
  horizon: number,
  halfLife: number,
): number[] {
  const errors = paths.map(() => 1e-9);
  forEachOrigin(history, horizon, halfLife, (origin, target, weight) => {
    for (let k = 0; k < paths.length; k++) errors[k]! += weight * (paths[k]![origin]! - target) ** 2;
  });
  return errors;
}
