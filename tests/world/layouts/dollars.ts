import { inventColumns } from '../blocks/columns.ts';
import { drawFramed } from '../blocks/frame.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { TOOLS } from '../truth/products.ts';
import { type Layout, type Paper, SANS } from './layout.ts';

function draw(paper: Paper): Sheet[] {
  const { random, bill, habits } = paper;
  const columns = inventColumns(paper, [
    'item',
    'code',
    'description',
    'quantity',
    'price',
    'discount',
    'rate',
    'amount',
  ]);
  const sheets = drawFramed(paper, {
    left: 30,
    right: 565,
    columns,
    size: 8,
    rowHeight: 15,
    titles: 'shaded',
    grid: random.pick(['full', 'none'] as const),
    boxed: true,
    totals: 'column',
    decoys: false,
    carries: false,
  });
  const last = sheets.at(-1)!;
  const pesos = Number(bill.truth.header.total) * Number(bill.facts.exchangeRate);
  const notes = [
    'Moneda: Dólar Estadounidense (USD)',
    `Tipo de cambio: ${habits.money(bill.facts.exchangeRate)}`,
    `Equivalente en pesos: $ ${habits.money((Math.round(pesos * 100) / 100).toFixed(2))}`,
  ].map((text, index) => ({
    kind: 'run' as const,
    text,
    face: paper.face,
    size: 8,
    x: 36,
    y: 620 + index * 12,
    width: text.length * 4.1,
    colour: '#111111',
  }));
  return [...sheets.slice(0, -1), { ...last, items: [...last.items, ...notes] }];
}

/** An importer who bills in dollars and says what that is in pesos. */
export const dollars: Layout = {
  name: 'dollars',
  heldOut: false,
  faces: [SANS],
  demand: () => ({
    ...ORDINARY,
    goods: TOOLS,
    documentTypes: [[1, 1]],
    lines: [1, 10],
    currency: 'DOL',
    services: 0,
    zeroRows: 0,
    returns: 0,
    exempt: 0,
    prices: [
      ['cents', 3],
      ['four', 2],
      ['rounded', 1],
    ],
  }),
  habits: { signs: 0 },
  codeShare: 0.95,
  draw,
};
