import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideMark, readNumber } from '../../../core/fiscal/numbers.ts';

const best = (text: string, mark: ',' | '.' | null = ','): string | undefined =>
  readNumber(text, mark)[0]?.value;

describe('numbers on paper', () => {
  it.each([
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1234.56', '1234.56'],
    ['1234,56', '1234.56'],
    ['1.041.32', '1041.32'],
    ['103.803,6', '103803.6'],
    ['38.686,7800', '38686.7800'],
    ['14,049.', '14049'],
    ['0,50', '0.50'],
    ['-1.234,56', '-1234.56'],
    ['12', '12'],
    ['007', '7'],
  ])('When the paper prints %s, then it is %s', (text, value) => {
    expect(best(text, text === '14,049.' ? '.' : ',')).toBe(value);
  });

  it('When three digits follow the only mark, then the document decides whether it parts thousands or decimals', () => {
    expect(best('24.000', ',')).toBe('24000');
    expect(best('24.000', '.')).toBe('24.000');
    expect(best('10,000', ',')).toBe('10.000');
    expect(best('10,000', '.')).toBe('10000');
  });

  it('When nothing decides, then both readings are kept and neither is preferred', () => {
    const readings = readNumber('1.234', null);
    expect(readings.map(({ value }) => value).sort()).toEqual(['1.234', '1234']);
    expect(new Set(readings.map(({ cost }) => cost)).size).toBe(1);
  });

  it.each(['', 'abc', '12a', '1.2.3.', ',5', '1'.repeat(30)])(
    'When the text is %j, then nothing wrong is invented',
    (text) => {
      for (const { value } of readNumber(text, ',')) expect(Number.isFinite(Number(value))).toBe(true);
    },
  );

  it('When a document prints amounts, then its decimal mark is found by majority', () => {
    expect(decideMark(['1.234,56', '12,00', '8.50'])).toBe(',');
    expect(decideMark(['1,234.56', '12.00'])).toBe('.');
    expect(decideMark(['1.234', '12'])).toBeNull();
    expect(decideMark(['1.234.567', '24.000'])).toBe(',');
  });

  it('When an amount in cents is printed in any usual style, then it is read back exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 11 }),
        fc.constantFrom(',', '.'),
        fc.boolean(),
        (amount, mark, grouped) => {
          const whole = String(Math.floor(amount / 100));
          const group = mark === ',' ? '.' : ',';
          const head = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
          const text = `${head}${mark}${String(amount % 100).padStart(2, '0')}`;
          expect(best(text, mark as ',' | '.')).toBe(`${whole}.${String(amount % 100).padStart(2, '0')}`);
        },
      ),
      { numRuns: 300 },
    );
  });
});
