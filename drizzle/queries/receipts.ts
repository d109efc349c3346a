import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { company, costEntry, location, person, priceHistory, receipt, receiptLine } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

export type ReceiptRow = typeof receipt.$inferSelect;
type ReceiptLineRow = typeof receiptLine.$inferSelect;

/** The receipt that holds a fiscal key now, with who received it. */
export interface LiveReceipt {
  readonly receiptId: string;
  readonly documentId: string;
  readonly by: string;
  readonly at: Date;
  readonly locationName: string;
}

export async function liveReceiptWithKey(
  db: Db,
  companyId: string,
  key: { issuerCuit: string; documentType: number; pointOfSale: number; number: number },
): Promise<LiveReceipt | null> {
  const [row] = await liveReceipts(db)
    .where(
      and(
        eq(receipt.companyId, companyId),
        eq(receipt.issuerCuit, key.issuerCuit),
        eq(receipt.documentType, key.documentType),
        eq(receipt.pointOfSale, key.pointOfSale),
        eq(receipt.number, key.number),
        isNull(receipt.reversedAt),
      ),
    )
    .limit(1);
  return row ?? null;
}

/** The live receipt of a posted document. */
export async function liveReceiptOfDocument(
  db: Db,
  companyId: string,
  documentId: string,
): Promise<LiveReceipt | null> {
  const [row] = await liveReceipts(db)
    .where(
      and(eq(receipt.companyId, companyId), eq(receipt.documentId, documentId), isNull(receipt.reversedAt)),
    )
    .limit(1);
  return row ?? null;
}

const liveReceipts = (db: Db) =>
  db
    .select({
      receiptId: receipt.id,
      documentId: receipt.documentId,
      by: person.name,
      at: receipt.postedAt,
      locationName: location.name,
    })
    .from(receipt)
    .innerJoin(person, eq(person.id, receipt.postedBy))
    .innerJoin(location, eq(location.id, receipt.locationId));

/** False when a live receipt holds the fiscal key (or completes the same delivery) already; waits for one that is being posted. */
export async function insertReceipt(tx: Tx, row: typeof receipt.$inferInsert): Promise<boolean> {
  const inserted = await tx.insert(receipt).values(row).onConflictDoNothing().returning({ id: receipt.id });
  return inserted.length > 0;
}

export async function insertReceiptLines(
  tx: Tx,
  rows: readonly (typeof receiptLine.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(receiptLine).values([...rows]);
}

export async function insertPrices(
  tx: Tx,
  rows: readonly (typeof priceHistory.$inferInsert)[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(priceHistory).values([...rows]);
}

export async function findReceipt(db: Db, companyId: string, receiptId: string): Promise<ReceiptRow | null> {
  const [row] = await db
    .select()
    .from(receipt)
    .where(and(eq(receipt.id, receiptId), eq(receipt.companyId, companyId)));
  return row ?? null;
}

/** Σ of what a receipt's prices corrected on goods that had come before, by movement; those that came to nothing left out. */
export function correctionsOf(
  db: Db,
  receiptId: string,
): Promise<{ productId: string; movementSeq: number; value: string }[]> {
  return db
    .select({
      productId: costEntry.productId,
      movementSeq: costEntry.movementSeq,
      value: sql<string>`sum(${costEntry.value})::text`,
    })
    .from(costEntry)
    .where(eq(costEntry.receiptId, receiptId))
    .groupBy(costEntry.productId, costEntry.movementSeq)
    .having(sql`sum(${costEntry.value}) <> 0`)
    .orderBy(asc(costEntry.productId), asc(costEntry.movementSeq));
}

/** Holds a receipt of this company until the transaction ends. */
export async function lockReceipt(tx: Tx, companyId: string, receiptId: string): Promise<ReceiptRow | null> {
  const [row] = await tx
    .select()
    .from(receipt)
    .where(and(eq(receipt.id, receiptId), eq(receipt.companyId, companyId)))
    .for('update');
  return row ?? null;
}

export function linesOfReceipt(db: Db, receiptId: string): Promise<ReceiptLineRow[]> {
  return db
    .select()
    .from(receiptLine)
    .where(eq(receiptLine.receiptId, receiptId))
    .orderBy(asc(receiptLine.lineNo));
}

/** The live receipt that completes this one; null while none does. */
export async function completionOf(db: Db, companyId: string, receiptId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: receipt.id })
    .from(receipt)
    .where(
      and(
        eq(receipt.companyId, companyId),
        eq(receipt.completesReceiptId, receiptId),
        isNull(receipt.reversedAt),
      ),
    )
    .limit(1);
  return row?.id ?? null;
}

