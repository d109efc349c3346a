import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import {
  balance,
  type CountState,
  countEntry,
  countLine,
  location,
  person,
  product,
  productCost,
  stockCount,
} from '../schema/index.ts';
import { rowsOf } from './rows.ts';

export type CountRow = typeof stockCount.$inferSelect & { readonly locationName: string };

const openStates: CountState[] = ['open', 'waiting'];

export async function findCount(db: Db, companyId: string, countId: string): Promise<CountRow | null> {
  const [row] = await db
    .select({ count: stockCount, locationName: location.name })
    .from(stockCount)
    .innerJoin(location, eq(location.id, stockCount.locationId))
    .where(and(eq(stockCount.id, countId), eq(stockCount.companyId, companyId)));
  return row === undefined ? null : { ...row.count, locationName: row.locationName };
}

/** Holds the count: `update` against everybody, `share` against who would close it. */
export async function lockCount(
  tx: Tx,
  companyId: string,
  countId: string,
  strength: 'update' | 'share' = 'update',
): Promise<CountRow | null> {
  await tx
    .select({ id: stockCount.id })
    .from(stockCount)
    .where(and(eq(stockCount.id, countId), eq(stockCount.companyId, companyId)))
    .for(strength);
  return findCount(tx, companyId, countId);
}

export interface OpenCount {
  readonly id: string;
  readonly scope: string;
  readonly locationName: string;
  readonly state: CountState;
  readonly startedAt: Date;
  readonly startedBy: string;
}

/** Counts that are not closed, newest first; of one place where it is given. */
export function openCounts(db: Db, companyId: string, locationId?: string): Promise<readonly OpenCount[]> {
  return db
    .select({
      id: stockCount.id,
      scope: stockCount.scope,
      locationName: location.name,
      state: stockCount.state,
      startedAt: stockCount.startedAt,
      startedBy: person.name,
    })
    .from(stockCount)
    .innerJoin(location, eq(location.id, stockCount.locationId))
    .innerJoin(person, eq(person.id, stockCount.startedBy))
    .where(
      and(
        eq(stockCount.companyId, companyId),
        inArray(stockCount.state, openStates),
        locationId === undefined ? undefined : eq(stockCount.locationId, locationId),
      ),
    )
    .orderBy(sql`${stockCount.startedAt} desc`);
}

/** The open count of this scope in this place. */
export async function openCountOf(tx: Tx, locationId: string, scope: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: stockCount.id })
    .from(stockCount)
    .where(
      and(
        eq(stockCount.locationId, locationId),
        eq(stockCount.scope, scope),
        inArray(stockCount.state, openStates),
      ),
    );
  return row?.id ?? null;
}

/** The open count of this place in which the product is already; the newest of several. */
export async function openCountHolding(
  tx: Tx,
  locationId: string,
  productId: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ id: stockCount.id })
    .from(stockCount)
    .innerJoin(countLine, eq(countLine.countId, stockCount.id))
    .where(
      and(
        eq(stockCount.locationId, locationId),
        eq(stockCount.state, 'open'),
        eq(countLine.productId, productId),
      ),
    )
    .orderBy(sql`${stockCount.startedAt} desc`)
    .limit(1);
  return row?.id ?? null;
}

/** False when a count of this scope is open there already. */
export async function insertCount(tx: Tx, row: typeof stockCount.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(stockCount)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: stockCount.id });
  return inserted.length > 0;
}

export async function changeCount(
  tx: Tx,
  countId: string,
  change: Partial<typeof stockCount.$inferInsert>,
): Promise<void> {
  await tx.update(stockCount).set(change).where(eq(stockCount.id, countId));
}

/** Active products of the company that ever were in a place, or (with a category) all of that category. */
export async function productsToCount(
  tx: Tx,
  where: { readonly companyId: string; readonly locationId: string; readonly category: string | null },
): Promise<readonly string[]> {
  const { companyId, locationId, category } = where;
  const wasThere = sql`exists (select 1 from ${balance} where ${balance.productId} = ${product.id} and ${balance.locationId} = ${locationId})`;
  const rows = await tx
    .select({ id: product.id })
    .from(product)
    .where(
      and(
        eq(product.companyId, companyId),
        eq(product.active, true),
        category === null ? wasThere : eq(product.category, category),
      ),
    );
  return rows.map((row) => row.id);
}

export async function insertCountLines(
  tx: Tx,
  countId: string,
  productIds: readonly string[],
): Promise<void> {
  await tx
    .insert(countLine)
    .values(productIds.map((productId) => ({ countId, productId })))
    .onConflictDoNothing();
}

