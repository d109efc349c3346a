import { DECILES, pinball } from './backtest.ts';
import { forecastQuantiles, forecastSeries } from './engine.ts';
import { cutPanel, type Panel } from './panel.ts';
import { preparePool, type Settings } from './pool.ts';

export interface Tuned {
  readonly settings: Settings;
  /** Mean weighted quantile loss over the judging folds, with these settings and with those it began with. */
  readonly loss: number;
  readonly defaultLoss: number;
}

export interface TuningPlan {
  /** Periods ahead, and between one past today and the next. */
  readonly horizon: number;
  /** The newest folds judge and have no say; the older ones choose. */
  readonly judging: number;
  readonly choosing: number;
}

type Numeric = { [K in keyof Settings]: Settings[K] extends number ? K : never }[keyof Settings];

/** Few settings, each with few values: what a year of one shop can tell apart. */
const CANDIDATES: readonly (readonly [Numeric, readonly number[]])[] = [
  ['levelPooling', [0, 0.25, 0.5, 0.75]],
  ['sharpness', [1.5, 3, 5]],
  ['levelWindow', [21, 42, 70]],
  ['annualShrink', [0, 0.35, 0.7]],
  ['profileSpread', [0.01, 0.03, 0.1]],
  ['memory', [45, 90, 180]],
  ['theoryShare', [0.05, 0.15, 0.3, 0.5]],
  ['eventPrior', [10, 30, 100]],
];
/** Less than this is chance. */
const WORTH = 0.001;
/** A series younger than this has nothing to judge by. */
const LEAST_PERIODS = 28;

/**
 * Settings chosen on a panel's past: one at a time, the value with the least loss on the choosing folds is kept. They are
 * taken only if they also lose less on the newer judging folds. The same panel gives the same answer. Null: too little
 * history for the plan, or no demand in it.
 */
export function tuneSettings(panel: Panel, start: Settings, plan: TuningPlan): Tuned | null {
  const { judging, choosing, horizon } = plan;
  if (panel.dates.length - (judging + choosing) * horizon < LEAST_PERIODS) return null;
  const chooses = (settings: Settings) =>
    lossOf(panel, settings, { horizon, skip: judging, folds: choosing });
  const judges = (settings: Settings) => lossOf(panel, settings, { horizon, skip: 0, folds: judging });
  const defaultLoss = judges(start);
  let best = start;
  let least = chooses(start);
  if (least === null || defaultLoss === null) return null;
  for (const [name, values] of CANDIDATES)
    for (const value of values) {
      if (value === best[name]) continue;
      const settings = { ...best, [name]: value };
      const loss = chooses(settings);
      if (loss === null || loss >= least * (1 - WORTH)) continue;
      least = loss;
      best = settings;
    }
  const loss = judges(best);
  return loss !== null && loss < defaultLoss
    ? { settings: best, loss, defaultLoss }
    : { settings: start, loss: defaultLoss, defaultLoss };
}

/** Mean over the deciles of 2 × pinball loss ÷ demand, over all series and folds at once; null without demand. */
function lossOf(
  panel: Panel,
  settings: Settings,
  { horizon, skip, folds }: { horizon: number; skip: number; folds: number },
): number | null {
  const whole = new Map(panel.series.map((series) => [series.id, series]));
  let lost = 0;
  let demand = 0;
  for (let fold = skip + 1; fold <= skip + folds; fold++) {
    const cut = cutPanel(panel, fold * horizon);
    const pool = preparePool(cut, panel.dates.slice(cut.dates.length, cut.dates.length + horizon), settings);
    for (const known of cut.series) {
      const length = known.values.length;
      if (length < LEAST_PERIODS) continue;
      const { values, unseen } = whole.get(known.id)!;
      const { distributions } = forecastSeries(pool, known, horizon, []);
      distributions.forEach((distribution, i) => {
        if (unseen?.[length + i]) return;
        const actual = values[length + i]!;
        const quantiles = forecastQuantiles(distribution, DECILES);
        DECILES.forEach((level, k) => {
          lost += pinball(actual, quantiles[k]!, level) / DECILES.length;
        });
        demand += actual;
      });
    }
  }
  return demand > 0 ? lost / demand : null;
}
