import { drawAuthorisation, drawTotalsColumn } from '../blocks/foot.ts';
import { drawLetterHead, drawRecipient } from '../blocks/head.ts';
import { inventFootWording } from '../blocks/wording.ts';
import { A4, type Pen, type Sheet, startSheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import type { PaperLine } from '../truth/truth.ts';
import { type Layout, type Paper, ROBOTO, SANS } from './layout.ts';

const LEFT = 34;
const RIGHT = 561;
const PER_PAGE = 15;

const ENDS = { quantity: 140, price: 240, discount: 310, rate: 380, amount: RIGHT } as const;

/** The description over its own row of figures. */
function drawItem(pen: Pen, paper: Paper, line: PaperLine, y: number): void {
  const { habits, bill } = paper;
  const right = { size: 8.2, align: 'right' } as const;
  const name = line.code === null ? line.description : `${line.code}  ${line.description}`;
  pen.text(LEFT, y, name, { size: 8.6, face: paper.boldFace });
  pen.text(ENDS.quantity, y + 12, habits.quantity(line.quantity), right);
  pen.text(ENDS.price, y + 12, habits.price(line.listPrice), right);
  pen.text(ENDS.discount, y + 12, habits.percent(line.discountPercent ?? '0'), right);
  if (line.vatRate !== null && bill.truth.header.letter !== 'C')
    pen.text(ENDS.rate, y + 12, habits.rate(line.vatRate), right);
  pen.text(ENDS.amount, y + 12, habits.cell(line.amount ?? '0'), right);
}

function draw(paper: Paper): Sheet[] {
  const { bill } = paper;
  const words = inventFootWording(paper);
  const sheets: Sheet[] = [];
  for (let from = 0; from < bill.lines.length; from += PER_PAGE) {
    const pen = startSheet(A4, paper.face, 8.5);
    drawLetterHead(pen, paper, { top: 26, left: LEFT, right: RIGHT, height: 108, boxed: false });
    let y = drawRecipient(pen, paper, { top: 138, left: LEFT, right: RIGHT, boxed: true }) + 16;
    const titles: [keyof typeof ENDS, string][] = [
      ['quantity', 'Cantidad'],
      ['price', 'Precio unitario'],
      ['discount', '% Desc.'],
      ['rate', '% IVA'],
      ['amount', 'Importe'],
    ];
    for (const [key, title] of titles)
      pen.text(ENDS[key], y, title, { face: paper.boldFace, size: 8, align: 'right' });
    pen.text(LEFT, y, 'Detalle', { face: paper.boldFace, size: 8 });
    pen.rule(LEFT, y + 4, RIGHT, y + 4);
    y += 18;
    for (const line of bill.lines.slice(from, from + PER_PAGE)) {
      drawItem(pen, paper, line, y);
      y += 26;
    }
    if (from + PER_PAGE >= bill.lines.length) {
      drawTotalsColumn(pen, paper, words, { labelX: 350, right: RIGHT, top: 612, size: 8 });
      drawAuthorisation(pen, paper, { left: LEFT, right: RIGHT, top: 736, codeSize: 78 });
    } else pen.text(RIGHT, 640, 'Continúa en la página siguiente', { size: 7, align: 'right' });
    sheets.push(pen.finish());
  }
  return sheets;
}

/** Two rows an item on A4: the description, and below it the figures under their titles. */
export const twoLineItems: Layout = {
  name: 'two-line-items',
  heldOut: true,
  faces: [SANS, ROBOTO],
  demand: () => ({ ...ORDINARY, goods: GOODS, lines: [1, 20], continuations: 0, containedVat: 0 }),
  habits: {},
  codeShare: 0.85,
  draw,
};