/** Categories of what is in a place, by name, with how many products each. */
export function categoriesAt(
  db: Db,
  companyId: string,
): Promise<readonly { readonly category: string; readonly products: number }[]> {
  return rowsOf<{ category: string; products: number }>(
    db,
    sql`select category, count(*)::int as products from product
        where company_id = ${companyId} and active and category is not null
        group by category order by category`,
  );
}

export interface CountLineRow {
  readonly productId: string;
  readonly name: string;
  readonly unit: string;
  readonly category: string | null;
  /** What closing the count posted; null before, and for what nobody counted. */
  readonly posted: string | null;
}

/** The lines of a count in the order in which people walk: by category, then by name. */
export function linesOfCount(db: Db, countId: string): Promise<readonly CountLineRow[]> {
  return db
    .select({
      productId: countLine.productId,
      name: product.name,
      unit: product.unit,
      category: product.category,
      posted: countLine.difference,
    })
    .from(countLine)
    .innerJoin(product, eq(product.id, countLine.productId))
    .where(eq(countLine.countId, countId))
    .orderBy(asc(product.category), asc(product.searchName), asc(product.id));
}

export interface CountEntryRow {
  readonly productId: string;
  readonly personId: string;
  readonly personName: string;
  readonly counted: string;
  readonly expected: string;
  readonly afterSeq: number;
  readonly movedMeanwhile: string;
  readonly isDiscarded: boolean;
}

/** What was counted, in the order of counting. */
export function entriesOfCount(db: Db, countId: string): Promise<readonly CountEntryRow[]> {
  return db
    .select({
      productId: countEntry.productId,
      personId: countEntry.personId,
      personName: person.name,
      counted: countEntry.counted,
      expected: countEntry.expected,
      afterSeq: countEntry.afterSeq,
      movedMeanwhile: countEntry.movedMeanwhile,
      isDiscarded: countEntry.isDiscarded,
    })
    .from(countEntry)
    .innerJoin(person, eq(person.id, countEntry.personId))
    .where(eq(countEntry.countId, countId))
    .orderBy(asc(countEntry.countedAt), asc(countEntry.personId));
}

export async function saveEntry(tx: Tx, entry: typeof countEntry.$inferInsert): Promise<void> {
  const { countId: _c, productId: _p, personId: _w, ...values } = entry;
  await tx
    .insert(countEntry)
    .values(entry)
    .onConflictDoUpdate({
      target: [countEntry.countId, countEntry.productId, countEntry.personId],
      set: { ...values, isDiscarded: false },
    });
}

/** Leaves aside what the others counted of a product. */
export async function keepEntryOf(
  tx: Tx,
  countId: string,
  productId: string,
  personId: string,
): Promise<boolean> {
  const rows = await tx
    .update(countEntry)
    .set({ isDiscarded: sql`${countEntry.personId} <> ${personId}` })
    .where(and(eq(countEntry.countId, countId), eq(countEntry.productId, productId)))
    .returning({ personId: countEntry.personId });
  return rows.some((row) => row.personId === personId);
}

/** What counts and corrections changed at a place after a movement, without what really moved. */
export interface BookChange {
  readonly productId: string;
  readonly seq: number;
  readonly quantity: string;
}

/** Counts, corrections and their reversals at a place since a movement. */
export async function bookChangesSince(
  db: Db,
  locationId: string,
  productIds: readonly string[],
  seq: number,
): Promise<readonly BookChange[]> {
  if (productIds.length === 0) return [];
  const ids = sql.join(
    productIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const rows = await rowsOf<{ product_id: string; seq: string; quantity: string }>(
    db,
    sql`select m.product_id, m.seq::text as seq,
          (case when m.to_location_id = ${locationId} then m.quantity else -m.quantity end)::text as quantity
        from movement m
        join location o on o.kind = 'count'
          and o.id = case when m.to_location_id = ${locationId} then m.from_location_id else m.to_location_id end
        where m.seq > ${seq} and m.product_id in (${ids})
          and ${locationId} in (m.from_location_id, m.to_location_id)`,
  );
  return rows.map((row) => ({ productId: row.product_id, seq: Number(row.seq), quantity: row.quantity }));
}

/** The last movement of a product; 0 when it never moved. */
export async function lastSeqOf(db: Db, productId: string): Promise<number> {
  const [row] = await rowsOf<{ seq: string }>(
    db,
    sql`select coalesce(max(seq), 0)::text as seq from movement where product_id = ${productId}`,
  );
  return Number(row?.seq ?? 0);
}

/** Average cost per stock unit of the products that were ever valued. */
export async function averageCosts(
  db: Db,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .select({ productId: productCost.productId, cost: productCost.averageCost })
    .from(productCost)
    .where(inArray(productCost.productId, [...productIds]));
  return new Map(rows.map((row) => [row.productId, row.cost]));
}
