import type { Panel, PanelSeries } from './panel.ts';

/** event name → factor on demand. */
export type Uplifts = ReadonlyMap<string, number>;

interface EventSums {
  readonly actual: number;
  readonly usual: number;
}

/** Few days and small volumes say little: this much usual demand without any uplift is added to what was measured. */
const ORDINARY = 4;

/**
 * What a known day does to demand, against the level that the ordinary days around it would give (a centred mean of
 * ordinary days over `reach` periods each side, season taken out), pooled over the shop.
 */
export function pooledUplifts(
  panel: Panel,
  seasonal: (series: PanelSeries) => Float64Array,
  reach: number,
): Uplifts {
  const pool = new Map<string, EventSums>();
  for (const series of panel.series) {
    if (series.events.size === 0) continue;
    for (const [event, { actual, usual }] of eventSums(series, panel.dates, seasonal(series), reach)) {
      if (usual <= 0) continue;
      // Each series weighs by the square root of what it usually sells on these days.
      const weight = 1 / Math.sqrt(usual);
      const entry = pool.get(event) ?? { actual: 0, usual: 0 };
      pool.set(event, { actual: entry.actual + weight * actual, usual: entry.usual + weight * usual });
    }
  }
  return new Map(
    [...pool].map(([event, { actual, usual }]) => [event, (actual + ORDINARY) / (usual + ORDINARY)]),
  );
}

/** A series' own uplifts drawn to the shop's: `prior` is how many units of usual demand the shop's word weighs. */
export function ownUplifts(
  series: PanelSeries,
  dates: readonly string[],
  seasonal: Float64Array,
  pooled: Uplifts,
  options: { reach: number; prior: number },
): Uplifts {
  const sums = eventSums(series, dates, seasonal, options.reach);
  return new Map(
    [...pooled].map(([event, common]): [string, number] => {
      const mine = sums.get(event);
      const factor =
        mine === undefined ? common : (mine.actual + options.prior * common) / (mine.usual + options.prior);
      return [event, Math.min(Math.max(factor, 0.02), 20)];
    }),
  );
}

function eventSums(
  series: PanelSeries,
  dates: readonly string[],
  seasonal: Float64Array,
  reach: number,
): ReadonlyMap<string, EventSums> {
  const { values, start } = series;
  const n = values.length;
  const level = new Float64Array(n + 1);
  const ordinary = new Float64Array(n + 1);
  const named: (readonly string[] | undefined)[] = [];
  for (let i = 0; i < n; i++) {
    const events = series.events.get(dates[start + i]!);
    named.push(events);
    const counts = events === undefined && !series.unseen?.[i];
    level[i + 1] = level[i]! + (counts ? values[i]! / Math.max(seasonal[i]!, 0.15) : 0);
    ordinary[i + 1] = ordinary[i]! + (counts ? 1 : 0);
  }
  const sums = new Map<string, EventSums>();
  for (let i = 0; i < n; i++) {
    const events = named[i];
    // Days with two events at once would charge both; only the clear ones teach.
    if (events?.length !== 1 || series.unseen?.[i]) continue;
    const from = Math.max(0, i - reach);
    const to = Math.min(n, i + reach + 1);
    const days = ordinary[to]! - ordinary[from]!;
    if (days < 2) continue;
    const usual = ((level[to]! - level[from]!) / days) * seasonal[i]!;
    const entry = sums.get(events[0]!) ?? { actual: 0, usual: 0 };
    sums.set(events[0]!, { actual: entry.actual + values[i]!, usual: entry.usual + usual });
  }
  return sums;
}

/** The factor of each date: the product over its events. */
export function dayFactors(series: PanelSeries, dates: readonly string[], uplifts: Uplifts): Float64Array {
  return Float64Array.from(dates, (date) =>
    (series.events.get(date) ?? []).reduce((factor, event) => factor * (uplifts.get(event) ?? 1), 1),
  );
}
