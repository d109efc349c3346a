import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { product, productBarcode, supplier, supplierAlias } from '../schema/index.ts';
import { rowsOf } from './rows.ts';

export interface AliasRow {
  readonly kind: 'code' | 'description';
  readonly key: string;
  readonly productId: string;
  readonly productName: string;
  readonly unitsPerPack: string;
}

/** Everything that one supplier is known to call our products. */
export function aliasesOfSupplier(db: Db, companyId: string, cuit: string): Promise<AliasRow[]> {
  return db
    .select({
      kind: supplierAlias.kind,
      key: supplierAlias.key,
      productId: supplierAlias.productId,
      productName: product.name,
      unitsPerPack: supplierAlias.unitsPerPack,
    })
    .from(supplierAlias)
    .innerJoin(supplier, eq(supplier.id, supplierAlias.supplierId))
    .innerJoin(product, eq(product.id, supplierAlias.productId))
    .where(and(eq(supplier.companyId, companyId), eq(supplier.cuit, cuit), eq(product.active, true)));
}

export interface BarcodeRow {
  readonly barcode: string;
  readonly productId: string;
  readonly productName: string;
  readonly units: string;
}

export async function productsByBarcode(
  db: Db,
  companyId: string,
  barcodes: readonly string[],
): Promise<readonly BarcodeRow[]> {
  if (barcodes.length === 0) return [];
  return db
    .select({
      barcode: productBarcode.barcode,
      productId: productBarcode.productId,
      productName: product.name,
      units: productBarcode.units,
    })
    .from(productBarcode)
    .innerJoin(product, eq(product.id, productBarcode.productId))
    .where(
      and(
        eq(productBarcode.companyId, companyId),
        inArray(productBarcode.barcode, [...barcodes]),
        eq(product.active, true),
      ),
    );
}

interface SimilarProductRow {
  readonly lineId: number;
  readonly productId: string;
  readonly name: string;
  readonly packSize: string;
  /** Trigram similarity of the folded texts, 0…1. */
  readonly similarity: number;
}

/** The products whose folded name is likest to each folded text, best first, in one query. */
export async function similarProducts(
  db: Db,
  companyId: string,
  texts: readonly { readonly lineId: number; readonly text: string }[],
  perText: number,
): Promise<readonly SimilarProductRow[]> {
  if (texts.length === 0) return [];
  const rows = await rowsOf<{
    line_id: number;
    product_id: string;
    name: string;
    pack_size: string;
    similarity: number;
  }>(
    db,
    sql`select l.line_id, p.id as product_id, p.name, p.pack_size::text as pack_size, p.similarity
        from jsonb_to_recordset(${JSON.stringify(texts.map((text) => ({ line_id: text.lineId, t: text.text })))}::jsonb)
          as l(line_id int, t text)
        cross join lateral (
          select id, name, pack_size,
            greatest(similarity(search_name, l.t), 0.9 * word_similarity(search_name, l.t))::float8 as similarity
          from product
          where company_id = ${companyId} and active and (search_name % l.t or search_name <% l.t)
          order by similarity desc, name, id
          limit ${perText}
        ) p
        order by l.line_id, p.similarity desc, p.name, p.id`,
  );
  return rows.map((row) => ({
    lineId: row.line_id,
    productId: row.product_id,
    name: row.name,
    packSize: row.pack_size,
    similarity: row.similarity,
  }));
}

/** Usual units per purchase pack, by product. */
export async function packSizes(
  db: Db,
  companyId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (productIds.length === 0) return new Map();
  const rows = await db
    .select({ id: product.id, packSize: product.packSize })
    .from(product)
    .where(and(eq(product.companyId, companyId), inArray(product.id, [...productIds])));
  return new Map(rows.map((row) => [row.id, row.packSize]));
}

type ProductRow = typeof product.$inferSelect;
type Changeable = 'name' | 'packSize' | 'vatRate' | 'category' | 'active' | 'hasExpiry';

/** What a person may change of a product of this company, held until the transaction ends. */
export async function lockProduct(
  tx: Tx,
  companyId: string,
  productId: string,
): Promise<Pick<ProductRow, Changeable> | null> {
  const { name, packSize, vatRate, category, active, hasExpiry } = product;
  const [row] = await tx
    .select({ name, packSize, vatRate, category, active, hasExpiry })
    .from(product)
    .where(and(eq(product.companyId, companyId), eq(product.id, productId)))
    .for('update');
  return row ?? null;
}

export async function changeProduct(
  tx: Tx,
  productId: string,
  change: Partial<Pick<ProductRow, Changeable | 'searchName' | 'unit'>>,
): Promise<void> {
  await tx.update(product).set(change).where(eq(product.id, productId));
}
