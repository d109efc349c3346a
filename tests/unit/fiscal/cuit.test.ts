import { describe, expect, it } from 'vitest';
import { findCuits, isValidCuit, survivesOneMisreading } from '../../../core/fiscal/cuit.ts';

describe('CUIT', () => {
  it.each([
    ['20123456786', true],
    ['20123456789', false],
    ['30000000007', true],
    ['30689362279', true],
    ['99123456786', false],
    ['2012345678', false],
    ['20-12345678-6', false],
  ])('When %s is checked as plain digits, then its validity is %s', (digits, valid) => {
    expect(isValidCuit(digits)).toBe(valid);
  });

  it.each(['30694997615', '20123456786', '30000000007'])(
    'When any single digit of %s changes, then it is no longer beyond doubt',
    (right) => {
      expect(survivesOneMisreading(right)).toBe(true);
      for (let at = 0; at < 11; at++)
        for (const digit of '0123456789')
          if (digit !== right[at])
            expect(survivesOneMisreading(right.slice(0, at) + digit + right.slice(at + 1))).toBe(false);
    },
  );

  it.each([
    ['C.U.I.T. Nº: 20-12345678-6 IVA', '20123456786', true],
    ['CUIT Nro:20123456786', '20123456786', true],
    ['CUIT 30 - 68936227 - 9', '30689362279', true],
    ['CUIT: 20-12345678-9', '20123456789', false],
  ])('When the paper says "%s", then %s is found', (text, cuit, valid) => {
    expect(findCuits(text)).toEqual([expect.objectContaining({ cuit, valid })]);
  });

  it('When a run of digits is longer or of no known kind, then it is no CUIT', () => {
    expect(findCuits('74657284811563 y 99123456786')).toEqual([]);
  });

  it('When the text is 100 kB of digits and blanks, then it is scanned in linear time', () => {
    const start = performance.now();
    findCuits('20 1234567 '.repeat(10_000));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
