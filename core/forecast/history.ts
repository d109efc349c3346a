import { dayNumber } from './calendar.ts';
import type { PanelSeries } from './panel.ts';

/** A day on which something moved: days since 1970-01-01, what was sold, what was there before and after. */
export type MovedDay = readonly [day: number, sold: number, opening: number, closing: number];

/**
 * A product's demand on the shop's open days, from its first movement to the end. A day without sale that began without
 * stock shows no demand but hides it: it is unseen. What was sold on a day without stock on the books was there.
 *
 * @param days ascending.
 */
export function demandSeries(
  id: string,
  days: readonly MovedDay[],
  openDates: readonly string[],
  events: ReadonlyMap<string, readonly string[]>,
): PanelSeries | null {
  const first = days[0];
  if (first === undefined) return null;
  const dayNumbers = openDates.map(dayNumber);
  const start = dayNumbers.findIndex((day) => day >= first[0]);
  if (start === -1) return null;
  const values = new Float64Array(openDates.length - start);
  const unseen = new Uint8Array(values.length);
  let next = 0;
  let stock = 0;
  for (let i = start; i < openDates.length; i++) {
    // Goods that moved while the shop was closed are there, or gone, on the next open day.
    for (; next < days.length && days[next]![0] < dayNumbers[i]!; next++) stock = days[next]![3];
    const moved = days[next]?.[0] === dayNumbers[i] ? days[next] : undefined;
    const sold = moved === undefined ? 0 : Math.max(moved[1], 0);
    const opening = moved === undefined ? stock : moved[2];
    values[i - start] = sold;
    unseen[i - start] = sold === 0 && opening <= 0 ? 1 : 0;
  }
  return { id, values, start, unseen, events };
}
