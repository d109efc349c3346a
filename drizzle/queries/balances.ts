import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { balance, location } from '../schema/index.ts';

/** What a place holds of these products; products that were never there are left out. */
export async function balancesAt(
  db: Db,
  locationId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .select({ productId: balance.productId, quantity: balance.quantity })
    .from(balance)
    .where(and(eq(balance.locationId, locationId), inArray(balance.productId, [...productIds])));
  return new Map(rows.map((row) => [row.productId, row.quantity]));
}

/** Whether any shop, depot or transfer on its way holds something of a product, or owes it. */
export async function holdsStock(db: Db, productId: string): Promise<boolean> {
  const rows = await db
    .select({ id: location.id })
    .from(balance)
    .innerJoin(location, eq(location.id, balance.locationId))
    .where(
      and(
        eq(balance.productId, productId),
        ne(balance.quantity, '0'),
        inArray(location.kind, ['shop', 'depot', 'transit']),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
