import type { ChatCompletionTool } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { Db } from '../../drizzle/client.ts';
import { storedForecasts } from '../../drizzle/queries/forecasts.ts';
import { costsPaid, purchasesBySupplier } from '../../drizzle/queries/purchase-answers.ts';
import { coverOf, dailyMean, type ProductForecast } from '../forecast/product-forecast.ts';
import type { Actor } from '../people/actor.ts';
import { type Action, mayDo } from '../people/roles.ts';
import { dayOf } from '../platform/clock.ts';
import { dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { missingList } from '../purchasing/missing-list.ts';
import { suggestOrders } from '../purchasing/suggestion.ts';
import { type StockLevel, searchStock } from '../stock/stock-levels.ts';

/** Where a figure comes from, as people are told. */
export type Source = 'stock' | 'purchases' | 'costs' | 'orders' | 'missing' | 'forecast';

interface Tool {
  readonly source: Source;
  readonly needs: Action;
  readonly description: string;
  readonly parameters: z.ZodType;
  run(db: Db, actor: Actor, now: Date, parameters: unknown): Promise<unknown>;
}

const DAY_MS = 86_400_000;
const ROWS = 12;
const HALF_A_DAY = 0.5;

const words = z.strictObject({ palabras: z.string().min(1).max(60) });
const period = z.strictObject({
  dias: z.number().int().min(1).max(366),
  proveedor: z.string().max(60).nullable(),
});
const nothing = z.strictObject({});

const since = (now: Date, days: number) => ({ from: new Date(now.getTime() - days * DAY_MS), to: now });
/** A phrase, not a figure: the model chose the number, so it proves nothing. */
const inWords = (days: number): string => (days === 1 ? 'último día' : `últimos ${days} días`);
const isNamed = (name: string, wanted: string | null): boolean =>
  wanted === null || fold(name).includes(fold(wanted));

function define<T>(
  tool: Omit<Tool, 'parameters' | 'run'> & {
    readonly parameters: z.ZodType<T>;
    run(db: Db, actor: Actor, now: Date, parameters: T): Promise<unknown>;
  },
): Tool {
  return {
    ...tool,
    run: (db, actor, now, parameters) => tool.run(db, actor, now, tool.parameters.parse(parameters)),
  };
}

/** Everything that the model may look at. No tool writes; each sees only the company of whoever asks. */
export const TOOLS: Readonly<Record<string, Tool>> = {
  stock: define({
    source: 'stock',
    needs: 'stock.read',
    description: 'Cuánto hay de los productos que se llaman así.',
    parameters: words,
    run: async (db, { companyId }, _now, { palabras }) =>
      (await searchStock(db, { companyId, words: palabras, limit: ROWS })).map(({ name, unit, total }) => ({
        producto: name,
        unidad: unit,
        cantidad: total,
      })),
  }),
  costo_promedio: define({
    source: 'costs',
    needs: 'price.read_cost',
    description: 'Costo promedio por unidad de los productos que se llaman así.',
    parameters: words,
    run: async (db, { companyId }, _now, { palabras }) =>
      (await searchStock(db, { companyId, words: palabras, limit: ROWS })).map(({ name, averageCost }) => ({
        producto: name,
        costo: averageCost === null ? null : dec(averageCost).toFixed(2),
      })),
  }),
  compras: define({
    source: 'purchases',
    needs: 'price.read_cost',
    description: 'Total comprado a cada proveedor en los últimos días, o a uno.',
    parameters: period,
    run: async (db, { companyId }, now, { dias, proveedor }) => ({
      periodo: inWords(dias),
      proveedores: (await purchasesBySupplier(db, { companyId, ...since(now, dias) }))
        .filter(({ supplier }) => isNamed(supplier, proveedor))
        .slice(0, ROWS)
        .map(({ supplier, papers, total }) => ({ proveedor: supplier, comprobantes: papers, total })),
    }),
  }),
  aumentos: define({
    source: 'costs',
    needs: 'price.read_cost',
    description:
      'Cuánto cambió el costo de cada producto en los últimos días, por proveedor, en porcentaje; los mayores primero.',
    parameters: period,
    run: async (db, { companyId }, now, { dias, proveedor }) => ({
      periodo: inWords(dias),
      cambios: changes(await costsPaid(db, { companyId, ...since(now, dias) }))
        .filter((change) => isNamed(change.proveedor, proveedor))
        .slice(0, ROWS),
    }),
  }),
  que_pedir: define({
    source: 'orders',
    needs: 'order.write',
    description: 'Qué conviene pedir hoy a cada proveedor.',
    parameters: nothing,
    run: async (db, { companyId, locationId }, now) =>
      (await suggestOrders(db, { companyId, locationId, now })).slice(0, ROWS).map(({ supplier, lines }) => ({
        proveedor: supplier?.name ?? null,
        productos: lines.slice(0, ROWS).map(({ name, quantity }) => ({ producto: name, cantidad: quantity })),
      })),
  }),
  pronostico: define({
    source: 'forecast',
    needs: 'stock.read',
    description:
      'Para cuántos días alcanza el stock de los productos que se llaman así y cuánto sale por día.',
    parameters: words,
    run: async (db, { companyId, locationId }, now, { palabras }) => {
      const levels = await searchStock(db, { companyId, words: palabras, limit: ROWS });
      const productIds = levels.map(({ productId }) => productId);
      const forecasts = await storedForecasts(db, { companyId, locationId, productIds });
      return levels.flatMap((level) => {
        const known = forecasts.find(({ productId }) => productId === level.productId);
        return known === undefined ? [] : [outlook(level, locationId, known.forecast, dayOf(now))];
      });
    },
  }),
  faltantes: define({
    source: 'missing',
    needs: 'missing.write',
    description: 'Lo que está anotado como faltante.',
    parameters: nothing,
    run: async (db, { companyId, locationId }) =>
      (await missingList(db, { companyId, locationId })).flatMap(({ items }) =>
        items.slice(0, ROWS).map(({ name }) => ({ producto: name })),
      ),
  }),
};

function outlook(level: StockLevel, locationId: string, forecast: ProductForecast, today: string) {
  const here = level.places.find((place) => place.locationId === locationId)?.quantity ?? '0';
  const { days } = coverOf(forecast, { stock: Number(here), today, restOfToday: HALF_A_DAY });
  return {
    producto: level.name,
    alcanza_dias: days,
    sale_por_dia: Math.round(dailyMean(forecast, today) * 10) / 10,
  };
}

/** First against last cost of each product at each supplier, biggest rise first. */
function changes(costs: Awaited<ReturnType<typeof costsPaid>>) {
  const spans = new Map<string, { first: (typeof costs)[number]; last: (typeof costs)[number] }>();
  for (const cost of costs) {
    const key = `${cost.productId}:${cost.supplier}`;
    spans.set(key, { first: spans.get(key)?.first ?? cost, last: cost });
  }
  return [...spans.values()]
    .filter(
      ({ first, last }) =>
        first !== last && dec(first.unitCost).isPositive() && !dec(first.unitCost).isZero(),
    )
    .map(({ first, last }) => ({
      producto: last.product,
      proveedor: last.supplier,
      antes: dec(first.unitCost).toFixed(2),
      ahora: dec(last.unitCost).toFixed(2),
      porcentaje: plain(
        dec(last.unitCost).minus(first.unitCost).div(first.unitCost).times(100).toDecimalPlaces(1),
      ),
    }))
    .sort((a, b) => dec(b.porcentaje).cmp(a.porcentaje));
}

/** The tools that somebody may use, as the model is told. */
export const toolsFor = ({ role }: Pick<Actor, 'role'>): readonly ChatCompletionTool[] =>
  Object.entries(TOOLS)
    .filter(([, { needs }]) => mayDo(role, needs))
    .map(([name, { description, parameters }]) => {
      const { $schema: _, ...schema } = z.toJSONSchema(parameters);
      return { type: 'function', function: { name, description, parameters: schema, strict: true } };
    });
