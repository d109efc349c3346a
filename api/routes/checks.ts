import { z } from 'zod';
import { forecastSequence } from '../../core/forecast/sequence.ts';
import type { Actor } from '../../core/people/actor.ts';
import { mayDo } from '../../core/people/roles.ts';
import { type SelfTest, testReading } from '../../core/reading/self-test/self-test.ts';
import { isReadingWell } from '../../core/system/signs.ts';
import { inventoryTotals } from '../../drizzle/queries/inventory.ts';
import { queueDepths } from '../../drizzle/queries/queues.ts';
import type { ApiDeps } from '../deps.ts';
import { companyOfCaller } from '../http/company.ts';
import { MONITORED } from '../http/policy.ts';
import { json, type Route, route } from '../http/route.ts';
import { asInstant, text } from '../http/shapes.ts';
import { currentHealth, healthShape } from './health.ts';

/** Reading a page takes seconds and two cores: whoever asks meanwhile gets the same reading. */
const running = new WeakMap<ApiDeps, Promise<SelfTest>>();

function oneReadingAtATime(deps: ApiDeps): Promise<SelfTest> {
  const known = running.get(deps);
  if (known !== undefined) return known;
  const test = testReading(deps.reader).finally(() => running.delete(deps));
  running.set(deps, test);
  return test;
}

const demand = z.number().finite().min(0).max(1e9);
const HORIZON = 7;

const period = z.object({ mean: z.number(), low: z.number(), median: z.number(), high: z.number() });

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** A forecast as JSON says it: 10 %, 50 % and 90 % quantiles, four decimals. */
function forecastOf(sales: readonly number[], horizon: number) {
  const { method, periods } = forecastSequence(sales, horizon);
  return {
    method,
    forecast: periods.map(({ mean, low, median, high }) => ({
      mean: rounded(mean),
      low: rounded(low),
      median: rounded(median),
      high: rounded(high),
    })),
  };
}

const readingChecks: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/ocr/health',
    tag: 'checks',
    policy: MONITORED,
    summary: 'Whether the reading processes work and how busy they are',
    answer: z.object({
      status: z.enum(['healthy', 'degraded']),
      workers: z.int(),
      busy: z.int(),
      waiting: z.int(),
    }),
    handle: ({ deps }) => {
      const { failuresInARow: _, ...state } = deps.reader.state();
      return json({ status: isReadingWell(deps.reader) ? 'healthy' : 'degraded', ...state });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/ocr/test',
    tag: 'checks',
    policy: MONITORED,
    summary: 'Really read a bundled invoice and compare with its print; 503 when anything differs',
    costly: true,
    body: z.object({ test: z.literal(true) }),
    answer: z.object({
      result: z.enum(['success', 'failure']),
      certified: z.boolean(),
      lines: z.int(),
      compared: z.int(),
      differences: z.array(z.object({ field: z.string(), printed: z.string(), read: z.string() })),
      ms: z.int(),
    }),
    handle: async ({ deps }) => {
      const test = await oneReadingAtATime(deps);
      const isRight = test.differences.length === 0;
      return json(
        {
          result: isRight ? 'success' : 'failure',
          ...test,
          differences: [...test.differences],
        },
        isRight ? 200 : 503,
      );
    },
  }),
];

const forecastChecks: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/predictions/health',
    tag: 'checks',
    policy: MONITORED,
    summary: 'Whether the forecast computes',
    answer: z.object({ status: z.enum(['healthy', 'degraded']), method: z.string() }),
    handle: () => {
      const { method, periods } = forecastSequence([4, 6, 5, 7, 5, 6], 1);
      const mean = periods[0]?.mean ?? Number.NaN;
      return json({ status: mean > 4 && mean < 7 ? 'healthy' : 'degraded', method });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/predictions/test',
    tag: 'checks',
    policy: MONITORED,
    summary: 'Forecast the next period of a bare sequence',
    body: z.object({ test_data: z.array(demand).max(2_000) }),
    answer: z.object({ prediction: z.number(), low: z.number(), high: z.number(), method: z.string() }),
    handle: ({ body }) => {
      const { method, forecast } = forecastOf(body.test_data, 1);
      const [next] = forecast;
      return json({ prediction: next!.mean, low: next!.low, high: next!.high, method });
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/predictions/demand',
    tag: 'checks',
    policy: MONITORED,
    summary: 'Forecast the demand of products from their sales per period, oldest first',
    body: z.object({
      products: z
        .array(z.object({ id: z.union([z.int(), text(64)]), sales: z.array(demand).max(2_000) }))
        .max(100),
      horizon: z.int().min(1).max(90).default(HORIZON),
    }),
    answer: z.object({
      predictions: z.array(
        z.object({ id: z.union([z.int(), z.string()]), method: z.string(), forecast: z.array(period) }),
      ),
    }),
    handle: ({ body }) =>
      json({
        predictions: body.products.map(({ id, sales }) => ({ id, ...forecastOf(sales, body.horizon) })),
      }),
  }),
];

const totalsShape = z.object({
  total_products: z.int(),
  active_products: z.int(),
  products_with_stock: z.int(),
  products_below_zero: z.int(),
  stock_value: z.string().nullable().meta({ description: 'At average cost' }),
  currency: z.literal('ARS'),
  suppliers: z.int(),
  invoices_waiting: z.int(),
  movements_last_24h: z.int(),
  at: z.string(),
});

async function totalsFor(
  caller: Actor | null,
  db: ApiDeps['db'],
  now: Date,
): Promise<z.input<typeof totalsShape>> {
  const totals = await inventoryTotals(db, await companyOfCaller(db, caller), now);
  return {
    total_products: totals.products,
    active_products: totals.activeProducts,
    products_with_stock: totals.withStock,
    products_below_zero: totals.belowZero,
    stock_value: caller === null || mayDo(caller.role, 'price.read_cost') ? totals.value : null,
    currency: 'ARS',
    suppliers: totals.suppliers,
    invoices_waiting: totals.invoicesWaiting,
    movements_last_24h: totals.movementsLastDay,
    at: asInstant(now),
  };
}

const stateChecks: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/inventory/stats',
    tag: 'checks',
    policy: MONITORED,
    summary: 'The stock in a few numbers',
    answer: totalsShape,
    handle: async ({ db, caller, now }) => json(await totalsFor(caller, db, now)),
  }),
  route({
    method: 'get',
    path: '/api/dashboard/status',
    tag: 'checks',
    policy: MONITORED,
    summary: 'Health, queues and stock together',
    answer: z.object({
      status: z.enum(['healthy', 'degraded', 'unhealthy']),
      parts: healthShape.omit({ status: true }),
      queues: z.record(
        z.string(),
        z.object({ waiting: z.int(), given_up: z.int(), oldest_seconds: z.number() }),
      ),
      inventory: totalsShape,
    }),
    handle: async ({ deps, db, caller, now }) => {
      const { status, parts } = await currentHealth(deps);
      const depths = await queueDepths(db);
      return json({
        status,
        parts,
        queues: Object.fromEntries(
          depths.map(({ queue, waiting, givenUp, oldestSeconds }) => [
            queue,
            { waiting, given_up: givenUp, oldest_seconds: Math.round(oldestSeconds) },
          ]),
        ),
        inventory: await totalsFor(caller, db, now),
      });
    },
  }),
];

export const checkRoutes: readonly Route[] = [...readingChecks, ...forecastChecks, ...stateChecks];
