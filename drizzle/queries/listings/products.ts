import { sql } from 'drizzle-orm';
import { fold } from '../../../core/platform/text.ts';
import type { Db } from '../../client.ts';
import { rowsOf } from '../rows.ts';
import { all } from './page.ts';

export interface ListedProduct {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly searchName: string;
  readonly unit: string;
  readonly packSize: string;
  readonly vatRate: string | null;
  readonly category: string | null;
  readonly active: boolean;
  readonly hasExpiry: boolean;
  readonly barcodes: readonly string[];
  /** Over the company's places. */
  readonly stock: string;
  readonly averageCost: string | null;
  readonly value: string;
  /** Stock ÷ expected demand of a day; null where nothing is forecast to be sold. */
  readonly coverDays: number | null;
}

/** Products by name, after a position in that order. */
export function listProducts(
  db: Db,
  question: {
    readonly companyId: string;
    readonly words?: string | undefined;
    readonly category?: string | undefined;
    readonly active?: boolean | undefined;
    readonly id?: string | undefined;
    readonly after?: readonly [searchName: string, id: string] | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedProduct[]> {
  const { companyId, words, category, active, id, after, limit } = question;
  const like = words === undefined ? null : `%${fold(words).replace(/[\\%_]/g, '\\$&')}%`;
  const where = all(
    sql`p.company_id = ${companyId}`,
    like === null ? null : sql`(p.search_name like ${like} or lower(p.sku) like ${like})`,
    category === undefined ? null : sql`p.category = ${category}`,
    active === undefined ? null : sql`p.active = ${active}`,
    id === undefined ? null : sql`p.id = ${id}`,
    after === undefined ? null : sql`(p.search_name, p.id) > (${after[0]}, ${after[1]}::uuid)`,
  );
  return rowsOf<ListedProduct>(
    db,
    sql`select p.id, p.sku, p.name, p.search_name as "searchName", p.unit, p.category, p.active,
          p.has_expiry as "hasExpiry",
          coalesce((select jsonb_agg(k.barcode order by k.barcode) from product_barcode k
            where k.company_id = p.company_id and k.product_id = p.id), '[]'::jsonb) as barcodes,
          trim_scale(p.pack_size)::text as "packSize", trim_scale(p.vat_rate)::text as "vatRate",
          trim_scale(coalesce(s.total, 0))::text as stock,
          trim_scale(c.average_cost)::text as "averageCost",
          trim_scale(coalesce(c.value, 0))::text as value,
          case when d.daily > 0 then round(greatest(coalesce(s.total, 0), 0) / d.daily::numeric, 1)::float8 end
            as "coverDays"
        from product p
        left join product_cost c on c.product_id = p.id
        left join lateral (
          select sum(b.quantity) as total from balance b join location l on l.id = b.location_id
          where b.product_id = p.id and l.kind in ('shop', 'depot', 'transit')) s on true
        left join lateral (
          select sum((f.forecast -> 'means' ->> 0)::float8 + (f.forecast -> 'means' ->> 1)::float8
            + (f.forecast -> 'means' ->> 2)::float8 + (f.forecast -> 'means' ->> 3)::float8
            + (f.forecast -> 'means' ->> 4)::float8 + (f.forecast -> 'means' ->> 5)::float8
            + (f.forecast -> 'means' ->> 6)::float8) / 7 as daily
          from demand_forecast f where f.product_id = p.id) d on true
        where ${where}
        order by p.search_name, p.id
        limit ${limit}`,
  );
}
