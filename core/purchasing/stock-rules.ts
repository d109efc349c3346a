import { and, eq } from 'drizzle-orm';
import type { Db } from '../../drizzle/client.ts';
import { stockRule } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { findProduct } from '../catalog/products.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';

/** The minimum that a person set for a product in a shop; null where nobody did. */
export async function minimumOf(
  db: Db,
  locationId: string,
  productId: string,
): Promise<DecimalString | null> {
  const [row] = await db
    .select({ minimum: stockRule.minimum })
    .from(stockRule)
    .where(and(eq(stockRule.locationId, locationId), eq(stockRule.productId, productId)));
  return row?.minimum == null ? null : plain(dec(row.minimum));
}

export interface ChangedMinimum {
  readonly name: string;
  readonly unit: string;
  readonly before: DecimalString | null;
  readonly after: DecimalString | null;
}

/** Sets the minimum of a product in the actor's shop; null leaves it to the forecast. */
export function setMinimum(
  db: Db,
  wish: { actor: Actor; productId: string; minimum: DecimalString | null; now: Date },
): Promise<Result<ChangedMinimum, AuthorizationFailure | 'unknown_product'>> {
  return decideInTransaction<ChangedMinimum, AuthorizationFailure | 'unknown_product'>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'stock_rule.set');
    if (!allowed.ok) return allowed;
    const { companyId, locationId, personId } = allowed.value;
    const { productId, minimum } = wish;
    const product = await findProduct(tx, companyId, productId);
    if (product === null) return err('unknown_product');
    const before = await minimumOf(tx, locationId, productId);
    await tx
      .insert(stockRule)
      .values({ productId, locationId, minimum })
      .onConflictDoUpdate({ target: [stockRule.productId, stockRule.locationId], set: { minimum } });
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'stock_rule.set',
      subjectType: 'product',
      subjectId: productId,
      detail: { locationId, before, after: minimum },
      at: wish.now,
    });
    return ok({ name: product.name, unit: product.unit, before, after: minimum });
  });
}
