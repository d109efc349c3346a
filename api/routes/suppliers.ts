import { z } from 'zod';
import { createSupplier, editSupplier } from '../../core/catalog/supplier-editing.ts';
import type { Actor } from '../../core/people/actor.ts';
import type { Db } from '../../drizzle/client.ts';
import { type ListedSupplier, listSuppliers } from '../../drizzle/queries/listings/purchasing.ts';
import { cutPage, decodeCursor, pageOf, pageQuery } from '../http/paging.ts';
import { may } from '../http/policy.ts';
import { problem, refused } from '../http/problems.ts';
import { json, type Route, route } from '../http/route.ts';
import { amount, id, text } from '../http/shapes.ts';

const supplier = z
  .object({
    id,
    cuit: z.string(),
    name: z.string(),
    receipts: z.int(),
    last_receipt_at: z.string().nullable(),
    lead_time_days: z.int().nullable(),
    review_days: z.int().nullable(),
    minimum_order: z.string().nullable(),
    budget: z.string().nullable(),
  })
  .meta({ id: 'Supplier' });

const supplierOf = (row: ListedSupplier): z.input<typeof supplier> => ({
  id: row.id,
  cuit: row.cuit,
  name: row.name,
  receipts: row.receipts,
  last_receipt_at: row.lastReceiptAt,
  lead_time_days: row.leadTimeDays,
  review_days: row.reviewDays,
  minimum_order: row.minimumOrder,
  budget: row.budget,
});

/** Null takes a term back: then it is learned, or there is no limit. */
const terms = {
  lead_time_days: z.int().min(0).max(365).nullable().optional(),
  review_days: z.int().min(1).max(365).nullable().optional(),
  minimum_order: amount.nullable().optional().meta({ description: 'Pesos' }),
  budget: amount.nullable().optional().meta({ description: 'Pesos that one order may cost' }),
};

const termsOf = (body: { readonly [Term in keyof typeof terms]?: z.output<(typeof terms)[Term]> }) => ({
  leadTimeDays: body.lead_time_days,
  reviewDays: body.review_days,
  minimumOrder: body.minimum_order,
  budget: body.budget,
});

async function supplierNow(db: Db, caller: Actor, supplierId: string, status = 200) {
  const [row] = await listSuppliers(db, { companyId: caller.companyId, id: supplierId, limit: 1 });
  return row === undefined ? problem('not_found') : json(supplierOf(row), status);
}

const tag = 'suppliers';

export const supplierRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/suppliers',
    tag,
    policy: may('stock.read'),
    summary: 'Suppliers by name, with how often they delivered and how one buys from them',
    query: z.object(pageQuery),
    answer: pageOf(supplier),
    handle: async ({ db, caller, query }) => {
      const position = z.tuple([z.string(), z.uuid()]);
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
      if (after === null) return problem('invalid_cursor');
      const rows = await listSuppliers(db, { companyId: caller.companyId, after, limit: query.limit + 1 });
      const page = cutPage(rows, query.limit, (row) => [row.name, row.id]);
      return json({ items: page.rows.map(supplierOf), next_cursor: page.next_cursor });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/suppliers/:id',
    tag,
    policy: may('stock.read'),
    summary: 'One supplier',
    params: z.object({ id }),
    answer: supplier,
    handle: ({ db, caller, params }) => supplierNow(db, caller, params.id),
  }),
  route({
    method: 'post',
    path: '/api/v1/suppliers',
    tag,
    policy: may('supplier.edit'),
    summary: 'Write down a supplier before their first paper',
    idempotent: true,
    status: 201,
    body: z.object({ cuit: z.string().max(20), name: text(200), ...terms }),
    answer: supplier,
    handle: async ({ db, caller, body, now }) => {
      const change = { name: body.name, ...termsOf(body) };
      const created = await createSupplier(db, caller, { cuit: body.cuit, change, now });
      return created.ok ? supplierNow(db, caller, created.value, 201) : refused(created.error);
    },
  }),
  route({
    method: 'patch',
    path: '/api/v1/suppliers/:id',
    tag,
    policy: may('supplier.edit'),
    summary: 'Change the name of a supplier and how one buys from them; what is left out is kept',
    idempotent: true,
    params: z.object({ id }),
    body: z.object({ name: text(200).optional(), ...terms }),
    answer: supplier,
    handle: async ({ db, caller, params, body, now }) => {
      const change = { name: body.name, ...termsOf(body) };
      const edited = await editSupplier(db, caller, { supplierId: params.id, change, now });
      return edited.ok ? supplierNow(db, caller, params.id) : refused(edited.error);
    },
  }),
];
