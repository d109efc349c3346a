import { describe, expect, it } from 'vitest';
import { readShopDayPhrase } from '../../../core/language/shop-day-phrase.ts';

/** A Tuesday. */
const TODAY = '2026-11-24';

describe('days on which the shop is closed or open, as people say them', () => {
  it.each([
    ['mañana cerramos', 'closed', '2026-11-25', '2026-11-25'],
    ['Hoy no abrimos.', 'closed', '2026-11-24', '2026-11-24'],
    ['el lunes cerramos', 'closed', '2026-11-30', '2026-11-30'],
    ['El martes no abrimos', 'closed', '2026-12-01', '2026-12-01'],
    ['vamos a cerrar el 8 de diciembre', 'closed', '2026-12-08', '2026-12-08'],
    ['cerramos el 1/1', 'closed', '2027-01-01', '2027-01-01'],
    ['cerramos del 1/1 al 15/1', 'closed', '2027-01-01', '2027-01-15'],
    ['el 25/12 abrimos', 'open', '2026-12-25', '2026-12-25'],
    ['el lunes feriado abrimos', 'open', '2026-11-30', '2026-11-30'],
  ] as const)('When somebody says "%s", then it is %s from %s until %s', (text, kind, from, until) => {
    expect(readShopDayPhrase(text, TODAY)).toEqual({ kind, from, until });
  });

  it.each([
    'cerramos',
    'mañana llega la yerba',
    'cerramos el 31/2',
    'cerramos del 1/1 al 1/9',
    'abrimos 2 cajas',
    'el lunes saqué 3 oreo',
  ])('When somebody says "%s", then it is about something else', (text) => {
    expect(readShopDayPhrase(text, TODAY)).toBeNull();
  });
});
