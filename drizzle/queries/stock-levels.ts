import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { balance, location, product, productCost } from '../schema/index.ts';

interface LevelRow {
  readonly productId: string;
  /** Null, like the quantity, for a product that was never anywhere. */
  readonly locationId: string | null;
  readonly locationName: string | null;
  readonly quantity: string | null;
  readonly averageCost: string | null;
}

/** Quantities in shops, depots and on the way, with the average cost; one row at least per product of the company. */
export async function levelsOf(
  db: Db,
  companyId: string,
  productIds: readonly string[],
): Promise<readonly LevelRow[]> {
  if (productIds.length === 0) return [];
  const places = db
    .select({
      productId: balance.productId,
      locationId: location.id,
      locationName: location.name,
      quantity: balance.quantity,
    })
    .from(balance)
    .innerJoin(
      location,
      and(eq(location.id, balance.locationId), inArray(location.kind, ['shop', 'depot', 'transit'])),
    )
    .where(and(eq(location.companyId, companyId), eq(location.active, true)))
    .as('places');
  return db
    .select({
      productId: product.id,
      locationId: places.locationId,
      locationName: places.locationName,
      quantity: places.quantity,
      averageCost: productCost.averageCost,
    })
    .from(product)
    .leftJoin(productCost, eq(productCost.productId, product.id))
    .leftJoin(places, eq(places.productId, product.id))
    .where(and(eq(product.companyId, companyId), inArray(product.id, [...productIds])))
    .orderBy(asc(product.id), asc(places.locationName));
}
