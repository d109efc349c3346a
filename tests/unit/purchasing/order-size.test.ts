import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dec, dec, plain } from '../../../core/platform/decimal.ts';
import { orderCost, type SizedLine, upToMinimum, withinBudget } from '../../../core/purchasing/order-size.ts';

const line = (
  more: Partial<Record<'quantity' | 'packSize' | 'unitCost' | 'position' | 'dailyMean', string>>,
): SizedLine => ({
  quantity: dec(more.quantity ?? '12'),
  packSize: dec(more.packSize ?? '6'),
  unitCost: dec(more.unitCost ?? '100'),
  position: dec(more.position ?? '0'),
  dailyMean: dec(more.dailyMean ?? '1'),
  most: null,
});

const anyLine = fc
  .record({
    packs: fc.integer({ min: 0, max: 12 }),
    packSize: fc.constantFrom('1', '6', '0.5'),
    unitCost: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: null }),
    position: fc.integer({ min: -20, max: 50 }),
    dailyMean: fc.integer({ min: 0, max: 20 }),
  })
  .map(
    ({ packs, packSize, unitCost, position, dailyMean }): SizedLine => ({
      quantity: dec(packSize).times(packs),
      packSize: dec(packSize),
      unitCost: unitCost === null ? null : dec(unitCost),
      position: dec(position),
      dailyMean: dec(dailyMean),
      most: null,
    }),
  );

const costOf = (lines: readonly SizedLine[], quantities: readonly Dec[]): Dec =>
  orderCost(lines.map((one, i) => ({ ...one, quantity: quantities[i]! })));

describe('an order within a budget', () => {
  it('When money is short, then what runs out first is bought first', () => {
    const soon = line({ position: '2' });
    const later = line({ position: '30' });
    expect(withinBudget([later, soon], dec(1200)).map(plain)).toEqual(['0', '12']);
  });

  it('For any order: within the budget, whole packs, and no line grows', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 8 }),
        fc.integer({ min: 0, max: 200_000 }),
        (lines, budget) => {
          const kept = withinBudget(lines, dec(budget));
          expect(costOf(lines, kept).lte(budget)).toBe(true);
          for (const [i, quantity] of kept.entries()) {
            expect(quantity.lte(lines[i]!.quantity)).toBe(true);
            expect(quantity.mod(lines[i]!.packSize).isZero()).toBe(true);
          }
        },
      ),
    );
  });
});

describe('an order up to a minimum', () => {
  it('When it is short of the minimum, then packs are added where stock lasts the least', () => {
    const fast = line({ quantity: '6', dailyMean: '6' });
    const slow = line({ quantity: '6', dailyMean: '1' });
    expect(upToMinimum([slow, fast], dec(1800)).map(plain)).toEqual(['6', '12']);
  });

  it('For any order: nothing shrinks, and it reaches the minimum where something priced sells', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 8 }),
        fc.integer({ min: 0, max: 5000 }),
        (lines, minimum) => {
          const raised = upToMinimum(lines, dec(minimum));
          for (const [i, quantity] of raised.entries()) expect(quantity.gte(lines[i]!.quantity)).toBe(true);
          const canGrow = lines.some(
            (one) => one.dailyMean.gt(0) && one.unitCost?.times(one.packSize).times(50).gte(minimum),
          );
          if (canGrow) expect(costOf(lines, raised).gte(minimum)).toBe(true);
        },
      ),
    );
  });
});
