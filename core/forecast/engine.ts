import { dayOfYear, seasonLength } from './calendar.ts';
import { type Distribution, mixture, quantiles, type Sample } from './distribution.ts';
import { eventFactor, measureUplifts, type Uplifts } from './events.ts';
import { fitLevel, LEVEL_METHODS } from './level.ts';
import { futureDates, type Panel, type PanelSeries } from './panel.ts';
import {
  type AnnualFactor,
  annualFactor,
  type Profile,
  panelPhases,
  pooledProfile,
  seriesProfile,
} from './seasonality.ts';

/** What can be tuned on past folds; the defaults per frequency are in settings.ts. */
export interface Settings {
  /** Believe the short season (weekday, month)? */
  readonly seasonal: boolean;
  /** Spread of series' profiles around the shop's; larger trusts a series' own more. */
  readonly profileSpread: number;
  /** Cycles after which a past cycle counts half in the profile. */
  readonly profileHalfLife: number;
  /** Cycles of the shop that make the pooled profile. */
  readonly pooledCycles: number;
  /** 0 ignores the year, 1 believes it. */
  readonly annualShrink: number;
  readonly annualSmoothDays: number;
  readonly levelWindow: number;
  readonly fixedAlpha: number;
  readonly sharpness: number;
  /** Half-life in periods of the past that makes dispersion and sample. */
  readonly memory: number;
  /** Share of the count distribution in the mixture; the rest is the series' own past. */
  readonly theoryShare: number;
  readonly theoryShareLead: number;
  /** Units of usual demand that the pooled uplift weighs against a series' own. */
  readonly eventPrior: number;
}

/** What all series of a shop share; made once per panel. */
export interface Pool {
  readonly panel: Panel;
  readonly settings: Settings;
  readonly phases: Uint8Array;
  readonly future: readonly string[];
  readonly futurePhases: Uint8Array;
  readonly profile: Profile | null;
  readonly annual: AnnualFactor;
  readonly uplifts: ReadonlyMap<string, Uplifts>;
}

export interface SeriesForecast {
  readonly level: number;
  readonly means: readonly number[];
  readonly distributions: readonly Distribution[];
  readonly lead: { readonly mean: number; readonly distribution: Distribution };
  /** The method that weighs most in the level. */
  readonly method: (typeof LEVEL_METHODS)[number] | 'no_sales';
}

export function preparePool(panel: Panel, periods: number, settings: Settings): Pool {
  const phases = panelPhases(panel.dates, panel);
  const future = futureDates(panel, periods);
  const profile = settings.seasonal ? pooledProfile(panel, phases, settings.pooledCycles) : null;
  const annual = annualFactor(panel, {
    smoothDays: settings.annualSmoothDays,
    shrink: settings.annualShrink,
  });
  const shared = {
    panel,
    settings,
    phases,
    future,
    futurePhases: panelPhases(future, panel),
    profile,
    annual,
  };
  const uplifts = measureUplifts(
    panel,
    (series) => seasonFactors({ ...shared, uplifts: new Map() }, series, series.values).past,
    {
      reach: panel.frequency === 'day' ? 28 : 6,
      prior: settings.eventPrior,
    },
  );
  return { ...shared, uplifts };
}

interface Factors {
  readonly past: Float64Array;
  readonly future: Float64Array;
}

/** Season × year × known events for each past and future period; the profile is learned from demand without the events. */
function seasonFactors(pool: Pool, series: PanelSeries, plain: Float64Array): Factors {
  const { panel, settings } = pool;
  const length = seasonLength(panel.frequency);
  const phases = pool.phases.subarray(series.start, series.start + series.values.length);
  const profile = settings.seasonal
    ? seriesProfile(plain, phases, length, pool.profile, {
        halfLife: settings.profileHalfLife,
        spread: settings.profileSpread,
        unseen: series.unseen,
      })
    : new Float64Array(length).fill(1);
  const yearly = (date: string) => (pool.annual === null ? 1 : pool.annual[dayOfYear(date)]!);
  const hasEvents = series.events.size > 0;
  const uplifts = pool.uplifts.get(series.id);
  const factor = (date: string, phase: number) =>
    profile[phase]! * yearly(date) * (hasEvents ? eventFactor(series.events.get(date), uplifts) : 1);
  const past = new Float64Array(series.values.length);
  for (let i = 0; i < past.length; i++) past[i] = factor(panel.dates[series.start + i]!, phases[i]!);
  const future = Float64Array.from(pool.future, (date, j) => factor(date, pool.futurePhases[j]!));
  return { past, future };
}

/** Demand with events and year divided out: what the weekday profile is learned from. */
function withoutEvents(pool: Pool, series: PanelSeries): Float64Array {
  const uplifts = pool.uplifts.get(series.id);
  if (pool.annual === null && (uplifts === undefined || series.events.size === 0)) return series.values;
  return series.values.map((value, i) => {
    const date = pool.panel.dates[series.start + i]!;
    const yearly = pool.annual === null ? 1 : pool.annual[dayOfYear(date)]!;
    return value / (yearly * eventFactor(series.events.get(date), uplifts));
  });
}

/** Variance over mean of sales nothing is known of: a little wilder than Poisson for counts, half the mean's spread for weights. */
const ORDINARY_COUNT_NOISE = 1.5;
const ORDINARY_WEIGHT_NOISE = 0.25;

/** Factors below this would blow one chance sale up into a level. */
const LEAST_FACTOR = 0.15;

