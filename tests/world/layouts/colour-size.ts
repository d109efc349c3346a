import { inventColumns } from '../blocks/columns.ts';
import { drawFramed } from '../blocks/frame.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { CLOTHES } from '../truth/products.ts';
import { type Layout, type Paper, ROBOTO, SANS } from './layout.ts';

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const columns = inventColumns(
    paper,
    random.pick([
      ['code', 'description', 'colour', 'size', 'quantity', 'price', 'discount', 'amount'],
      ['quantity', 'code', 'colour', 'size', 'description', 'price', 'discount', 'amount'],
      ['code', 'size', 'colour', 'description', 'price', 'quantity', 'discount', 'rate', 'amount'],
    ] as const),
  );
  return drawFramed(paper, {
    left: 28,
    right: 567,
    columns,
    size: 8,
    rowHeight: 15,
    titles: random.pick(['shaded', 'plain'] as const),
    grid: random.pick(['rows', 'none'] as const),
    boxed: random.chance(0.5),
    totals: 'column',
    decoys: random.chance(0.5),
    carries: false,
  });
}

const SIZES = CLOTHES.flatMap((product) => [product, { ...product, price: product.price * 1.1 }]);

/** Clothes: colour and size columns, and sizes that are numbers. */
export const colourSize: Layout = {
  name: 'colour-size',
  heldOut: true,
  faces: [SANS, ROBOTO],
  demand: () => ({
    ...ORDINARY,
    goods: SIZES,
    lines: [2, 16],
    codes: ['short', 'dotted', 'mixed'],
    discounted: 0.5,
  }),
  habits: { quantityDecimals: [0, 0, 2] },
  codeShare: 0.9,
  draw,
};
