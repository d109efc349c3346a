import { inventColumns } from '../blocks/columns.ts';
import { drawAuthorisation, drawDecoys, drawTotalsColumn } from '../blocks/foot.ts';
import { drawLetterHead, drawRecipient } from '../blocks/head.ts';
import { drawPages } from '../blocks/pages.ts';
import { inventFootWording } from '../blocks/wording.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, SANS } from './layout.ts';

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const words = inventFootWording(paper);
  const price = {
    key: 'price',
    title: random.pick(['P. Lista', 'Precio Lista', 'Lista']),
    share: 11,
  } as const;
  const net = paper.bill.lines.some((line) => line.otherUnitPrice !== undefined);
  const discounts = ['discount1', 'discount2', 'discount3'] as const;
  const columns = inventColumns(
    paper,
    [
      'code',
      { key: 'description', share: 26 },
      ...(random.chance(0.5) ? (['origin', { key: 'dispatch', share: 14 }] as const) : []),
      'quantity',
      price,
      ...discounts,
      ...(net ? (['netPrice'] as const) : []),
      'rate',
      'amount',
    ],
    { keepsEmptyDiscount: true },
  );
  return drawPages(paper, {
    points: 8,
    columns,
    look: {
      left: 22,
      right: 573,
      face: paper.face,
      boldFace: paper.boldFace,
      size: 7,
      rowHeight: 12,
      titles: random.pick(['ruled', 'shaded'] as const),
      grid: random.pick(['none', 'none', 'columns'] as const),
    },
    head: (pen) => {
      drawLetterHead(pen, paper, { top: 24, left: 22, right: 573, height: 106, boxed: random.chance(0.6) });
      return drawRecipient(pen, paper, { top: 134, left: 22, right: 573, boxed: true }) + 6;
    },
    limit: 600,
    foot: (pen) => {
      drawDecoys(pen, paper, { x: 26, y: 622 });
      drawTotalsColumn(pen, paper, words, { labelX: 380, right: 570, top: 606, size: 8 });
      drawAuthorisation(pen, paper, { left: 26, right: 573, top: 744, codeSize: 76 });
    },
    carries: true,
  });
}

/** A distributor's list: list price, up to three discounts in cascade, origin and customs dispatch. */
export const distributorList: Layout = {
  name: 'distributor-list',
  heldOut: false,
  faces: [SANS],
  demand: (random) => ({
    ...ORDINARY,
    goods: GOODS,
    documentTypes: [
      [1, 10],
      [3, 1],
    ],
    lines: [2, 34],
    prices: [
      ['cents', 5],
      ['rounded', 2],
      ['four', 2],
    ],
    discounts: 'cascade',
    discounted: 0.85,
    codes: ['short', 'padded', 'mixed'],
    printsNetPrice: random.chance(0.35),
    upperCase: 0.8,
  }),
  habits: { signs: 0 },
  codeShare: 0.9,
  draw,
};
