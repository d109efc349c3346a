import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { balance } from '../schema/index.ts';

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
