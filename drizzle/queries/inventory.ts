import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { rowsOf } from './rows.ts';

export interface InventoryTotals {
  readonly activeProducts: number;
  readonly products: number;
  readonly withStock: number;
  /** Products with less than nothing somewhere: sales ran ahead of receipts. */
  readonly belowZero: number;
  /** At average cost, as a decimal. */
  readonly value: string;
  readonly suppliers: number;
  readonly invoicesWaiting: number;
  readonly movementsLastDay: number;
}

/** The company's stock in a few numbers. */
export async function inventoryTotals(db: Db, companyId: string, now: Date): Promise<InventoryTotals> {
  const dayAgo = new Date(now.getTime() - 24 * 60 * 60_000).toISOString();
  const [row] = await rowsOf<InventoryTotals>(
    db,
    sql`with stock as (
          select b.product_id, sum(b.quantity) as total, min(b.quantity) as least
          from balance b join location l on l.id = b.location_id
          where l.company_id = ${companyId} and l.kind in ('shop', 'depot', 'transit')
          group by b.product_id)
        select
          (select count(*)::int from product where company_id = ${companyId}) as products,
          (select count(*)::int from product where company_id = ${companyId} and active) as "activeProducts",
          (select count(*)::int from stock where total > 0) as "withStock",
          (select count(*)::int from stock where least < 0) as "belowZero",
          (select coalesce(sum(c.value), 0)::text from product_cost c join product p on p.id = c.product_id
            where p.company_id = ${companyId}) as value,
          (select count(*)::int from supplier where company_id = ${companyId}) as suppliers,
          (select count(*)::int from document where company_id = ${companyId} and state in ('review', 'unreadable'))
            as "invoicesWaiting",
          (select count(*)::int from movement where company_id = ${companyId}
            and recorded_at >= ${dayAgo}::timestamptz) as "movementsLastDay"`,
  );
  if (row === undefined) throw new Error('a query without rows to find answered none');
  return row;
}

export interface CategoryStock {
  /** Null for products without one. */
  readonly category: string | null;
  readonly products: number;
  /** At average cost, pesos. */
  readonly value: string;
}

/** What each category holds, the most valuable first; products that nobody has any of count without value. */
export async function stockByCategory(db: Db, companyId: string): Promise<readonly CategoryStock[]> {
  return rowsOf<CategoryStock>(
    db,
    sql`select p.category, count(*)::int as products, coalesce(sum(c.value), 0)::text as value
      from product p left join product_cost c on c.product_id = p.id
      where p.company_id = ${companyId} and p.active
      group by p.category
      order by coalesce(sum(c.value), 0) desc, p.category nulls last`,
  );
}