/**
 * Forecasts one series: `horizon` periods and the total over the first `lead` periods (both within the pool's future).
 * Any finite non-negative history gives finite, non-negative results; no history gives zeros.
 */
export function forecastSeries(
  pool: Pool,
  series: PanelSeries,
  horizon: number,
  lead: number,
): SeriesForecast {
  const { settings, panel } = pool;
  const factors = seasonFactors(pool, series, withoutEvents(pool, series));
  const begin = launch(series.values, seasonLength(panel.frequency));
  const y = series.values.subarray(begin);
  const f = factors.past.subarray(begin);
  const n = y.length;
  const z = new Float64Array(n);
  const w = new Float64Array(n);
  let whole = true;
  for (let i = 0; i < n; i++) {
    const unseen = series.unseen?.[begin + i] === 1;
    z[i] = unseen ? 0 : y[i]! / Math.max(f[i]!, LEAST_FACTOR);
    w[i] = unseen ? 0 : f[i]!;
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
  const dispersion = oneStepDispersion(
    y,
    w,
    fit.path,
    recency,
    whole ? ORDINARY_COUNT_NOISE : fit.level * ORDINARY_WEIGHT_NOISE,
  );
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
    lead: leadTotal({
      y,
      w,
      recency,
      path: fit.path,
      level: fit.level,
      dispersion,
      future: factors.future,
      lead,
      whole,
      settings,
      base: sample.mean,
    }),
    method: sample.largest > 0 ? LEVEL_METHODS[best]! : 'no_sales',
  };
}

/** First period that counts: a product's silence before its first sale is no demand history, but two cycles of it are kept. */
function launch(values: Float64Array, length: number): number {
  let first = 0;
  while (first < values.length && values[first] === 0) first++;
  return Math.max(0, Math.min(first, values.length - Math.max(2 * length, 8)));
}

function recencyWeights(w: Float64Array, halfLife: number): Float64Array {
  const n = w.length;
  const decay = 0.5 ** (1 / halfLife);
  const weights = new Float64Array(n);
  for (let i = n - 1, t = 1; i >= 0; i--, t *= decay) weights[i] = w[i]! > 0 ? t : 0;
  return weights;
}

function recentSample(values: Float64Array, weights: Float64Array): Sample & { readonly mean: number } {
  let totalWeight = 0;
  let total = 0;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    totalWeight += weights[i]!;
    total += weights[i]! * values[i]!;
    if (values[i]! > largest && weights[i]! > 1e-4) largest = values[i]!;
  }
  return { values, weights, totalWeight, largest, mean: totalWeight > 0 ? total / totalWeight : 0 };
}

/** A new series has shown too little to be sure of: this many periods of ordinary noise are added to what it showed. */
const PRIOR_PERIODS = 2;

/** Quasi-Poisson dispersion: squared one-step errors over expected demand, recency-weighted, never below a count's own noise. */
function oneStepDispersion(
  y: Float64Array,
  w: Float64Array,
  path: Float64Array,
  recency: Float64Array,
  ordinary: number,
): number {
  const level = Math.max(path[y.length]!, 1e-6);
  let squares = PRIOR_PERIODS * ordinary * level;
  let expected = PRIOR_PERIODS * level;
  const n = y.length;
  for (let i = Math.min(n - 1, Math.round(n * 0.15)); i >= 0 && i < n; i++) {
    const mean = Math.max(path[i]! * w[i]!, 1e-6);
    squares += recency[i]! * (y[i]! - mean) ** 2;
    expected += recency[i]! * mean;
  }
  return squares / expected;
}

/** Totals over a lead time are measured on overlapping past totals, never scaled by the root of the time. */
function leadTotal(input: {
  y: Float64Array;
  w: Float64Array;
  recency: Float64Array;
  path: Float64Array;
  level: number;
  dispersion: number;
  future: Float64Array;
  lead: number;
  whole: boolean;
  settings: Settings;
  base: number;
}): { mean: number; distribution: Distribution } {
  const { y, w, recency, path, lead } = input;
  const n = y.length;
  let mean = 0;
  for (let j = 0; j < lead; j++) mean += input.level * input.future[j]!;
  const count = Math.max(0, n - lead + 1);
  const values = new Float64Array(count);
  const weights = new Float64Array(count);
  let totalWeight = 0;
  let largest = 0;
  let squares = 0;
  let expected = 0;
  const from = Math.round(n * 0.1);
  for (let i = from; i < count; i++) {
    let total = 0;
    let factor = 0;
    let seen = true;
    for (let k = i; k < i + lead; k++) {
      total += y[k]!;
      factor += w[k]!;
      seen &&= w[k]! > 0;
    }
    if (!seen) continue;
    const weight = recency[i + lead - 1]!;
    const usual = Math.max(path[i]! * factor, 1e-6);
    squares += weight * (total - usual) ** 2;
    expected += weight * usual;
    values[i] = input.base > 0 ? (total * mean) / Math.max(input.base * factor, 1e-9) : 0;
    weights[i] = weight;
    totalWeight += weight;
    if (weight > 1e-4 && values[i]! > largest) largest = values[i]!;
  }
  const dispersion = expected > 0 ? Math.max(squares / expected, input.dispersion) : input.dispersion;
  const sample: Sample = { values, weights, totalWeight, largest };
  return {
    mean,
    distribution: mixture(mean, dispersion, sample, 1, input.settings.theoryShareLead, input.whole),
  };
}

/** Quantiles of a forecast at ascending levels. */
export const forecastQuantiles = (distribution: Distribution, levels: readonly number[]): number[] =>
  quantiles(distribution, levels);
