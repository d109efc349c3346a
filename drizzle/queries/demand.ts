import { and, eq, inArray, sql } from 'drizzle-orm';
import type { MovedDay } from '../../core/forecast/history.ts';
import { TIME_ZONE } from '../../core/platform/clock.ts';
import type { Db } from '../client.ts';
import { location, movement, product } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

/** What people took: sales and exits. Transfers, waste, counts and purchases are not demand. */
const DEMAND = sql.raw(`('sale', 'exit')`);

/** A counter-movement carries the source and line of what it takes back. */
const NOT_TAKEN_BACK = sql.raw(`not exists (select 1 from movement r
  where r.source_type = 'reversal' and r.source_id = m.source_id and r.line_no = m.line_no)`);

const DAY = sql`(m.recorded_at at time zone ${sql.raw(`'${TIME_ZONE}'`)})::date`;

/** Days on which anything was sold in a shop, ascending; on the others it was closed, or nobody wrote anything down. */
export async function openDays(
  db: Db,
  place: { locationId: string; from: string; until: string },
): Promise<readonly string[]> {
  const rows = await rowsOf<{ day: string }>(
    db,
    sql`select distinct ${DAY}::text as day from movement m
        where m.from_location_id = ${place.locationId} and m.source_type in ${DEMAND}
          and ${DAY} >= ${place.from}::date and ${DAY} < ${place.until}::date and ${NOT_TAKEN_BACK}
        order by 1`,
  );
  return rows.map((row) => row.day);
}

interface SalesOfProduct {
  readonly productId: string;
  /** Ascending. */
  readonly days: readonly MovedDay[];
}

/** What happened to each of these products in a shop, per day of the shop's calendar, before `until`. */
export async function salesHistory(
  db: Db,
  wish: { locationId: string; productIds: readonly string[]; from: string; until: string },
): Promise<readonly SalesOfProduct[]> {
  if (wish.productIds.length === 0) return [];
  const ids = sql.join(
    wish.productIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const rows = await rowsOf<{ product_id: string; days: string }>(
    db,
    sql`with moved as (
          select m.product_id, ${DAY} as day,
            sum(case when m.from_location_id = ${wish.locationId} and m.source_type in ${DEMAND} and ${NOT_TAKEN_BACK}
              then m.quantity else 0 end) as sold,
            sum(case when m.to_location_id = ${wish.locationId} then m.quantity else -m.quantity end) as net
          from movement m
          where m.product_id in (${ids})
            and (m.from_location_id = ${wish.locationId} or m.to_location_id = ${wish.locationId})
            and ${DAY} < ${wish.until}::date
          group by 1, 2),
        running as (
          select product_id, day, sold, net, sum(net) over (partition by product_id order by day) as closing from moved)
        select product_id::text, json_agg(json_build_array(day - date '1970-01-01', sold, closing - net, closing) order by day)::text as days
        from running where day >= ${wish.from}::date group by product_id`,
  );
  return rows.map((row) => ({ productId: row.product_id, days: JSON.parse(row.days) as MovedDay[] }));
}

export interface MovedProduct {
  readonly productId: string;
  readonly category: string | null;
  readonly lastSeq: number;
  readonly sales: number;
}

/** Products with their newest movement in a shop; `sales` counts the rows of demand. */
export async function movedProducts(
  db: Db,
  wish: { companyId: string; locationId: string; productIds?: readonly string[] },
): Promise<readonly MovedProduct[]> {
  const here = sql`(${movement.fromLocationId} = ${wish.locationId} or ${movement.toLocationId} = ${wish.locationId})`;
  const rows = await db
    .select({
      productId: movement.productId,
      category: product.category,
      lastSeq: sql<string>`max(${movement.seq})`,
      sales: sql<string>`count(*) filter (where ${movement.sourceType} in ${DEMAND})`,
    })
    .from(movement)
    .innerJoin(product, and(eq(product.id, movement.productId), eq(product.active, true)))
    .where(
      and(
        eq(movement.companyId, wish.companyId),
        here,
        wish.productIds === undefined ? undefined : inArray(movement.productId, [...wish.productIds]),
      ),
    )
    .groupBy(movement.productId, product.category)
    .orderBy(movement.productId);
  return rows.map((row) => ({
    productId: row.productId,
    category: row.category,
    lastSeq: Number(row.lastSeq),
    sales: Number(row.sales),
  }));
}

/** Active shops and depots of every company. */
export const stockingPlaces = (
  db: Db,
  companyId?: string,
): Promise<{ companyId: string; locationId: string; name: string }[]> =>
  db
    .select({ companyId: location.companyId, locationId: location.id, name: location.name })
    .from(location)
    .where(
      and(
        inArray(location.kind, ['shop', 'depot']),
        eq(location.active, true),
        companyId === undefined ? undefined : eq(location.companyId, companyId),
      ),
    )
    .orderBy(location.name, location.id);
