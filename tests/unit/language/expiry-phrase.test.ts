import { describe, expect, it } from 'vitest';
import { readExpiryDate, readExpiryPhrase } from '../../../core/language/expiry-phrase.ts';

const TODAY = '2026-11-24';

describe('when it expires, as people write it', () => {
  it.each([
    ['12/12', '2026-12-12'],
    ['24/11', '2026-11-24'],
    ['23/11', '2027-11-23'],
    ['5-1-27', '2027-01-05'],
    ['05.01.2027', '2027-01-05'],
    ['12/2026', '2026-12-31'],
    ['02/2028', '2028-02-29'],
    ['3 de enero', '2027-01-03'],
    ['3 de setiembre de 2027', '2027-09-03'],
  ])('When it is «%s», then it is %s', (text, date) => {
    expect(readExpiryDate(text, TODAY)).toBe(date);
  });

  it.each(['31/02/2027', '12', '13/13', '0/5', '13/2026', '3 de brumario', 'mañana', '12/12/99999'])(
    'When it is «%s», then it is no date',
    (text) => {
      expect(readExpiryDate(text, TODAY)).toBeNull();
    },
  );

  it.each([
    ['El yogur vence el 12/12', 'yogur', null],
    ['12 yogures frutilla vencen 12/12/26', 'yogures frutilla', '12'],
    ['vence el 12 de diciembre', '', null],
  ])('When somebody says «%s», then product, quantity and date are known', (text, words, quantity) => {
    expect(readExpiryPhrase(text, TODAY)).toEqual({ words, quantity, expiresOn: '2026-12-12' });
  });

  it.each(['¿cuándo vence el yogur?', 'vendí 12 yogures', 'vence pronto'])(
    'When it is «%s», then it is not for us',
    (text) => {
      expect(readExpiryPhrase(text, TODAY)).toBeNull();
    },
  );
});
