import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { rowsOf } from './rows.ts';
import { onOrder } from './stock-positions.ts';

export interface SupplyRow {
  readonly productId: string;
  readonly name: string;
  readonly unit: string;
  /** In this shop; may be negative. */
  readonly stock: string;
  /** Who sold it last, else who has a name for it; null: nobody yet. */
  readonly supplierId: string | null;
  readonly supplierName: string | null;
  /** By hand; null: nobody said. */
  readonly leadTimeDays: number | null;
  /** In orders that were sent and have not all come, in stock units. */
  readonly onOrder: string;
}

/** How much there is of each active product of a shop, who sells it, and what is on its way. */
export async function supplies(
  db: Db,
  wish: { companyId: string; locationId: string; productIds?: readonly string[] },
): Promise<readonly SupplyRow[]> {
  if (wish.productIds?.length === 0) return [];
  const only =
    wish.productIds === undefined
      ? sql`true`
      : sql`p.id in (${sql.join(
          wish.productIds.map((id) => sql`${id}::uuid`),
          sql`, `,
        )})`;
  return rowsOf<SupplyRow>(
    db,
    sql`select p.id::text as "productId", p.name, p.unit, coalesce(b.quantity, 0)::text as stock,
          s.id::text as "supplierId", s.name as "supplierName", t.lead_time_days as "leadTimeDays",
          coalesce(o.units, 0)::text as "onOrder"
        from product p
        left join balance b on b.product_id = p.id and b.location_id = ${wish.locationId}
        left join lateral (select h.supplier_id from price_history h where h.product_id = p.id
          order by h.id desc limit 1) last on true
        left join lateral (select a.supplier_id from supplier_alias a where a.product_id = p.id
          order by a.learned_at desc, a.supplier_id limit 1) named on true
        left join supplier s on s.id = coalesce(last.supplier_id, named.supplier_id)
        left join supplier_terms t on t.supplier_id = s.id
        left join (${onOrder(wish)}) o on o.product_id = p.id
        where p.company_id = ${wish.companyId} and p.active and ${only}
        order by p.name, p.id`,
  );
}