export async function markReversed(
  tx: Tx,
  receiptId: string,
  how: { by: string; at: Date; reason: string | null },
): Promise<void> {
  await tx
    .update(receipt)
    .set({ reversedBy: how.by, reversedAt: how.at, reversalReason: how.reason })
    .where(and(eq(receipt.id, receiptId), isNull(receipt.reversedAt)));
}

export interface OpenDelivery {
  readonly receiptId: string;
  readonly documentType: number;
  readonly pointOfSale: number;
  readonly number: number;
  readonly date: string | null;
  readonly locationId: string;
  readonly postedAt: Date;
  readonly goods: readonly { readonly productId: string; readonly units: string }[];
}

/** Live receipts of goods from one issuer, of these types, posted since, that no other receipt completes and that complete none. */
export async function openDeliveries(
  db: Db,
  question: { companyId: string; issuerCuit: string; documentTypes: readonly number[]; since: Date },
): Promise<readonly OpenDelivery[]> {
  const types = sql.join(
    question.documentTypes.map((type) => sql`${type}`),
    sql`, `,
  );
  const rows = await rowsOf<{
    id: string;
    document_type: number;
    point_of_sale: number;
    number: string;
    date: string | null;
    location_id: string;
    posted_at: string;
    goods: { productId: string; units: string }[];
  }>(
    db,
    sql`select r.id, r.document_type, r.point_of_sale, r.number::text as number, r.date::text as date, r.location_id,
          to_char(r.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as posted_at,
          (select coalesce(jsonb_agg(jsonb_build_object('productId', l.product_id, 'units', l.units::text)), '[]'::jsonb)
             from receipt_line l where l.receipt_id = r.id and l.product_id is not null) as goods
        from receipt r
        where r.company_id = ${question.companyId} and r.issuer_cuit = ${question.issuerCuit}
          and r.document_type in (${types}) and r.kind = 'goods_in' and r.reversed_at is null
          and r.completes_receipt_id is null
          and r.posted_at >= ${question.since.toISOString()}::timestamptz
          and not exists (select 1 from receipt c where c.completes_receipt_id = r.id and c.reversed_at is null)
        order by r.posted_at desc, r.id`,
  );
  return rows.map((row) => ({
    receiptId: row.id,
    documentType: row.document_type,
    pointOfSale: row.point_of_sale,
    number: Number(row.number),
    date: row.date,
    locationId: row.location_id,
    postedAt: new Date(row.posted_at),
    goods: row.goods,
  }));
}

/** The cost of the latest live purchase of each product; products never bought are absent. */
export async function lastPurchases(
  db: Db,
  companyId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly unitCost: string; readonly at: Date }>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([priceHistory.productId], {
      productId: priceHistory.productId,
      unitCost: priceHistory.unitCost,
      at: priceHistory.at,
    })
    .from(priceHistory)
    .innerJoin(receipt, and(eq(receipt.id, priceHistory.receiptId), isNull(receipt.reversedAt)))
    .where(and(eq(priceHistory.companyId, companyId), inArray(priceHistory.productId, [...productIds])))
    .orderBy(priceHistory.productId, desc(priceHistory.id));
  return new Map(rows.map((row) => [row.productId, { unitCost: row.unitCost, at: row.at }]));
}

export async function companyOf(db: Db, companyId: string) {
  const [row] = await db
    .select({ id: company.id, cuit: company.cuit, vatCondition: company.vatCondition })
    .from(company)
    .where(eq(company.id, companyId));
  if (row === undefined) throw new Error('unknown company');
  return row;
}
