import { type Frequency, seasonLength } from './calendar.ts';
import { dayFactors, ownUplifts } from './events.ts';
import type { PanelSeries } from './panel.ts';
import type { Pool } from './pool.ts';
import { seriesProfile } from './seasonality.ts';

/** Periods on each side that say what an event's day would have been without it. */
export const eventReach = (frequency: Frequency): number => (frequency === 'day' ? 28 : 6);

export interface Factors {
  readonly past: Float64Array;
  readonly future: Float64Array;
}

/** Season × year × known events for each past and future period of a series. */
export function demandFactors(pool: Pool, series: PanelSeries): Factors {
  if (series.events.size === 0) return seasonFactors(pool, series, withoutYear(pool, series, null), null);
  const first = seasonFactors(pool, series, series.values, null);
  const own = ownUplifts(series, pool.dates, first.past, pool.uplifts, {
    reach: eventReach(pool.frequency),
    prior: pool.settings.eventPrior,
  });
  const past = dayFactors(series, pool.dates.slice(series.start), own);
  const future = dayFactors(series, pool.future, own);
  return seasonFactors(pool, series, withoutYear(pool, series, past), { past, future });
}

/** Demand with events and year divided out: what the short season is learned from. */
function withoutYear(pool: Pool, series: PanelSeries, events: Float64Array | null): Float64Array {
  if (pool.annual === null && events === null) return series.values;
  return series.values.map(
    (value, i) => value / (pool.yearly[series.start + i]! * (events === null ? 1 : events[i]!)),
  );
}

/** Season × year (× events) of each period; `plain` is the demand that the short season is learned from. */
export function seasonFactors(
  pool: Pool,
  series: PanelSeries,
  plain: Float64Array,
  events: Factors | null,
): Factors {
  const { settings, yearly, futureYearly, futurePhases } = pool;
  const length = seasonLength(pool.frequency);
  const phases = pool.phases.subarray(series.start, series.start + series.values.length);
  const profile = settings.seasonal
    ? seriesProfile(plain, phases, length, pool.profile, {
        halfLife: settings.profileHalfLife,
        spread: settings.profileSpread,
        unseen: series.unseen,
      })
    : new Float64Array(length).fill(1);
  const past = new Float64Array(plain.length);
  for (let i = 0; i < past.length; i++)
    past[i] = profile[phases[i]!]! * yearly[series.start + i]! * (events === null ? 1 : events.past[i]!);
  const future = new Float64Array(pool.future.length);
  for (let j = 0; j < future.length; j++)
    future[j] = profile[futurePhases[j]!]! * futureYearly[j]! * (events === null ? 1 : events.future[j]!);
  return { past, future };
}
