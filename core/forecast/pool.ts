import { dayOfYear, type Frequency, seasonLength } from './calendar.ts';
import { dayFactors, ownUplifts, pooledUplifts, type Uplifts } from './events.ts';
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

/** What the series of a shop share. Small enough to be kept and used for any of its series later. */
export interface SharedPatterns {
  readonly profile: Profile | null;
  readonly annual: AnnualFactor;
  readonly uplifts: Uplifts;
}

/** The shared patterns laid on the open periods, past and future. */
export interface Pool extends SharedPatterns {
  readonly frequency: Frequency;
  readonly settings: Settings;
  readonly dates: readonly string[];
  readonly future: readonly string[];
  readonly phases: Uint8Array;
  readonly futurePhases: Uint8Array;
  /** Annual factor of each past and future period. */
  readonly yearly: Float64Array;
  readonly futureYearly: Float64Array;
}

/** Measures what the series of a panel share and lays it on its past and the `periods` that follow. */
export function preparePool(panel: Panel, periods: number, settings: Settings): Pool {
  const future = futureDates(panel, periods);
  const phases = panelPhases(panel.dates, panel);
  const without = layPool(panel, future, settings, {
    profile: settings.seasonal ? pooledProfile(panel, phases, settings.pooledCycles) : null,
    annual: annualFactor(panel, { smoothDays: settings.annualSmoothDays, shrink: settings.annualShrink }),
    uplifts: new Map(),
  });
  const uplifts = pooledUplifts(
    panel,
    (series) => seasonFactors(without, series, series.values, null).past,
    eventReach(panel.frequency),
  );
  return { ...without, uplifts };
}

/** Lays patterns that were measured before on these open periods. */
export function layPool(
  calendar: Pick<Panel, 'frequency' | 'dates'>,
  future: readonly string[],
  settings: Settings,
  patterns: SharedPatterns,
): Pool {
  const yearlyOf = (dates: readonly string[]) =>
    Float64Array.from(dates, (date) => (patterns.annual === null ? 1 : patterns.annual[dayOfYear(date)]!));
  return {
    ...patterns,
    frequency: calendar.frequency,
    settings,
    dates: calendar.dates,
    future,
    phases: panelPhases(calendar.dates, calendar),
    futurePhases: panelPhases(future, calendar),
    yearly: yearlyOf(calendar.dates),
    futureYearly: yearlyOf(future),
  };
}

/** Periods on each side that say what an event's day would have been without it. */
const eventReach = (frequency: Frequency): number => (frequency === 'day' ? 28 : 6);

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

function seasonFactors(
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
