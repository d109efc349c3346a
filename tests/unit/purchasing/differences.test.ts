import { describe, expect, it } from 'vitest';
import { differencesOf, isComplete } from '../../../core/purchasing/differences.ts';

const ORDERED = [
  { productId: 'yerba', name: 'Yerba', quantity: '10', expectedCost: '100' },
  { productId: 'aceite', name: 'Aceite', quantity: '6', expectedCost: null },
  { productId: null, name: 'velas', quantity: '1', expectedCost: null },
];
const yerba = (units: string, unitCost: string | null) => ({
  productId: 'yerba',
  name: 'Yerba',
  units,
  unitCost,
});

describe('what a delivery brought against its order', () => {
  it('When it is short and dearer, then both are said; words that nobody can match are not missing', () => {
    expect(differencesOf(ORDERED, [yerba('8', '120')], new Map())).toEqual({
      missing: [
        { name: 'Yerba', units: '2' },
        { name: 'Aceite', units: '6' },
      ],
      dearer: [{ name: 'Yerba', expected: '100', cost: '120', percent: '20' }],
      extra: [],
    });
  });

  it('When more came than was still open, then only the rest is extra', () => {
    const { extra, missing } = differencesOf(
      ORDERED.slice(0, 1),
      [yerba('3', null), yerba('4', null)],
      new Map([['yerba', '5']]),
    );
    expect([extra, missing]).toEqual([[{ name: 'Yerba', units: '2' }], []]);
  });

  it('When it costs a rounding more, or less, then nothing is dearer', () => {
    expect(differencesOf(ORDERED, [yerba('10', '100.9')], new Map()).dearer).toEqual([]);
    expect(differencesOf(ORDERED, [yerba('10', '90')], new Map()).dearer).toEqual([]);
  });

  it('When every product is there, then the order is complete; words alone never are', () => {
    const all = new Map([
      ['yerba', '10'],
      ['aceite', '7'],
    ]);
    expect(isComplete(ORDERED, all)).toBe(true);
    expect(isComplete(ORDERED, new Map([['yerba', '10']]))).toBe(false);
    expect(isComplete(ORDERED.slice(2), all)).toBe(false);
  });
});
