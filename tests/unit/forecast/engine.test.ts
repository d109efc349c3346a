import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../core/forecast/calendar.ts';
import { forecastQuantiles, forecastSeries } from '../../../core/forecast/engine.ts';
import { buildPanel, type DemandRow, type EventRow } from '../../../core/forecast/panel.ts';
import { preparePool } from '../../../core/forecast/pool.ts';
import { DEFAULT_SETTINGS } from '../../../core/forecast/settings.ts';

const LEVELS = [0.025, 0.1, 0.5, 0.9, 0.975];
const STEP = { day: 1, week: 7, month: 30.44 } as const;

const rowsOf = (
  series: string,
  quantities: readonly number[],
  frequency: keyof typeof STEP = 'day',
): DemandRow[] =>
  quantities.map((quantity, i) => ({
    series,
    date:
      frequency === 'month'
        ? `${2020 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`
        : isoDate(19_000 + i * STEP[frequency]),
    quantity,
  }));

function forecastOf(rows: readonly DemandRow[], horizon = 14, lead = 3, events: readonly EventRow[] = []) {
  const panel = buildPanel(rows, events);
  const pool = preparePool(panel, Math.max(horizon, lead), DEFAULT_SETTINGS[panel.frequency]);
  return panel.series.map((series) => ({
    id: series.id,
    dates: pool.future,
    ...forecastSeries(pool, series, horizon, [lead]),
  }));
}

describe('forecastSeries', () => {
  it('When any finite non-negative history comes, then every result is finite, non-negative and ordered', () => {
    const quantity = fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }),
      fc.double({ min: 0, max: 1e7, noNaN: true }),
      fc.constant(0),
    );
    fc.assert(
      fc.property(
        fc.array(quantity, { minLength: 1, maxLength: 120 }),
        fc.constantFrom('day', 'week', 'month' as const),
        (quantities, frequency) => {
          const [forecast] = forecastOf(rowsOf('a', quantities, frequency as 'day'));
          const rows = [...forecast!.distributions, forecast!.leads[0]!.distribution].map((d) =>
            forecastQuantiles(d, LEVELS),
          );
          for (const row of rows) {
            for (const value of row) expect(Number.isFinite(value) && value >= 0).toBe(true);
            expect([...row].sort((a, b) => a - b)).toEqual(row);
          }
          for (const mean of forecast!.means) expect(Number.isFinite(mean) && mean >= 0).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    [[5e-324, 0, 2e-162, 0, 0, 0, 0, 0, 0, 1]],
    [[0]],
    [[3]],
    [[0, 0]],
    [[1, 2, 3]],
    [new Array(60).fill(0)],
    [[...new Array(59).fill(0), 500]],
  ])('When the history is only %j, then it still answers', (quantities) => {
    for (const frequency of ['day', 'week', 'month'] as const)
      expect(forecastOf(rowsOf('a', quantities, frequency))[0]!.means.filter(Number.isFinite)).toHaveLength(
        14,
      );
  });

  it('When a product sold nothing at all, then nothing is foreseen and it says so', () => {
    const [forecast] = forecastOf(rowsOf('a', new Array(90).fill(0)));
    expect(forecast!.method).toBe('no_sales');
    expect(Math.max(...forecast!.means)).toBe(0);
    expect(forecastQuantiles(forecast!.leads[0]!.distribution, [0.98])).toEqual([0]);
  });

  it('When Saturdays sell three times as much, then the foreseen Saturdays do too', () => {
    const week = [10, 10, 10, 10, 10, 30, 10];
    const [forecast] = forecastOf(
      rowsOf(
        'a',
        Array.from({ length: 140 }, (_, i) => week[i % 7]!),
      ),
      7,
    );
    // The shrinkage of a series' own week towards the shop's leaves a few per cent.
    expect(forecast!.means[5]! / forecast!.means[0]!).toBeGreaterThan(2.6);
  });

  it('When a promotion is known ahead, then its day is lifted by what past promotions did', () => {
    const rows = rowsOf(
      'a',
      Array.from({ length: 120 }, (_, i) => (i % 10 === 0 ? 50 : 10)),
    );
    const events = rows
      .filter((_, i) => i % 10 === 0)
      .map(({ date }) => ({ series: 'a', date, event: 'promotion' }));
    const future = isoDate(19_000 + 120);
    const [plain] = forecastOf(rows, 3, 1, events);
    const [lifted] = forecastOf(rows, 3, 1, [...events, { series: 'a', date: future, event: 'promotion' }]);
    expect(lifted!.means[0]! / plain!.means[0]!).toBeGreaterThan(3);
    expect(lifted!.means[1]!).toBeCloseTo(plain!.means[1]!, 6);
  });

  it('When all quantities are multiplied, then so is the mean', () => {
    const base = Array.from({ length: 80 }, (_, i) => (i * 7) % 11);
    const [one] = forecastOf(rowsOf('a', base));
    const [ten] = forecastOf(
      rowsOf(
        'a',
        base.map((v) => v * 10),
      ),
    );
    expect(ten!.means[3]! / one!.means[3]!).toBeCloseTo(10, 4);
  });

  it('When goods by weight are weighed in another unit, then the mean and the bands are too', () => {
    const history = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 90 });
    fc.assert(
      fc.property(history, (quantities) => {
        const kilos = quantities.map((quantity) => quantity + 0.3);
        const [one] = forecastOf(rowsOf('a', kilos), 7, 3);
        const [seven] = forecastOf(
          rowsOf(
            'a',
            kilos.map((quantity) => quantity * 7),
          ),
          7,
          3,
        );
        expect(seven!.means[0]! / one!.means[0]!).toBeCloseTo(7, 4);
        const bands = (forecast: typeof one) =>
          forecastQuantiles(forecast!.leads[0]!.distribution, [0.1, 0.5, 0.95]);
        bands(seven).forEach((value, k) => {
          expect(Math.abs(value / 7 - bands(one)[k]!)).toBeLessThan(0.001 * one!.leads[0]!.mean);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('When the whole history is moved by whole weeks, or comes in another order, then the forecast moves with it', () => {
    const history = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 40 }), (quantities, weeks) => {
        const rows = rowsOf('a', quantities);
        const later = rows
          .map(({ date, ...row }) => ({ ...row, date: isoDate(Date.parse(date) / 86_400_000 + 7 * weeks) }))
          .reverse();
        const [first, second] = [forecastOf(rows)[0]!, forecastOf(later)[0]!];
        expect(second.means).toEqual(first.means);
        expect(second.leads).toEqual(first.leads);
      }),
      { numRuns: 40 },
    );
  });

  it('When only three days of stock-out hide demand, then masked days do not pull the level down', () => {
    const panel = buildPanel(rowsOf('a', [...new Array(40).fill(10), 0, 0, 0]));
    const series = panel.series[0]!;
    const unseen = new Uint8Array(series.values.length);
    unseen.fill(1, 40);
    const masked = { ...series, unseen };
    const levelOf = (one: typeof masked | typeof series) =>
      forecastSeries(preparePool({ ...panel, series: [one] }, 3, DEFAULT_SETTINGS.day), one, 3, [1]).level;
    expect(levelOf(masked)).toBeCloseTo(10, 3);
    expect(levelOf(series)).toBeLessThan(9.9);
  });

  it('When the same history comes twice, then the answer is the same', () => {
    const rows = rowsOf(
      'a',
      Array.from({ length: 100 }, (_, i) => (i * i) % 13),
    );
    expect(forecastOf(rows)).toEqual(forecastOf(rows));
  });
});
