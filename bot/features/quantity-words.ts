import { type DecimalString, dec, plain } from '../../core/platform/decimal.ts';
import { formatQuantity } from '../format.ts';

/** "24 u.", "1,5 kg"; the stock unit as people abbreviate it. Not escaped. */
export const withUnit = (quantity: DecimalString, unit: string): string =>
  `${formatQuantity(quantity)} ${unit === 'unidad' || unit === '' ? 'u.' : unit}`;

/** "2 × 12" where the quantity is whole packs, else "24 u." Not escaped. */
export function inPacks(quantity: DecimalString, packSize: DecimalString, unit: string): string {
  const packs = dec(quantity).div(packSize);
  return dec(packSize).gt(1) && packs.isInteger()
    ? `${formatQuantity(plain(packs))} × ${formatQuantity(packSize)}`
    : withUnit(quantity, unit);
}
