import { sql } from 'drizzle-orm';
import type { AlertFacts, AlertKind } from '../../../core/alerts/kinds.ts';
import type { Db } from '../../client.ts';
import type { purchaseOrder } from '../../schema/index.ts';
import { rowsOf } from '../rows.ts';
import { all, isoTime } from './page.ts';

export interface ListedSupplier {
  readonly id: string;
  readonly cuit: string;
  readonly name: string;
  readonly receipts: number;
  readonly lastReceiptAt: string | null;
  readonly leadTimeDays: number | null;
  readonly reviewDays: number | null;
  readonly minimumOrder: string | null;
  readonly budget: string | null;
}

/** Suppliers by name, after a position in that order. */
export function listSuppliers(
  db: Db,
  question: {
    readonly companyId: string;
    readonly id?: string | undefined;
    readonly after?: readonly [name: string, id: string] | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedSupplier[]> {
  const { companyId, id, after, limit } = question;
  return rowsOf<ListedSupplier>(
    db,
    sql`select s.id, s.cuit, s.name, r.receipts, r.last as "lastReceiptAt",
          t.lead_time_days as "leadTimeDays", t.review_days as "reviewDays",
          trim_scale(t.minimum_order)::text as "minimumOrder", trim_scale(t.budget)::text as budget
        from supplier s
        left join supplier_terms t on t.supplier_id = s.id
        left join lateral (
          select count(*)::int as receipts, ${isoTime(sql`max(posted_at)`)} as last
          from receipt where supplier_id = s.id and reversed_at is null) r on true
        where ${all(
          sql`s.company_id = ${companyId}`,
          id === undefined ? null : sql`s.id = ${id}`,
          after === undefined ? null : sql`(s.name, s.id) > (${after[0]}, ${after[1]}::uuid)`,
        )}
        order by s.name, s.id limit ${limit}`,
  );
}

export interface ListedOrder {
  readonly id: string;
  readonly number: number;
  readonly state: (typeof purchaseOrder.$inferSelect)['state'];
  readonly supplier: string | null;
  readonly shop: string;
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly lines: readonly {
    readonly words: string;
    readonly quantity: string;
    readonly expectedCost: string | null;
  }[];
}

/** Orders with their lines, newest first. */
export function listOrders(
  db: Db,
  question: {
    readonly companyId: string;
    readonly state?: ListedOrder['state'] | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedOrder[]> {
  const { companyId, state, before, limit } = question;
  return rowsOf<ListedOrder>(
    db,
    sql`select o.id, o.number, o.state, s.name as supplier, l.name as shop,
          ${isoTime(sql`o.created_at`)} as "createdAt", ${isoTime(sql`o.sent_at`)} as "sentAt",
          (select coalesce(jsonb_agg(jsonb_build_object('words', n.words, 'quantity', trim_scale(n.quantity)::text,
              'expectedCost', trim_scale(n.expected_cost)::text) order by n.line_no), '[]'::jsonb)
            from purchase_order_line n where n.order_id = o.id) as lines
        from purchase_order o
        join location l on l.id = o.location_id
        left join supplier s on s.id = o.supplier_id
        where ${all(
          sql`o.company_id = ${companyId}`,
          state === undefined ? null : sql`o.state = ${state}`,
          before === undefined ? null : sql`o.number < ${before}`,
        )}
        order by o.number desc limit ${limit}`,
  );
}

export interface OpenAlert {
  readonly id: string;
  readonly kind: AlertKind;
  readonly facts: AlertFacts;
  readonly raisedAt: string;
}

/** What is the case now and somebody should know, newest first. */
export const openAlerts = (db: Db, companyId: string, limit: number): Promise<readonly OpenAlert[]> =>
  rowsOf<OpenAlert>(
    db,
    sql`select id, kind, facts, ${isoTime(sql`raised_at`)} as "raisedAt" from alert
        where company_id = ${companyId} and cleared_at is null order by raised_at desc, id limit ${limit}`,
  );
