import { describe, expect, it } from 'vitest';
import { NO_SCORE } from '../../../core/forecast/backtest.ts';
import { dayNumber, isoDate } from '../../../core/forecast/calendar.ts';
import { demandSeries } from '../../../core/forecast/history.ts';
import { layPool, preparePool } from '../../../core/forecast/pool.ts';
import {
  coverOf,
  dailyMean,
  demandWithin,
  forecastProductSeries,
  keepPatterns,
  sharedPatterns,
} from '../../../core/forecast/product-forecast.ts';
import { DEFAULT_SETTINGS } from '../../../core/forecast/settings.ts';

const TODAY = '2026-11-02';
const START = dayNumber(TODAY) - 120;
const past = Array.from({ length: 120 }, (_, i) => isoDate(START + i));
const future = Array.from({ length: 42 }, (_, j) => isoDate(dayNumber(TODAY) + j));

function forecastOf(sold: (i: number) => number) {
  const days = past.map((_, i) => [START + i, sold(i), 1000, 1000] as const);
  const series = demandSeries('a', days, past, new Map())!;
  const panel = { frequency: 'day' as const, dates: past, series: [series] };
  const settings = DEFAULT_SETTINGS.day;
  // As it is kept in the database and read again.
  const kept = JSON.parse(JSON.stringify(keepPatterns(preparePool(panel, 1, settings))));
  const pool = layPool(panel, future, settings, sharedPatterns(kept));
  return forecastProductSeries(pool, series, NO_SCORE);
}

describe('coverOf', () => {
  const ten = forecastOf(() => 10);

  it('When ten go a day and 35 are there in the morning, then they last three days and a half', () => {
    expect(coverOf(ten, { stock: 35, today: TODAY, restOfToday: 1 })).toEqual({
      days: 3.5,
      runsOutOn: '2026-11-05',
    });
  });

  it('When it is evening, then most of today is over and the same stock lasts into another day', () => {
    const cover = coverOf(ten, { stock: 35, today: TODAY, restOfToday: 0.2 });
    expect(cover.runsOutOn).toBe('2026-11-06');
    expect(cover.days).toBeCloseTo(3.5, 1);
  });

  it('When nothing is there, then it lasts no time; when nothing sells, then nobody can say', () => {
    expect(coverOf(ten, { stock: -2, today: TODAY, restOfToday: 1 })).toEqual({ days: 0, runsOutOn: TODAY });
    expect(
      coverOf(
        forecastOf(() => 0),
        { stock: 5, today: TODAY, restOfToday: 1 },
      ).days,
    ).toBeNull();
    expect(coverOf(ten, { stock: 100_000, today: TODAY, restOfToday: 1 }).days).toBeNull();
  });
});

describe('demandWithin', () => {
  const noisy = forecastOf((i) => (i * 7919) % 13);

  it('grows with the days and with the level, and is never below zero', () => {
    let before = 0;
    for (const days of [1, 2, 3, 6, 9, 14, 30, 42, 60, 90]) {
      const at95 = demandWithin(noisy, { today: TODAY, days, level: 0.95 });
      expect(at95).toBeGreaterThan(before);
      expect(at95).toBeGreaterThanOrEqual(demandWithin(noisy, { today: TODAY, days, level: 0.5 }));
      expect(demandWithin(noisy, { today: TODAY, days, level: 0.93 })).toBeLessThanOrEqual(at95);
      before = at95;
    }
    expect(demandWithin(noisy, { today: TODAY, days: 0, level: 0.95 })).toBe(0);
  });

  it('asks less of a week than seven single days at the same level would', () => {
    const one = demandWithin(noisy, { today: TODAY, days: 1, level: 0.95 });
    expect(demandWithin(noisy, { today: TODAY, days: 7, level: 0.95 })).toBeLessThan(7 * one);
    expect(dailyMean(noisy, TODAY)).toBeCloseTo(6, 0);
  });
});

describe('demandSeries', () => {
  it('masks days that began without stock and sold nothing, and believes sales that the books cannot explain', () => {
    const day = (i: number) => START + i;
    const series = demandSeries(
      'a',
      [
        [day(1), 0, 0, 3],
        [day(2), 3, 3, 0],
        [day(6), 2, 0, -2],
        [day(8), 0, -2, 10],
      ],
      past.slice(0, 12),
      new Map(),
    )!;
    expect(series.start).toBe(1);
    expect([...series.values]).toEqual([0, 3, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
    expect([...series.unseen!]).toEqual([1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0]);
  });

  it('When the shop was closed while goods came, then they are there on the next open day', () => {
    const open = [isoDate(START), isoDate(START + 3)];
    const series = demandSeries(
      'a',
      [
        [START, 0, 0, 0],
        [START + 1, 0, 0, 5],
      ],
      open,
      new Map(),
    )!;
    expect([...series.unseen!]).toEqual([1, 0]);
  });

  it('When nothing ever moved, then there is no history', () => {
    expect(demandSeries('a', [], past, new Map())).toBeNull();
  });
});
