import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstExpiredFirstOut } from '../../../core/stock/lots/fefo.ts';
import { expiryOutlook } from '../../../core/stock/lots/outlook.ts';

const lot = (lotId: string, expiresOn: string, quantity: string) => ({ lotId, expiresOn, quantity });

describe('first expired, first out', () => {
  const LOTS = [lot('b', '2026-12-24', '6'), lot('a', '2026-12-01', '4')];

  it('When goods leave, then the lot that expires first goes first', () => {
    expect(firstExpiredFirstOut(LOTS, '5')).toEqual([
      { lotId: 'a', quantity: '4' },
      { lotId: 'b', quantity: '1' },
    ]);
    expect(firstExpiredFirstOut(LOTS, '0.5')).toEqual([{ lotId: 'a', quantity: '0.5' }]);
  });

  it('Whatever leaves, never more than there is, never more than asked for, and nothing later before earlier', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.nat({ max: 50 })), { maxLength: 8 }),
        fc.nat({ max: 300 }),
        (stock, asked) => {
          const lots = stock.map(([day, units], i) =>
            lot(String(i), `2026-12-${String(day).padStart(2, '0')}`, String(units)),
          );
          const taken = firstExpiredFirstOut(lots, String(asked));
          const total = taken.reduce((all, one) => all + Number(one.quantity), 0);
          expect(total).toBe(
            Math.min(
              asked,
              stock.reduce((all, [, units]) => all + units, 0),
            ),
          );
          const leftOf = (id: string) =>
            Number(lots[Number(id)]!.quantity) - Number(taken.find((one) => one.lotId === id)?.quantity ?? 0);
          const touched = taken.map((one) => lots[Number(one.lotId)]!.expiresOn);
          for (const one of lots)
            if (touched.some((day) => one.expiresOn < day)) expect(leftOf(one.lotId)).toBe(0);
        },
      ),
    );
  });
});

describe('what expires before it is sold', () => {
  const TODAY = '2026-11-24';

  it('When the pace is too slow, then it says how many are left over; earlier lots are sold first', () => {
    const lots = [lot('a', '2026-11-27', '8'), lot('b', '2026-12-04', '10')];
    expect(expiryOutlook(lots, '1.5', TODAY)).toMatchObject([
      { lotId: 'a', daysLeft: 3, unsold: '2' },
      { lotId: 'b', daysLeft: 10, unsold: '0' },
    ]);
  });

  it('When nothing leaves, or it expired, then all of it is left', () => {
    expect(expiryOutlook([lot('a', '2026-12-24', '2.5')], '0', TODAY)).toMatchObject([{ unsold: '2.5' }]);
    expect(expiryOutlook([lot('a', '2026-11-23', '4')], '100', TODAY)).toMatchObject([
      { daysLeft: -1, unsold: '4' },
    ]);
  });

  it('When it expires today, then today still counts', () => {
    expect(expiryOutlook([lot('a', TODAY, '4')], '3', TODAY)).toMatchObject([{ daysLeft: 0, unsold: '1' }]);
  });
});
