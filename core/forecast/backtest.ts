import { seasonLength, seasonPhase } from './calendar.ts';
import { forecastQuantiles, forecastSeries, preparePool, type Settings } from './engine.ts';
import { cutPanel, type Panel, type PanelSeries } from './panel.ts';

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
}

export const NO_SCORE: BacktestScore = {
  mase: null,
  rmsse: null,
  wql: null,
  coverage95: null,
  naiveMase: null,
};

const DECILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
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
}

/**
 * Rolling origin: the panel is cut `folds` times, `horizon` periods apart, forecast as if that were today, and
 * compared with what came. Nothing after the cut is used, also not for what the series share.
 */
export function backtest(
  panel: Panel,
  horizon: number,
  folds: number,
  settings: Settings,
): ReadonlyMap<string, BacktestScore> {
  const sums = new Map<string, Sums>();
  const byId = new Map(panel.series.map((series) => [series.id, series]));
  const least = 2 * seasonLength(panel.frequency) + 2;
  for (let fold = 1; fold <= folds; fold++) {
    const cut = cutPanel(panel, fold * horizon);
    if (cut.dates.length < least) break;
    const actualDates = panel.dates.slice(cut.dates.length, cut.dates.length + horizon);
    // A few periods more than asked, since closed days push the foreseen dates apart from those that came.
    const pool = preparePool(cut, horizon + 7, settings);
    const position = new Map(pool.future.map((date, i) => [date, i]));
    for (const series of cut.series) {
      if (series.values.length < least) continue;
      scoreFold(sums, byId.get(series.id)!, series, pool, actualDates, position);
    }
  }
  return new Map(panel.series.map((series) => [series.id, score(series, panel, sums.get(series.id))]));
}

function scoreFold(
  sums: Map<string, Sums>,
  full: PanelSeries,
  known: PanelSeries,
  pool: ReturnType<typeof preparePool>,
  actualDates: readonly string[],
  position: ReadonlyMap<string, number>,
): void {
  const forecast = forecastSeries(pool, known, pool.future.length, 1);
  const entry = sums.get(full.id) ?? {
    absolute: 0,
    squared: 0,
    naive: 0,
    pinball: 0,
    demand: 0,
    covered: 0,
    periods: 0,
  };
  const naive = lastSeason(known, pool);
  actualDates.forEach((date, i) => {
    const at = position.get(date);
    if (at === undefined || full.unseen?.[known.values.length + i]) return;
    const actual = full.values[known.values.length + i]!;
    const q = forecastQuantiles(forecast.distributions[at]!, LEVELS);
    entry.absolute += Math.abs(actual - q[5]!);
    entry.squared += (actual - forecast.means[at]!) ** 2;
    entry.naive += Math.abs(actual - naive(date));
    DECILES.forEach((level, k) => {
      entry.pinball += pinball(actual, q[k + 1]!, level) / DECILES.length;
    });
    entry.demand += actual;
    entry.covered += actual >= q[0]! && actual <= q[10]! ? 1 : 0;
    entry.periods += 1;
  });
  sums.set(full.id, entry);
}

/** The seasonal naive rule: the latest known value of the same phase. */
function lastSeason(series: PanelSeries, pool: ReturnType<typeof preparePool>): (date: string) => number {
  const latest = new Map<number, number>();
  for (let i = series.values.length - 1; i >= 0 && latest.size < seasonLength(pool.panel.frequency); i--) {
    const phase = pool.phases[series.start + i]!;
    if (!latest.has(phase)) latest.set(phase, series.values[i]!);
  }
  return (date) => latest.get(seasonPhase(date, pool.panel.frequency)) ?? 0;
}

function score(series: PanelSeries, panel: Panel, sums: Sums | undefined): BacktestScore {
  if (sums === undefined || sums.periods === 0) return NO_SCORE;
  const season = meanAbsoluteStep(series.values, seasonLength(panel.frequency));
  const step = meanSquaredStep(series.values);
  const per = (value: number, scale: number) => (scale > 0 ? value / sums.periods / scale : null);
  return {
    mase: per(sums.absolute, season),
    rmsse: step > 0 ? Math.sqrt(sums.squared / sums.periods / step) : null,
    wql: sums.demand > 0 ? sums.pinball / sums.demand : null,
    coverage95: sums.covered / sums.periods,
    naiveMase: per(sums.naive, season),
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
