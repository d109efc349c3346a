import { inventColumns } from '../blocks/columns.ts';
import { drawAuthorisation, drawContainedVat, drawDecoys, drawTotalsStrip } from '../blocks/foot.ts';
import { drawRecipient } from '../blocks/head.ts';
import { drawPages } from '../blocks/pages.ts';
import { inventFootWording, inventLetterCode } from '../blocks/wording.ts';
import type { Pen, Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, SERIF } from './layout.ts';

/** Point of sale in one cell and the number in another, the date in three. */
function drawHead(pen: Pen, sheetPaper: Paper): number {
  const paper = { ...sheetPaper, random: sheetPaper.random.fork('head') };
  const { bill, habits } = paper;
  const { header } = bill.truth;
  const { issuer } = bill.facts;
  pen.text(297, 34, inventLetterCode(paper), { size: 7, align: 'centre' });
  pen.text(297, 58, header.letter ?? '', { face: paper.boldFace, size: 26, align: 'centre' });
  pen.text(40, 46, issuer.tradeName, { face: paper.boldFace, size: 15, fit: 220 });
  pen.text(40, 60, `${issuer.street} - ${issuer.city}`, { size: 8.5 });
  pen.text(40, 72, issuer.taxStatus, { size: 8.5 });
  pen.text(350, 46, bill.facts.title, { face: paper.boldFace, size: 14, fit: 200 });
  pen.text(350, 62, `Nro: ${String(header.pointOfSale ?? 0).padStart(4, '0')}`, { size: 10 });
  pen.text(430, 62, String(header.number ?? 0).padStart(8, '0'), { size: 10 });
  pen.text(350, 76, 'FECHA', { size: 8 });
  pen.text(430, 76, habits.date(header.date ?? ''), { size: 10 });
  pen.text(350, 90, `C.U.I.T. ${habits.cuit(issuer.cuit)}`, { size: 8.5 });
  pen.text(350, 102, `Ing. Brutos ${issuer.grossIncome}`, { size: 8.5 });
  pen.text(350, 114, `Inicio de actividades ${habits.date(issuer.since)}`, { size: 8.5 });
  pen.rule(36, 122, 559, 122, 1.2);
  return drawRecipient(pen, paper, { top: 126, left: 36, right: 559, boxed: false }) + 4;
}

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const words = inventFootWording(paper);
  // The quantity stands in the fifth column, after the origin and the rate.
  const columns = inventColumns(paper, [
    'item',
    'code',
    { key: 'description', share: 28 },
    'origin',
    'quantity',
    'price',
    'discount',
    'rate',
    'amount',
  ]);
  const framed = random.chance(0.5);
  return drawPages(paper, {
    points: 8.5,
    columns,
    look: {
      left: 36,
      right: 559,
      face: paper.face,
      boldFace: paper.boldFace,
      size: 8.6,
      rowHeight: 14,
      titles: 'ruled',
      grid: 'none',
    },
    head: (pen) => drawHead(pen, paper),
    limit: 600,
    foot: (pen) => {
      drawContainedVat(pen, paper, { x: 40, y: 620, valueX: 280 });
      drawDecoys(pen, paper, { x: 330, y: 620 });
      drawTotalsStrip(pen, paper, words, {
        left: 36,
        right: 559,
        top: 668,
        boxed: framed,
        valuesAbove: random.chance(0.3),
      });
      drawAuthorisation(pen, paper, {
        left: 40,
        right: 556,
        top: 716,
        codeSize: 86,
        codeRight: random.chance(0.5),
      });
    },
    carries: true,
  });
}

/** Old-fashioned serif page with a decimal point, the quantity fifth and the number in two cells. */
export const serifEnglish: Layout = {
  name: 'serif-english',
  heldOut: true,
  faces: [SERIF],
  demand: () => ({ ...ORDINARY, goods: GOODS, lines: [1, 26] }),
  habits: {
    numbers: [
      ['english', 5],
      ['englishPlain', 4],
      ['spaces', 1],
    ],
  },
  codeShare: 0.8,
  draw,
};
