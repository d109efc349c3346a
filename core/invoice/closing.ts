import { cents, Dec, type DecimalString, dec } from '../platform/decimal.ts';

/** quantity × unit price × (1 − discount/100) − amount, exactly. */
export function closingError(
  quantity: DecimalString,
  unitPrice: DecimalString,
  discountPercent: DecimalString,
  amount: DecimalString,
): Dec {
  return product(quantity, unitPrice, discountPercent).minus(dec(amount));
}

/** quantity × unit price × (1 − discount/100), unrounded. */
export function product(
  quantity: DecimalString,
  unitPrice: DecimalString,
  discountPercent: DecimalString,
): Dec {
  const factor = new Dec(1).minus(dec(discountPercent).div(100));
  return dec(quantity).times(dec(unitPrice)).times(factor);
}

/** Within the tolerance that real paper keeps: unit prices are printed rounded (0.005 a unit, at least two cents). */
export function closesWithin(
  quantity: DecimalString,
  unitPrice: DecimalString,
  discountPercent: DecimalString,
  amount: DecimalString,
): boolean {
  const tolerance = Dec.max('0.02', dec(quantity).abs().times('0.005'));
  return closingError(quantity, unitPrice, discountPercent, amount).abs().lte(tolerance);
}

/** The printed amount is exactly the product rounded to cents. */
export const closesExactly = (
  quantity: DecimalString,
  unitPrice: DecimalString,
  discountPercent: DecimalString,
  amount: DecimalString,
): boolean => cents(product(quantity, unitPrice, discountPercent)).eq(dec(amount));

/** One percentage for a cascade: 10 + 5 leaves 0.9 × 0.95, that is 14.5 %. */
export function cascade(percents: readonly DecimalString[]): DecimalString {
  const factor = percents.reduce(
    (rest, percent) => rest.times(new Dec(1).minus(dec(percent).div(100))),
    new Dec(1),
  );
  return new Dec(1).minus(factor).times(100).toFixed();
}
