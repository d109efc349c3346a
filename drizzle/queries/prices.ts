import { and, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import {
  company,
  marginRule,
  person,
  priceHistory,
  priceIndex,
  priceReview,
  pricingSettings,
  product,
  productCost,
  receipt,
  salePrice,
} from '../schema/index.ts';

export type PriceReviewRow = typeof priceReview.$inferSelect;

/** The sale price of each product now; products without one are absent. */
export async function currentPrices(
  db: Db,
  companyId: string,
  productIds: readonly string[] | 'all',
): Promise<ReadonlyMap<string, { readonly price: string; readonly at: Date }>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([salePrice.productId], {
      productId: salePrice.productId,
      price: salePrice.price,
      at: salePrice.at,
    })
    .from(salePrice)
    .where(
      and(
        eq(salePrice.companyId, companyId),
        ...(productIds === 'all' ? [] : [inArray(salePrice.productId, [...productIds])]),
      ),
    )
    .orderBy(salePrice.productId, desc(salePrice.id));
  return new Map(
    rows.flatMap(({ productId, price, at }) => (price === null ? [] : [[productId, { price, at }] as const])),
  );
}

export async function insertSalePrices(tx: Tx, rows: readonly (typeof salePrice.$inferInsert)[]) {
  if (rows.length > 0) await tx.insert(salePrice).values([...rows]);
}

/** The latest prices of one product, newest first. */
export function priceHistoryOf(db: Db, companyId: string, productId: string, limit: number) {
  return db
    .select({ price: salePrice.price, at: salePrice.at })
    .from(salePrice)
    .where(and(eq(salePrice.companyId, companyId), eq(salePrice.productId, productId)))
    .orderBy(desc(salePrice.id))
    .limit(limit);
}

/** What prices are made of, for the products given or all active ones. */
export function pricedProducts(db: Db, companyId: string, productIds: readonly string[] | 'all') {
  return db
    .select({
      id: product.id,
      name: product.name,
      unit: product.unit,
      category: product.category,
      vatRate: product.vatRate,
      /** What goods that were never bought came in at (an opening stock). */
      lastCost: productCost.lastCost,
    })
    .from(product)
    .leftJoin(productCost, eq(productCost.productId, product.id))
    .where(
      and(
        eq(product.companyId, companyId),
        productIds === 'all' ? eq(product.active, true) : inArray(product.id, [...productIds]),
      ),
    )
    .orderBy(product.searchName);
}

/** The cost of the latest live purchase of each product before a receipt. */
export async function purchasesBefore(
  db: Db,
  companyId: string,
  receiptId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (productIds.length === 0) return new Map();
  const [own] = await db
    .select({ first: sql<string>`min(${priceHistory.id})` })
    .from(priceHistory)
    .where(eq(priceHistory.receiptId, receiptId));
  if (own?.first == null) return new Map();
  const rows = await db
    .selectDistinctOn([priceHistory.productId], {
      productId: priceHistory.productId,
      unitCost: priceHistory.unitCost,
    })
    .from(priceHistory)
    .innerJoin(receipt, and(eq(receipt.id, priceHistory.receiptId), isNull(receipt.reversedAt)))
    .where(
      and(
        eq(priceHistory.companyId, companyId),
        inArray(priceHistory.productId, [...productIds]),
        lt(priceHistory.id, Number(own.first)),
      ),
    )
    .orderBy(priceHistory.productId, desc(priceHistory.id));
  return new Map(rows.map((row) => [row.productId, row.unitCost]));
}

export async function marginRules(db: Db, companyId: string) {
  return db
    .select({ scope: marginRule.scope, key: marginRule.key, percent: marginRule.percent })
    .from(marginRule)
    .where(eq(marginRule.companyId, companyId))
    .orderBy(marginRule.scope, marginRule.key);
}

export async function saveMargin(tx: Tx, row: typeof marginRule.$inferInsert): Promise<void> {
  await tx
    .insert(marginRule)
    .values(row)
    .onConflictDoUpdate({
      target: [marginRule.companyId, marginRule.scope, marginRule.key],
      set: { percent: row.percent },
    });
}

const ROUND_TO = '10';

export async function roundingOf(db: Db, companyId: string): Promise<string> {
  const [row] = await db
    .select({ roundTo: pricingSettings.roundTo })
    .from(pricingSettings)
    .where(eq(pricingSettings.companyId, companyId));
  return row?.roundTo ?? ROUND_TO;
}

