import { type ColumnKey, inventColumns } from '../blocks/columns.ts';
import { drawFramed } from '../blocks/frame.ts';
import type { Sheet } from '../paper/sheet.ts';
import type { Column } from '../paper/table.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, MONO, type Paper, ROBOTO, SANS, SERIF } from './layout.ts';

/** Any order that people have printed: the amount is not always last, the quantity not always early. */
function columnOrder(paper: Paper): ColumnKey[] {
  const { random } = paper;
  const early = random.shuffle<ColumnKey>(['code', 'description', 'quantity']);
  const extras: ColumnKey[] = random.chance(0.3) ? ['unitsPerPack'] : [];
  const money = random.pick<ColumnKey[]>([
    ['price', 'discount', 'amount'],
    ['price', 'discount', 'rate', 'amount'],
    ['rate', 'price', 'discount', 'amount'],
    ['price', 'discount', 'amount', 'rate'],
    ['discount', 'price', 'amount'],
  ]);
  return [...(random.chance(0.2) ? (['item'] as const) : []), ...early, ...extras, ...money];
}

/** Some systems leave the code so little room that it takes two lines. */
function columnsOf(paper: Paper): Column[] {
  const { random } = paper;
  const narrow = random.chance(0.15);
  const keys = columnOrder(paper).map((key) => (narrow && key === 'code' ? { key, share: 6 } : key));
  const columns = inventColumns(paper, keys, { keepsEmptyDiscount: random.chance(0.3) });
  return columns.map((column) =>
    column.share === 6 && column.align === 'left' ? { ...column, wraps: true, continues: false } : column,
  );
}

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const margin = random.int(20, 44);
  return drawFramed(paper, {
    left: margin,
    right: 595 - margin,
    columns: columnsOf(paper),
    size: random.pick([7, 7.5, 8, 8.5]),
    rowHeight: random.pick([12, 14, 16, 20]),
    titles: random.pick(['plain', 'shaded', 'ruled', 'inverse'] as const),
    grid: random.pick(['none', 'full', 'columns', 'rows', 'zebra'] as const),
    boxed: random.chance(0.5),
    totals: random.pick(['strip', 'column', 'column-right'] as const),
    decoys: random.chance(0.4),
    carries: random.chance(0.3),
    tint: random.pick(['#2a6298', '#444444', '#0f6b5c']),
  });
}

/** Columns in any order, with and without a grid, in any face. */
export const shuffled: Layout = {
  name: 'shuffled',
  heldOut: false,
  faces: [SANS, ROBOTO, SERIF, MONO],
  demand: (random) => ({
    ...ORDINARY,
    goods: GOODS,
    lines: [1, 22],
    printsRate: random.chance(0.6),
    zeroRows: 0.12,
    services: 0.25,
    prices: [
      ['cents', 5],
      ['rounded', 4],
      ['four', 1],
      ['three', 1],
      ['whole', 1],
    ],
  }),
  habits: {},
  codeShare: 0.85,
  draw,
};
