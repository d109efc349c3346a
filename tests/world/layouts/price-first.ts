import { inventColumns } from '../blocks/columns.ts';
import { drawFramed } from '../blocks/frame.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, ROBOTO, SANS } from './layout.ts';

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const columns = inventColumns(
    paper,
    random.pick([
      ['code', 'description', 'price', 'quantity', 'discount', 'amount'],
      ['description', 'price', 'discount', 'quantity', 'amount', 'rate'],
      ['amount', 'description', 'price', 'quantity', 'discount'],
    ] as const),
  );
  return drawFramed(paper, {
    left: 34,
    right: 561,
    columns,
    size: 8.2,
    rowHeight: random.pick([15, 18]),
    titles: random.pick(['inverse', 'plain'] as const),
    grid: random.pick(['zebra', 'rows', 'none'] as const),
    boxed: false,
    totals: random.pick(['column', 'column-right'] as const),
    decoys: random.chance(0.4),
    carries: false,
    tint: '#6b2f2f',
  });
}

/** The quantity stands after the price. */
export const priceFirst: Layout = {
  name: 'price-first',
  heldOut: true,
  faces: [ROBOTO, SANS],
  demand: () => ({
    ...ORDINARY,
    goods: GOODS,
    lines: [1, 18],
    documentTypes: [
      [1, 4],
      [6, 4],
      [11, 2],
    ],
  }),
  habits: {},
  codeShare: 0.85,
  draw,
};
