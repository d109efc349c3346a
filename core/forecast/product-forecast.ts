import type { BacktestScore } from './backtest.ts';
import { dayNumber, isoDate } from './calendar.ts';
import { forecastQuantiles, forecastSeries, type Method } from './engine.ts';
import { LEVEL_METHODS } from './level-methods.ts';
import type { PanelSeries } from './panel.ts';
import type { Peers } from './peers.ts';
import type { Pool, SharedPatterns } from './pool.ts';

/** Levels of the stored quantiles of a day, and of totals over several days. */
export const DAY_LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const;
export const TOTAL_LEVELS = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99] as const;
/** Open days ahead. */
export const HORIZON_DAYS = 42;
/** Open days whose total is forecast as one; between them totals are interpolated. */
export const TOTAL_PERIODS: readonly number[] = [1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 42];

/** Demand of one product in one shop, as kept. All quantities in stock units; days are ISO dates. */
export interface ProductForecast {
  readonly method: Method;
  /** Days of history in which demand could be seen. */
  readonly history: number;
  /** Open days ahead, the first being the day after the history. */
  readonly dates: readonly string[];
  readonly means: readonly number[];
  /** Per day, at DAY_LEVELS. */
  readonly quantiles: readonly (readonly number[])[];
  /** Totals over the first `periods` open days, at TOTAL_LEVELS. */
  readonly totals: readonly {
    readonly periods: number;
    readonly mean: number;
    readonly quantiles: readonly number[];
  }[];
  /** `totalError`: usual error of a week's total, in units. */
  readonly backtest: BacktestScore;
}

/** What the products of a shop share, as kept. */
export interface ShopPatterns {
  readonly profile: readonly number[] | null;
  readonly annual: readonly number[] | null;
  readonly uplifts: Readonly<Record<string, number>>;
  /** Absent in what was kept before there were any. */
  readonly levels?: readonly number[] | null;
  readonly peers?: Readonly<Record<string, Peers>>;
}

const rounded = (value: number): number => Number(value.toPrecision(5));

export const keepPatterns = ({ profile, annual, uplifts, levels, peers }: SharedPatterns): ShopPatterns => ({
  profile: profile === null ? null : [...profile].map(rounded),
  annual: annual === null ? null : [...annual].map(rounded),
  uplifts: Object.fromEntries([...uplifts].map(([event, factor]) => [event, rounded(factor)])),
  levels: levels === null ? null : levels.map(rounded),
  peers: Object.fromEntries(peers),
});

export const sharedPatterns = (kept: ShopPatterns): SharedPatterns => ({
  profile: kept.profile === null ? null : Float64Array.from(kept.profile),
  annual: kept.annual === null ? null : Float64Array.from(kept.annual),
  uplifts: new Map(Object.entries(kept.uplifts)),
  levels: kept.levels?.length === LEVEL_METHODS.length ? kept.levels : null,
  peers: new Map(Object.entries(kept.peers ?? {})),
});

/** Forecasts a product over the pool's future, which has HORIZON_DAYS periods. */
export function forecastProductSeries(
  pool: Pool,
  series: PanelSeries,
  backtest: BacktestScore,
): ProductForecast {
  const horizon = pool.future.length;
  const result = forecastSeries(
    pool,
    series,
    horizon,
    TOTAL_PERIODS.filter((periods) => periods <= horizon),
  );
  return {
    method: result.method,
    history: series.values.length - (series.unseen?.reduce((sum, one) => sum + one, 0) ?? 0),
    dates: pool.future,
    means: result.means.map(rounded),
    quantiles: result.distributions.map((one) => forecastQuantiles(one, DAY_LEVELS).map(rounded)),
    totals: result.leads.map(({ periods, mean, distribution }) => ({
      periods,
      mean: rounded(mean),
      quantiles: forecastQuantiles(distribution, TOTAL_LEVELS).map(rounded),
    })),
    backtest,
  };
}

/** Mean demand per calendar day over the next four weeks; 0 where nothing is foreseen. */
export function dailyMean(forecast: ProductForecast, today: string): number {
  const until = isoDate(dayNumber(today) + 28);
  return meanBetween(forecast, today, until) / 28;
}

