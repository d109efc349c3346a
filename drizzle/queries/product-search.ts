import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { fold } from '../../core/platform/text.ts';
import type { Db } from '../client.ts';
import { product } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

export interface ProductHit {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly unit: string;
}

/** Below this similarity a misspelt word finds nothing. */
const MIN_WORD_SIMILARITY = 0.45;

/** Holds every word by its beginning: `coca 1,5` finds "Coca Cola 1,5 l". */
function everyWord(words: readonly string[]): SQL {
  const conditions = words.map((word) => {
    const beginning = `${word.replace(/[\\%_]/g, '\\$&')}%`;
    return sql`(' ' || p.search_name like ${`% ${beginning}`} or lower(p.sku) like ${beginning}
      or exists (select 1 from product_barcode b where b.company_id = p.company_id and b.product_id = p.id and b.barcode = ${word}))`;
  });
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** One page of active products of a company; see `searchProducts`. Without words, all by name. */
export async function findProducts(
  db: Db,
  question: { companyId: string; words: string; limit: number; offset: number },
): Promise<readonly ProductHit[]> {
  const { companyId, limit, offset } = question;
  const text = fold(question.words);
  const words = text.split(' ').filter((word) => word !== '');
  const holding = await rowsOf<ProductHit>(
    db,
    sql`select p.id, p.sku, p.name, p.unit from product p
        where p.company_id = ${companyId} and p.active and ${everyWord(words)}
        order by word_similarity(${text}, p.search_name) desc, p.search_name, p.id
        limit ${limit} offset ${offset}`,
  );
  if (holding.length > 0 || words.length === 0 || offset > 0) return holding;
  return rowsOf<ProductHit>(
    db,
    sql`select p.id, p.sku, p.name, p.unit from product p
        where p.company_id = ${companyId} and p.active
          and word_similarity(${text}, p.search_name) >= ${MIN_WORD_SIMILARITY}
        order by word_similarity(${text}, p.search_name) desc, p.search_name, p.id
        limit ${limit}`,
  );
}

export async function productsById(
  db: Db,
  companyId: string,
  ids: readonly string[],
): Promise<readonly ProductHit[]> {
  if (ids.length === 0) return [];
  return db
    .select({ id: product.id, sku: product.sku, name: product.name, unit: product.unit })
    .from(product)
    .where(and(eq(product.companyId, companyId), inArray(product.id, [...ids])));
}
