import { describe, expect, it } from 'vitest';
import { detectFrequency, followingDates, isoDate } from '../../../core/forecast/calendar.ts';
import { buildPanel } from '../../../core/forecast/panel.ts';

const days = (count: number, keep: (i: number) => boolean = () => true) =>
  Array.from({ length: count }, (_, i) => i)
    .filter(keep)
    .map((i) => isoDate(20_000 + i));

describe('detectFrequency', () => {
  it('tells days (also with closed ones), weeks and months apart', () => {
    expect(detectFrequency(days(30, (i) => i % 7 !== 6))).toBe('day');
    expect(detectFrequency(['2026-01-05', '2026-01-12', '2026-01-19'])).toBe('week');
    expect(detectFrequency(['2026-01-01', '2026-02-01', '2026-03-01'])).toBe('month');
    expect(detectFrequency(['2026-01-01'])).toBe('day');
  });
});

describe('followingDates', () => {
  it('When a shop never opens on Sundays, then no Sunday is foreseen', () => {
    const open = days(120, (i) => i % 7 !== 3);
    const next = followingDates(open, 'day', 14);
    expect(next).toHaveLength(14);
    const weekdays = new Set(open.map((date) => new Date(date).getUTCDay()));
    for (const date of next) expect(weekdays.has(new Date(date).getUTCDay())).toBe(true);
  });

  it('When months end on the 31st, then shorter months end on their last day', () => {
    expect(followingDates(['2025-12-31', '2026-01-31'], 'month', 3)).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
  });
});

describe('buildPanel', () => {
  it('skips days on which nothing sold anywhere, and takes a missing row on an open day as zero', () => {
    const panel = buildPanel([
      { series: 'a', date: '2026-03-02', quantity: 1 },
      { series: 'b', date: '2026-03-04', quantity: 5 },
      { series: 'a', date: '2026-03-05', quantity: 2 },
      { series: 'a', date: '2026-03-05', quantity: 1 },
    ]);
    expect(panel.dates).toEqual(['2026-03-02', '2026-03-04', '2026-03-05']);
    expect([...panel.series[0]!.values]).toEqual([1, 0, 3]);
    expect([...panel.series[1]!.values]).toEqual([5, 0]);
  });

  it('counts returns and impossible quantities as no demand', () => {
    const panel = buildPanel([
      { series: 'a', date: '2026-03-02', quantity: -4 },
      { series: 'a', date: '2026-03-03', quantity: Number.NaN },
    ]);
    expect([...panel.series[0]!.values]).toEqual([0, 0]);
  });
});
