import { forEachOrigin } from './level.ts';
import { LEVEL_METHODS, levelPaths } from './level-methods.ts';
import type { PanelSeries } from './panel.ts';
import type { Pool } from './pool.ts';
import { levelOptions, withoutSeason } from './seasonless.ts';

const METHODS = LEVEL_METHODS.length;
const STEPS = 600;
const STEP_LENGTH = 100;
/** Levels that never were more than nothing teach nothing, and one step is bounded whatever the targets. */
const LEAST_SIZE = 1e-12;
const MOST = 30;

/**
 * Which average of the level methods (weights ≥ 0 that add to 1) would have foretold all series of a shop best: least
 * squares over past todays, each series weighing by the inverse of its volume. One series alone says too little of that.
 * Null where there is nothing to learn from, or where the settings do not ask for it.
 */
export function shopLevelWeights(pool: Pool, series: readonly PanelSeries[]): readonly number[] | null {
  if (pool.settings.levelPooling <= 0) return null;
  const products = Array.from({ length: METHODS }, () => new Float64Array(METHODS));
  const targets = new Float64Array(METHODS);
  for (const one of series) addSeries(pool, one, products, targets);
  const size = products.reduce((sum, row, k) => sum + row[k]!, 0);
  return size > LEAST_SIZE && Number.isFinite(size) ? onSimplex(products, targets, size) : null;
}

function addSeries(pool: Pool, series: PanelSeries, products: Float64Array[], targets: Float64Array): void {
  const horizon = pool.future.length;
  const { z, w, errorHalfLife } = { ...withoutSeason(pool, series), ...levelOptions(pool) };
  const volume = z.reduce((sum, value) => sum + value, 0) / Math.max(z.length, 1);
  if (!(volume > 1e-9)) return;
  const paths = levelPaths({ z, w }, horizon, levelOptions(pool));
  forEachOrigin({ z, w }, horizon, errorHalfLife, (origin, target, recency) => {
    const weight = recency / volume;
    for (let a = 0; a < METHODS; a++) {
      const mine = weight * paths[a]![origin]!;
      targets[a]! += mine * target;
      for (let b = 0; b < METHODS; b++) products[a]![b]! += mine * paths[b]![origin]!;
    }
  });
}

/** Least squares under weights that are not negative and add to 1 (exponentiated gradient: Kivinen & Warmuth 1997). */
function onSimplex(products: readonly Float64Array[], targets: Float64Array, size: number): number[] {
  let weights = new Array<number>(METHODS).fill(1 / METHODS);
  for (let step = 0; step < STEPS; step++) {
    const grown = weights.map((weight, k) => {
      const slope = weights.reduce((sum, other, j) => sum + products[k]![j]! * other, -targets[k]!);
      return weight * Math.exp(Math.min(Math.max((-STEP_LENGTH * slope) / size, -MOST), MOST));
    });
    const total = grown.reduce((a, b) => a + b, 0);
    weights = grown.map((weight) => weight / total);
  }
  return weights;
}
