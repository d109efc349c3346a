import { and, asc, desc, eq, inArray, isNull, like, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { importFile, location, stockOperation } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

export type ImportFileRow = typeof importFile.$inferSelect;

export async function insertImportFile(tx: Tx, row: typeof importFile.$inferInsert): Promise<ImportFileRow> {
  const [inserted] = await tx
    .insert(importFile)
    .values(row)
    .onConflictDoNothing({ target: [importFile.companyId, importFile.origin] })
    .returning();
  if (inserted !== undefined) return inserted;
  const [known] = await tx
    .select()
    .from(importFile)
    .where(and(eq(importFile.companyId, row.companyId), eq(importFile.origin, row.origin)));
  if (known === undefined) throw new Error('an import whose origin is taken was not found');
  return known;
}

export async function lockImportFile(tx: Tx, companyId: string, id: string): Promise<ImportFileRow | null> {
  const [row] = await tx
    .select()
    .from(importFile)
    .where(and(eq(importFile.companyId, companyId), eq(importFile.id, id)))
    .for('update');
  return row ?? null;
}

export async function closeImportFile(
  tx: Tx,
  id: string,
  state: 'applied' | 'cancelled' | 'undone',
): Promise<void> {
  await tx.update(importFile).set({ state }).where(eq(importFile.id, id));
}

export interface ExchangeProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly searchName: string;
  readonly unit: string;
  readonly packSize: string;
  readonly vatRate: string | null;
  readonly category: string | null;
  readonly barcodes: readonly string[];
}

/** Every active product with its barcodes, by SKU. */
export function exchangeProducts(db: Db, companyId: string): Promise<readonly ExchangeProduct[]> {
  return rowsOf<ExchangeProduct>(
    db,
    sql`select p.id, p.sku, p.name, p.search_name as "searchName", p.unit, p.pack_size::text as "packSize",
          p.vat_rate::text as "vatRate", p.category,
          coalesce((select jsonb_agg(b.barcode order by b.barcode) from product_barcode b
            where b.company_id = p.company_id and b.product_id = p.id and b.units = 1), '[]'::jsonb) as barcodes
        from product p where p.company_id = ${companyId} and p.active order by p.sku`,
  );
}

export interface ExchangeStock {
  readonly sku: string;
  readonly name: string;
  readonly place: string;
  readonly quantity: string;
  readonly cost: string;
}

/** What each shop and depot holds, by SKU and place. */
export const exchangeStock = (db: Db, companyId: string): Promise<readonly ExchangeStock[]> =>
  rowsOf<ExchangeStock>(
    db,
    sql`select p.sku, p.name, l.name as place, b.quantity::text as quantity, coalesce(c.average_cost, 0)::text as cost
        from balance b
        join product p on p.id = b.product_id and p.active
        join location l on l.id = b.location_id and l.kind in ('shop', 'depot') and l.active
        left join product_cost c on c.product_id = p.id
        where p.company_id = ${companyId} order by p.sku, l.name`,
  );

export interface ExchangeSale {
  readonly date: string;
  readonly sku: string;
  readonly name: string;
  readonly place: string;
  readonly quantity: string;
}

/** Sales per day, product and shop since a day, without those that were taken back; at most `limit` rows. */
export const exchangeSales = (
  db: Db,
  companyId: string,
  since: string,
  limit: number,
): Promise<readonly ExchangeSale[]> =>
  rowsOf<ExchangeSale>(
    db,
    sql`select to_char(m.recorded_at at time zone 'America/Argentina/Buenos_Aires', 'YYYY-MM-DD') as date,
          p.sku, p.name, l.name as place, sum(m.quantity)::text as quantity
        from movement m
        join product p on p.id = m.product_id
        join location l on l.id = m.from_location_id
        where m.company_id = ${companyId} and m.source_type = 'sale'
          and (m.recorded_at at time zone 'America/Argentina/Buenos_Aires')::date >= ${since}::date
          and not exists (select 1 from movement r where r.source_type = 'reversal'
            and r.source_id = m.source_id and r.line_no = m.line_no)
        group by 1, 2, 3, 4 order by 1, 2, 4 limit ${limit}`,
  );

/** Shops and depots in use. */
export const exchangePlaces = (
  db: Db,
  companyId: string,
): Promise<{ readonly id: string; readonly name: string }[]> =>
  db
    .select({ id: location.id, name: location.name })
    .from(location)
    .where(
      and(
        eq(location.companyId, companyId),
        eq(location.active, true),
        inArray(location.kind, ['shop', 'depot']),
      ),
    )
    .orderBy(asc(location.name));

/** The operations that a table wrote and nobody took back, the last one first. */
export const standingOperationsOf = (
  db: Db,
  companyId: string,
  importKey: string,
): Promise<{ readonly id: string; readonly key: string }[]> =>
  db
    .select({ id: stockOperation.id, key: stockOperation.key })
    .from(stockOperation)
    .where(
      and(
        eq(stockOperation.companyId, companyId),
        like(stockOperation.key, `${importKey}:%`),
        isNull(stockOperation.undoneAt),
      ),
    )
    .orderBy(desc(stockOperation.recordedAt), desc(stockOperation.id));
