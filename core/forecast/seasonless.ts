import { seasonLength } from './calendar.ts';
import { demandFactors, type Factors } from './demand-factors.ts';
import type { LevelHistory } from './level-methods.ts';
import type { PanelSeries } from './panel.ts';
import type { Pool } from './pool.ts';

/** A series from its launch on, with season, year and events divided out. */
export interface Seasonless extends LevelHistory {
  /** Demand as it was. */
  readonly y: Float64Array;
  /** Season × year × events of the periods ahead. */
  readonly future: Factors['future'];
  /** Whole units only. */
  readonly whole: boolean;
}

/** Factors below this would blow one chance sale up into a level. */
const LEAST_FACTOR = 0.15;

export function withoutSeason(pool: Pool, series: PanelSeries): Seasonless {
  const factors = demandFactors(pool, series);
  const begin = launch(series.values, seasonLength(pool.frequency));
  const y = series.values.subarray(begin);
  const z = new Float64Array(y.length);
  const w = new Float64Array(y.length);
  let whole = true;
  for (let i = 0; i < y.length; i++) {
    const factor = factors.past[begin + i]!;
    const unseen = series.unseen?.[begin + i] === 1;
    z[i] = unseen ? 0 : y[i]! / Math.max(factor, LEAST_FACTOR);
    w[i] = unseen ? 0 : factor;
    if (!Number.isInteger(y[i]!)) whole = false;
  }
  return { y, z, w, future: factors.future, whole };
}

/** First period that counts: a product's silence before its first sale is no demand history, but two cycles of it are kept. */
function launch(values: Float64Array, length: number): number {
  let first = 0;
  while (first < values.length && values[first] === 0) first++;
  return Math.max(0, Math.min(first, values.length - Math.max(2 * length, 8)));
}

export const levelOptions = ({ settings, perYear, levels }: Pool) => ({
  window: settings.levelWindow,
  fixedAlpha: settings.fixedAlpha,
  perYear,
  errorHalfLife: settings.memory * 1.5,
  sharpness: settings.sharpness,
  pooling: settings.levelPooling,
  shop: levels,
});
