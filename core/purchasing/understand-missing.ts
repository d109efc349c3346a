import type { Db } from '../../drizzle/client.ts';
import { spokenProducts } from '../../drizzle/queries/spoken-products.ts';
import { prepareCatalogue } from '../language/catalogue.ts';
import { understandMessage } from '../language/understand.ts';
import type { UnderstoodItem } from '../language/understood.ts';
import { dec, plain } from '../platform/decimal.ts';
import type { NotedItem } from './noted-item.ts';

const NO_PRODUCTS = prepareCatalogue([]);

/** What a sentence is about as far as purchasing is asked: something missing, something to order, or neither. */
export function purchasingIntent(text: string): 'missing' | 'order' | null {
  const { intent } = understandMessage(text, NO_PRODUCTS);
  return intent === 'missing' || intent === 'order' ? intent : null;
}

/** The products that a sentence names, in the company's own catalogue; empty where it names none. */
export async function understandMissing(
  db: Db,
  companyId: string,
  text: string,
): Promise<readonly NotedItem[]> {
  const products = await spokenProducts(db, companyId);
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const understood = understandMessage(
    text,
    prepareCatalogue(products.map((product) => ({ ...product, supplier: null }))),
  );
  return understood.items.map((item) => notedItem(item, bySku));
}

type Spoken = Awaited<ReturnType<typeof spokenProducts>>[number];

function notedItem(item: UnderstoodItem, bySku: ReadonlyMap<string, Spoken>): NotedItem {
  const product = item.sku === null ? undefined : bySku.get(item.sku);
  return {
    phrase: item.phrase,
    quantity: item.quantity,
    unit: item.unit,
    productId: product?.id ?? null,
    candidates: item.status === 'ambiguous' ? item.candidates.flatMap((sku) => bySku.get(sku)?.id ?? []) : [],
  };
}

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
): string | null {
  if (item.quantity === null) return null;
  const quantity = dec(item.quantity);
  const unit = item.unit ?? '';
  if (product === undefined) return plain(quantity);
  if (PACKS.has(unit)) return plain(quantity.times(product.packSize));
  const isThousandth = (unit === 'g' && product.unit === 'kg') || (unit === 'ml' && product.unit === 'l');
  return plain(isThousandth ? quantity.div(1000) : quantity);
}
