import { inventColumns } from '../blocks/columns.ts';
import { drawAuthorisation, drawContainedVat, drawDecoys, drawTotalsStrip } from '../blocks/foot.ts';
import { drawLetterHead, drawRecipient } from '../blocks/head.ts';
import { drawPages } from '../blocks/pages.ts';
import { inventFootWording } from '../blocks/wording.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, ROBOTO, SANS, SERIF } from './layout.ts';

const LEFT = 28;
const RIGHT = 567;

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const words = inventFootWording(paper);
  const columns = inventColumns(
    paper,
    random.pick([
      ['code', 'description', 'quantity', 'price', 'discount', 'rate', 'amount'],
      ['code', 'quantity', 'description', 'price', 'discount', 'amount', 'rate'],
      ['quantity', 'code', 'description', 'rate', 'price', 'discount', 'amount'],
      ['item', 'code', 'description', 'unit', 'quantity', 'price', 'discount', 'amount'],
    ] as const),
  );
  const grid = random.pick(['columns', 'full', 'none'] as const);
  const titles = random.pick(['shaded', 'ruled'] as const);
  const size = random.pick([7.5, 8, 8.5]);
  const decoys = random.chance(0.3);
  return drawPages(paper, {
    points: 8.5,
    columns,
    look: {
      left: LEFT,
      right: RIGHT,
      face: paper.face,
      boldFace: paper.boldFace,
      size,
      rowHeight: random.pick([13, 15, 17]),
      titles,
      grid,
    },
    head: (pen) => {
      drawLetterHead(pen, paper, { top: 26, left: LEFT, right: RIGHT, height: 108, boxed: true });
      return drawRecipient(pen, paper, { top: 138, left: LEFT, right: RIGHT, boxed: true }) + 6;
    },
    limit: 624,
    foot: (pen) => {
      drawContainedVat(pen, paper, { x: LEFT + 4, y: 640, valueX: LEFT + 260 });
      if (decoys) drawDecoys(pen, paper, { x: 330, y: 640 });
      drawTotalsStrip(pen, paper, words, { left: LEFT, right: RIGHT, top: 678, boxed: true });
      drawAuthorisation(pen, paper, { left: LEFT, right: RIGHT, top: 722, codeSize: 84 });
    },
    carries: random.chance(0.5),
  });
}

/** A4 in boxes: the letter in the middle, the totals in a strip at the foot. */
export const boxed: Layout = {
  name: 'boxed',
  heldOut: false,
  faces: [SANS, ROBOTO, SERIF],
  demand: (random) => ({
    ...ORDINARY,
    goods: GOODS,
    lines: [1, 30],
    printsUnit: random.chance(0.3),
    printsRate: true,
    internalTaxes: 0.2,
  }),
  habits: {},
  codeShare: 0.85,
  draw,
};
