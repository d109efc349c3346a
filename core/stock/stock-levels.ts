import type { Db } from '../../drizzle/client.ts';
import { type ProductHit, productsById } from '../../drizzle/queries/product-search.ts';
import { levelsOf } from '../../drizzle/queries/stock-levels.ts';
import { searchProducts } from '../catalog/products.ts';
import { type DecimalString, dec, plain, sum } from '../platform/decimal.ts';

export interface StockLevel {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Stock unit: unidad, kg, l. */
  readonly unit: string;
  /** Every active shop and depot that holds or held some, by name; may be negative where sales ran ahead of receipts. */
  readonly places: readonly {
    readonly locationId: string;
    readonly locationName: string;
    readonly quantity: DecimalString;
  }[];
  readonly total: DecimalString;
  /** Weighted average cost per stock unit; null where nothing was ever valued. */
  readonly averageCost: DecimalString | null;
}

/** How much of one product there is, and where; null for a product of another company. */
export async function stockOf(
  db: Db,
  question: { companyId: string; productId: string },
): Promise<StockLevel | null> {
  const hits = await productsById(db, question.companyId, [question.productId]);
  const [level] = await withLevels(db, question.companyId, hits);
  return level ?? null;
}

/** The stock of the products that the words find, best first (see `searchProducts`); products without stock show zero. */
export async function searchStock(
  db: Db,
  question: { companyId: string; words: string; limit: number; offset?: number },
): Promise<readonly StockLevel[]> {
  return withLevels(db, question.companyId, await searchProducts(db, question));
}

async function withLevels(
  db: Db,
  companyId: string,
  hits: readonly ProductHit[],
): Promise<readonly StockLevel[]> {
  const levels = await levelsOf(
    db,
    companyId,
    hits.map((hit) => hit.id),
  );
  return hits.map(({ id, ...product }) => {
    const own = levels.filter((level) => level.productId === id);
    const average = own[0]?.averageCost ?? null;
    const places = own.flatMap(({ locationId, locationName, quantity }) =>
      locationId === null || locationName === null || quantity === null
        ? []
        : [{ locationId, locationName, quantity: plain(dec(quantity)) }],
    );
    return {
      productId: id,
      ...product,
      places,
      total: plain(sum(places.map((place) => dec(place.quantity)))),
      averageCost: average === null ? null : plain(dec(average)),
    };
  });
}
