import { TIME_ZONE } from '../core/platform/clock.ts';
import { type DecimalString, dec } from '../core/platform/decimal.ts';

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, '.');

const withComma = (fixed: string): string => {
  const [whole = '', fraction] = fixed.replace('-', '').split('.');
  const sign = fixed.startsWith('-') ? '-' : '';
  return sign + group(whole) + (fraction === undefined ? '' : `,${fraction}`);
};

/** "1234.5" → "$ 1.234,50"; two decimals, half away from zero. */
export const formatMoney = (amount: DecimalString): string =>
  `$ ${withComma(dec(amount).toDecimalPlaces(2).toFixed(2))}`;

/** "1234.500" → "1.234,5"; up to three decimals, no trailing zeros. */
export const formatQuantity = (value: DecimalString): string =>
  withComma(dec(value).toDecimalPlaces(3).toFixed());

/** Measures are written alike for one and for many; words are not. */
const MEASURES: ReadonlySet<string> = new Set(['kg', 'g', 'l', 'ml', 'cc', 'm', 'cm', 'u', 'u.']);

/** "1" "unidad" → "1 unidad", "17" → "17 unidades", "1.5" "kg" → "1,5 kg". */
export function formatUnits(value: DecimalString, unit: string): string {
  const isOne = dec(value).abs().eq(1);
  const plural = /[aeiou]$/.test(unit) ? `${unit}s` : `${unit}es`;
  const word = isOne || MEASURES.has(unit) || unit.endsWith('s') ? unit : plural;
  return `${formatQuantity(value)} ${word}`;
}

/** ISO date "2026-11-02" → "02/11/2026". */
export const formatDate = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('/');

const clockTime = new Intl.DateTimeFormat('es-AR', {
  timeZone: TIME_ZONE,
  day: '2-digit',
  month: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** An instant as people in the shop say it: "24/11, 13:05". */
export const formatInstant = (at: Date): string => clockTime.format(at);

const timeOfDay = new Intl.DateTimeFormat('es-AR', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** The hour alone, of something that was today: "13:05". */
export const formatTime = (at: Date): string => timeOfDay.format(at);
