import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demandWithin } from '../../../core/forecast/product-forecast.ts';
import { demandUntil } from '../../../core/forecast/uncertain-days.ts';
import { horizonOf, learnedLeadTime } from '../../../core/purchasing/lead-time.ts';
import { sampleOutlook } from '../forecast/sample-outlook.ts';

const WEEKLY = { reviewDays: 7, orderDays: null };
const [TUESDAY, FRIDAY] = [1, 4];

describe('the usual lead time', () => {
  it('When nothing came yet it is a week; then the median of the latest ten deliveries, at least a day', () => {
    expect(learnedLeadTime([])).toBe(7);
    expect(learnedLeadTime([0])).toBe(1);
    expect(learnedLeadTime([2, 5, 3])).toBe(3);
    expect(learnedLeadTime([2, 3])).toBe(3);
    expect(learnedLeadTime([...new Array<number>(10).fill(2), 30, 30, 30])).toBe(2);
  });
});

describe('how far an order looks ahead', () => {
  it('When orders are taken on any day, then stock lasts until tomorrow’s order comes, and an order a review longer', () => {
    expect(horizonOf([2, 5], WEEKLY, TUESDAY)).toEqual({ leadDays: [3, 6], cycleDays: [9, 12] });
  });

  it('When they are taken on Tuesdays and Fridays, then what is not ordered today waits for the next of them', () => {
    const rhythm = { reviewDays: 7, orderDays: [TUESDAY, FRIDAY] };
    expect(horizonOf([2], rhythm, TUESDAY).leadDays).toEqual([5]);
    expect(horizonOf([2], rhythm, FRIDAY).leadDays).toEqual([6]);
    // On Wednesday: Friday is the next chance, the Tuesday after it the second.
    expect(horizonOf([2], rhythm, 2).cycleDays).toEqual([8]);
    expect(horizonOf([2], { ...rhythm, orderDays: [FRIDAY] }, FRIDAY).leadDays).toEqual([9]);
  });
});

describe('demand until goods come that may come sooner or later', () => {
  const { forecast, today } = sampleOutlook();
  const until = (days: readonly number[], level = 0.95) => demandUntil(forecast, { today, days, level });

  it('When the lead time is always the same, then it is the demand of those days', () => {
    expect(until([6, 6, 6])).toBe(demandWithin(forecast, { today, days: 6, level: 0.95 }));
  });

  it('When one delivery in five came late, then it is more than for the usual one and less than for the late', () => {
    expect(until([2, 2, 2, 2, 9])).toBeGreaterThan(until([2]));
    expect(until([2, 2, 2, 2, 9])).toBeLessThan(until([9]));
  });

  it('For any lead times: between the shortest and the longest, and never less at a higher level', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 }), (days) => {
        const at = until(days);
        expect(at).toBeGreaterThanOrEqual(until([Math.min(...days)]) - 1e-6);
        expect(at).toBeLessThanOrEqual(until([Math.max(...days)]) + 1e-6);
        expect(until(days, 0.9)).toBeLessThanOrEqual(at + 1e-6);
      }),
    );
  });
});
