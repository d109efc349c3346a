/** Dates are ISO strings (YYYY-MM-DD) and days are whole days since 1970-01-01, so nothing here depends on a time zone. */
export type Frequency = 'day' | 'week' | 'month';

const DAY_MS = 86_400_000;

export const dayNumber = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);

export const isoDate = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** 0 Monday … 6 Sunday (1970-01-01 was a Thursday). */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** Months since year 0. */
const monthNumber = (iso: string): number => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;

/** The usual step between dates on which anything was sold: 1–4 days daily, 5–13 weekly, more monthly. */
export function detectFrequency(dates: readonly string[]): Frequency {
  if (dates.length < 2) return 'day';
  const gaps: number[] = [];
  for (let i = 1; i < dates.length; i++) gaps.push(dayNumber(dates[i]!) - dayNumber(dates[i - 1]!));
  gaps.sort((a, b) => a - b);
  const median = gaps[gaps.length >> 1]!;
  if (median < 5) return 'day';
  return median < 14 ? 'week' : 'month';
}

/**
 * The `count` periods that follow the last date. A weekday on which the shop has never been open lately
 * (none of the last eight weeks, when there are that many) is no period.
 */
export function followingDates(dates: readonly string[], frequency: Frequency, count: number): string[] {
  const last = dates.at(-1);
  if (last === undefined) return [];
  if (frequency === 'month') return followingMonths(last, count);
  const start = dayNumber(last);
  if (frequency === 'week') return Array.from({ length: count }, (_, i) => isoDate(start + 7 * (i + 1)));
  const open = openWeekdays(dates);
  const result: string[] = [];
  for (let day = start + 1; result.length < count; day++) if (open[weekday(day)]) result.push(isoDate(day));
  return result;
}

function followingMonths(last: string, count: number): string[] {
  const start = monthNumber(last);
  const dayOfMonth = last.slice(8, 10);
  return Array.from({ length: count }, (_, i) => {
    const month = start + i + 1;
    const first = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
    const lastDay = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
    return `${first}-${String(Math.min(Number(dayOfMonth), lastDay)).padStart(2, '0')}`;
  });
}

function openWeekdays(dates: readonly string[]): boolean[] {
  const last = dayNumber(dates.at(-1)!);
  const first = dayNumber(dates[0]!);
  const open = new Array<boolean>(7).fill(last - first < 56);
  for (let i = dates.length - 1; i >= 0; i--) {
    const day = dayNumber(dates[i]!);
    if (last - day >= 56) break;
    open[weekday(day)] = true;
  }
  return open;
}

/** Which part of the short season a period falls in: the weekday, the month, or always 0 (weeks have no short season). */
export function seasonPhase(iso: string, frequency: Frequency): number {
  if (frequency === 'day') return weekday(dayNumber(iso));
  return frequency === 'month' ? monthNumber(iso) % 12 : 0;
}

export const seasonLength = (frequency: Frequency): number => ({ day: 7, week: 1, month: 12 })[frequency];

/** Day of the year 0…365 for the annual factor of daily and weekly series. */
export function dayOfYear(iso: string): number {
  return dayNumber(iso) - dayNumber(`${iso.slice(0, 4)}-01-01`);
}

/** Open periods in a year: of a shop that is open every day 365, of one closed on Sundays 313. */
export function periodsPerYear(dates: readonly string[], frequency: Frequency): number {
  if (frequency !== 'day') return frequency === 'week' ? 52 : 12;
  if (dates.length < 2) return 365;
  const days = dayNumber(dates.at(-1)!) - dayNumber(dates[0]!);
  return Math.max(1, Math.round((365.25 * (dates.length - 1)) / days));
}
