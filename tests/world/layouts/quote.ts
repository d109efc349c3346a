import { inventColumns } from '../blocks/columns.ts';
import { drawFramed } from '../blocks/frame.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, ROBOTO, SANS } from './layout.ts';

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  return drawFramed(paper, {
    left: 36,
    right: 559,
    columns: inventColumns(paper, ['quantity', 'description', 'price', 'amount']),
    size: 9,
    rowHeight: 18,
    titles: random.pick(['inverse', 'ruled'] as const),
    grid: random.pick(['full', 'none'] as const),
    boxed: random.chance(0.5),
    totals: 'column',
    decoys: false,
    carries: false,
  });
}

/** Presupuesto, letter X: looks like an invoice and moves nothing. */
export const quote: Layout = {
  name: 'quote',
  heldOut: false,
  faces: [SANS, ROBOTO],
  demand: () => ({
    ...ORDINARY,
    goods: GOODS,
    documentTypes: [[0, 1]],
    lines: [1, 14],
    codes: ['none'],
    discounts: 'none',
    printsRate: false,
    zeroRows: 0,
    returns: 0,
    containedVat: 0,
    authorised: 0,
  }),
  habits: { signs: 0.4 },
  codeShare: 0,
  draw,
};
