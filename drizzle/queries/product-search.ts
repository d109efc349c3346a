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
const MIN_WORD_SIMILARITY = '0.45';

interface Question {
  readonly companyId: string;
  readonly words: string;
  readonly limit: number;
  readonly offset: number;
}

const beginning = (word: string): string => `${word.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Holds every word by its beginning: `coca 1,5` finds "Coca Cola 1,5 l". Both patterns of a word begin where a word
 * begins, so that the trigram index serves them.
 */
const namedSo = (words: readonly string[]): SQL =>
  sql.join(
    words.map(
      (word) => sql`(p.search_name like ${beginning(word)} or p.search_name like ${`% ${beginning(word)}`})`,
    ),
    sql` and `,
  );

/** Products with this barcode, or whose SKU begins so; an array of its own, so that each index is used. */
const codedSo = (companyId: string, word: string): SQL => sql`p.id = any(array(
    select product_id from product_barcode where company_id = ${companyId} and barcode = ${word}
    union all
    select id from product where company_id = ${companyId} and lower(sku) like ${beginning(word)}))`;

/** One page of active products of a company; see `searchProducts`. Without words, all by name. */
export async function findProducts(db: Db, question: Question): Promise<readonly ProductHit[]> {
  const text = fold(question.words);
  const words = text.split(' ').filter((word) => word !== '');
  const [first] = words;
  if (first === undefined) return allByName(db, question);
  const holding = await rowsOf<ProductHit>(db, holdingQuery(question, text, words));
  return holding.length > 0 || question.offset > 0 ? holding : likest(db, question, text);
}

/** The statement itself, so that it can be measured beside what is built on it. */
export function holdingQuery(
  { companyId, limit, offset }: Question,
  text: string,
  words: readonly string[],
): SQL {
  const [first] = words;
  const condition =
    words.length === 1 && first !== undefined
      ? sql`(${namedSo(words)} or ${codedSo(companyId, first)})`
      : namedSo(words);
  return sql`select p.id, p.sku, p.name, p.unit from product p
      where p.company_id = ${companyId} and p.active and ${condition}
      order by word_similarity(${text}, p.search_name) desc, p.search_name, p.id
      limit ${limit} offset ${offset}`;
}

const allByName = (db: Db, { companyId, limit, offset }: Question): Promise<readonly ProductHit[]> =>
  rowsOf<ProductHit>(
    db,
    sql`select p.id, p.sku, p.name, p.unit from product p where p.company_id = ${companyId} and p.active
        order by p.search_name, p.id limit ${limit} offset ${offset}`,
  );

/** A transaction, so that the threshold of the index's operator is this statement's only. */
const likest = (db: Db, { companyId, limit }: Question, text: string): Promise<readonly ProductHit[]> =>
  db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('pg_trgm.word_similarity_threshold', ${MIN_WORD_SIMILARITY}, true)`,
    );
    return rowsOf<ProductHit>(
      tx,
      sql`select p.id, p.sku, p.name, p.unit from product p
          where p.company_id = ${companyId} and p.active and ${text} <% p.search_name
          order by word_similarity(${text}, p.search_name) desc, p.search_name, p.id
          limit ${limit}`,
    );
  });

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
