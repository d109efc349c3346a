import { isoDate } from './calendar.ts';
import { forecastQuantiles, forecastSeries, type SeriesForecast } from './engine.ts';
import { cleanQuantity, type Panel } from './panel.ts';
import { preparePool } from './pool.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

export interface SequenceForecast {
  readonly method: SeriesForecast['method'];
  readonly periods: readonly {
    readonly mean: number;
    /** 10 %, 50 % and 90 % quantiles of that period's demand. */
    readonly low: number;
    readonly median: number;
    readonly high: number;
  }[];
}

/**
 * Forecasts a bare sequence of demand per period, oldest first, whose dates nobody said: so without weekdays or the year.
 * Any finite non-negative history gives finite, non-negative numbers; none gives zeros and the method `no_sales`.
 */
export function forecastSequence(history: readonly number[], horizon: number): SequenceForecast {
  // Any days serve as the periods; the one before the first keeps a calendar where there is no history at all.
  const dates = Array.from({ length: history.length + 1 }, (_, day) => isoDate(day));
  const series = {
    id: '',
    values: Float64Array.from(history, cleanQuantity),
    start: 1,
    events: new Map<string, string[]>(),
  };
  const panel: Panel = { frequency: 'day', dates, series: [series] };
  const pool = preparePool(panel, horizon, { ...DEFAULT_SETTINGS.day, seasonal: false, annualShrink: 0 });
  const { method, means, distributions } = forecastSeries(pool, series, horizon, [1]);
  return {
    method,
    periods: means.map((mean, period) => {
      const [low, median, high] = forecastQuantiles(distributions[period]!, [0.1, 0.5, 0.9]);
      return { mean, low: low!, median: median!, high: high! };
    }),
  };
}
