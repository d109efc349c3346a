import { describe, expect, it } from 'vitest';
import { argentineDays, easter } from '../../../core/forecast/argentine-days.ts';
import { openDaysAhead } from '../../../core/forecast/shop-calendar.ts';

const of = (year: number) => argentineDays(`${year}-01-01`, `${year + 1}-01-01`);
const days = (year: number, kind: string) =>
  [...of(year)].flatMap(([date, one]) => (one === kind ? [date] : [])).sort();

describe('argentineDays', () => {
  it('knows the holidays of 2026, moved as the law says, and the bridges decreed for it', () => {
    expect(days(2026, 'holiday')).toEqual([
      '2026-02-16',
      '2026-02-17',
      '2026-03-24',
      '2026-04-02',
      '2026-04-03',
      '2026-05-25',
      '2026-06-15',
      '2026-06-20',
      '2026-07-09',
      '2026-08-17',
      '2026-10-12',
      '2026-11-23',
      '2026-12-08',
    ]);
    expect(days(2026, 'quiet_holiday')).toEqual(['2026-01-01', '2026-05-01', '2026-12-25']);
    expect(days(2026, 'bridge')).toEqual(['2026-03-23', '2026-07-10', '2026-12-07']);
  });

  it('finds Easter', () => {
    expect([2024, 2025, 2026, 2027].map(easter)).toEqual([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
    ]);
  });

  it('counts pay days from the fourth working day and the bonus from its due days', () => {
    expect(days(2026, 'pay_days').filter((date) => date.startsWith('2026-05'))).toEqual([
      '2026-05-07',
      '2026-05-08',
      '2026-05-09',
      '2026-05-10',
      '2026-05-11',
    ]);
    expect(days(2026, 'bonus').slice(0, 2)).toEqual(['2026-06-30', '2026-07-01']);
  });
});

describe('openDaysAhead', () => {
  const openDates = (from: string, count: number, isOpen: (date: string) => boolean) =>
    Array.from({ length: count }, (_, i) =>
      new Date(Date.parse(`${from}T00:00:00Z`) + i * 86_400_000).toISOString().slice(0, 10),
    ).filter(isOpen);
  const weekdayOf = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();

  it('When a shop never opens on Sundays, then no Sunday is ahead unless somebody said so', () => {
    const past = openDates('2026-08-01', 90, (date) => weekdayOf(date) !== 0);
    const calendar = {
      openDates: past,
      knownDays: new Map(),
      said: new Map([['2026-11-08', 'open' as const]]),
    };
    const ahead = openDaysAhead(calendar, '2026-11-01', 10);
    expect(ahead.filter((date) => weekdayOf(date) === 0)).toEqual(['2026-11-08']);
    expect(ahead).toHaveLength(10);
  });

  it('When it closed on Christmas last year, then it does so this year; its own closures too', () => {
    const knownDays = argentineDays('2025-01-01', '2027-03-01');
    const past = openDates('2025-03-01', 650, (date) => knownDays.get(date) !== 'quiet_holiday').filter(
      (date) => date < '2026-12-10',
    );
    const said = new Map([['2026-12-15', 'closed' as const]]);
    const ahead = openDaysAhead({ openDates: past, knownDays, said }, '2026-12-10', 30);
    expect(ahead).not.toContain('2026-12-25');
    expect(ahead).not.toContain('2027-01-01');
    expect(ahead).not.toContain('2026-12-15');
    expect(ahead).toContain('2026-12-24');
  });

  it('When nothing was ever written down, then every day may be open', () => {
    expect(openDaysAhead({ openDates: [], knownDays: new Map(), said: new Map() }, '2026-11-01', 3)).toEqual([
      '2026-11-01',
      '2026-11-02',
      '2026-11-03',
    ]);
  });
});
