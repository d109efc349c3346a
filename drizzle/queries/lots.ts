import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { location, lot, lotBalance, lotEntry, product, receipt, receiptLine } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

export interface LotRow {
  readonly lotId: string;
  readonly productId: string;
  readonly locationId: string;
  readonly expiresOn: string;
  readonly quantity: string;
}

const lotColumns = {
  lotId: lot.id,
  productId: lot.productId,
  locationId: lotBalance.locationId,
  expiresOn: lot.expiresOn,
  quantity: lotBalance.quantity,
};

/** What is left of the lots of these products, by place. */
export function lotsOf(db: Db, productIds: readonly string[]): Promise<readonly LotRow[]> {
  if (productIds.length === 0) return Promise.resolve([]);
  return db
    .select(lotColumns)
    .from(lotBalance)
    .innerJoin(lot, eq(lot.id, lotBalance.lotId))
    .where(and(inArray(lot.productId, [...productIds]), gt(lotBalance.quantity, '0')))
    .orderBy(asc(lot.expiresOn), asc(lot.id));
}

/** What is left of any lot of a company, soonest first, with the product's name. */
export function lotsOfCompany(db: Db, companyId: string, limit: number) {
  return db
    .select({ ...lotColumns, name: product.name, unit: product.unit, locationName: location.name })
    .from(lotBalance)
    .innerJoin(lot, eq(lot.id, lotBalance.lotId))
    .innerJoin(product, eq(product.id, lot.productId))
    .innerJoin(location, eq(location.id, lotBalance.locationId))
    .where(and(eq(product.companyId, companyId), gt(lotBalance.quantity, '0')))
    .orderBy(asc(lot.expiresOn), asc(product.name), asc(lot.id))
    .limit(limit);
}

/** The lot of a product that expires that day; made where there is none. */
export async function ensureLot(
  tx: Tx,
  wish: { readonly id: string; readonly productId: string; readonly expiresOn: string; readonly now: Date },
): Promise<string> {
  const { id, productId, expiresOn, now } = wish;
  await tx.insert(lot).values({ id, productId, expiresOn, createdAt: now }).onConflictDoNothing();
  const [row] = await tx
    .select({ id: lot.id })
    .from(lot)
    .where(and(eq(lot.productId, productId), eq(lot.expiresOn, expiresOn)));
  if (row === undefined) throw new Error('a lot vanished in its own transaction');
  return row.id;
}

export interface NewLotEntry {
  readonly lotId: string;
  readonly locationId: string;
  /** Signed. */
  readonly quantity: string;
  readonly movementSeq: number | null;
  readonly personId: string | null;
  readonly at: Date;
}

/** The only writer of lot entries and lot balances; the products' cost rows are held already. */
export async function writeLotEntries(tx: Tx, entries: readonly NewLotEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.insert(lotEntry).values([...entries]);
  await tx.execute(
    sql`insert into lot_balance (lot_id, location_id, quantity)
        select e."lotId", e."locationId", 0
        from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e("lotId" uuid, "locationId" uuid)
        group by 1, 2 on conflict do nothing`,
  );
  await tx.execute(
    sql`update lot_balance b set quantity = b.quantity + e.change
        from (select "lotId", "locationId", sum(quantity) as change
          from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
            as x("lotId" uuid, "locationId" uuid, quantity numeric) group by 1, 2) e
        where b.lot_id = e."lotId" and b.location_id = e."locationId"`,
  );
}

/** Which lots these movements took from which places, as they were then. */
export function lotsTakenBy(
  db: Db,
  seqs: readonly number[],
): Promise<
  readonly {
    readonly lotId: string;
    readonly expiresOn: string;
    readonly locationId: string;
    readonly quantity: string;
    readonly seq: number | null;
  }[]
> {
  if (seqs.length === 0) return Promise.resolve([]);
  return db
    .select({
      lotId: lotEntry.lotId,
      expiresOn: lot.expiresOn,
      locationId: lotEntry.locationId,
      quantity: lotEntry.quantity,
      seq: lotEntry.movementSeq,
    })
    .from(lotEntry)
    .innerJoin(lot, eq(lot.id, lotEntry.lotId))
    .where(inArray(lotEntry.movementSeq, [...seqs]));
}

export async function setHasExpiry(
  tx: Tx,
  companyId: string,
  productId: string,
  hasExpiry: boolean,
): Promise<void> {
  await tx
    .update(product)
    .set({ hasExpiry })
    .where(and(eq(product.id, productId), eq(product.companyId, companyId)));
}

/** Mean units a day that left the company's places for customers and use in the last `days` days, by product. */
export async function dailyExits(
  db: Db,
  productIds: readonly string[],
  window: { readonly now: Date; readonly days: number },
): Promise<ReadonlyMap<string, string>> {
  if (productIds.length === 0) return new Map();
  const ids = sql.join(
    productIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const since = new Date(window.now.getTime() - window.days * 24 * 60 * 60 * 1000).toISOString();
  const rows = await rowsOf<{ product_id: string; mean: string }>(
    db,
    sql`select m.product_id, (sum(m.quantity) / ${window.days}::numeric)::numeric(18, 6)::text as mean
        from movement m
        where m.product_id in (${ids}) and m.source_type in ('sale', 'exit') and m.recorded_at >= ${since}::timestamptz
          and not exists (select 1 from movement r where r.source_type = 'reversal'
            and r.source_id = m.source_id and r.line_no = m.line_no)
        group by m.product_id`,
  );
  return new Map(rows.map((row) => [row.product_id, row.mean]));
}

/** Goods of a delivery that expire. */
export interface DatedGoods {
  readonly productId: string;
  readonly name: string;
  readonly unit: string;
  /** Stock units of the delivery. */
  readonly units: string;
}

/** The live receipt of a document that brought goods in, with those of its goods that ask when they expire. */
export async function datedGoodsOf(
  db: Db,
  where: { readonly companyId: string } & ({ readonly documentId: string } | { readonly receiptId: string }),
): Promise<{ readonly receiptId: string; readonly goods: readonly DatedGoods[] } | null> {
  const [found] = await db
    .select({ id: receipt.id })
    .from(receipt)
    .where(
      and(
        eq(receipt.companyId, where.companyId),
        'documentId' in where ? eq(receipt.documentId, where.documentId) : eq(receipt.id, where.receiptId),
        eq(receipt.kind, 'goods_in'),
        isNull(receipt.reversedAt),
      ),
    );
  if (found === undefined) return null;
  const goods = await db
    .select({
      productId: product.id,
      name: product.name,
      unit: product.unit,
      units: sql<string>`sum(${receiptLine.units})::text`,
    })
    .from(receiptLine)
    .innerJoin(product, eq(product.id, receiptLine.productId))
    .where(and(eq(receiptLine.receiptId, found.id), eq(product.hasExpiry, true)))
    .groupBy(product.id, product.name, product.unit)
    .having(sql`sum(${receiptLine.units}) > 0`)
    .orderBy(asc(product.name));
  return { receiptId: found.id, goods };
}
