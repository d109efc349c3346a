import { z } from 'zod';
import { createProduct } from '../../core/catalog/products.ts';
import type { Actor } from '../../core/people/actor.ts';
import { mayDo } from '../../core/people/roles.ts';
import { type ListedProduct, listProducts } from '../../drizzle/queries/listings/products.ts';
import { listSuppliers } from '../../drizzle/queries/listings/purchasing.ts';
import { cutPage, decodeCursor, pageOf, pageQuery } from '../http/paging.ts';
import { may } from '../http/policy.ts';
import { problem } from '../http/problems.ts';
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
  stock: row.stock,
  average_cost: mayDo(caller.role, 'price.read_cost') ? row.averageCost : null,
  stock_value: mayDo(caller.role, 'price.read_cost') ? row.value : null,
  cover_days: row.coverDays,
});

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
    handle: async ({ db, caller, params }) => {
      const [row] = await listProducts(db, { companyId: caller.companyId, id: params.id, limit: 1 });
      return row === undefined ? problem('not_found') : json(productFor(caller, row));
    },
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
      vat_rate: z.enum(['0', '2.5', '5', '10.5', '21', '27']).nullable().optional(),
      category: text(100).nullable().optional(),
      barcode: z
        .string()
        .regex(/^\d{8,14}$/)
        .nullable()
        .optional(),
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
      if (!created.ok) return problem(created.error === 'revoked' ? 'session_over' : created.error);
      const [row] = await listProducts(db, {
        companyId: caller.companyId,
        id: created.value.id,
        limit: 1,
      });
      if (row === undefined) throw new Error('a created product was not found');
      return json(productFor(caller, row), 201);
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/suppliers',
    tag,
    policy: may('stock.read'),
    summary: 'Suppliers by name, with how often they delivered',
    query: z.object(pageQuery),
    answer: pageOf(
      z.object({
        id,
        cuit: z.string(),
        name: z.string(),
        receipts: z.int(),
        last_receipt_at: z.string().nullable(),
      }),
    ),
    handle: async ({ db, caller, query }) => {
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
      if (after === null) return problem('invalid_cursor');
      const rows = await listSuppliers(db, { companyId: caller.companyId, after, limit: query.limit + 1 });
      const page = cutPage(rows, query.limit, (row) => [row.name, row.id]);
      return json({
        items: page.rows.map(({ lastReceiptAt, ...row }) => ({ ...row, last_receipt_at: lastReceiptAt })),
        next_cursor: page.next_cursor,
      });
    },
  }),
];
