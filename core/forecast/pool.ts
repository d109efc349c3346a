import { dayOfYear, type Frequency, periodsPerYear } from './calendar.ts';
import { eventReach, seasonFactors } from './demand-factors.ts';
import { pooledUplifts, type Uplifts } from './events.ts';
import { futureDates, type Panel } from './panel.ts';
import { type Peers, peersByCategory } from './peers.ts';
import { type AnnualFactor, annualFactor, type Profile, panelPhases, pooledProfile } from './seasonality.ts';
import { shopLevelWeights } from './shop-levels.ts';

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
  /** 0: a series' own past errors weigh the level methods; 1: the shop's do. */
  readonly levelPooling: number;
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
  /** Weights of the level methods that would have served the shop's series best together; null: not known. */
  readonly levels: readonly number[] | null;
  /** category → what its products sell. */
  readonly peers: ReadonlyMap<string, Peers>;
}

/** The shared patterns laid on the open periods, past and future. */
export interface Pool extends SharedPatterns {
  readonly frequency: Frequency;
  readonly settings: Settings;
  /** Open periods in a year. */
  readonly perYear: number;
  readonly dates: readonly string[];
  readonly future: readonly string[];
  readonly phases: Uint8Array;
  readonly futurePhases: Uint8Array;
  /** Annual factor of each past and future period. */
  readonly yearly: Float64Array;
  readonly futureYearly: Float64Array;
}

/** Measures what the series of a panel share and lays it on its past and what follows: so many periods, or these dates. */
export function preparePool(panel: Panel, ahead: number | readonly string[], settings: Settings): Pool {
  const future = typeof ahead === 'number' ? futureDates(panel, ahead) : ahead;
  const phases = panelPhases(panel.dates, panel);
  const without = layPool(panel, future, settings, {
    profile: settings.seasonal ? pooledProfile(panel, phases, settings.pooledCycles) : null,
    annual: annualFactor(panel, { smoothDays: settings.annualSmoothDays, shrink: settings.annualShrink }),
    uplifts: new Map(),
    levels: null,
    peers: peersByCategory(panel.series),
  });
  const uplifts = pooledUplifts(
    panel,
    (series) => seasonFactors(without, series, series.values, null).past,
    eventReach(panel.frequency),
  );
  const unweighed = { ...without, uplifts };
  return { ...unweighed, levels: shopLevelWeights(unweighed, panel.series) };
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
    perYear: periodsPerYear(calendar.dates, calendar.frequency),
    dates: calendar.dates,
    future,
    phases: panelPhases(calendar.dates, calendar),
    futurePhases: panelPhases(future, calendar),
    yearly: yearlyOf(calendar.dates),
    futureYearly: yearlyOf(future),
  };
}
