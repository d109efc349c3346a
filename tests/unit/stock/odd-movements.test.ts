import { describe, expect, it } from 'vitest';
import { findOdd, type JudgedMovement } from '../../../core/stock/odd-movements.ts';

let seq = 0;
const move = (more: Partial<JudgedMovement> = {}): JudgedMovement => {
  seq += 1;
  return {
    seq,
    productId: 'yerba',
    productName: 'Yerba',
    unit: 'unidad',
    locationId: 'local',
    actorId: 'lucia',
    actorName: 'Lucía',
    source: 'exit',
    quantity: '-2',
    value: '3000',
    at: new Date('2026-11-03T15:00:00Z'),
    ...more,
  };
};
const USUAL = new Map([['yerba', '2']]);
const kinds = (movements: readonly JudgedMovement[]) => findOdd(movements, USUAL).map((odd) => odd.kind);

describe('odd movements', () => {
  it('When an exit is many times the usual one and worth something, then it is large', () => {
    expect(kinds([move({ quantity: '-10', value: '20000' })])).toEqual(['large']);
    expect(kinds([move({ quantity: '-9', value: '20000' })])).toEqual([]);
    expect(kinds([move({ quantity: '-10', value: '19999' })])).toEqual([]);
    expect(kinds([move({ quantity: '10', value: '20000', source: 'count' })])).toEqual([]);
    expect(kinds([move({ quantity: '-10', value: '20000', source: 'sale' })])).toEqual([]);
    expect(kinds([move({ productId: 'new', quantity: '-1', value: '20000' })])).toEqual(['large']);
    expect(kinds([move({ productId: 'new', quantity: '-1', value: null })])).toEqual([]);
  });

  it('When goods leave while the shop is closed, then that is odd, on the shop’s own clock', () => {
    const at = (iso: string) => kinds([move({ at: new Date(iso) })]);
    expect(at('2026-11-03T06:00:00Z')).toEqual(['at_night']);
    expect(at('2026-11-03T03:00:00Z')).toEqual(['at_night']);
    expect(at('2026-11-03T10:29:00Z')).toEqual(['at_night']);
    expect(at('2026-11-03T10:30:00Z')).toEqual([]);
    expect(at('2026-11-03T02:59:00Z')).toEqual([]);
  });

  it('When one person corrects one product down three times in a week, then that is one finding', () => {
    const on = (day: number, more: Partial<JudgedMovement> = {}) =>
      move({ source: 'count', at: new Date(Date.UTC(2026, 10, day, 15)), ...more });
    const [odd, ...others] = findOdd([on(3), on(5), on(9), on(10)], USUAL);
    expect(others).toEqual([]);
    expect(odd).toMatchObject({ kind: 'repeated_correction', quantity: '6', value: '9000' });
    expect(odd!.seqs).toHaveLength(3);
    expect(kinds([on(3), on(5), on(11)])).toEqual([]);
    expect(kinds([on(3), on(5), on(6, { actorId: 'diego' })])).toEqual([]);
    expect(kinds([on(3), on(5), on(6, { quantity: '2' })])).toEqual([]);
    expect(kinds([on(3), on(5), on(6, { productId: 'coca' })])).toEqual([]);
  });

  it('When the same movements are judged again, then the findings have the same keys', () => {
    const movements = [
      move({ quantity: '-10', value: '30000' }),
      move({ at: new Date('2026-11-03T06:00:00Z') }),
    ];
    expect(findOdd(movements, USUAL).map((odd) => odd.key)).toEqual(
      findOdd(movements, USUAL).map((odd) => odd.key),
    );
  });
});