export async function saveRounding(tx: Tx, companyId: string, roundTo: string): Promise<void> {
  await tx
    .insert(pricingSettings)
    .values({ companyId, roundTo })
    .onConflictDoUpdate({ target: pricingSettings.companyId, set: { roundTo } });
}

export async function priceIndexOf(db: Db, companyId: string) {
  return db
    .select({ month: priceIndex.month, percent: priceIndex.percent })
    .from(priceIndex)
    .where(eq(priceIndex.companyId, companyId))
    .orderBy(priceIndex.month);
}

export async function saveIndex(tx: Tx, row: typeof priceIndex.$inferInsert): Promise<void> {
  await tx
    .insert(priceIndex)
    .values(row)
    .onConflictDoUpdate({ target: [priceIndex.companyId, priceIndex.month], set: { percent: row.percent } });
}

/** Answers the row, also where the receipt or the operation has one already. */
export async function insertReview(tx: Tx, row: typeof priceReview.$inferInsert): Promise<PriceReviewRow> {
  await tx.insert(priceReview).values(row).onConflictDoNothing();
  const [kept] = await tx
    .select()
    .from(priceReview)
    .where(
      row.receiptId == null
        ? eq(priceReview.operationId, row.operationId ?? '')
        : eq(priceReview.receiptId, row.receiptId),
    );
  if (kept === undefined) throw new Error('a price review vanished while it was being written');
  return kept;
}

export async function lockReview(tx: Tx, companyId: string, id: string): Promise<PriceReviewRow | null> {
  const [row] = await tx
    .select()
    .from(priceReview)
    .where(and(eq(priceReview.id, id), eq(priceReview.companyId, companyId)))
    .for('update');
  return row ?? null;
}

export async function changeReview(
  tx: Tx,
  id: string,
  change: Partial<Pick<PriceReviewRow, 'lines' | 'state' | 'closedBy' | 'closedAt'>>,
): Promise<void> {
  await tx
    .update(priceReview)
    .set({ ...change, version: sql`${priceReview.version} + 1` })
    .where(eq(priceReview.id, id));
}

/** The review that the newest receipt of a document brought about. */
export async function reviewOfDocument(db: Db, documentId: string): Promise<PriceReviewRow | null> {
  const [row] = await db
    .select({ review: priceReview })
    .from(priceReview)
    .innerJoin(receipt, eq(receipt.id, priceReview.receiptId))
    .where(eq(receipt.documentId, documentId))
    .orderBy(desc(receipt.postedAt))
    .limit(1);
  return row?.review ?? null;
}

export async function vatConditionOf(db: Db, companyId: string) {
  const [row] = await db
    .select({ vatCondition: company.vatCondition })
    .from(company)
    .where(eq(company.id, companyId));
  return row?.vatCondition ?? 'registered';
}

/** The categories that products of a company have. */
export async function categoriesOf(db: Db, companyId: string): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ category: product.category })
    .from(product)
    .where(and(eq(product.companyId, companyId), isNotNull(product.category)));
  return rows.flatMap((row) => row.category ?? []);
}

/** A receipt was taken back: what it would have changed in prices is void, unless somebody decided already. */
export async function voidReviewOf(tx: Tx, receiptId: string, now: Date): Promise<void> {
  await tx
    .update(priceReview)
    .set({ state: 'void', closedAt: now })
    .where(and(eq(priceReview.receiptId, receiptId), inArray(priceReview.state, ['open', 'waiting'])));
}

export async function findReview(db: Db, companyId: string, id: string): Promise<PriceReviewRow | null> {
  const [row] = await db
    .select()
    .from(priceReview)
    .where(and(eq(priceReview.id, id), eq(priceReview.companyId, companyId)));
  return row ?? null;
}

/** Owners, and managers of a shop: who is asked about prices. */
export async function pricersOf(db: Db, companyId: string, locationId: string) {
  return db
    .select({ personId: person.id, telegramUserId: person.telegramUserId })
    .from(person)
    .where(
      and(
        eq(person.companyId, companyId),
        isNull(person.revokedAt),
        or(eq(person.role, 'owner'), and(eq(person.role, 'manager'), eq(person.locationId, locationId))),
      ),
    );
}
