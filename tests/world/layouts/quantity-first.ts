import { inventColumns } from '../blocks/columns.ts';
import { drawAuthorisation, drawContainedVat, drawTotalsColumn } from '../blocks/foot.ts';
import { drawPages } from '../blocks/pages.ts';
import { cuitLabel, inventFootWording, inventLetterCode } from '../blocks/wording.ts';
import type { Pen, Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, ROBOTO, SANS } from './layout.ts';

function drawHead(pen: Pen, sheetPaper: Paper, tint: string): number {
  const paper = { ...sheetPaper, random: sheetPaper.random.fork('head') };
  const { bill, habits, random } = paper;
  const { header } = bill.truth;
  const { issuer, recipient } = bill.facts;
  const white = { colour: '#ffffff' };
  pen.box(0, 0, pen.width, 92, { fill: tint });
  pen.text(36, 44, issuer.tradeName, { ...white, face: paper.boldFace, size: 16, fit: 230 });
  pen.text(36, 60, `${issuer.street}, ${issuer.city}`, { ...white, size: 9 });
  pen.box(278, 18, 38, 40, { stroke: '#ffffff' });
  pen.text(297, 40, header.letter ?? 'X', { ...white, face: paper.boldFace, size: 20, align: 'centre' });
  pen.text(297, 52, inventLetterCode(paper), { ...white, size: 6.5, align: 'centre' });
  pen.text(559, 40, bill.facts.title, {
    ...white,
    face: paper.boldFace,
    size: bill.facts.title.length > 20 ? 8 : 16,
    align: 'right',
  });
  const label = random.pick(['N°', 'Nº', '']);
  pen.text(559, 56, `${label} ${habits.documentNumber(header.pointOfSale ?? 0, header.number ?? 0)}`.trim(), {
    ...white,
    size: 10,
    align: 'right',
  });
  pen.text(559, 70, `${random.pick(['Fecha:', 'Emisión:'])} ${habits.date(header.date ?? '')}`, {
    ...white,
    size: 10,
    align: 'right',
  });
  const left = [
    `${cuitLabel(paper)} ${habits.cuit(issuer.cuit)}`,
    `IIBB: ${issuer.grossIncome}`,
    issuer.taxStatus,
    `Inicio de actividades: ${habits.date(issuer.since)}`,
  ];
  const anonymous = header.recipientDocType === 99;
  const right = [
    `Cliente: ${anonymous ? 'Consumidor Final' : recipient.name}`,
    anonymous ? '' : `${cuitLabel(paper)} ${habits.cuit(recipient.cuit)}`,
    `${recipient.street}, ${recipient.city}`,
    `${random.pick(['Condición de pago:', 'Vencimiento del pago:'])} ${random.chance(0.5) ? bill.facts.saleTerms : habits.date(bill.facts.paymentDue)}`,
  ];
  left.forEach((text, index) => {
    pen.text(36, 114 + index * 14, text, { size: 9 });
  });
  right.forEach((text, index) => {
    pen.text(559, 114 + index * 14, text, { size: 9, align: 'right' });
  });
  return 178;
}

function draw(paper: Paper): Sheet[] {
  const { random } = paper;
  const words = inventFootWording(paper);
  const tint = random.pick(['#2a6298', '#7a2f3d', '#2f6b4f', '#444444', '#5a3d8a']);
  const columns = inventColumns(
    paper,
    random.pick([
      ['quantity', 'code', 'description', 'price', 'discount', 'rate', 'amount'],
      ['quantity', 'description', 'price', 'rate', 'amount'],
      ['quantity', 'unit', 'description', 'price', 'discount', 'amount'],
    ] as const),
    { keepsEmptyDiscount: true },
  );
  return drawPages(paper, {
    points: 9,
    columns,
    look: {
      left: 36,
      right: 559,
      face: paper.face,
      boldFace: paper.boldFace,
      size: 8.4,
      rowHeight: random.pick([18, 20, 22]),
      titles: 'inverse',
      grid: random.pick(['zebra', 'rows', 'none'] as const),
      tint,
    },
    head: (pen) => drawHead(pen, paper, tint),
    limit: 580,
    foot: (pen, bottom) => {
      const top = Math.max(bottom + 10, 470);
      drawTotalsColumn(pen, paper, words, { labelX: 360, right: 556, top });
      drawContainedVat(pen, paper, { x: 36, y: top + 20, valueX: 300 });
      drawAuthorisation(pen, paper, { left: 36, right: 559, top: Math.min(top + 165, 735), codeSize: 88 });
      pen.text(559, 826, 'Página 1 de 1 - Gracias por su compra', {
        size: 7,
        align: 'right',
        colour: '#777777',
      });
    },
  });
}

/** Billing services with a coloured head, the quantity before everything else. */
export const quantityFirst: Layout = {
  name: 'quantity-first',
  heldOut: false,
  faces: [ROBOTO, SANS],
  demand: (random) => ({
    ...ORDINARY,
    goods: GOODS,
    lines: [1, 20],
    // This drawing has no discount column in its second table, and codes only in its first.
    codes: ['none'],
    discounts: 'none',
    printsUnit: random.chance(0.3),
    prices: [
      ['cents', 4],
      ['rounded', 4],
      ['whole', 2],
      ['four', 1],
    ],
  }),
  habits: { signs: 0.3 },
  codeShare: 0.9,
  draw,
};
