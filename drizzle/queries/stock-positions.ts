import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { rowsOf } from './rows.ts';

/** A product in one shop as ordering and alerts see it; quantities in stock units. */
export interface StockPosition {
  readonly productId: string;
  readonly name: string;
  readonly unit: string;
  readonly packSize: string;
  readonly available: string;
  /** In orders that were sent, less what came. */
  readonly onOrder: string;
  /** Sold and taken out since `since`, less what was taken back. */
  readonly demand: string;
  /** Days of that window in which the product was known here. */
  readonly days: number;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly shelfDays: number | null;
}

interface PositionQuestion {
  readonly companyId: string;
  readonly locationId: string;
  readonly since: Date;
  readonly now: Date;
}

/** Sent and not yet there, by product. */
export const onOrder = ({
  companyId,
  locationId,
}: Pick<PositionQuestion, 'companyId' | 'locationId'>): SQL => sql`
  select l.product_id, sum(greatest(l.quantity - coalesce(got.units, 0), 0)) as units
  from purchase_order o join purchase_order_line l on l.order_id = o.id
  left join lateral (
    select sum(rl.units) as units from purchase_order_receipt por
      join receipt r on r.id = por.receipt_id and r.reversed_at is null and r.completes_receipt_id is null
      join receipt_line rl on rl.receipt_id = r.id and rl.product_id = l.product_id
    where por.order_id = o.id) got on true
  where o.company_id = ${companyId} and o.location_id = ${locationId}
    and o.state in ('sent', 'partly_received') and l.product_id is not null
  group by l.product_id`;

/** Sales and exits since a moment, by product, less the sales taken back; and the first of them. */
const demand = ({ companyId, locationId, since }: PositionQuestion): SQL => sql`
  select m.product_id, min(m.recorded_at) as first,
    sum(case when m.from_location_id = ${locationId} then m.quantity else -m.quantity end) as units
  from movement m
  where m.company_id = ${companyId} and m.recorded_at >= ${since.toISOString()}::timestamptz
    and ((m.from_location_id = ${locationId} and m.source_type in ('sale', 'exit'))
      or (m.to_location_id = ${locationId} and m.source_type = 'reversal'
        and m.from_location_id in (select id from customers)))
  group by m.product_id`;

/** Products of a shop that sold lately, have a rule, are listed as missing or are asked for by id. */
export async function stockPositions(
  db: Db,
  question: PositionQuestion & { readonly productIds?: readonly string[] },
): Promise<readonly StockPosition[]> {
  const { companyId, locationId, since, now, productIds = [] } = question;
  const asked =
    productIds.length === 0
      ? sql`false`
      : sql`p.id in (${sql.join(
          productIds.map((id) => sql`${id}::uuid`),
          sql`, `,
        )})`;
  return rowsOf<StockPosition>(
    db,
    sql`with customers as (select id from location where company_id = ${companyId} and kind = 'customer'),
      demand as (${demand(question)}), on_order as (${onOrder(question)})
      select p.id as "productId", p.name, p.unit, p.pack_size::text as "packSize",
        coalesce(b.quantity, 0)::text as available, coalesce(o.units, 0)::text as "onOrder",
        greatest(coalesce(d.units, 0), 0)::text as demand,
        least(${now.toISOString()}::timestamptz::date - ${since.toISOString()}::timestamptz::date,
          greatest(7, ${now.toISOString()}::timestamptz::date - least(p.created_at, coalesce(d.first, p.created_at))::date))::int as days,
        r.minimum::text as minimum, r.maximum::text as maximum, r.shelf_days as "shelfDays"
      from product p
      left join balance b on b.product_id = p.id and b.location_id = ${locationId}
      left join demand d on d.product_id = p.id
      left join on_order o on o.product_id = p.id
      left join stock_rule r on r.product_id = p.id and r.location_id = ${locationId}
      where p.company_id = ${companyId} and p.active
        and (d.units > 0 or r.product_id is not null or ${asked})
      order by p.search_name, p.id`,
  );
}
