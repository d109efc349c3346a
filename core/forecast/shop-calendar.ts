import type { KnownDay } from './argentine-days.ts';
import { dayNumber, isoDate, weekday } from './calendar.ts';

const RECENT_DAYS = 56;
/** Holidays of a kind on which the shop opened less often than this are days off. */
const USUALLY_OPEN = 0.5;

export interface ShopCalendar {
  /** Days on which something was sold, ascending, all before `today`. */
  readonly openDates: readonly string[];
  readonly knownDays: ReadonlyMap<string, KnownDay>;
  /** What somebody said: these win. */
  readonly said: ReadonlyMap<string, 'closed' | 'open'>;
}

/**
 * The next `count` days, from `today` on, on which the shop will be open: weekdays on which it was open in the last
 * eight weeks, without the kinds of holiday on which it used to close, and as people said.
 */
export function openDaysAhead(calendar: ShopCalendar, today: string, count: number): string[] {
  const isOpenWeekday = usualWeekdays(calendar.openDates, today);
  const daysOff = kindsOff(calendar);
  const days: string[] = [];
  const start = dayNumber(today);
  for (let day = start; days.length < count && day < start + count * 8; day++) {
    const date = isoDate(day);
    const known = calendar.knownDays.get(date);
    const usually = isOpenWeekday[weekday(day)]! && (known === undefined || !daysOff.has(known));
    if ((calendar.said.get(date) ?? (usually ? 'open' : 'closed')) === 'open') days.push(date);
  }
  return days;
}

function usualWeekdays(openDates: readonly string[], today: string): readonly boolean[] {
  const since = isoDate(dayNumber(today) - RECENT_DAYS);
  const isYoung = openDates[0] === undefined || openDates[0] > isoDate(dayNumber(today) - RECENT_DAYS / 2);
  const open = new Array<boolean>(7).fill(isYoung);
  for (const date of openDates) if (date >= since) open[weekday(dayNumber(date))] = true;
  // A shop that has not written anything down for eight weeks has not closed every day for good.
  return open.some((one) => one) ? open : open.fill(true);
}

function kindsOff({ openDates, knownDays }: ShopCalendar): ReadonlySet<KnownDay> {
  const first = openDates[0];
  const last = openDates.at(-1);
  if (first === undefined || last === undefined) return new Set();
  const open = new Set(openDates);
  const tally = new Map<KnownDay, { open: number; all: number }>();
  for (const [date, kind] of knownDays) {
    if (date < first || date > last) continue;
    const entry = tally.get(kind) ?? { open: 0, all: 0 };
    tally.set(kind, { open: entry.open + (open.has(date) ? 1 : 0), all: entry.all + 1 });
  }
  return new Set([...tally].filter(([, one]) => one.open < USUALLY_OPEN * one.all).map(([kind]) => kind));
}
