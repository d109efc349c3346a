import { inventColumns } from '../blocks/columns.ts';
import { drawLetterHead, drawRecipient } from '../blocks/head.ts';
import { drawPages } from '../blocks/pages.ts';
import type { Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, SANS, SERIF } from './layout.ts';

function draw(paper: Paper): Sheet[] {
  const { random, bill, habits } = paper;
  const columns = inventColumns(
    paper,
    random.pick([
      ['code', 'description', 'quantity', 'unit'],
      ['quantity', 'code', 'description'],
      ['code', 'description', 'packs', 'quantity'],
    ] as const),
  );
  return drawPages(paper, {
    points: 9,
    columns,
    look: {
      left: 32,
      right: 563,
      face: paper.face,
      boldFace: paper.boldFace,
      size: 9,
      rowHeight: 18,
      titles: random.pick(['ruled', 'shaded'] as const),
      grid: random.pick(['full', 'none', 'columns'] as const),
    },
    head: (pen) => {
      drawLetterHead(pen, paper, { top: 26, left: 32, right: 563, height: 108, boxed: true });
      return drawRecipient(pen, paper, { top: 138, left: 32, right: 563, boxed: true }) + 8;
    },
    limit: 660,
    foot: (pen) => {
      pen.text(36, 690, `Total de bultos: ${bill.facts.packages}`, { size: 9 });
      pen.text(220, 690, `Kilos: ${bill.facts.weight}`, { size: 9 });
      pen.text(36, 730, 'Recibí conforme: ......................', { size: 9 });
      pen.text(300, 730, 'Aclaración: ......................', { size: 9 });
      pen.text(560, 770, `C.A.I. Nº ${bill.facts.cai}`, { size: 9, align: 'right', face: paper.boldFace });
      pen.text(560, 784, `Vto. CAI: ${habits.date(bill.facts.paymentDue)}`, { size: 9, align: 'right' });
    },
  });
}

/** Remito: goods without prices, a CAI in place of a CAE. */
export const deliveryNote: Layout = {
  name: 'delivery-note',
  heldOut: false,
  faces: [SANS, SERIF],
  demand: (random) => ({
    ...ORDINARY,
    goods: GOODS,
    documentTypes: [[91, 1]],
    lines: [1, 22],
    printsPrices: false,
    printsRate: false,
    printsUnit: false,
    discounts: 'none',
    quantities: random.chance(0.4) ? 'packs' : 'plain',
    services: 0,
    zeroRows: 0,
    returns: 0,
  }),
  habits: {},
  codeShare: 0,
  draw,
};
