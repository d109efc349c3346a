import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPricePhrase } from '../../../bot/features/prices/phrases.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import {
  indexFactor,
  jointMargin,
  marginOf,
  markupOf,
  suggestedPrice,
} from '../../../core/pricing/sale-price.ts';

const rule = (marginPercent: string, roundTo: string, vatPercent = '21') => ({
  marginPercent: dec(marginPercent),
  vatPercent: dec(vatPercent),
  roundTo: dec(roundTo),
});

describe('a suggested price', () => {
  it('When the cost is 1000 and the margin 30 %, then it is 1428.57 plus VAT, rounded up', () => {
    expect(plain(suggestedPrice(dec(1000), rule('30', '10')))).toBe('1730');
    expect(plain(suggestedPrice(dec(1000), rule('30', '50')))).toBe('1750');
    expect(plain(suggestedPrice(dec(1000), rule('0', '1', '0')))).toBe('1000');
  });

  it('For any cost and rule: a multiple of the step, at least the wanted margin, less than a step too much', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e8 }),
        fc.integer({ min: 0, max: 95 }),
        fc.constantFrom('0', '10.5', '21', '27'),
        fc.constantFrom('1', '10', '50', '100'),
        (costCents, margin, vat, roundTo) => {
          const cost = dec(costCents).div(100);
          const price = suggestedPrice(cost, rule(String(margin), roundTo, vat));
          expect(price.mod(roundTo).isZero()).toBe(true);
          expect(marginOf(price, cost, dec(vat))!.plus('0.000001').gte(margin)).toBe(true);
          const oneLess = price.minus(roundTo);
          if (oneLess.gt(0))
            expect(marginOf(oneLess, cost, dec(vat))!.minus('0.000001').lt(margin)).toBe(true);
        },
      ),
    );
  });

  it('When several products are sold together, then their margin weighs each by its price; 30 % on the price is 42.86 % on the cost', () => {
    const sale = (price: number, cost: number) => ({
      price: dec(price),
      cost: dec(cost),
      vatPercent: dec(0),
    });
    expect(plain(jointMargin([sale(100, 50), sale(300, 270)])!)).toBe('20');
    expect(jointMargin([])).toBeNull();
    expect(markupOf(dec(30)).toFixed(2)).toBe('42.86');
  });

  it('When there is an index, then only the months after the price move it', () => {
    const index = new Map([
      ['2026-08', dec(50)],
      ['2026-09', dec(10)],
      ['2026-10', dec(20)],
      ['2026-11', dec(90)],
    ]);
    expect(plain(indexFactor(index, '2026-08', '2026-10'))).toBe('1.32');
    expect(plain(indexFactor(index, '2026-11', '2026-11'))).toBe('1');
  });
});

describe('what people write after /precios', () => {
  it.each([
    ['', { kind: 'home' }],
    ['lista', { kind: 'list' }],
    ['yerba playadito 500', { kind: 'query', words: 'yerba playadito 500' }],
    ['yerba a 1.850', { kind: 'set', words: 'yerba', price: '1850' }],
    ['Coca 2,25 $ 2.100,50', { kind: 'set', words: 'Coca 2,25', price: '2100.50' }],
    ['margen 35', { kind: 'margin', words: '', percent: '35' }],
    ['margen de Bebidas al 32,5 %', { kind: 'margin', words: 'bebidas', percent: '32.5' }],
    ['redondeo a 50', { kind: 'rounding', roundTo: '50' }],
    ['índice 10/2026 2,4', { kind: 'index', month: '2026-10', percent: '2.4' }],
    ['ipc 2026-09: 3.1%', { kind: 'index', month: '2026-09', percent: '3.1' }],
  ])('When it is "%s", then it is understood', (text, phrase) => {
    expect(readPricePhrase(text)).toEqual(phrase);
  });
});
