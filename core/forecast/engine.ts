import { seasonLength } from './calendar.ts';
import { type Distribution, mixture, quantiles } from './distribution.ts';
import { leadTotals } from './lead-time.ts';
import { fitLevel, LEVEL_METHODS } from './level.ts';
import { oneStepDispersion, recencyWeights, recentSample } from './noise.ts';
import type { PanelSeries } from './panel.ts';
import { demandFactors, type Pool } from './pool.ts';

export type Method = (typeof LEVEL_METHODS)[number] | 'no_sales';

export interface SeriesForecast {
  /** Demand per period without season, year and events. */
  readonly level: number;
  readonly means: readonly number[];
  readonly distributions: readonly Distribution[];
  /** Totals over the first `periods`, in the order asked for. */
  readonly leads: readonly {
    readonly periods: number;
    readonly mean: number;
    readonly distribution: Distribution;
  }[];
  /** The method that weighs most in the level. */
  readonly method: Method;
}

/** Variance over mean of sales nothing is known of: a little wilder than Poisson for counts, half the mean's spread for weights. */
const ORDINARY_COUNT_NOISE = 1.5;
const ORDINARY_WEIGHT_NOISE = 0.25;

/** Factors below this would blow one chance sale up into a level. */
const LEAST_FACTOR = 0.15;

/**
 * Forecasts one series: `horizon` periods, and totals over the first `leads` periods (all within the pool's future).
 * Any finite non-negative history gives finite, non-negative results; no history gives zeros.
 */
export function forecastSeries(
  pool: Pool,
  series: PanelSeries,
  horizon: number,
  leads: readonly number[],
): SeriesForecast {
  const { settings } = pool;
  const factors = demandFactors(pool, series);
  const begin = launch(series.values, seasonLength(pool.frequency));
  const y = series.values.subarray(begin);
  const n = y.length;
  const z = new Float64Array(n);
  const w = new Float64Array(n);
  let whole = true;
  for (let i = 0; i < n; i++) {
    const factor = factors.past[begin + i]!;
    const unseen = series.unseen?.[begin + i] === 1;
    z[i] = unseen ? 0 : y[i]! / Math.max(factor, LEAST_FACTOR);
    w[i] = unseen ? 0 : factor;
    if (!Number.isInteger(y[i]!)) whole = false;
  }
  const fit = fitLevel(z, w, horizon, {
    window: settings.levelWindow,
    fixedAlpha: settings.fixedAlpha,
    errorHalfLife: settings.memory * 1.5,
    sharpness: settings.sharpness,
  });
  const recency = recencyWeights(w, settings.memory);
  const sample = recentSample(z, recency);
  const ratio = sample.mean > 0 ? Math.min(3, Math.max(0.33, fit.level / sample.mean)) : 0;
  const ordinary = whole ? ORDINARY_COUNT_NOISE : fit.level * ORDINARY_WEIGHT_NOISE;
  const dispersion = oneStepDispersion(y, w, fit.path, recency, ordinary);
  const theoryShare = Math.max(settings.theoryShare, 4 / (n + 4));
  const cache = new Map<number, Distribution>();
  const means: number[] = [];
  const distributions: Distribution[] = [];
  for (let j = 0; j < horizon; j++) {
    const factor = factors.future[j]!;
    means.push(fit.level * factor);
    const key = Math.round(Math.log(Math.max(factor, 1e-6)) * 100);
    let distribution = cache.get(key);
    if (distribution === undefined) {
      distribution = mixture(fit.level * factor, dispersion, sample, ratio * factor, theoryShare, whole);
      cache.set(key, distribution);
    }
    distributions.push(distribution);
  }
  const best = fit.weights.indexOf(Math.max(...fit.weights));
  return {
    level: fit.level,
    means,
    distributions,
    leads: leadTotals(
      {
        y,
        w,
        recency,
        path: fit.path,
        level: fit.level,
        dispersion,
        base: sample.mean,
        future: factors.future,
        whole,
        theoryShare: settings.theoryShareLead,
      },
      leads,
    ),
    method: sample.largest > 0 ? LEVEL_METHODS[best]! : 'no_sales',
  };
}

/** First period that counts: a product's silence before its first sale is no demand history, but two cycles of it are kept. */
function launch(values: Float64Array, length: number): number {
  let first = 0;
  while (first < values.length && values[first] === 0) first++;
  return Math.max(0, Math.min(first, values.length - Math.max(2 * length, 8)));
}

/** Quantiles of a forecast at ascending levels. */
export const forecastQuantiles = (distribution: Distribution, levels: readonly number[]): number[] =>
  quantiles(distribution, levels);
