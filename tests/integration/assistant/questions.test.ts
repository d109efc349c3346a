import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestion } from '../../../core/assistant/answer.ts';
import { type Assistant, decideConsent } from '../../../core/assistant/assistant.ts';
import type { Product } from '../../../core/catalog/products.ts';
import { postReceipt } from '../../../core/stock/post-receipt.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  aDocument,
  aDraft,
  aLine,
  aMatch,
  aProduct,
  aShop,
  NOON,
  OTHER_SUPPLIER_CUIT,
  type Shop,
  SUPPLIER_CUIT,
} from '../../support/factories.ts';
import { assistantOn } from '../../support/model/assistant.ts';
import { LoopbackModel } from '../../support/model/server.ts';

/** Name, units of the first and the second delivery, unit cost of each. */
const GOODS = [
  ['Yerba Playadito', '10', '12', '100', '120'],
  ['Fideos Matarazzo', '20', '24', '50', '55'],
  ['Azúcar Ledesma', '30', '36', '80', '84'],
  ['Arroz Gallo', '40', '48', '90', '108'],
  ['Aceite Natura', '15', '18', '200', '260'],
  ['Harina Pureza', '25', '30', '60', '63'],
  ['Galletitas Oreo', '35', '42', '70', '77'],
  ['Cerveza Quilmes', '45', '54', '150', '180'],
  ['Jabón Ala', '12', '14', '110', '121'],
  ['Leche Serenísima', '22', '26', '130', '143'],
] as const;

const SUPPLIERS = [
  { cuit: SUPPLIER_CUIT, name: 'GOLOSINAS CAÑADA', goods: GOODS.slice(0, 5) },
  { cuit: OTHER_SUPPLIER_CUIT, name: 'DISTRIBUIDORA SUR', goods: GOODS.slice(5) },
];

type Facts = readonly (readonly Record<string, unknown>[])[];
interface Question {
  readonly asked: string;
  readonly tool: string;
  readonly arguments: unknown;
  /** Picks the figure out of the tool's result, as a model would. */
  readonly tell: (result: never) => string;
  readonly known: string;
}

const units = ([, first, second]: (typeof GOODS)[number]) => Number(first) + Number(second);
const mean = (good: (typeof GOODS)[number]) => {
  const [, first, second, before, now] = good;
  return ((Number(first) * Number(before) + Number(second) * Number(now)) / units(good)).toFixed(2);
};
const spent = (goods: readonly (typeof GOODS)[number][]) =>
  goods
    .reduce(
      (sum, [, a, b, before, now]) => sum + (Number(a) * Number(before) + Number(b) * Number(now)) * 1.21,
      0,
    )
    .toFixed(2);
const rise = ([, , , before, now]: (typeof GOODS)[number]) =>
  String(Math.round(((Number(now) - Number(before)) / Number(before)) * 1000) / 10);

const named = (name: string) => (rows: readonly Record<string, unknown>[]) =>
  rows.find((row) => row.producto === name);
const periodOf = (proveedor: string | null) => ({ dias: 30, proveedor });

const QUESTIONS: readonly Question[] = [
  ...GOODS.map(
    (good): Question => ({
      asked: `¿cómo venimos de ${good[0]}?`,
      tool: 'stock',
      arguments: { palabras: good[0] },
      tell: (rows) => `Hay ${named(good[0])(rows)?.cantidad}.`,
      known: `Hay ${units(good)}.`,
    }),
  ),
  ...GOODS.map(
    (good): Question => ({
      asked: `¿a cuánto tengo en promedio ${good[0]}?`,
      tool: 'costo_promedio',
      arguments: { palabras: good[0] },
      tell: (rows) => `A $ ${named(good[0])(rows)?.costo}.`,
      known: `A $ ${mean(good)}.`,
    }),
  ),
  ...GOODS.map(
    (good): Question => ({
      asked: `¿cuánto aumentó ${good[0]} este mes?`,
      tool: 'aumentos',
      arguments: periodOf(null),
      tell: ({ cambios }: { cambios: readonly Record<string, unknown>[] }) =>
        `Aumentó ${named(good[0])(cambios)?.porcentaje} %.`,
      known: `Aumentó ${rise(good)} %.`,
    }),
  ),
  ...SUPPLIERS.flatMap(({ name, goods }): Question[] => [
    {
      asked: `¿cuánto le compré a ${name}?`,
      tool: 'compras',
      arguments: periodOf(name.toLowerCase()),
      tell: ({ proveedores: [one] }: { proveedores: Facts[number] }) => `Le compraste $ ${one?.total}.`,
      known: `Le compraste $ ${spent(goods)}.`,
    },
    {
      asked: `¿cuántas facturas trajo ${name}?`,
      tool: 'compras',
      arguments: periodOf(name),
      tell: ({ proveedores: [one] }: { proveedores: Facts[number] }) => `Trajo ${one?.comprobantes}.`,
      known: 'Trajo 2.',
    },
    {
      asked: `¿qué fue lo que más aumentó de ${name}?`,
      tool: 'aumentos',
      arguments: periodOf(name),
      tell: ({ cambios: [one] }: { cambios: Facts[number] }) => `${one?.producto}: ${one?.porcentaje} %.`,
      known: `${goods.toSorted((a, b) => Number(rise(b)) - Number(rise(a)))[0]![0]}: ${rise(goods.toSorted((a, b) => Number(rise(b)) - Number(rise(a)))[0]!)} %.`,
    },
  ]),
  {
    asked: '¿qué proveedor me aumentó más este mes?',
    tool: 'aumentos',
    arguments: periodOf(null),
    tell: ({ cambios: [one] }: { cambios: Facts[number] }) => `${one?.proveedor}, ${one?.porcentaje} %.`,
    known: 'GOLOSINAS CAÑADA, 30 %.',
  },
  {
    asked: '¿a quién le compré más?',
    tool: 'compras',
    arguments: periodOf(null),
    tell: ({ proveedores: [one] }: { proveedores: Facts[number] }) => `A ${one?.proveedor}.`,
    known: `A ${Number(spent(SUPPLIERS[0]!.goods)) > Number(spent(SUPPLIERS[1]!.goods)) ? 'GOLOSINAS CAÑADA' : 'DISTRIBUIDORA SUR'}.`,
  },
  {
    asked: '¿qué me conviene pedir hoy?',
    tool: 'que_pedir',
    arguments: {},
    tell: (groups: Facts) => (groups.length === 0 ? 'No hace falta pedir nada.' : 'Hay que pedir.'),
    known: 'No hace falta pedir nada.',
  },
  {
    asked: '¿qué tengo anotado que falta?',
    tool: 'faltantes',
    arguments: {},
    tell: (rows: Facts) => (rows.length === 0 ? 'No hay faltantes.' : 'Hay faltantes.'),
    known: 'No hay faltantes.',
  },
];

