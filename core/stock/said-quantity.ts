import type { Product } from '../catalog/products.ts';
import { type DecimalString, dec } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';

/** Packs whose content is the product's usual pack; the others (bolsa, lata, botella…) are the goods themselves. */
const HOLDS_MANY: ReadonlySet<string> = new Set(['caja', 'cajón', 'bulto', 'pack', 'fardo', 'cartón']);
const PALLET = 'pallet';

/** Measures in terms of the unit that goods are kept in. */
const MEASURES: Readonly<Record<string, readonly [unit: string, factor: DecimalString]>> = {
  kg: ['kg', '1'],
  g: ['kg', '0.001'],
  l: ['l', '1'],
  ml: ['l', '0.001'],
};

/** How many stock units one of what was said is; null where nobody can know, and the person must say units. */
export function unitsPerSaid(
  unit: string | null,
  product: Pick<Product, 'unit' | 'packSize' | 'name'>,
): DecimalString | null {
  if (unit === null) return '1';
  const measure = MEASURES[unit];
  if (measure !== undefined) {
    const [base, factor] = measure;
    if (product.unit === base) return factor;
    // "2 kilos de yerba" are two packets only where a packet holds one kilo.
    return new RegExp(`(?:^|\\s)1 ?${unit}(?:\\s|$)`).test(fold(product.name)) ? '1' : null;
  }
  if (unit === PALLET) return null;
  if (!HOLDS_MANY.has(unit)) return '1';
  return dec(product.packSize).gt(1) ? product.packSize : null;
}
