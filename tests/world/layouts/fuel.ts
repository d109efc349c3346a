import { inventColumns } from '../blocks/columns.ts';
import { drawAuthorisation } from '../blocks/foot.ts';
import { drawLetterHead, drawRecipient } from '../blocks/head.ts';
import { drawPages } from '../blocks/pages.ts';
import { footFigures, inventFootWording } from '../blocks/wording.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { FUELS } from '../truth/products.ts';
import { type Layout, type Paper, SANS } from './layout.ts';

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const words = inventFootWording(paper);
  const columns = inventColumns(paper, ['code', 'description', 'quantity', 'unit', 'price', 'amount']);
  return drawPages(paper, {
    points: 8.5,
    columns,
    look: {
      left: 30,
      right: 565,
      face: paper.face,
      boldFace: paper.boldFace,
      size: 8.5,
      rowHeight: 16,
      titles: random.pick(['ruled', 'shaded'] as const),
      grid: 'none',
    },
    head: (pen) => {
      drawLetterHead(pen, paper, { top: 26, left: 30, right: 565, height: 108, boxed: true });
      return drawRecipient(pen, paper, { top: 140, left: 30, right: 565, boxed: false }) + 6;
    },
    limit: 480,
    foot: (pen) => {
      const figures = footFigures(paper, words);
      let y = 500;
      pen.rule(30, y, 565, y);
      for (const figure of figures.filter(({ role }) => role === 'part')) {
        y += 14;
        pen.text(36, y, figure.label, { size: 8.5 });
        pen.text(300, y, figure.value, { size: 8.5, align: 'right' });
      }
      // The total stands under its label in a box of its own.
      const total = figures.at(-1)!;
      pen.box(400, 516, 160, 44);
      pen.text(480, 532, total.label.replace(/:$/, ''), { face: paper.boldFace, size: 10, align: 'centre' });
      pen.text(480, 551, total.value, { face: paper.boldFace, size: 13, align: 'centre' });
      drawAuthorisation(pen, paper, { left: 36, right: 560, top: Math.max(y + 30, 640), codeSize: 90 });
    },
  });
}

/** Fuel: several internal taxes at the foot, prices with three decimals, the total under its label. */
export const fuel: Layout = {
  name: 'fuel',
  heldOut: false,
  faces: [SANS],
  demand: () => ({
    ...ORDINARY,
    goods: FUELS,
    documentTypes: [[1, 1]],
    lines: [1, 3],
    printsUnit: true,
    printsRate: false,
    internalTaxes: 0.95,
    perceptions: 0.5,
    discounts: 'none',
    services: 0,
    zeroRows: 0,
    returns: 0,
    exempt: 0,
    footAdjustments: 0,
    prices: [
      ['three', 3],
      ['four', 2],
      ['rounded', 2],
    ],
  }),
  habits: {},
  codeShare: 0.9,
  draw,
};
