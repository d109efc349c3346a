import { describe, expect, it } from 'vitest';
import { readCountedQuantity } from '../../../core/language/counted-quantity.ts';

describe('what somebody counted', () => {
  it.each([
    ['12', '12'],
    [' 1,5 ', '1.5'],
    ['0.750', '0.75'],
    ['1.250', '1250'],
    ['12.500,25', '12500.25'],
    ['3x12+5', '41'],
    ['3 X 12 + 2*6 + 5', '53'],
    ['No hay más', '0'],
    ['cero', '0'],
  ])('When it is written «%s», then it is %s', (text, quantity) => {
    expect(readCountedQuantity(text)).toBe(quantity);
  });

  it.each(['12 cocas', '-3', '1.2.3', '3x', '+', '', '12-3', '3x2x2', '/stock 3'])(
    'When it is «%s», then it is no count',
    (text) => {
      expect(readCountedQuantity(text)).toBeNull();
    },
  );
});
