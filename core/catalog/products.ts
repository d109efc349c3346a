import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { findProducts, type ProductHit } from '../../drizzle/queries/product-search.ts';
import { company, product, productBarcode } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { fold } from '../platform/text.ts';
import { isGtin } from './normalise.ts';

export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly unit: string;
  /** Usual units per purchase pack. */
  readonly packSize: DecimalString;
}

export interface NewProduct {
  readonly name: string;
  /** Stock unit: unidad, kg, l. */
  readonly unit?: string;
  readonly packSize?: DecimalString;
  readonly vatRate?: DecimalString | null;
  readonly category?: string | null;
  /** GTIN-8, -12, -13 or -14 of one stock unit. */
  readonly barcode?: string | null;
  /** Generated where omitted. */
  readonly sku?: string;
}

export type NewProductFailure =
  | AuthorizationFailure
  | 'empty_name'
  | 'bad_pack'
  | 'bad_barcode'
  | 'barcode_taken'
  | 'sku_taken';

/** Creates a product in the actor's company, in a transaction of its own. */
export function createProduct(
  db: Db,
  actor: Actor,
  wish: NewProduct,
  now: Date,
): Promise<Result<Product, NewProductFailure>> {
  return decideInTransaction<Product, NewProductFailure>(db, (tx) => createProductIn(tx, actor, wish, now));
}

/** As `createProduct`, within the caller's transaction, which must be rolled back on failure. */
export async function createProductIn(
  tx: Tx,
  actor: Actor,
  wish: NewProduct,
  now: Date,
): Promise<Result<Product, NewProductFailure>> {
  const allowed = await authorize(tx, actor, 'product.create');
  if (!allowed.ok) return allowed;
  const { companyId, personId } = allowed.value;
  const name = wish.name.replace(/\s+/g, ' ').trim();
  if (fold(name) === '') return err('empty_name');
  const packSize = dec(wish.packSize ?? '1');
  if (!packSize.gt(0)) return err('bad_pack');
  const barcode = wish.barcode ?? null;
  if (barcode !== null && !isGtin(barcode)) return err('bad_barcode');
  const id = newId();
  const sku = wish.sku ?? (await nextSku(tx, companyId));
  const inserted = await tx
    .insert(product)
    .values({
      id,
      companyId,
      sku,
      name,
      searchName: fold(name),
      unit: wish.unit ?? 'unidad',
      packSize: plain(packSize),
      vatRate: wish.vatRate ?? null,
      category: wish.category ?? null,
      createdAt: now,
    })
    .onConflictDoNothing({ target: [product.companyId, product.sku] })
    .returning({ id: product.id });
  if (inserted.length === 0) return err('sku_taken');
  if (barcode !== null && !(await addBarcode(tx, companyId, id, barcode))) return err('barcode_taken');
  await writeAudit(tx, {
    companyId,
    actorId: personId,
    action: 'product.create',
    subjectType: 'product',
    subjectId: id,
    detail: { sku, name },
    at: now,
  });
  return ok({ id, sku, name, unit: wish.unit ?? 'unidad', packSize: plain(packSize) });
}

async function addBarcode(tx: Tx, companyId: string, productId: string, barcode: string): Promise<boolean> {
  const rows = await tx
    .insert(productBarcode)
    .values({ companyId, barcode, productId })
    .onConflictDoNothing()
    .returning({ barcode: productBarcode.barcode });
  return rows.length > 0;
}

/** `P00001`, `P00002`…; the company's row is held, so that two people who create at once get two numbers. */
async function nextSku(tx: Tx, companyId: string): Promise<string> {
  await tx.select({ id: company.id }).from(company).where(eq(company.id, companyId)).for('no key update');
  const [row] = await tx
    .select({ last: sql<number | null>`max(substring(${product.sku} from '^P([0-9]{1,9})$')::int)` })
    .from(product)
    .where(eq(product.companyId, companyId));
  return `P${String((row?.last ?? 0) + 1).padStart(5, '0')}`;
}

/** A product of this company by id; null for another company's. */
export async function findProduct(db: Db, companyId: string, productId: string): Promise<Product | null> {
  const [row] = await db
    .select({
      id: product.id,
      sku: product.sku,
      name: product.name,
      unit: product.unit,
      packSize: product.packSize,
    })
    .from(product)
    .where(and(eq(product.companyId, companyId), eq(product.id, productId)));
  return row === undefined ? null : { ...row, packSize: plain(dec(row.packSize)) };
}

/** Which of these ids are products of this company. */
export async function knownProducts(
  db: Db,
  companyId: string,
  productIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (productIds.length === 0) return new Set();
  const rows = await db
    .select({ id: product.id })
    .from(product)
    .where(and(eq(product.companyId, companyId), inArray(product.id, [...productIds])));
  return new Set(rows.map((row) => row.id));
}

/**
 * Active products whose name, SKU or barcode holds every word by its beginning, whatever the accents; where none does,
 * the likest by trigrams ("yerva" finds yerba). Best first.
 */
export function searchProducts(
  db: Db,
  question: { companyId: string; words: string; limit: number; offset?: number },
): Promise<readonly ProductHit[]> {
  return findProducts(db, { ...question, offset: question.offset ?? 0 });
}
