import { z } from 'zod';
import type { Result } from '../../core/platform/result.ts';
import {
  addOrderLine,
  draftOrder,
  type Order,
  type OrderFailure,
  orderOf,
  setOrderLine,
} from '../../core/purchasing/orders.ts';
import { endOrder, sendOrder, unsendOrder } from '../../core/purchasing/sending.ts';
import { listOrders } from '../../drizzle/queries/listings/purchasing.ts';
import { cutPage, decodeCursor, pageOf, pageQuery } from '../http/paging.ts';
import { may } from '../http/policy.ts';
import { type Problem, problem, refused } from '../http/problems.ts';
import { type JsonReply, json, type Route, route } from '../http/route.ts';
import { amount, asInstant, decimal, id, positiveDecimal } from '../http/shapes.ts';

const state = z.enum(['draft', 'sent', 'partly_received', 'closed', 'cancelled']);

const order = z
  .object({
    id,
    number: z.int(),
    state,
    supplier: z.object({ id, name: z.string() }).nullable(),
    sent_at: z.string().nullable(),
    sent_by: z.string().nullable(),
    estimate: decimal.meta({ description: 'Pesos, at what each product cost last' }),
    lines: z.array(
      z.object({
        line: z.int(),
        product_id: id.nullable(),
        name: z.string(),
        unit: z.string(),
        quantity: decimal.meta({ description: 'Stock units' }),
        pack_size: decimal,
        expected_cost: decimal.nullable(),
        origin: z.enum(['missing', 'suggestion', 'person']),
      }),
    ),
  })
  .meta({ id: 'Order' });

const orderShown = (one: Order): z.input<typeof order> => ({
  id: one.id,
  number: one.number,
  state: one.state,
  supplier: one.supplier === null ? null : { id: one.supplier.supplierId, name: one.supplier.name },
  sent_at: one.sentAt === null ? null : asInstant(one.sentAt),
  sent_by: one.sentBy,
  estimate: one.estimate,
  lines: one.lines.map((line) => ({
    line: line.lineNo,
    product_id: line.productId,
    name: line.name,
    unit: line.unit,
    quantity: line.quantity,
    pack_size: line.packSize,
    expected_cost: line.expectedCost,
    origin: line.origin,
  })),
});

const answered = (
  changed: Result<Order, OrderFailure>,
  status = 200,
): JsonReply<z.input<typeof order>> | Problem =>
  changed.ok ? json(orderShown(changed.value), status) : refused(changed.error);

const tag = 'orders';
const oneOrder = z.object({ id });

/** What happens to a whole order, by the last word of its path. */
const STEPS = [
  ['send', sendOrder, 'The order went to the supplier: what it holds is on its way'],
  ['unsend', unsendOrder, 'Back to a draft, on the day it was sent and before anything came'],
  ['end', endOrder, 'Nothing more will come: cancelled, or closed where something did'],
] as const;

const steps: readonly Route[] = STEPS.map(([word, change, summary]) =>
  route({
    method: 'post',
    path: `/api/v1/orders/:id/${word}`,
    tag,
    policy: may('order.write'),
    summary,
    idempotent: true,
    params: oneOrder,
    answer: order,
    handle: async ({ db, caller, params, now }) =>
      answered(await change(db, { actor: caller, orderId: params.id, now })),
  }),
);

export const orderRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/orders',
    tag,
    policy: may('order.write'),
    summary: 'Orders to suppliers with their lines, newest first',
    query: z.object({ ...pageQuery, state: state.optional() }),
    answer: pageOf(
      z.object({
        id,
        number: z.int(),
        state,
        supplier: z.string().nullable(),
        shop: z.string(),
        created_at: z.string(),
        sent_at: z.string().nullable(),
        lines: z.array(
          z.object({ words: z.string(), quantity: z.string(), expected_cost: z.string().nullable() }),
        ),
      }),
    ),
    handle: async ({ db, caller, query }) => {
      const position = z.tuple([z.string().regex(/^\d{1,9}$/)]);
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
      if (after === null) return problem('invalid_cursor');
      const rows = await listOrders(db, {
        companyId: caller.companyId,
        state: query.state,
        before: after === undefined ? undefined : Number(after[0]),
        limit: query.limit + 1,
      });
      const page = cutPage(rows, query.limit, (row) => [String(row.number)]);
      return json({
        items: page.rows.map(({ createdAt, sentAt, lines, ...row }) => ({
          ...row,
          created_at: createdAt,
          sent_at: sentAt,
          lines: lines.map(({ expectedCost, ...line }) => ({ ...line, expected_cost: expectedCost })),
        })),
        next_cursor: page.next_cursor,
      });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orders/:id',
    tag,
    policy: may('order.write'),
    summary: 'One order; lines that were taken out are not in it',
    params: oneOrder,
    answer: order,
    handle: async ({ db, caller, params }) => {
      const found = await orderOf(db, caller.companyId, params.id);
      return found === null ? problem('not_found') : json(orderShown(found));
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orders',
    tag,
    policy: may('order.write'),
    summary:
      "The draft for a supplier in the caller's shop, with what is missing and what the forecast asks for",
    idempotent: true,
    status: 201,
    body: z.object({
      supplier_id: z.union([id, z.null()]).meta({ description: 'Null: nobody knows who sells it' }),
    }),
    answer: order,
    handle: async ({ db, caller, body, now }) =>
      answered(await draftOrder(db, { actor: caller, supplierId: body.supplier_id, now }), 201),
  }),
  route({
    method: 'post',
    path: '/api/v1/orders/:id/lines',
    tag,
    policy: may('order.write'),
    summary: 'Add a product to a draft, or set its quantity where it is in it already',
    idempotent: true,
    params: oneOrder,
    body: z.object({ product_id: id, quantity: positiveDecimal }),
    answer: order,
    handle: async ({ db, caller, params, body, now }) =>
      answered(
        await addOrderLine(db, {
          actor: caller,
          orderId: params.id,
          productId: body.product_id,
          quantity: body.quantity,
          now,
        }),
      ),
  }),
  route({
    method: 'patch',
    path: '/api/v1/orders/:id/lines/:line',
    tag,
    policy: may('order.write'),
    summary: 'How many stock units a line of a draft asks for; zero takes it out',
    idempotent: true,
    params: oneOrder.extend({ line: z.coerce.number().int().min(1).max(100_000) }),
    body: z.object({ quantity: amount }),
    answer: order,
    handle: async ({ db, caller, params, body, now }) =>
      answered(
        await setOrderLine(db, {
          actor: caller,
          orderId: params.id,
          lineNo: params.line,
          quantity: body.quantity,
          now,
        }),
      ),
  }),
  ...steps,
];
