import { z } from 'zod';
import { mayDo } from '../../core/people/roles.ts';
import { type OperationFailure, recordOperation } from '../../core/stock/operations.ts';
import { listMovements } from '../../drizzle/queries/listings/history.ts';
import { cutPage, decodeCursor, pageOf, pageQuery } from '../http/paging.ts';
import { may } from '../http/policy.ts';
import { type Problem, problem } from '../http/problems.ts';
import { json, type Route, route } from '../http/route.ts';
import { decimal, id, instant, text } from '../http/shapes.ts';

const SOURCES = [
  'receipt',
  'reversal',
  'opening',
  'exit',
  'entry',
  'sale',
  'waste',
  'count',
  'transfer',
] as const;

const movement = z
  .object({
    seq: z.int(),
    at: z.string(),
    product_id: id,
    sku: z.string(),
    product: z.string(),
    unit: z.string(),
    quantity: z.string(),
    unit_cost: z.string().nullable(),
    from: z.string(),
    from_kind: z.string(),
    to: z.string(),
    to_kind: z.string(),
    source: z.enum(SOURCES),
    reason: z.string().nullable(),
    by: z.string(),
  })
  .meta({ id: 'Movement' });

function refusal(failure: OperationFailure): Problem {
  switch (failure.code) {
    case 'revoked':
      return problem('session_over');
    case 'forbidden':
    case 'needs_approval':
    case 'unknown_location':
    case 'unknown_product':
    case 'insufficient_stock':
      return problem(failure.code, 'line' in failure ? { line: failure.line } : {});
    case 'key_reused':
      return problem('idempotency_key_reused');
    default:
      return problem('invalid_request', {
        errors: [{ path: 'line' in failure ? `body.items.${failure.line}` : 'body', message: failure.code }],
      });
  }
}

const tag = 'movements';

export const movementRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/movements',
    tag,
    policy: may('stock.read'),
    summary: 'Movements of goods, newest first',
    query: z.object({
      ...pageQuery,
      product_id: id.optional(),
      source: z.enum(SOURCES).optional(),
      from: instant.optional(),
      to: instant.optional(),
    }),
    answer: pageOf(movement),
    handle: async ({ db, caller, query }) => {
      const position = z.tuple([z.string().regex(/^\d{1,15}$/)]);
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
      if (after === null) return problem('invalid_cursor');
      const rows = await listMovements(db, {
        companyId: caller.companyId,
        productId: query.product_id,
        source: query.source,
        from: query.from,
        to: query.to,
        before: after === undefined ? undefined : Number(after[0]),
        limit: query.limit + 1,
      });
      const page = cutPage(rows, query.limit, (row) => [String(row.seq)]);
      return json({
        items: page.rows.map(({ productId, unitCost, fromKind, toKind, ...row }) => ({
          ...row,
          product_id: productId,
          unit_cost: mayDo(caller.role, 'price.read_cost') ? unitCost : null,
          from_kind: fromKind,
          to_kind: toKind,
        })),
        next_cursor: page.next_cursor,
      });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/movements',
    tag,
    policy: may('stock.move'),
    summary: 'Bring goods in, take them out, sell, write off, or correct what there is: all lines or none',
    idempotent: true,
    status: 201,
    body: z.object({
      kind: z.enum(['entry', 'exit', 'sale', 'waste', 'correction']),
      items: z
        .array(z.object({ product_id: id, quantity: decimal, unit_cost: decimal.optional() }))
        .min(1)
        .max(500),
      location_id: id.optional().meta({ description: "A shop or depot; the caller's own where omitted" }),
      reason: text(300).optional(),
    }),
    answer: z.object({
      operation_id: z.string(),
      kind: z.string(),
      location: z.string(),
      recorded_at: z.string(),
      lines: z.array(
        z.object({ product_id: id, product: z.string(), quantity: decimal, before: decimal, after: decimal }),
      ),
    }),
    handle: async ({ db, caller, body, now, operationId }) => {
      const recorded = await recordOperation(db, {
        actor: caller,
        key: `http:${operationId}`,
        kind: body.kind,
        items: body.items.map((item) => ({
          productId: item.product_id,
          quantity: item.quantity,
          unitCost: item.unit_cost,
        })),
        locationId: body.location_id,
        reason: body.reason,
        now,
      });
      if (!recorded.ok) return refusal(recorded.error);
      const { value } = recorded;
      return json(
        {
          operation_id: value.operationId,
          kind: value.kind,
          location: value.locationName,
          recorded_at: value.recordedAt.toISOString(),
          lines: value.lines.map((line) => ({
            product_id: line.productId,
            product: line.name,
            quantity: line.quantity,
            before: line.before,
            after: line.after,
          })),
        },
        201,
      );
    },
  }),
];
