import { describe, expect, it } from 'vitest';
import { formatDate, formatMoney, formatQuantity, formatUnits } from '../../../bot/format.ts';

describe('figures as people in Argentina write them', () => {
  it.each([
    ['1234.5', '$ 1.234,50'],
    ['-0.005', '$ -0,01'],
    ['1234567.891', '$ 1.234.567,89'],
  ])('When money is %s, then %s', (amount, written) => {
    expect(formatMoney(amount)).toBe(written);
  });

  it('When a quantity has zeros at its end, then they go', () => {
    expect(formatQuantity('1234.500')).toBe('1.234,5');
  });

  it.each([
    ['1', 'unidad', '1 unidad'],
    ['17', 'unidad', '17 unidades'],
    ['-1', 'caja', '-1 caja'],
    ['0', 'paquete', '0 paquetes'],
    ['1.5', 'kg', '1,5 kg'],
    ['2', 'tres', '2 tres'],
  ])('When there are %s of %s, then %s', (quantity, unit, written) => {
    expect(formatUnits(quantity, unit)).toBe(written);
  });

  it('When a day is shown, then the day comes first', () => {
    expect(formatDate('2026-11-02')).toBe('02/11/2026');
  });
});
