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

/** What a person decides about keeping a product: order from here on, no more than fits, no longer than it keeps (days). */
export type StockRule = 'minimum' | 'maximum' | 'shelfDays';

/** What somebody set for a product in a shop; null where nobody did. */
export async function stockRuleOf(
  db: Db,
  rule: StockRule,
  place: { locationId: string; productId: string },
): Promise<DecimalString | null> {
  const [row] = await db
    .select({ value: stockRule[rule] })
    .from(stockRule)
    .where(and(eq(stockRule.locationId, place.locationId), eq(stockRule.productId, place.productId)));
  return row?.value == null ? null : plain(dec(String(row.value)));
}

export interface ChangedRule {
  readonly name: string;
  readonly unit: string;
  readonly before: DecimalString | null;
  readonly after: DecimalString | null;
}

type RuleFailure = AuthorizationFailure | 'unknown_product' | 'bad_quantity';

const MOST_SHELF_DAYS = 3650;

const isUsable = (rule: StockRule, value: DecimalString): boolean =>
  rule === 'shelfDays'
    ? dec(value).isInteger() && dec(value).gte(1) && dec(value).lte(MOST_SHELF_DAYS)
    : dec(value).gte(0);

/** Sets one rule of a product in the actor's shop; null leaves it to the forecast, or without a limit. */
export function setStockRule(
  db: Db,
  wish: { actor: Actor; productId: string; rule: StockRule; value: DecimalString | null; now: Date },
): Promise<Result<ChangedRule, RuleFailure>> {
  return decideInTransaction<ChangedRule, RuleFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'stock_rule.set');
    if (!allowed.ok) return allowed;
    const { companyId, locationId, personId } = allowed.value;
    const { productId, rule, value } = wish;
    const product = await findProduct(tx, companyId, productId);
    if (product === null) return err('unknown_product');
    if (value !== null && !isUsable(rule, value)) return err('bad_quantity');
    const before = await stockRuleOf(tx, rule, { locationId, productId });
    const change =
      rule === 'shelfDays' ? { shelfDays: value === null ? null : Number(value) } : { [rule]: value };
    await tx
      .insert(stockRule)
      .values({ productId, locationId, ...change })
      .onConflictDoUpdate({ target: [stockRule.productId, stockRule.locationId], set: change });
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'stock_rule.set',
      subjectType: 'product',
      subjectId: productId,
      detail: { locationId, rule, before, after: value },
      at: wish.now,
    });
    return ok({ name: product.name, unit: product.unit, before, after: value });
  });
}