describe('questions about a shop whose answers are known', () => {
  let database: TestDatabase;
  let model: LoopbackModel;
  let assistant: Assistant;
  let shop: Shop;
  beforeAll(async () => {
    database = await openTestDatabase();
    model = await LoopbackModel.start();
    const { db } = database;
    shop = await aShop(db);
    assistant = assistantOn(model, { clock: { now: () => new Date(NOON.getTime() + 60_000) } });
    await decideConsent(db, assistant, { actor: shop.owner, agrees: true });
    const products = new Map<string, Product>();
    for (const [name] of GOODS) products.set(name, await aProduct(db, shop.owner, name));
    for (const { cuit, name, goods } of SUPPLIERS)
      for (const delivery of [0, 1] as const) {
        const lines = goods.map((good, i) =>
          aLine(i + 1, {
            quantity: good[1 + delivery]!,
            unitPrice: good[3 + delivery]!,
            description: good[0],
          }),
        );
        const documentId = await aDocument(db, {
          uploader: shop.staff,
          draft: aDraft({ lines, header: { issuerCuit: cuit, issuerName: name } }),
          matches: goods.map(([product], i) => aMatch(i + 1, products.get(product)!)),
        });
        const posted = await postReceipt(db, {
          documentId,
          actor: shop.staff,
          acceptDifference: false,
          now: NOON,
        });
        if (!posted.ok) throw new Error(posted.error.code);
      }
  });
  afterAll(async () => {
    await model.close();
    await database.close();
  });

  const ask = (question: Question, say: (result: never) => string) => {
    model.script = ({ results }) =>
      results.length === 0
        ? { calls: [{ name: question.tool, arguments: question.arguments }] }
        : { text: say(results[0] as never) };
    return answerQuestion(database.db, assistant, { actor: shop.owner, text: question.asked });
  };

  it('When there are questions, then there are forty at least', () => {
    expect(new Set(QUESTIONS.map(({ asked }) => asked)).size).toBeGreaterThanOrEqual(40);
  });

  it.each(QUESTIONS.map((question) => [question.asked, question] as const))(
    'When it is asked "%s", then the answer is known',
    async (_, question) => {
      const answered = await ask(question, question.tell);
      expect(answered).toMatchObject({ ok: true, value: { text: question.known } });
    },
  );

  it.each(QUESTIONS.slice(0, 30).map((question) => [question.asked, question] as const))(
    'When the model adds one to the figure of "%s", then it is refused',
    async (_, question) => {
      const bent = (result: never): string =>
        question.tell(result).replace(/\d[\d.]*\d|\d/, (figure) => `${Number(figure) + 0.37}`);
      expect(await ask(question, bent)).toEqual({ ok: false, error: 'unfounded' });
    },
  );

  it('When staff asks about costs, then the tool is not offered and does not run', async () => {
    let offered: readonly string[] = [];
    model.script = ({ results, tools }) => {
      offered = tools;
      return results.length === 0
        ? { calls: [{ name: 'costo_promedio', arguments: { palabras: 'yerba' } }] }
        : { text: JSON.stringify(results) };
    };
    const answered = await answerQuestion(database.db, assistant, { actor: shop.staff, text: '¿costo?' });
    expect(offered).not.toContain('costo_promedio');
    expect(answered).toEqual({ ok: false, error: 'unfounded' });
  });
});
