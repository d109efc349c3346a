import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Counted, canAdd, settle } from '../../../core/stock/counting/difference.ts';

const entry = (counted: string, expected: string, more: Partial<Counted> = {}): Counted => ({
  personId: 'lucia',
  counted,
  expected,
  afterSeq: 10,
  movedMeanwhile: '0',
  isDiscarded: false,
  ...more,
});

describe('the difference of a count', () => {
  it('When two people count before and after a sale and both are right, then they agree', () => {
    expect(settle([entry('8', '10'), entry('7', '9', { personId: 'diego', afterSeq: 11 })], [])).toEqual({
      kind: 'agreed',
      difference: '-2',
    });
  });

  it('When they count differently, then it is asked; when one is left aside, the other holds', () => {
    const two = [entry('8', '10'), entry('9', '10', { personId: 'diego' })];
    expect(settle(two, [])).toEqual({ kind: 'disagree' });
    expect(settle([two[0]!, { ...two[1]!, isDiscarded: true }], [])).toEqual({
      kind: 'agreed',
      difference: '-2',
    });
    expect(canAdd(two)).toBe(true);
    expect(canAdd([two[0]!, entry('9', '9', { personId: 'diego' })])).toBe(false);
    expect(canAdd(two.slice(0, 1))).toBe(false);
  });

  it('When something moved while somebody counted, then it is asked', () => {
    expect(settle([entry('8', '9', { movedMeanwhile: '-1' })], [])).toEqual({
      kind: 'moved',
      personId: 'lucia',
      quantity: '-1',
    });
  });

  it('When another count put the books right since, then only the rest is left', () => {
    expect(settle([entry('8', '10')], [{ seq: 12, quantity: '-2' }])).toEqual({
      kind: 'agreed',
      difference: '0',
    });
    expect(settle([entry('8', '10')], [{ seq: 9, quantity: '-2' }])).toEqual({
      kind: 'agreed',
      difference: '-2',
    });
  });

  it('When nobody counted, then there is no difference to speak of', () => {
    expect(settle([], [])).toBeNull();
    expect(settle([entry('8', '10', { isDiscarded: true })], [])).toBeNull();
  });

  it('Whatever moves after the count, the books end at what is on the shelf', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 20 }),
        fc.nat({ max: 20 }),
        (books, shelf, moves, countedAfter) => {
          const before = moves.slice(0, countedAfter).reduce((a, b) => a + b, 0);
          const all = moves.reduce((a, b) => a + b, 0);
          fc.pre(shelf + before >= 0);
          const settled = settle([entry(String(shelf + before), String(books + before))], []);
          expect(settled?.kind).toBe('agreed');
          const difference = settled?.kind === 'agreed' ? Number(settled.difference) : Number.NaN;
          expect(books + all + difference).toBe(shelf + all);
        },
      ),
    );
  });
});
