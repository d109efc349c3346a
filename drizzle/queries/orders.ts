import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import {
  company,
  missingItem,
  type OrderState,
  person,
  product,
  purchaseOrder,
  purchaseOrderLine,
  purchaseOrderReceipt,
  receipt,
  receiptLine,
  supplier,
} from '../schema/index.ts';

export type OrderRow = typeof purchaseOrder.$inferSelect;

/** Holds the company's orders: numbers and drafts are made one at a time. */
export async function holdOrders(tx: Tx, companyId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('orders:' || ${companyId}::text, 0))`);
}

export async function nextOrderNumber(tx: Tx, companyId: string): Promise<number> {
  const [row] = await tx
    .select({ last: sql<number>`coalesce(max(${purchaseOrder.number}), 0)` })
    .from(purchaseOrder)
    .where(eq(purchaseOrder.companyId, companyId));
  return Number(row?.last ?? 0) + 1;
}

export async function draftOf(
  tx: Tx,
  place: { companyId: string; locationId: string; supplierId: string | null },
): Promise<OrderRow | null> {
  const [row] = await tx
    .select()
    .from(purchaseOrder)
    .where(
      and(
        eq(purchaseOrder.companyId, place.companyId),
        eq(purchaseOrder.locationId, place.locationId),
        place.supplierId === null
          ? isNull(purchaseOrder.supplierId)
          : eq(purchaseOrder.supplierId, place.supplierId),
        eq(purchaseOrder.state, 'draft'),
      ),
    )
    .for('update');
  return row ?? null;
}

export async function insertOrder(tx: Tx, row: typeof purchaseOrder.$inferInsert): Promise<OrderRow> {
  const [inserted] = await tx.insert(purchaseOrder).values(row).returning();
  if (inserted === undefined) throw new Error('an order was not inserted');
  return inserted;
}

export async function insertOrderLines(
  tx: Tx,
  rows: readonly (typeof purchaseOrderLine.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(purchaseOrderLine).values([...rows]);
}

export async function setLineQuantity(tx: Tx, orderId: string, lineNo: number, quantity: string) {
  await tx
    .update(purchaseOrderLine)
    .set({ quantity })
    .where(and(eq(purchaseOrderLine.orderId, orderId), eq(purchaseOrderLine.lineNo, lineNo)));
}

export async function changeOrder(
  tx: Tx,
  orderId: string,
  change: Partial<Pick<OrderRow, 'state' | 'sentBy' | 'sentAt' | 'closedAt'>>,
): Promise<void> {
  await tx
    .update(purchaseOrder)
    .set({ ...change, version: sql`${purchaseOrder.version} + 1` })
    .where(eq(purchaseOrder.id, orderId));
}

export async function lockOrder(tx: Tx, companyId: string, orderId: string): Promise<OrderRow | null> {
  const [row] = await tx
    .select()
    .from(purchaseOrder)
    .where(and(eq(purchaseOrder.id, orderId), eq(purchaseOrder.companyId, companyId)))
    .for('update');
  return row ?? null;
}

/** An order with the names that people know. */
export async function findOrder(db: Db, companyId: string, orderId: string) {
  const [row] = await db
    .select({
      id: purchaseOrder.id,
      number: purchaseOrder.number,
      state: purchaseOrder.state,
      version: purchaseOrder.version,
      locationId: purchaseOrder.locationId,
      supplierId: purchaseOrder.supplierId,
      supplierName: supplier.name,
      companyName: company.name,
      sentAt: purchaseOrder.sentAt,
      sentBy: person.name,
    })
    .from(purchaseOrder)
    .innerJoin(company, eq(company.id, purchaseOrder.companyId))
    .leftJoin(supplier, eq(supplier.id, purchaseOrder.supplierId))
    .leftJoin(person, eq(person.id, purchaseOrder.sentBy))
    .where(and(eq(purchaseOrder.id, orderId), eq(purchaseOrder.companyId, companyId)));
  return row ?? null;
}

export function linesOfOrder(db: Db, orderId: string) {
  return db
    .select({
      lineNo: purchaseOrderLine.lineNo,
      productId: purchaseOrderLine.productId,
      words: purchaseOrderLine.words,
      name: product.name,
      unit: product.unit,
      quantity: purchaseOrderLine.quantity,
      packSize: purchaseOrderLine.packSize,
      expectedCost: purchaseOrderLine.expectedCost,
      origin: purchaseOrderLine.origin,
    })
    .from(purchaseOrderLine)
    .leftJoin(product, eq(product.id, purchaseOrderLine.productId))
    .where(eq(purchaseOrderLine.orderId, orderId))
    .orderBy(asc(purchaseOrderLine.lineNo));
}

/** Orders in these states in a shop, newest first. */
export function ordersIn(
  db: Db,
  question: { companyId: string; locationId: string; states: readonly OrderState[]; limit: number },
) {
  return db
    .select({
      id: purchaseOrder.id,
      number: purchaseOrder.number,
      state: purchaseOrder.state,
      supplierId: purchaseOrder.supplierId,
      supplierName: supplier.name,
      sentAt: purchaseOrder.sentAt,
      createdAt: purchaseOrder.createdAt,
    })
    .from(purchaseOrder)
    .leftJoin(supplier, eq(supplier.id, purchaseOrder.supplierId))
    .where(
      and(
        eq(purchaseOrder.companyId, question.companyId),
        eq(purchaseOrder.locationId, question.locationId),
        inArray(purchaseOrder.state, [...question.states]),
      ),
    )
    .orderBy(desc(purchaseOrder.createdAt))
    .limit(question.limit);
}

/** Orders of a supplier that still wait for goods in a shop, the oldest first; held until the transaction ends. */
export function lockWaitingOrders(
  tx: Tx,
  question: { companyId: string; locationId: string; supplierId: string },
): Promise<OrderRow[]> {
  return tx
    .select()
    .from(purchaseOrder)
    .where(
      and(
        eq(purchaseOrder.companyId, question.companyId),
        eq(purchaseOrder.locationId, question.locationId),
        eq(purchaseOrder.supplierId, question.supplierId),
        inArray(purchaseOrder.state, ['sent', 'partly_received']),
      ),
    )
    .orderBy(asc(purchaseOrder.sentAt), asc(purchaseOrder.number))
    .for('update');
}

export async function linkReceipt(tx: Tx, receiptId: string, orderId: string): Promise<void> {
  await tx.insert(purchaseOrderReceipt).values({ receiptId, orderId }).onConflictDoNothing();
}

export async function orderOfReceipt(db: Db, receiptId: string): Promise<string | null> {
  const [row] = await db
    .select({ orderId: purchaseOrderReceipt.orderId })
    .from(purchaseOrderReceipt)
    .where(eq(purchaseOrderReceipt.receiptId, receiptId));
  return row?.orderId ?? null;
}

/** Goods of the live receipts of an order, in the order in which they came. */
export function goodsOfOrder(db: Db, orderId: string) {
  return db
    .select({
      receiptId: receipt.id,
      /** An invoice after its delivery note prices the same goods again. */
      isAgain: sql<boolean>`${receipt.completesReceiptId} is not null`,
      productId: sql<string>`${receiptLine.productId}`,
      name: product.name,
      units: sql<string>`coalesce(${receiptLine.units}, 0)::text`,
      unitCost: receiptLine.unitCost,
    })
    .from(purchaseOrderReceipt)
    .innerJoin(receipt, eq(receipt.id, purchaseOrderReceipt.receiptId))
    .innerJoin(receiptLine, eq(receiptLine.receiptId, receipt.id))
    .innerJoin(product, eq(product.id, receiptLine.productId))
    .where(and(eq(purchaseOrderReceipt.orderId, orderId), isNull(receipt.reversedAt)))
    .orderBy(asc(receipt.postedAt), asc(receipt.id), asc(receiptLine.lineNo));
}

/** Calendar days from sending to the first delivery of each order of a supplier, newest first. */
export async function deliveryDays(db: Db, supplierId: string): Promise<readonly number[]> {
  const first = sql<string>`min(${receipt.postedAt})`;
  const rows = await db
    .select({
      days: sql<string>`greatest(0, round(extract(epoch from (${first} - ${purchaseOrder.sentAt})) / 86400))::text`,
    })
    .from(purchaseOrder)
    .innerJoin(purchaseOrderReceipt, eq(purchaseOrderReceipt.orderId, purchaseOrder.id))
    .innerJoin(receipt, and(eq(receipt.id, purchaseOrderReceipt.receiptId), isNull(receipt.reversedAt)))
    .where(and(eq(purchaseOrder.supplierId, supplierId), isNotNull(purchaseOrder.sentAt)))
    .groupBy(purchaseOrder.id)
    .orderBy(desc(purchaseOrder.sentAt))
    .limit(10);
  return rows.map((row) => Number(row.days));
}

/** Writes down which items of the list an order holds, or takes them out again. */
export async function orderMissing(tx: Tx, orderId: string, itemIds: readonly string[]): Promise<void> {
  if (itemIds.length === 0) return;
  await tx
    .update(missingItem)
    .set({ state: 'ordered', orderId })
    .where(and(inArray(missingItem.id, [...itemIds]), eq(missingItem.state, 'open')));
}

/** Items that an order took from the list and that nobody closed. */
export function missingOfOrder(tx: Tx, orderId: string) {
  return tx
    .select({ id: missingItem.id, productId: missingItem.productId, locationId: missingItem.locationId })
    .from(missingItem)
    .where(and(eq(missingItem.orderId, orderId), eq(missingItem.state, 'ordered')))
    .for('update');
}

/** Open items of the list that name these products. */
export const openMissingOf = (tx: Tx, locationId: string, productIds: readonly string[]) =>
  openItems(tx, locationId, productIds.length > 0, inArray(missingItem.productId, [...productIds]));

/** Open items of the list that are only these words. */
export const openWordsOf = (tx: Tx, locationId: string, words: readonly string[]) =>
  openItems(
    tx,
    locationId,
    words.length > 0,
    and(isNull(missingItem.productId), inArray(missingItem.words, [...words])),
  );

async function openItems(tx: Tx, locationId: string, isAny: boolean, which: SQL | undefined) {
  if (!isAny) return [];
  return tx
    .select({ id: missingItem.id, productId: missingItem.productId })
    .from(missingItem)
    .where(and(eq(missingItem.locationId, locationId), eq(missingItem.state, 'open'), which))
    .for('update');
}

export async function supplierName(db: Db, companyId: string, supplierId: string): Promise<string | null> {
  const [row] = await db
    .select({ name: supplier.name })
    .from(supplier)
    .where(and(eq(supplier.id, supplierId), eq(supplier.companyId, companyId)));
  return row?.name ?? null;
}
