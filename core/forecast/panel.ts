import { detectFrequency, type Frequency, followingDates } from './calendar.ts';

/** One row of sales: what left the shelf for customers on a date. */
export interface DemandRow {
  readonly series: string;
  readonly date: string;
  readonly quantity: number;
}

/** A day known in advance to differ: promotion, holiday, pay day. */
export interface EventRow {
  readonly series: string;
  readonly date: string;
  readonly event: string;
}

/** All series of one shop on one list of open periods. Days on which nothing at all has a row are closed and do not exist here. */
export interface Panel {
  readonly frequency: Frequency;
  /** Open periods, ascending. */
  readonly dates: readonly string[];
  readonly series: readonly PanelSeries[];
}

export interface PanelSeries {
  readonly id: string;
  /** Demand per open period from `start` to the end of `dates`. */
  readonly values: Float64Array;
  /** Index in `dates` of the first value: the first row of this series. */
  readonly start: number;
  /** 1 where demand could not be seen (no stock); such periods teach nothing. Absent: all were seen. */
  readonly unseen?: Uint8Array;
  /** Products of a category are peers: what they sell says what a new one may. */
  readonly category?: string;
  /** date → event names, past and future. */
  readonly events: ReadonlyMap<string, readonly string[]>;
}

/** Beyond anything that is sold; larger numbers could not be squared and added any more. */
const MOST = 1e100;

/** Negative and non-finite quantities are returns or errors and count as no demand. */
export const cleanQuantity = (quantity: number): number =>
  Number.isFinite(quantity) && quantity > 0 ? Math.min(quantity, MOST) : 0;

/** Aligns rows (any order; repeated series and date add up) on the open periods of the shop. */
export function buildPanel(rows: readonly DemandRow[], events: readonly EventRow[] = []): Panel {
  const dates = [...new Set(rows.map((row) => row.date))].sort();
  const index = new Map(dates.map((date, i) => [date, i]));
  const byId = new Map<string, { start: number; cells: Map<number, number> }>();
  for (const row of rows) {
    const at = index.get(row.date)!;
    const entry = byId.get(row.series) ?? { start: at, cells: new Map<number, number>() };
    entry.start = Math.min(entry.start, at);
    entry.cells.set(at, (entry.cells.get(at) ?? 0) + cleanQuantity(row.quantity));
    byId.set(row.series, entry);
  }
  const eventsById = groupEvents(events);
  const series = [...byId].map(([id, { start, cells }]) => {
    const values = new Float64Array(dates.length - start);
    for (const [at, quantity] of cells) values[at - start] = quantity;
    return { id, values, start, events: eventsById.get(id) ?? new Map<string, string[]>() };
  });
  return { frequency: detectFrequency(dates), dates, series };
}

function groupEvents(events: readonly EventRow[]): Map<string, Map<string, string[]>> {
  const byId = new Map<string, Map<string, string[]>>();
  for (const { series, date, event } of events) {
    const days = byId.get(series) ?? new Map<string, string[]>();
    days.set(date, [...(days.get(date) ?? []), event]);
    byId.set(series, days);
  }
  return byId;
}

/** The panel as it was known `periods` before its end; series that had not begun are left out. */
export function cutPanel(panel: Panel, periods: number): Panel {
  const length = panel.dates.length - periods;
  const series = panel.series.flatMap((entry) => cutSeries(entry, length) ?? []);
  return { ...panel, dates: panel.dates.slice(0, length), series };
}

/** A series as it was known when the panel had `length` dates; null before it began. */
export function cutSeries(series: PanelSeries, length: number): PanelSeries | null {
  if (series.start >= length) return null;
  return {
    ...series,
    values: series.values.subarray(0, length - series.start),
    ...(series.unseen === undefined ? {} : { unseen: series.unseen.subarray(0, length - series.start) }),
  };
}

export const futureDates = (panel: Pick<Panel, 'dates' | 'frequency'>, horizon: number): string[] =>
  followingDates(panel.dates, panel.frequency, horizon);
