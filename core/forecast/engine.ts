import { type Distribution, mixture, quantiles } from './distribution.ts';
import { leadTotals } from './lead-time.ts';
import { fitLevel, type LevelFit } from './level.ts';
import { LEVEL_METHODS } from './level-methods.ts';
import { dispersionOf, recencyWeights, recentSample } from './noise.ts';
import type { PanelSeries } from './panel.ts';
import { ownVoice } from './peers.ts';
import type { Pool } from './pool.ts';
import { levelOptions, withoutSeason } from './seasonless.ts';

export type Method = (typeof LEVEL_METHODS)[number] | 'no_sales' | 'category';

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
  /** The method that weighs most in the level; `category`: its category's other products do. */
  readonly method: Method;
}

/** Variance over mean of sales nothing is known of: a little wilder than Poisson for counts, half the mean's spread for weights. */
const ORDINARY_COUNT_NOISE = 1.5;
const ORDINARY_WEIGHT_NOISE = 0.25;

/**
 * Forecasts one series: `horizon` periods, and totals over the first `leads` periods (all within the pool's future).
 * Any finite non-negative history gives finite, non-negative results; no history gives what its category sells, or zeros.
 */
export function forecastSeries(
  pool: Pool,
  series: PanelSeries,
  horizon: number,
  leads: readonly number[],
): SeriesForecast {
  const { settings } = pool;
  const { y, z, w, future, ...seen } = withoutSeason(pool, series);
  const n = y.length;
  const fit = fitLevel({ z, w }, horizon, levelOptions(pool));
  const peers = series.category === undefined ? undefined : pool.peers.get(series.category);
  const own = peers === undefined ? 1 : ownVoice(series);
  const level = own * fit.level + (1 - own) * (peers?.level ?? 0);
  const whole = n === 0 && peers !== undefined ? peers.whole : seen.whole;
  const levelSpread = (1 - own) * (peers?.spread ?? 0);
  const recency = recencyWeights(w, settings.memory);
  const known = knownBefore(fit.path, horizon);
  const sample = recentSample(risenAlike(z, known, level), recency);
  const ratio = sample.mean > 0 ? Math.min(3, Math.max(0.33, level / sample.mean)) : 0;
  const ordinary = whole ? ORDINARY_COUNT_NOISE : level * ORDINARY_WEIGHT_NOISE;
  const dispersion = dispersionOf(y, w, known, recency, ordinary) + levelSpread * level;
  const theoryShare = Math.max(settings.theoryShare, 4 / (n + 4));
  const cache = new Map<number, Distribution>();
  const means: number[] = [];
  const distributions: Distribution[] = [];
  for (let j = 0; j < horizon; j++) {
    const factor = future[j]!;
    means.push(level * factor);
    const key = Math.round(Math.log(Math.max(factor, 1e-6)) * 100);
    let distribution = cache.get(key);
    if (distribution === undefined) {
      distribution = mixture(level * factor, dispersion, sample, ratio * factor, theoryShare, whole);
      cache.set(key, distribution);
    }
    distributions.push(distribution);
  }
  return {
    level,
    means,
    distributions,
    leads: leadTotals(
      {
        y,
        w,
        recency,
        path: fit.path,
        level,
        levelSpread,
        dispersion,
        base: recentSample(z, recency).mean,
        future,
        whole,
        theoryShare: settings.theoryShareLead,
      },
      leads,
    ),
    method: own < 0.5 ? 'category' : sample.largest > 0 ? leadingMethod(fit) : 'no_sales',
  };
}

const leadingMethod = ({ weights }: LevelFit): Method =>
  LEVEL_METHODS[weights.indexOf(Math.max(...weights))]!;

/** The level as it was known half a horizon before each period, which is how old it is, on average, when it is used. */
function knownBefore(path: Float64Array, horizon: number): Float64Array {
  const lag = Math.round(horizon / 2);
  const last = path.length - 1;
  return path.map((level, i) => (i === last ? level : path[Math.max(0, i - lag)]!));
}

/** Past demand as it would be if what was known before it had been today's level: so the sample holds the level's own errors. */
const risenAlike = (z: Float64Array, known: Float64Array, level: number): Float64Array =>
  z.map((value, i) => value * Math.min(3, Math.max(1 / 3, (level + 1e-9) / (known[i]! + 1e-9))));

/** Quantiles of a forecast at ascending levels. */
export const forecastQuantiles = (distribution: Distribution, levels: readonly number[]): number[] =>
  quantiles(distribution, levels);
