import type { HeardItem } from '../catalog/hearing.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import type { NotedItem } from './noted-item.ts';

/** What somebody said, as the notebook keeps it. */
export const notedItem = ({ phrase, quantity, unit, product, candidates }: HeardItem): NotedItem => ({
  phrase,
  quantity,
  unit,
  productId: product?.id ?? null,
  candidates: product === null ? candidates.map((one) => one.id) : [],
});

const PACKS: ReadonlySet<string> = new Set([
  'caja',
  'cajón',
  'bulto',
  'pack',
  'fardo',
  'bolsón',
  'cartón',
  'pallet',
]);

/** What was said, in stock units: "2 cajones" of a product that comes by twelve are 24; null where nothing was said. */
export function wantedUnits(
  item: Pick<NotedItem, 'quantity' | 'unit'>,
  product: { readonly unit: string; readonly packSize: string } | undefined,
): DecimalString | null {
  if (item.quantity === null) return null;
  const quantity = dec(item.quantity);
  const unit = item.unit ?? '';
  if (product === undefined) return plain(quantity);
  if (PACKS.has(unit)) return plain(quantity.times(product.packSize));
  const isThousandth = (unit === 'g' && product.unit === 'kg') || (unit === 'ml' && product.unit === 'l');
  return plain(isThousandth ? quantity.div(1000) : quantity);
}
