import { z } from 'zod';
import { findProduct } from '../../core/catalog/products.ts';
import { forecastProduct } from '../../core/demand/forecasts.ts';
import { priceMoves } from '../../drizzle/queries/listings/history.ts';
import { openAlerts } from '../../drizzle/queries/listings/purchasing.ts';
import { may } from '../http/policy.ts';
import { problem } from '../http/problems.ts';
import { json, type Route, route } from '../http/route.ts';
import { id } from '../http/shapes.ts';

const MOST = 100;
const tag = 'planning';

export const planningRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/v1/products/:id/forecast',
    tag,
    policy: may('stock.read'),
    summary:
      "The expected demand of a product in the caller's shop per open day, with an 80 % band; null before it sold",
    params: z.object({ id }),
    answer: z.object({
      forecast: z
        .object({
          method: z.string(),
          history_days: z.number(),
          made_at: z.string(),
          usual_error_week: z.number().nullable(),
          days: z.array(z.object({ date: z.string(), mean: z.number(), low: z.number(), high: z.number() })),
        })
        .nullable(),
    }),
    handle: async ({ deps, db, caller, params, now }) => {
      const { companyId, locationId } = caller;
      if ((await findProduct(db, companyId, params.id)) === null) return problem('not_found');
      const keepSeconds = deps.settings.cacheTtl;
      const kept = await forecastProduct(db, {
        companyId,
        locationId,
        productId: params.id,
        now,
        keepSeconds,
      });
      if (kept === null) return json({ forecast: null });
      const { forecast, madeAt } = kept;
      return json({
        forecast: {
          method: forecast.method,
          history_days: forecast.history,
          made_at: madeAt.toISOString(),
          usual_error_week: forecast.backtest.totalError ?? null,
          // The quantiles are kept at 2.5, 10, 25, 50, 75, 90 and 97.5 %.
          days: forecast.dates.map((date, day) => ({
            date,
            mean: forecast.means[day] ?? 0,
            low: forecast.quantiles[day]?.[1] ?? 0,
            high: forecast.quantiles[day]?.[5] ?? 0,
          })),
        },
      });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/alerts',
    tag,
    policy: may('alert.read'),
    summary: 'What is the case now and somebody should know',
    answer: z.object({
      items: z.array(
        z.object({
          id,
          kind: z.string(),
          name: z.string(),
          raised_at: z.string(),
          facts: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    handle: async ({ db, caller }) => {
      const alerts = await openAlerts(db, caller.companyId, MOST);
      return json({
        items: alerts.map(({ raisedAt, facts, ...one }) => ({
          ...one,
          name: facts.name,
          raised_at: raisedAt,
          facts: { ...facts },
        })),
      });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/price-moves',
    tag,
    policy: may('price.read_cost'),
    summary: 'Products whose true unit cost moved at their last purchase, newest first',
    answer: z.object({
      items: z.array(
        z.object({
          product_id: id,
          product: z.string(),
          supplier: z.string(),
          at: z.string(),
          before: z.string(),
          now: z.string(),
          percent: z.number(),
        }),
      ),
    }),
    handle: async ({ db, caller }) => {
      const moves = await priceMoves(db, caller.companyId, MOST);
      return json({ items: moves.map(({ productId, ...one }) => ({ ...one, product_id: productId })) });
    },
  }),
];
