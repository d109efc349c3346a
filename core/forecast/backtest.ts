import { type Frequency, seasonLength, seasonPhase } from './calendar.ts';
import { forecastQuantiles, forecastSeries } from './engine.ts';
import { cutPanel, cutSeries, type Panel, type PanelSeries } from './panel.ts';
import { type Pool, preparePool, type Settings } from './pool.ts';

/** How a series would have been forecast in the past, scored on what came. Null: too little history to say. */
export interface BacktestScore {
  /** Mean absolute error of the median over that of the in-sample seasonal naive rule. */
  readonly mase: number | null;
  /** Root mean squared error of the mean over that of the in-sample one-step naive rule. */
  readonly rmsse: number | null;
  /** Mean over the levels .1….9 of 2 × pinball loss ÷ demand. */
  readonly wql: number | null;
  /** Share of periods inside the 95 % band. */
  readonly coverage95: number | null;
  /** MASE of the seasonal naive rule (last week's same day, last year's same month) on the same periods. */
  readonly naiveMase: number | null;
  /** Mean absolute error of the total over the horizon, in units: the usual error as people feel it. */
  readonly totalError: number | null;
}

export const NO_SCORE: BacktestScore = {
  mase: null,
  rmsse: null,
  wql: null,
  coverage95: null,
  naiveMase: null,
  totalError: null,
};

export const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const LEVELS = [0.025, ...DECILES, 0.975];

/** 2 × pinball loss at one level. */
export const pinball = (actual: number, quantile: number, level: number): number =>
  2 * (actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual));

interface Sums {
  absolute: number;
  squared: number;
  naive: number;
  pinball: number;
  demand: number;
  covered: number;
  periods: number;
  totals: number;
  folds: number;
}

const NOTHING: Sums = {
  absolute: 0,
  squared: 0,
  naive: 0,
  pinball: 0,
  demand: 0,
  covered: 0,
  periods: 0,
  totals: 0,
  folds: 0,
};

export interface Backtest {
  score(series: PanelSeries): BacktestScore;
}

/**
 * Rolling origin: the panel is cut `folds` times, `horizon` periods apart, forecast as if that were today, and
 * compared with what came. Nothing after the cut is used, also not for what the series share; only on which days the shop
 * would open is taken as known. Scores any series of the panel's shop, in the panel or not.
 */
export function prepareBacktest(panel: Panel, horizon: number, folds: number, settings: Settings): Backtest {
  const least = 2 * seasonLength(panel.frequency) + 2;
  const pools: Pool[] = [];
  for (let fold = 1; fold <= folds && panel.dates.length - fold * horizon >= least; fold++) {
    const cut = cutPanel(panel, fold * horizon);
    const came = panel.dates.slice(cut.dates.length, cut.dates.length + horizon);
    pools.push(preparePool(cut, came, settings));
  }
  return {
    score(series) {
      const sums: Sums = { ...NOTHING };
      for (const pool of pools) scoreFold(sums, series, pool, least);
      return score(series, panel.frequency, sums);
    },
  };
}

/** The scores of all series of a panel. */
export function backtest(
  panel: Panel,
  horizon: number,
  folds: number,
  settings: Settings,
): ReadonlyMap<string, BacktestScore> {
  const prepared = prepareBacktest(panel, horizon, folds, settings);
  return new Map(panel.series.map((series) => [series.id, prepared.score(series)]));
}

function scoreFold(sums: Sums, full: PanelSeries, pool: Pool, least: number): void {
  const known = cutSeries(full, pool.dates.length);
  if (known === null || known.values.length < least) return;
  const forecast = forecastSeries(pool, known, pool.future.length, []);
  const naive = lastSeason(known, pool);
  let total = 0;
  let foreseen = 0;
  let seen = 0;
  pool.future.forEach((date, i) => {
    if (full.unseen?.[known.values.length + i]) return;
    const actual = full.values[known.values.length + i]!;
    const q = forecastQuantiles(forecast.distributions[i]!, LEVELS);
    sums.absolute += Math.abs(actual - q[5]!);
    sums.squared += (actual - forecast.means[i]!) ** 2;
    sums.naive += Math.abs(actual - naive(date));
    DECILES.forEach((level, k) => {
      sums.pinball += pinball(actual, q[k + 1]!, level) / DECILES.length;
    });
    sums.demand += actual;
    sums.covered += actual >= q[0]! && actual <= q[10]! ? 1 : 0;
    sums.periods += 1;
    total += actual;
    foreseen += forecast.means[i]!;
    seen += 1;
  });
  if (seen * 2 < pool.future.length) return;
  sums.totals += (Math.abs(total - foreseen) * pool.future.length) / seen;
  sums.folds += 1;
}

/** The seasonal naive rule: the latest known value of the same phase. */
function lastSeason(series: PanelSeries, pool: Pool): (date: string) => number {
  const latest = new Map<number, number>();
  for (let i = series.values.length - 1; i >= 0 && latest.size < seasonLength(pool.frequency); i--) {
    const phase = pool.phases[series.start + i]!;
    if (!latest.has(phase)) latest.set(phase, series.values[i]!);
  }
  return (date) => latest.get(seasonPhase(date, pool.frequency)) ?? 0;
}

function score(series: PanelSeries, frequency: Frequency, sums: Sums): BacktestScore {
  if (sums.periods === 0) return NO_SCORE;
  const season = meanAbsoluteStep(series.values, seasonLength(frequency));
  const step = meanSquaredStep(series.values);
  const per = (value: number, scale: number) => (scale > 0 ? value / sums.periods / scale : null);
  return {
    mase: per(sums.absolute, season),
    rmsse: step > 0 ? Math.sqrt(sums.squared / sums.periods / step) : null,
    wql: sums.demand > 0 ? sums.pinball / sums.demand : null,
    coverage95: sums.covered / sums.periods,
    naiveMase: per(sums.naive, season),
    totalError: sums.folds > 0 ? sums.totals / sums.folds : null,
  };
}

function meanAbsoluteStep(values: Float64Array, lag: number): number {
  let total = 0;
  for (let i = lag; i < values.length; i++) total += Math.abs(values[i]! - values[i - lag]!);
  return values.length > lag ? total / (values.length - lag) : 0;
}

function meanSquaredStep(values: Float64Array): number {
  let total = 0;
  for (let i = 1; i < values.length; i++) total += (values[i]! - values[i - 1]!) ** 2;
  return values.length > 1 ? total / (values.length - 1) : 0;
}
