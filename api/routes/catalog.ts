import { z } from 'zod';
import { attachBarcode } from '../../core/catalog/barcodes.ts';
import { editProduct } from '../../core/catalog/product-editing.ts';
import { createProduct } from '../../core/catalog/products.ts';
import type { Actor } from '../../core/people/actor.ts';
import { mayDo } from '../../core/people/roles.ts';
import { setStockRule } from '../../core/purchasing/stock-rules.ts';
import type { Db } from '../../drizzle/client.ts';
import { type ListedProduct, listProducts } from '../../drizzle/queries/listings/products.ts';
import { cutPage, decodeCursor, pageOf, pageQuery } from '../http/paging.ts';
import { may } from '../http/policy.ts';
import { problem, refused } from '../http/problems.ts';
import { json, type Route, route } from '../http/route.ts';
import { decimal, flag, id, positiveDecimal, text } from '../http/shapes.ts';

const product = z
  .object({
    id,
    sku: z.string(),
    name: z.string(),
    unit: z.string(),
    pack_size: decimal,
    vat_rate: decimal.nullable(),
    category: z.string().nullable(),
    active: z.boolean(),
    has_expiry: z.boolean().meta({ description: 'Deliveries of it are asked for a date' }),
    barcodes: z.array(z.string()),
    stock: decimal,
    average_cost: decimal.nullable(),
    stock_value: decimal.nullable(),
    cover_days: z.number().nullable().meta({ description: 'Stock over the expected demand of a day' }),
  })
  .meta({ id: 'Product' });

/** What goods cost is not for everybody. */
const productFor = (caller: Actor, row: ListedProduct): z.input<typeof product> => ({
  id: row.id,
  sku: row.sku,
  name: row.name,
  unit: row.unit,
  pack_size: row.packSize,
  vat_rate: row.vatRate,
  category: row.category,
  active: row.active,
  has_expiry: row.hasExpiry,
  barcodes: [...row.barcodes],
  stock: row.stock,
  average_cost: mayDo(caller.role, 'price.read_cost') ? row.averageCost : null,
  stock_value: mayDo(caller.role, 'price.read_cost') ? row.value : null,
  cover_days: row.coverDays,
});

const vatRate = z.enum(['0', '2.5', '5', '10.5', '21', '27']);
const barcode = z.string().regex(/^\d{8,14}$/);

async function productNow(db: Db, caller: Actor, productId: string, status = 200) {
  const [row] = await listProducts(db, { companyId: caller.companyId, id: productId, limit: 1 });
  return row === undefined ? problem('not_found') : json(productFor(caller, row), status);
}

const position = z.tuple([z.string(), z.uuid()]);
const tag = 'catalog';

export const catalogRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/products',
    tag,
    policy: may('stock.read'),
    summary: 'Products by name, with stock, cost and days of cover',
    query: z.object({
      ...pageQuery,
      q: text(100).optional().meta({ description: 'Part of the name or the SKU' }),
      category: text(100).optional(),
      active: flag.optional(),
    }),
    answer: pageOf(product),
    handle: async ({ db, caller, query }) => {
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
      if (after === null) return problem('invalid_cursor');
      const rows = await listProducts(db, {
        companyId: caller.companyId,
        words: query.q,
        category: query.category,
        active: query.active,
        after,
        limit: query.limit + 1,
      });
      const page = cutPage(rows, query.limit, (row) => [row.searchName, row.id]);
      return json({ items: page.rows.map((row) => productFor(caller, row)), next_cursor: page.next_cursor });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/products/:id',
    tag,
    policy: may('stock.read'),
    summary: 'One product',
    params: z.object({ id }),
    answer: product,
    handle: ({ db, caller, params }) => productNow(db, caller, params.id),
  }),
  route({
    method: 'post',
    path: '/api/v1/products',
    tag,
    policy: may('product.create'),
    summary: 'Create a product',
    idempotent: true,
    status: 201,
    body: z.object({
      name: text(200),
      sku: z
        .string()
        .regex(/^[\w.-]{1,40}$/)
        .optional(),
      unit: z.enum(['unidad', 'kg', 'l']).optional(),
      pack_size: positiveDecimal.optional(),
      vat_rate: vatRate.nullable().optional(),
      category: text(100).nullable().optional(),
      barcode: barcode.nullable().optional(),
    }),
    answer: product,
    handle: async ({ db, caller, body, now }) => {
      const created = await createProduct(
        db,
        caller,
        {
          name: body.name,
          ...(body.sku === undefined ? {} : { sku: body.sku }),
          ...(body.unit === undefined ? {} : { unit: body.unit }),
          ...(body.pack_size === undefined ? {} : { packSize: body.pack_size }),
          vatRate: body.vat_rate ?? null,
          category: body.category ?? null,
          barcode: body.barcode ?? null,
        },
        now,
      );
      if (!created.ok) return refused(created.error);
      return productNow(db, caller, created.value.id, 201);
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/products/:id',
    tag,
    policy: may('product.edit'),
    summary: 'Change a product; what is left out is kept, and one with goods somewhere stays active',
    idempotent: true,
    params: z.object({ id }),
    body: z.object({
      name: text(200).optional(),
      category: text(100).nullable().optional(),
      pack_size: positiveDecimal.optional(),
      vat_rate: vatRate.nullable().optional(),
      has_expiry: z.boolean().optional(),
      active: z.boolean().optional(),
    }),
    answer: product,
    handle: async ({ db, caller, params, body, now }) => {
      const { pack_size: packSize, vat_rate, has_expiry: hasExpiry, ...rest } = body;
      const change = { ...rest, packSize, vatRate: vat_rate, hasExpiry };
      const edited = await editProduct(db, caller, { productId: params.id, change, now });
      return edited.ok ? productNow(db, caller, params.id) : refused(edited.error);
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/products/:id/barcodes',
    tag,
    policy: may('product.create'),
    summary: 'Say that a barcode is on one unit of a product',
    idempotent: true,
    status: 201,
    params: z.object({ id }),
    body: z.object({ barcode }),
    answer: product,
    handle: async ({ db, caller, params, body, now }) => {
      const wish = { actor: caller, productId: params.id, barcode: body.barcode, now };
      const attached = await attachBarcode(db, wish);
      return attached.ok ? productNow(db, caller, params.id, 201) : refused(attached.error);
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/products/:id/minimum',
    tag,
    policy: may('stock_rule.set'),
    summary: "The least that should be in the caller's shop; null leaves it to the forecast",
    idempotent: true,
    params: z.object({ id }),
    body: z.object({ minimum: z.union([positiveDecimal, z.null()]) }),
    answer: z.object({ product: z.string(), before: decimal.nullable(), after: decimal.nullable() }),
    handle: async ({ db, caller, params, body, now }) => {
      const wish = {
        actor: caller,
        productId: params.id,
        rule: 'minimum' as const,
        value: body.minimum,
        now,
      };
      const set = await setStockRule(db, wish);
      if (!set.ok) return refused(set.error);
      const { name, before, after } = set.value;
      return json({ product: name, before, after });
    },
  }),
];
