import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { product } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

export interface CatalogueRow {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly unit: string;
  readonly packSize: string;
  readonly category: string | null;
}

const columns = {
  id: product.id,
  sku: product.sku,
  name: product.name,
  unit: product.unit,
  packSize: product.packSize,
  category: product.category,
};

const active = (companyId: string) => and(eq(product.companyId, companyId), eq(product.active, true));

/** Active products by SKU, at most `limit` of them. */
export function activeProducts(db: Db, companyId: string, limit: number): Promise<CatalogueRow[]> {
  return db.select(columns).from(product).where(active(companyId)).orderBy(asc(product.sku)).limit(limit);
}

export async function catalogueRows(
  db: Db,
  companyId: string,
  ids: readonly string[],
): Promise<CatalogueRow[]> {
  if (ids.length === 0) return [];
  return db
    .select(columns)
    .from(product)
    .where(and(eq(product.companyId, companyId), inArray(product.id, [...ids])));
}

/** The active products whose names are likest to any of these folded words, a few per word, through the trigram index. */
export function productsLike(
  db: Db,
  companyId: string,
  words: readonly string[],
  perWord: number,
): Promise<readonly CatalogueRow[]> {
  return rowsOf<CatalogueRow>(
    db,
    sql`select distinct on (p.sku) p.id, p.sku, p.name, p.unit, p.pack_size::text as "packSize", p.category
        from jsonb_array_elements_text(${JSON.stringify(words)}::jsonb) as w(word)
        cross join lateral (
          select * from product
          where company_id = ${companyId} and active
            and (search_name like '%' || w.word || '%' or w.word <% search_name)
          order by word_similarity(w.word, search_name) desc, search_name, id
          limit ${perWord}
        ) p
        order by p.sku`,
  );
}
