import { Decimal } from 'decimal.js';

/**
 * Exact decimals for money and quantities. Rounding is half away from zero, as invoices are printed.
 * 34 digits hold any product of two amounts a shop can meet without losing a cent.
 */
export const Dec = Decimal.clone({
  precision: 34,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -30,
  toExpPos: 30,
});
export type Dec = Decimal;

/** A decimal as it travels in JSON and SQL: digits with a point, no exponent ("1234.5"). */
export type DecimalString = string;

const PLAIN = /^-?\d+(\.\d+)?$/;

/** Parses a plain decimal string; throws on anything else, so a bad value can never become NaN. */
export function dec(value: DecimalString | number | Dec): Dec {
  if (typeof value === 'string' && !PLAIN.test(value))
    throw new RangeError(`not a decimal: ${JSON.stringify(value)}`);
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`not an exact integer: ${value}`);
  return new Dec(value);
}

/** To a plain decimal string without trailing zeros ("12.50" → "12.5", "12.00" → "12"). */
export const plain = (value: Dec): DecimalString => value.toFixed();

/** Rounds to cents (2 decimals), half away from zero. */
export const cents = (value: Dec): Dec => value.toDecimalPlaces(2);

export const sum = (values: readonly Dec[]): Dec =>
  values.reduce((total, value) => total.plus(value), new Dec(0));

export const isDecimalString = (value: string): boolean => PLAIN.test(value);
