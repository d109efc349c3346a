import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Dec, dec, plain } from '../../../core/platform/decimal.ts';
import {
  comeIn,
  goOut,
  type Revaluation,
  reprice,
  takeBack,
  takeBackCorrection,
  type Valuation,
} from '../../../core/stock/valuation.ts';

const valuation = (quantity: string, value: string, average: string): Valuation => ({
  quantity: dec(quantity),
  value: dec(value),
  average: dec(average),
  last: dec(average),
});
const shown = ({ after, entries }: Revaluation) => ({
  quantity: plain(after.quantity),
  value: plain(after.value),
  average: plain(after.average),
  entries: entries.map((entry) => `${entry.kind} ${plain(entry.value)}`),
});

describe('weighted average cost', () => {
  it('When goods come into stock, then the average is weighted', () => {
    expect(shown(comeIn(valuation('10', '1000', '100'), dec('30'), dec('6000')))).toEqual({
      quantity: '40',
      value: '7000',
      average: '175',
      entries: ['movement 6000'],
    });
  });

  it('When there was none, then the incoming cost is the average', () => {
    expect(shown(comeIn(valuation('0', '0', '80'), dec('3'), dec('100')))).toEqual({
      quantity: '3',
      value: '100',
      average: '33.333333',
      entries: ['movement 100'],
    });
  });

  it('When sales ran ahead of receipts, then the incoming cost replaces the average and a correction says by how much', () => {
    expect(shown(comeIn(valuation('-4', '-400', '100'), dec('10'), dec('1500')))).toEqual({
      quantity: '6',
      value: '900',
      average: '150',
      entries: ['movement 1500', 'correction -200'],
    });
  });

  it('When goods leave, then they leave at the average and the last ones take the rounding', () => {
    const three = valuation('3', '100', '33.333333');
    const first = goOut(three, dec('1'));
    expect(shown(first)).toMatchObject({ value: '66.666667', entries: ['movement -33.333333'] });
    const rest = goOut(first.after, dec('2'));
    expect(shown(rest)).toMatchObject({ quantity: '0', value: '0', average: '33.333333' });
  });

  it('When more leaves than there is, then the debt is worth the average', () => {
    expect(shown(goOut(valuation('2', '200', '100'), dec('5')))).toMatchObject({
      quantity: '-3',
      value: '-300',
    });
  });

  it('When goods were sold before their delivery is taken back, then the average stays sane', () => {
    const received = comeIn(valuation('0', '0', '50'), dec('10'), dec('1000'));
    const sold = goOut(received.after, dec('4'));
    expect(shown(takeBack(sold.after, dec('-10'), dec('-1000'), dec('50')))).toEqual({
      quantity: '-4',
      value: '-200',
      average: '50',
      entries: ['movement -1000', 'correction 200'],
    });
  });

  it('When an invoice reprices its delivery note, then only what is left changes value', () => {
    const all = reprice(valuation('10', '1000', '100'), dec('10'), dec('500'), dec('150'));
    expect(shown(all)).toEqual({
      quantity: '10',
      value: '1500',
      average: '150',
      entries: ['correction 500'],
    });
    const half = reprice(valuation('5', '500', '100'), dec('10'), dec('500'), dec('150'));
    expect(shown(half)).toEqual({ quantity: '5', value: '750', average: '150', entries: ['correction 250'] });
    const none = reprice(valuation('-2', '-200', '100'), dec('10'), dec('500'), dec('150'));
    expect(shown(none)).toEqual({
      quantity: '-2',
      value: '-300',
      average: '150',
      entries: ['correction -100'],
    });
    expect(shown(takeBackCorrection(all.after, dec('-500')))).toMatchObject({
      value: '1000',
      average: '100',
    });
  });
});

const quantity = fc.integer({ min: 1, max: 5_000_000 }).map((value) => new Dec(value).div(1000));
const money = fc.integer({ min: 0, max: 100_000_000 }).map((value) => new Dec(value).div(100));
const step = fc.oneof(
  fc.record({ go: fc.constant('in' as const), quantity, value: money }),
  fc.record({ go: fc.constant('out' as const), quantity, value: money }),
);

const NOTHING = valuation('0', '0', '0');

describe('any history of a product', () => {
  it('keeps value equal to the sum of its entries, and worth nothing when nothing is left', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = NOTHING;
        let total = new Dec(0);
        for (const one of steps) {
          const change =
            one.go === 'in' ? comeIn(state, one.quantity, one.value) : goOut(state, one.quantity);
          state = change.after;
          total = change.entries.reduce((sum, entry) => sum.plus(entry.value), total);
          expect(plain(state.value)).toBe(plain(total));
          if (state.quantity.isZero()) expect(plain(state.value)).toBe('0');
          const error = state.value.minus(state.quantity.times(state.average)).abs();
          expect(error.lte(state.quantity.abs().times('0.000001').plus('0.0001'))).toBe(true);
        }
      }),
    );
  });

  it('comes back exactly to where it was when the last receipt is taken back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), quantity, money, (steps, received, value) => {
        const before = steps.reduce(
          (state, one) =>
            (one.go === 'in' ? comeIn(state, one.quantity, one.value) : goOut(state, one.quantity)).after,
          NOTHING,
        );
        const posted = comeIn(before, received, value);
        const own = posted.entries.reduce((sum, entry) => sum.plus(entry.value), new Dec(0));
        const undone = takeBack(posted.after, received.neg(), own.neg(), before.average);
        expect(plain(undone.after.quantity)).toBe(plain(before.quantity));
        expect(plain(undone.after.value)).toBe(plain(before.value));
        expect(undone.after.average.minus(before.average).abs().lte('0.01')).toBe(true);
      }),
    );
  });
});
