import { expect } from 'vitest';
import { newId } from '../../core/platform/ids.ts';
import { verifyLedger } from '../../core/stock/invariants/verify.ts';
import { recordMovements } from '../../core/stock/ledger.ts';
import { stockOf } from '../../core/stock/stock-levels.ts';
import type { Db } from '../../drizzle/client.ts';
import { virtualLocation } from '../../drizzle/queries/ledger.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { NOON, type Shop } from './factories.ts';

/** Every invariant that needs no chat. */
const WITHOUT_CHAT = ['I1', 'I2', 'I3', 'I4', 'I5', 'I10', 'I11', 'I14', 'I15', 'I16', 'I17', 'I18', 'I19'];

export async function expectSoundLedger(db: Db): Promise<void> {
  const { breaches } = await verifyLedger(db, { now: NOON, only: WITHOUT_CHAT });
  expect(breaches.map((breach) => `${breach.invariant} ${breach.line}`)).toEqual([]);
}

/** Quantity over all places and average cost, as a person would ask for it. */
export async function stockAndCost(
  db: Db,
  shop: Shop,
  product: { readonly id: string },
): Promise<{ total: string; averageCost: string | null }> {
  const level = await stockOf(db, { companyId: shop.companyId, productId: product.id });
  if (level === null) throw new Error('no such product');
  return { total: level.total, averageCost: level.averageCost };
}

/** Sells some at the till of the shop. */
export async function sell(
  db: Db,
  shop: Shop,
  product: { readonly id: string },
  quantity: string,
): Promise<void> {
  const outcome = await inTransaction(db, async (tx) =>
    recordMovements(tx, {
      companyId: shop.companyId,
      actorId: shop.staff.personId,
      now: NOON,
      movements: [
        {
          productId: product.id,
          fromLocationId: shop.shopId,
          toLocationId: await virtualLocation(tx, shop.companyId, 'customer'),
          quantity,
          sourceType: 'sale',
          sourceId: newId(),
          lineNo: 1,
        },
      ],
    }),
  );
  if (!outcome.ok) throw new Error(outcome.error.code);
}
