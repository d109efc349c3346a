import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import {
  balance,
  costEntry,
  type LocationKind,
  location,
  type MovementSource,
  movement,
  product,
  productCost,
} from '../schema/index.ts';
import { rowsOf } from './rows.ts';

/** Kinds of places whose goods belong to the company. */
export const OWNED_KINDS: readonly LocationKind[] = ['shop', 'depot', 'transit'];

export async function locationKinds(db: Db, companyId: string): Promise<ReadonlyMap<string, LocationKind>> {
  const rows = await db
    .select({ id: location.id, kind: location.kind })
    .from(location)
    .where(eq(location.companyId, companyId));
  return new Map(rows.map((row) => [row.id, row.kind]));
}

/** The company's one virtual location of a kind. */
export async function virtualLocation(db: Db, companyId: string, kind: LocationKind): Promise<string> {
  const [row] = await db
    .select({ id: location.id })
    .from(location)
    .where(and(eq(location.companyId, companyId), eq(location.kind, kind)))
    .orderBy(asc(location.name))
    .limit(1);
  if (row === undefined) throw new Error(`the company has no ${kind} location`);
  return row.id;
}

export interface LockedCost {
  readonly productId: string;
  readonly companyId: string;
  readonly averageCost: string;
  readonly lastCost: string;
  readonly value: string;
}

/**
 * Holds the cost rows of these products, creating those that are missing. Ids must come sorted: every writer takes
 * them in one order, so that two of them wait for each other instead of deadlocking. Whoever holds a product's cost row
 * is the only writer of its movements, balances and costs until the transaction ends.
 */
export async function lockCosts(tx: Tx, sortedIds: readonly string[]): Promise<readonly LockedCost[]> {
  await tx
    .insert(productCost)
    .values(sortedIds.map((productId) => ({ productId, averageCost: '0', lastCost: '0', value: '0' })))
    .onConflictDoNothing();
  return tx
    .select({
      productId: productCost.productId,
      companyId: product.companyId,
      averageCost: productCost.averageCost,
      lastCost: productCost.lastCost,
      value: productCost.value,
    })
    .from(productCost)
    .innerJoin(product, eq(product.id, productCost.productId))
    .where(inArray(productCost.productId, [...sortedIds]))
    .orderBy(asc(productCost.productId))
    .for('update', { of: productCost });
}

/** Quantity over the places that the company owns, by product. */
export async function ownedQuantities(
  db: Db,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .select({ productId: balance.productId, quantity: sql<string>`sum(${balance.quantity})::text` })
    .from(balance)
    .innerJoin(location, eq(location.id, balance.locationId))
    .where(and(inArray(balance.productId, [...productIds]), inArray(location.kind, [...OWNED_KINDS])))
    .groupBy(balance.productId);
  return new Map(rows.map((row) => [row.productId, row.quantity]));
}

/** Inserts in the given order and answers the sequence numbers in that order. */
export async function insertMovements(
  tx: Tx,
  rows: readonly (typeof movement.$inferInsert)[],
): Promise<readonly number[]> {
  const inserted = await tx
    .insert(movement)
    .values([...rows])
    .returning({
      seq: movement.seq,
      lineNo: movement.lineNo,
      sourceType: movement.sourceType,
      sourceId: movement.sourceId,
    });
  const keyOf = (one: { sourceType: string; sourceId: string; lineNo: number }): string =>
    `${one.sourceType}/${one.lineNo}/${one.sourceId}`;
  const seqs = new Map(inserted.map((one) => [keyOf(one), one.seq]));
  return rows.map((row) => {
    const seq = seqs.get(keyOf(row));
    if (seq === undefined) throw new Error('an inserted movement was not returned');
    return seq;
  });
}

interface BalanceChange {
  readonly productId: string;
  readonly locationId: string;
  readonly change: string;
}

/** Adds to the balances; changes must come sorted by product and location. Answers the new quantities. */
export function addToBalances(
  tx: Tx,
  sorted: readonly BalanceChange[],
): Promise<{ productId: string; locationId: string; quantity: string }[]> {
  return tx
    .insert(balance)
    .values(sorted.map(({ productId, locationId, change }) => ({ productId, locationId, quantity: change })))
    .onConflictDoUpdate({
      target: [balance.productId, balance.locationId],
      set: { quantity: sql`${balance.quantity} + excluded.quantity` },
    })
    .returning({
      productId: balance.productId,
      locationId: balance.locationId,
      quantity: balance.quantity,
    });
}

export async function insertCostEntries(
  tx: Tx,
  rows: readonly (typeof costEntry.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(costEntry).values([...rows]);
}

/** Writes all of them in one statement; their rows are held already. */
export async function saveCosts(
  tx: Tx,
  costs: readonly { productId: string; averageCost: string; lastCost: string; value: string }[],
): Promise<void> {
  if (costs.length === 0) return;
  await tx.execute(
    sql`update product_cost c set average_cost = n."averageCost", last_cost = n."lastCost", value = n.value
        from jsonb_to_recordset(${JSON.stringify(costs)}::jsonb)
          as n("productId" uuid, "averageCost" numeric, "lastCost" numeric, value numeric)
        where c.product_id = n."productId"`,
  );
}

export interface MovementValue {
  readonly seq: number;
  /** What the goods were worth when they moved. */
  readonly goods: string;
  /** The same with the correction that came with them; what later papers corrected is left out. */
  readonly own: string;
  /** Average cost before; null for the product's first movement. */
  readonly averageBefore: string | null;
}

/** What these movements did to the value of the stock. */
export async function movementValues(
  db: Db,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, MovementValue>> {
  if (seqs.length === 0) return new Map();
  const list = sql.join(
    seqs.map((seq) => sql`${seq}`),
    sql`, `,
  );
  const rows = await rowsOf<{ seq: string; goods: string; own: string; average_before: string | null }>(
    db,
    sql`select e.movement_seq::text as seq, sum(e.value)::text as own,
          coalesce(sum(e.value) filter (where e.kind = 'movement'), 0)::text as goods,
          (select b.average_after::text from cost_entry b
            where b.product_id = min(e.product_id::text)::uuid and b.id < min(e.id)
            order by b.id desc limit 1) as average_before
        from cost_entry e where e.movement_seq in (${list}) and e.receipt_id is null group by e.movement_seq`,
  );
  return new Map(
    rows.map(({ seq, goods, own, average_before }) => [
      Number(seq),
      { seq: Number(seq), goods, own, averageBefore: average_before },
    ]),
  );
}

interface StoredMovement {
  readonly seq: number;
  readonly productId: string;
  readonly fromLocationId: string;
  readonly toLocationId: string;
  readonly quantity: string;
  readonly unitCost: string | null;
  readonly lineNo: number;
}

/** The movements of one receipt, count or exit, in ledger order. */
export function movementsOf(
  db: Db,
  companyId: string,
  sourceType: MovementSource,
  sourceId: string,
): Promise<StoredMovement[]> {
  return db
    .select({
      seq: movement.seq,
      productId: movement.productId,
      fromLocationId: movement.fromLocationId,
      toLocationId: movement.toLocationId,
      quantity: movement.quantity,
      unitCost: movement.unitCost,
      lineNo: movement.lineNo,
    })
    .from(movement)
    .where(
      and(
        eq(movement.companyId, companyId),
        eq(movement.sourceType, sourceType),
        eq(movement.sourceId, sourceId),
      ),
    )
    .orderBy(asc(movement.seq));
}
