import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import {
  missingItem,
  missingNote,
  person,
  product,
  receipt,
  receiptLine,
  supplier,
  supplierAlias,
} from '../schema/index.ts';

export type MissingNoteRow = typeof missingNote.$inferSelect;
export type MissingItemRow = typeof missingItem.$inferSelect;

/** Answers the row that this operation wrote, now or at its first run. */
export async function insertNote(tx: Tx, row: typeof missingNote.$inferInsert): Promise<MissingNoteRow> {
  await tx.insert(missingNote).values(row).onConflictDoNothing({ target: missingNote.operationId });
  const [kept] = await tx.select().from(missingNote).where(eq(missingNote.operationId, row.operationId));
  if (kept === undefined) throw new Error('a note vanished while it was being written');
  return kept;
}

export async function lockNote(tx: Tx, companyId: string, noteId: string): Promise<MissingNoteRow | null> {
  const [row] = await tx
    .select()
    .from(missingNote)
    .where(and(eq(missingNote.id, noteId), eq(missingNote.companyId, companyId)))
    .for('update');
  return row ?? null;
}

export async function changeNote(
  tx: Tx,
  noteId: string,
  change: Partial<Pick<MissingNoteRow, 'items' | 'state'>>,
): Promise<void> {
  await tx.update(missingNote).set(change).where(eq(missingNote.id, noteId));
}

/** Writes what is not on the list yet; answers the ids of the rows that are new. */
export async function insertMissing(
  tx: Tx,
  rows: readonly (typeof missingItem.$inferInsert)[],
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const inserted = await tx
    .insert(missingItem)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: missingItem.id });
  return inserted.map((row) => row.id);
}

/** Everything open in a shop, in the order in which it was written down. */
export function openMissing(db: Db, companyId: string, locationId: string) {
  return db
    .select({
      id: missingItem.id,
      productId: missingItem.productId,
      words: missingItem.words,
      quantity: missingItem.quantity,
      name: product.name,
      unit: product.unit,
      packSize: product.packSize,
      addedBy: person.name,
      addedAt: missingItem.addedAt,
    })
    .from(missingItem)
    .leftJoin(product, eq(product.id, missingItem.productId))
    .innerJoin(person, eq(person.id, missingItem.addedBy))
    .where(
      and(
        eq(missingItem.companyId, companyId),
        eq(missingItem.locationId, locationId),
        eq(missingItem.state, 'open'),
      ),
    )
    .orderBy(asc(missingItem.addedAt), asc(missingItem.id));
}

export async function lockMissing(tx: Tx, companyId: string, itemId: string): Promise<MissingItemRow | null> {
  const [row] = await tx
    .select()
    .from(missingItem)
    .where(and(eq(missingItem.id, itemId), eq(missingItem.companyId, companyId)))
    .for('update');
  return row ?? null;
}

type MissingChange = Partial<Pick<MissingItemRow, 'state' | 'orderId' | 'closedBy' | 'closedAt'>>;

export async function changeMissing(
  tx: Tx,
  itemIds: readonly string[],
  change: MissingChange,
): Promise<void> {
  if (itemIds.length === 0) return;
  await tx
    .update(missingItem)
    .set(change)
    .where(inArray(missingItem.id, [...itemIds]));
}

export interface LastSupplier {
  readonly supplierId: string;
  readonly name: string;
}

/** Who brought each product last, by live receipts of goods, else who is known to sell it; others are absent. */
export async function lastSuppliers(
  db: Db,
  companyId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, LastSupplier>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([receiptLine.productId], {
      productId: receiptLine.productId,
      supplierId: supplier.id,
      name: supplier.name,
    })
    .from(receiptLine)
    .innerJoin(
      receipt,
      and(
        eq(receipt.id, receiptLine.receiptId),
        eq(receipt.companyId, companyId),
        eq(receipt.kind, 'goods_in'),
        isNull(receipt.reversedAt),
      ),
    )
    .innerJoin(supplier, eq(supplier.id, receipt.supplierId))
    .where(inArray(receiptLine.productId, [...productIds]))
    .orderBy(receiptLine.productId, desc(receipt.postedAt), desc(sql`${receipt.id}`));
  const brought = new Map(
    rows.flatMap(({ productId, ...last }) => (productId === null ? [] : [[productId, last] as const])),
  );
  const others = productIds.filter((id) => !brought.has(id));
  return new Map([...brought, ...(await knownSellers(db, companyId, others))]);
}

/** Whose name for the product was learned last. */
async function knownSellers(
  db: Db,
  companyId: string,
  productIds: readonly string[],
): Promise<readonly (readonly [productId: string, seller: LastSupplier])[]> {
  if (productIds.length === 0) return [];
  const rows = await db
    .selectDistinctOn([supplierAlias.productId], {
      productId: supplierAlias.productId,
      supplierId: supplier.id,
      name: supplier.name,
    })
    .from(supplierAlias)
    .innerJoin(supplier, eq(supplier.id, supplierAlias.supplierId))
    .where(and(eq(supplierAlias.companyId, companyId), inArray(supplierAlias.productId, [...productIds])))
    .orderBy(supplierAlias.productId, desc(supplierAlias.learnedAt), supplier.id);
  return rows.map(({ productId, ...seller }) => [productId, seller]);
}

/** What a note wrote and is still open. */
export async function ownMissing(tx: Tx, noteId: string): Promise<readonly string[]> {
  const rows = await tx
    .select({ id: missingItem.id })
    .from(missingItem)
    .where(and(eq(missingItem.noteId, noteId), eq(missingItem.state, 'open')))
    .for('update');
  return rows.map((row) => row.id);
}

/** Stock unit and usual pack of products, by id. */
export async function packsOf(db: Db, companyId: string, productIds: readonly string[]) {
  if (productIds.length === 0) return new Map<string, { unit: string; packSize: string }>();
  const rows = await db
    .select({ id: product.id, unit: product.unit, packSize: product.packSize })
    .from(product)
    .where(and(eq(product.companyId, companyId), inArray(product.id, [...productIds])));
  return new Map(rows.map(({ id, ...pack }) => [id, pack]));
}
