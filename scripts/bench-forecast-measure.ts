import { DECILES, pinball } from '../core/forecast/backtest.ts';
import { seasonLength } from '../core/forecast/calendar.ts';
import { forecastQuantiles, forecastSeries } from '../core/forecast/engine.ts';
import { cutPanel, type Panel } from '../core/forecast/panel.ts';
import { preparePool, type Settings } from '../core/forecast/pool.ts';
import { RULES, type Rule } from './bench-forecast-rules.ts';

const LEVELS = [0.025, ...DECILES, 0.975];
/** Standard normal quantiles at LEVELS, and at the 95 % level of totals. */
const NORMAL = [-1.96, -1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816, 1.96];
const NORMAL_95 = 1.6449;

export interface Protocol {
  readonly horizon: number;
  /** Periods whose total is one order's worth. */
  readonly lead: number;
  /** Past todays, `horizon` apart; the newest of them `skip` × horizon periods before the end. */
  readonly folds: number;
  readonly skip: number;
  /** Series that had sold for less than this are not asked for. */
  readonly least: number;
  /** Lag of the naive errors that scale MASE. */
  readonly maseLag: number;
}

interface Prediction {
  readonly means: ArrayLike<number>;
  /** Per period, at LEVELS. */
  readonly quantiles: readonly (readonly number[])[];
  /** 95 % level of the total over the lead time. */
  readonly leadLimit: number;
}

class Tally {
  #pinball = 0;
  #demand = 0;
  #rmsse = 0;
  #mase = 0;
  #scored = 0;
  #scaled = 0;
  #periods = 0;
  #covered = 0;
  #leads = 0;
  #leadsCovered = 0;

  add(
    actual: Float64Array,
    prediction: Prediction,
    lead: number,
    scale: { step: number; lag: number },
  ): void {
    let squares = 0;
    let absolute = 0;
    for (const [i, value] of actual.entries()) {
      const q = prediction.quantiles[i]!;
      DECILES.forEach((level, k) => {
        this.#pinball += pinball(value, q[k + 1]!, level) / DECILES.length;
      });
      this.#demand += value;
      squares += (value - prediction.means[i]!) ** 2;
      absolute += Math.abs(value - q[5]!);
      this.#covered += value >= q[0]! && value <= q[10]! ? 1 : 0;
    }
    this.#periods += actual.length;
    this.#leads += 1;
    const total = actual.subarray(0, lead).reduce((sum, value) => sum + value, 0);
    this.#leadsCovered += total <= prediction.leadLimit + 1e-9 ? 1 : 0;
    if (scale.step > 0) {
      this.#rmsse += Math.sqrt(squares / actual.length / scale.step);
      this.#scored += 1;
    }
    if (scale.lag > 0) {
      this.#mase += absolute / actual.length / scale.lag;
      this.#scaled += 1;
    }
  }

  get score(): Score {
    return {
      wql: this.#pinball / Math.max(this.#demand, 1e-9),
      rmsse: this.#rmsse / Math.max(this.#scored, 1),
      mase: this.#mase / Math.max(this.#scaled, 1),
      coverage: this.#covered / Math.max(this.#periods, 1),
      leadCoverage: this.#leadsCovered / Math.max(this.#leads, 1),
    };
  }
}

export interface Score {
  /** Mean over the levels .1….9 of 2 × pinball loss ÷ demand, over all series at once. */
  readonly wql: number;
  /** Means over series and folds. */
  readonly rmsse: number;
  readonly mase: number;
  /** Shares inside the 95 % band, and of lead-time totals up to their 95 % level. */
  readonly coverage: number;
  readonly leadCoverage: number;
}

function meanStep(values: Float64Array, lag: number, power: 1 | 2): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += Math.abs(values[i]! - values[i - lag]!) ** power;
  return values.length > lag ? sum / (values.length - lag) : 0;
}

const ours = 'ours';

/**
 * Rolling origin: everybody forecasts the same series from the same past todays, and is told on which of the days ahead
 * the shop opens. The simple rules get the textbook's normal distribution around their mean, cut at zero.
 */
export function measure(
  panel: Panel,
  protocol: Protocol,
  settings: Settings,
  rules: Readonly<Record<string, Rule>> = RULES,
): ReadonlyMap<string, Score> {
  const { horizon, lead } = protocol;
  const season = seasonLength(panel.frequency);
  const tallies = new Map([ours, ...Object.keys(rules)].map((name) => [name, new Tally()]));
  const byId = new Map(panel.series.map((series) => [series.id, series]));
  for (let fold = 1; fold <= protocol.folds; fold++) {
    const cut = cutPanel(panel, (fold + protocol.skip) * horizon);
    const came = panel.dates.slice(cut.dates.length, cut.dates.length + horizon);
    const pool = preparePool(cut, came, settings);
    for (const series of cut.series) {
      const known = series.values;
      if (known.length < protocol.least) continue;
      const actual = byId.get(series.id)!.values.subarray(known.length, known.length + horizon);
      const scale = { step: meanStep(known, 1, 2), lag: meanStep(known, protocol.maseLag, 1) };
      const made = forecastSeries(pool, series, horizon, [lead]);
      const add = (name: string, prediction: Prediction) =>
        tallies.get(name)!.add(actual, prediction, lead, scale);
      add(ours, {
        means: made.means,
        quantiles: made.distributions.map((one) => forecastQuantiles(one, LEVELS)),
        leadLimit: forecastQuantiles(made.leads[0]!.distribution, [0.95])[0]!,
      });
      for (const [name, rule] of Object.entries(rules)) {
        const { means, spread } = rule(known, horizon, season);
        add(name, normalAround(means, spread, lead));
      }
    }
  }
  return new Map([...tallies].map(([name, tally]) => [name, tally.score]));
}

function normalAround(means: Float64Array, spread: number, lead: number): Prediction {
  const total = means.subarray(0, lead).reduce((sum, value) => sum + value, 0);
  return {
    means,
    quantiles: [...means].map((mean) => NORMAL.map((z) => Math.max(0, mean + z * spread))),
    leadLimit: Math.max(0, total + NORMAL_95 * spread * Math.sqrt(lead)),
  };
}
