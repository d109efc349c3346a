import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dec, dec, plain } from '../../../core/platform/decimal.ts';
import { outlookFromMean, type ReorderQuestion, reorder } from '../../../core/purchasing/reorder.ts';

/** Two a day, a week's lead time and a week between orders. */
const STEADY = outlookFromMean(dec(2), { leadDays: [7], cycleDays: [14] });

const question = (more: Partial<ReorderQuestion> = {}): ReorderQuestion => ({
  available: dec(0),
  onOrder: dec(0),
  outlook: STEADY,
  packSize: dec(1),
  minimum: null,
  maximum: null,
  shelfDays: null,
  wanted: null,
  ...more,
});

const quantityOf = (more: Partial<ReorderQuestion>): string => plain(reorder(question(more)).quantity);

describe('reorder', () => {
  it('When stock covers the lead time, then nothing is ordered', () => {
    expect(quantityOf({ available: dec(40) })).toBe('0');
  });

  it('When stock is at the order point, then it is filled up for two cycles, in whole packs', () => {
    const { orderPoint } = reorder(question());
    expect(plain(orderPoint!)).toBe('22');
    expect(quantityOf({ available: dec(22), packSize: dec(12) })).toBe('24');
  });

  it('When a minimum by hand is higher than the computed point, then it decides, and both are shown', () => {
    const result = reorder(question({ available: dec(30), minimum: dec(30) }));
    expect([plain(result.orderPoint!), plain(result.computedPoint!)]).toEqual(['30', '22']);
    expect(result.quantity.gt(0)).toBe(true);
  });

  it('When nothing is sold and nobody set a minimum, then there is nothing to say', () => {
    expect(reorder(question({ outlook: null }))).toMatchObject({ orderPoint: null, coverDays: null });
    expect(quantityOf({ outlook: null })).toBe('0');
  });

  it('When goods spoil, then no more is ordered than is sold in time, and that is said', () => {
    const result = reorder(question({ available: dec(0), shelfDays: 5 }));
    expect([plain(result.quantity), result.limitedBy]).toEqual(['10', 'shelf']);
  });

  it('When somebody asked for it, then it is ordered though stock would do, even above what fits', () => {
    expect(quantityOf({ available: dec(100), wanted: 'usual', packSize: dec(6) })).toBe('6');
    expect(quantityOf({ available: dec(100), wanted: dec(7), packSize: dec(6), maximum: dec(100) })).toBe(
      '12',
    );
  });

  const amount = (max: number) => fc.integer({ min: 0, max: max * 10 }).map((n) => new Dec(n).div(10));
  const anyQuestion = fc.record({
    available: fc.integer({ min: -50, max: 500 }).map((n) => dec(n)),
    onOrder: amount(200),
    outlook: fc
      .tuple(amount(40), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }))
      .map(([mean, lead, review]) => outlookFromMean(mean, { leadDays: [lead], cycleDays: [lead + review] })),
    packSize: fc.constantFrom('0.5', '1', '6', '12', '24').map((pack) => dec(pack)),
    minimum: fc.option(amount(60)),
    maximum: fc.option(amount(300)),
    shelfDays: fc.option(fc.integer({ min: 1, max: 60 })),
    wanted: fc.constant(null),
  });

  it('For any product: whole packs, never negative, never beyond what fits or keeps', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const { quantity } = reorder(asked);
        expect(quantity.gte(0)).toBe(true);
        expect(quantity.mod(asked.packSize).isZero()).toBe(true);
        const after = asked.available.plus(asked.onOrder).plus(quantity);
        if (quantity.gt(0) && asked.maximum !== null) expect(after.lte(asked.maximum)).toBe(true);
        if (quantity.gt(0) && asked.shelfDays !== null && asked.outlook !== null)
          expect(after.lte(asked.outlook.dailyMean.times(asked.shelfDays))).toBe(true);
      }),
    );
  });

  it('For any product: once the suggestion is on order there is no further one', () => {
    fc.assert(
      fc.property(anyQuestion, (asked) => {
        const { quantity } = reorder(asked);
        expect(plain(reorder({ ...asked, onOrder: asked.onOrder.plus(quantity) }).quantity)).toBe('0');
      }),
    );
  });

  it('For any product: more stock never orders up to more', () => {
    fc.assert(
      fc.property(anyQuestion, fc.integer({ min: 0, max: 100 }), (asked, more) => {
        const level = (extra: number): Dec => {
          const available = asked.available.plus(extra);
          const { quantity, orderPoint } = reorder({ ...asked, available });
          return orderPoint === null || quantity.isZero() ? new Dec(-1) : quantity;
        };
        if (level(more).gt(0)) expect(level(more).lte(Dec.max(level(0), 0).plus(asked.packSize))).toBe(true);
      }),
    );
  });
});
