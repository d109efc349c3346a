import { sql } from 'drizzle-orm';
import type { Db } from '../../client.ts';
import type { LocationKind, MovementSource } from '../../schema/index.ts';
import { rowsOf } from '../rows.ts';
import { all, isoTime } from './page.ts';

export interface ListedMovement {
  readonly seq: number;
  readonly at: string;
  readonly productId: string;
  readonly sku: string;
  readonly product: string;
  readonly unit: string;
  readonly quantity: string;
  readonly unitCost: string | null;
  readonly from: string;
  readonly fromKind: LocationKind;
  readonly to: string;
  readonly toKind: LocationKind;
  readonly source: MovementSource;
  readonly reason: string | null;
  readonly by: string;
}

/** Movements of a company, newest first. */
export function listMovements(
  db: Db,
  question: {
    readonly companyId: string;
    readonly productId?: string | undefined;
    readonly source?: MovementSource | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedMovement[]> {
  const { companyId, productId, source, from, to, before, limit } = question;
  const where = all(
    sql`m.company_id = ${companyId}`,
    productId === undefined ? null : sql`m.product_id = ${productId}`,
    source === undefined ? null : sql`m.source_type = ${source}`,
    from === undefined ? null : sql`m.recorded_at >= ${from}::timestamptz`,
    to === undefined ? null : sql`m.recorded_at < ${to}::timestamptz`,
    before === undefined ? null : sql`m.seq < ${before}`,
  );
  return rowsOf<ListedMovement>(
    db,
    sql`select m.seq::float8 as seq, ${isoTime(sql`m.recorded_at`)} as at, p.id as "productId", p.sku, p.name as product, p.unit,
          trim_scale(m.quantity)::text as quantity, trim_scale(m.unit_cost)::text as "unitCost",
          f.name as "from", f.kind as "fromKind", t.name as "to", t.kind as "toKind",
          m.source_type as source, m.reason, w.name as by
        from movement m
        join product p on p.id = m.product_id
        join location f on f.id = m.from_location_id
        join location t on t.id = m.to_location_id
        join person w on w.id = m.actor_id
        where ${where}
        order by m.seq desc
        limit ${limit}`,
  );
}

export interface ListedAudit {
  readonly id: number;
  readonly at: string;
  readonly by: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

/** Who changed what in a company, newest first. */
export function listAudit(
  db: Db,
  question: {
    readonly companyId: string;
    readonly action?: string | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedAudit[]> {
  const { companyId, action, before, limit } = question;
  const where = all(
    sql`a.company_id = ${companyId}`,
    action === undefined ? null : sql`a.action = ${action}`,
    before === undefined ? null : sql`a.id < ${before}`,
  );
  return rowsOf<ListedAudit>(
    db,
    sql`select a.id::float8 as id, ${isoTime(sql`a.at`)} as at, p.name as by, a.action,
          a.subject_type as "subjectType", a.subject_id as "subjectId"
        from audit a left join person p on p.id = a.actor_id
        where ${where} order by a.id desc limit ${limit}`,
  );
}

export interface PriceMove {
  readonly productId: string;
  readonly product: string;
  readonly supplier: string;
  readonly at: string;
  readonly before: string;
  readonly now: string;
  /** One decimal; positive is dearer. */
  readonly percent: number;
}

/** Products whose last purchase cost another true unit cost than the one before, newest first; reversed receipts left out. */
export function priceMoves(db: Db, companyId: string, limit: number): Promise<readonly PriceMove[]> {
  return rowsOf<PriceMove>(
    db,
    sql`with bought as (
          select h.product_id, h.supplier_id, h.unit_cost, h.at, h.id,
            row_number() over (partition by h.product_id order by h.id desc) as nth,
            lead(h.unit_cost) over (partition by h.product_id order by h.id desc) as earlier
          from price_history h join receipt r on r.id = h.receipt_id and r.reversed_at is null
          where h.company_id = ${companyId})
        select p.id as "productId", p.name as product, s.name as supplier, ${isoTime(sql`b.at`)} as at,
          trim_scale(b.earlier)::text as before, trim_scale(b.unit_cost)::text as now,
          round((b.unit_cost / b.earlier - 1) * 100, 1)::float8 as percent
        from bought b join product p on p.id = b.product_id join supplier s on s.id = b.supplier_id
        where b.nth = 1 and b.earlier > 0 and b.earlier <> b.unit_cost
        order by b.id desc limit ${limit}`,
  );
}
