import { dayNumber, isoDate, weekday } from './calendar.ts';

/**
 * How a day differs for an Argentine shop. `quiet_holiday`: nearly everybody closes (1 January, 1 May, 25 December);
 * `eve`: 24 and 31 December; `bridge`: a day off by decree between a holiday and a weekend; `bonus`: the days after the
 * half-yearly aguinaldo (Ley 23.041: until 30 June and 18 December); `pay_days`: wages come until the fourth working day
 * (Ley 20.744, art. 128).
 */
export type KnownDay = 'quiet_holiday' | 'eve' | 'holiday' | 'bridge' | 'bonus' | 'pay_days';

/** Days off for tourism, as decreed for each year (Ley 27.399, art. 7). */
const BRIDGES: ReadonlySet<string> = new Set([
  '2023-05-26',
  '2023-06-19',
  '2023-10-13',
  '2024-04-01',
  '2024-06-21',
  '2024-10-11',
  '2025-05-02',
  '2025-08-15',
  '2025-11-21',
  '2026-03-23',
  '2026-07-10',
  '2026-12-07',
]);

/** Ley 27.399, art. 1: holidays that stay on their date. Carnival and Good Friday follow Easter. */
const FIXED = ['01-01', '03-24', '04-02', '05-01', '05-25', '06-20', '07-09', '12-08', '12-25'];
const QUIET = ['01-01', '05-01', '12-25'];
const EVES = ['12-24', '12-31'];
/** Moved to a Monday. */
const MOVABLE = ['06-17', '08-17', '10-12', '11-20'];

/** Easter Sunday of the Gregorian calendar (anonymous algorithm, Meeus 1991). */
export function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Ley 27.399, art. 6: on a Tuesday or Wednesday it goes to the Monday before, on a Thursday or Friday to the one after. */
function moved(iso: string): string {
  const day = dayNumber(iso);
  const shift = [0, -1, -2, 4, 3, 0, 0][weekday(day)]!;
  return isoDate(day + shift);
}

function holidaysOf(year: number): ReadonlySet<string> {
  const sunday = dayNumber(easter(year));
  return new Set([
    ...FIXED.map((day) => `${year}-${day}`),
    ...MOVABLE.map((day) => moved(`${year}-${day}`)),
    ...[-48, -47, -2].map((offset) => isoDate(sunday + offset)),
  ]);
}

const isWorkingDay = (iso: string, holidays: ReadonlySet<string>): boolean =>
  weekday(dayNumber(iso)) < 5 && !holidays.has(iso) && !BRIDGES.has(iso);

/** How many days of spending follow the day of the money. */
const BONUS_DAYS = 5;
const PAY_DAYS = 5;

function moneyDays(year: number, holidays: ReadonlySet<string>): Map<string, KnownDay> {
  const days = new Map<string, KnownDay>();
  for (let month = 1; month <= 12; month++) {
    let day = dayNumber(`${year}-${String(month).padStart(2, '0')}-01`);
    for (let working = 0; ; day++) {
      if (isWorkingDay(isoDate(day), holidays)) working++;
      if (working === 4) break;
    }
    for (let k = 0; k < PAY_DAYS; k++) days.set(isoDate(day + k), 'pay_days');
  }
  for (const paid of [`${year}-06-30`, `${year}-12-18`])
    for (let k = 0; k < BONUS_DAYS; k++) days.set(isoDate(dayNumber(paid) + k), 'bonus');
  return days;
}

/** The days from `from` until before `until` that differ, each with the one thing that says most about it. */
export function argentineDays(from: string, until: string): ReadonlyMap<string, KnownDay> {
  const days = new Map<string, KnownDay>();
  const put = (date: string, kind: KnownDay): void => {
    if (date >= from && date < until) days.set(date, kind);
  };
  for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)); year++) {
    const holidays = holidaysOf(year);
    for (const [date, kind] of moneyDays(year, holidays)) put(date, kind);
    for (const date of holidays) put(date, 'holiday');
    for (const date of BRIDGES) put(date, 'bridge');
    for (const day of QUIET) put(`${year}-${day}`, 'quiet_holiday');
    for (const day of EVES) put(`${year}-${day}`, 'eve');
  }
  return days;
}
