import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import type { MovementSource } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

const NOT_TAKEN_BACK = sql`not exists (select 1 from movement r where r.source_type = 'reversal'
  and r.source_id = m.source_id and r.line_no = m.line_no)`;

interface JudgedRow {
  readonly seq: number;
  readonly productId: string;
  readonly productName: string;
  readonly unit: string;
  readonly locationId: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly source: MovementSource;
  readonly quantity: string;
  readonly value: string | null;
  readonly at: Date;
}

/** Exits, waste and counts of a company's shops and depots since a moment that nobody took back, in ledger order. */
export async function movementsToJudge(
  db: Db,
  companyId: string,
  since: Date,
): Promise<readonly JudgedRow[]> {
  const rows = await rowsOf<Record<string, string | null>>(
    db,
    sql`select m.seq::text as seq, m.product_id, p.name as product_name, p.unit, place.id as location_id,
          m.actor_id, w.name as actor_name, m.source_type,
          (case when place.id = m.to_location_id then m.quantity else -m.quantity end)::text as quantity,
          abs(m.quantity * m.unit_cost)::numeric(20, 2)::text as value,
          (extract(epoch from m.recorded_at) * 1000)::bigint::text as at
        from movement m
        join product p on p.id = m.product_id
        join person w on w.id = m.actor_id
        join location place on place.id in (m.from_location_id, m.to_location_id) and place.kind in ('shop', 'depot')
        where m.company_id = ${companyId} and m.source_type in ('exit', 'waste', 'count')
          and m.recorded_at >= ${since.toISOString()}::timestamptz and ${NOT_TAKEN_BACK}
        order by m.seq`,
  );
  return rows.map((row) => ({
    seq: Number(row.seq),
    productId: row.product_id ?? '',
    productName: row.product_name ?? '',
    unit: row.unit ?? '',
    locationId: row.location_id ?? '',
    actorId: row.actor_id ?? '',
    actorName: row.actor_name ?? '',
    source: row.source_type as MovementSource,
    quantity: row.quantity ?? '0',
    value: row.value ?? null,
    at: new Date(Number(row.at)),
  }));
}

/** The median of what left at once (sales and exits) of each product in a span. */
export async function usualExits(
  db: Db,
  productIds: readonly string[],
  span: { readonly from: Date; readonly until: Date },
): Promise<ReadonlyMap<string, string>> {
  if (productIds.length === 0) return new Map();
  const ids = sql.join(
    productIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const rows = await rowsOf<{ product_id: string; usual: string }>(
    db,
    sql`select m.product_id, (percentile_disc(0.5) within group (order by m.quantity))::text as usual
        from movement m
        where m.product_id in (${ids}) and m.source_type in ('sale', 'exit') and ${NOT_TAKEN_BACK}
          and m.recorded_at >= ${span.from.toISOString()}::timestamptz
          and m.recorded_at < ${span.until.toISOString()}::timestamptz
        group by m.product_id`,
  );
  return new Map(rows.map((row) => [row.product_id, row.usual]));
}