const meanBetween = (forecast: ProductForecast, from: string, until: string): number =>
  forecast.dates.reduce((sum, date, i) => (date >= from && date < until ? sum + forecast.means[i]! : sum), 0);

/**
 * What the next `days` calendar days, today included, will not exceed with probability `level` (one of TOTAL_LEVELS or
 * between them). Beyond the horizon the mean goes on and the margin grows with the root of the time.
 */
export function demandWithin(
  forecast: ProductForecast,
  wish: { today: string; days: number; level: number },
): number {
  const until = isoDate(dayNumber(wish.today) + wish.days);
  const ahead = forecast.dates.filter((date) => date >= wish.today && date < until).length;
  const last = forecast.dates.at(-1);
  if (last === undefined || forecast.totals.length === 0 || wish.days <= 0) return 0;
  const beyond = Math.max(0, wish.days - (dayNumber(last) + 1 - dayNumber(wish.today)));
  const within = totalAt(forecast, ahead, wish.level);
  if (beyond === 0) return within.quantile;
  const mean = within.mean + beyond * dailyMean(forecast, wish.today);
  const margin = Math.max(within.quantile - within.mean, 0);
  return mean + margin * Math.sqrt(within.mean > 0 ? mean / within.mean : 1);
}

function totalAt(
  forecast: ProductForecast,
  periods: number,
  level: number,
): { mean: number; quantile: number } {
  if (periods <= 0) return { mean: 0, quantile: 0 };
  const { totals } = forecast;
  const next = totals.findIndex((one) => one.periods >= periods);
  const above = totals[next === -1 ? totals.length - 1 : next]!;
  const below =
    next > 0 ? totals[next - 1]! : { periods: 0, mean: 0, quantiles: above.quantiles.map(() => 0) };
  const share = Math.min(1, (periods - below.periods) / Math.max(above.periods - below.periods, 1));
  const between = (a: number, b: number) => a + share * (b - a);
  return {
    mean: between(below.mean, above.mean),
    quantile: between(quantileAt(below.quantiles, level), quantileAt(above.quantiles, level)),
  };
}

function quantileAt(quantiles: readonly number[], level: number): number {
  const next = TOTAL_LEVELS.findIndex((one) => one >= level - 1e-9);
  if (next === -1) return quantiles.at(-1)!;
  if (next === 0 || TOTAL_LEVELS[next] === level) return quantiles[next]!;
  const below = TOTAL_LEVELS[next - 1]!;
  const share = (level - below) / (TOTAL_LEVELS[next]! - below);
  return quantiles[next - 1]! + share * (quantiles[next]! - quantiles[next - 1]!);
}

export interface Cover {
  /** Calendar days until the shelf is empty, in tenths; null: longer than the forecast sees, or no demand. */
  readonly days: number | null;
  /** The day on which it runs out; null as above. */
  readonly runsOutOn: string | null;
}

/**
 * How long the stock lasts at the foreseen demand. What is left of today counts for the part of it still to come.
 *
 * @param restOfToday share of today's demand that is still to come, 0…1.
 */
export function coverOf(
  forecast: ProductForecast,
  wish: { stock: number; today: string; restOfToday: number },
): Cover {
  if (!(dailyMean(forecast, wish.today) > 0)) return { days: null, runsOutOn: null };
  if (wish.stock <= 0) return { days: 0, runsOutOn: wish.today };
  const start = dayNumber(wish.today);
  let left = wish.stock;
  for (const [i, date] of forecast.dates.entries()) {
    if (date < wish.today) continue;
    const share = date === wish.today ? wish.restOfToday : 1;
    const demand = forecast.means[i]! * share;
    if (demand >= left) {
      const before = dayNumber(date) - start - (date === wish.today ? 0 : 1 - wish.restOfToday);
      const days = Math.max(0, before) + (left / demand) * share;
      return { days: Math.round(days * 10) / 10, runsOutOn: date };
    }
    left -= demand;
  }
  return { days: null, runsOutOn: null };
}
