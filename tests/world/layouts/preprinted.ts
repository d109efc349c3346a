import { inventColumns } from '../blocks/columns.ts';
import { drawPages } from '../blocks/pages.ts';
import { footFigures, inventFootWording } from '../blocks/wording.ts';
import type { Pen, Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, MONO, type Paper } from './layout.ts';

/** The form's own print: a picture, in the colour of the press, without a text layer. */
function drawForm(pen: Pen, paper: Paper): void {
  const { issuer } = paper.bill.facts;
  const press = { colour: '#2d4a86', picture: true } as const;
  pen.box(30, 26, 535, 100, { stroke: '#2d4a86' });
  pen.text(40, 52, issuer.tradeName, { ...press, face: 'serifBold', size: 15, fit: 220 });
  pen.text(40, 68, `${issuer.street} - ${issuer.city}`, { ...press, face: 'serif', size: 8 });
  pen.text(40, 80, issuer.taxStatus, { ...press, face: 'serif', size: 8 });
  pen.box(30, 132, 535, 44, { stroke: '#2d4a86' });
  pen.box(30, 182, 535, 440, { stroke: '#2d4a86' });
  for (const x of [98, 330, 392, 470]) pen.rule(x, 182, x, 622, 0.6, '#2d4a86');
  const titles: [number, string][] = [
    [34, 'Código'],
    [102, 'Descripción'],
    [336, 'Cantidad'],
    [398, 'P. Unitario'],
    [480, 'Importe'],
  ];
  for (const [x, title] of titles) pen.text(x, 191, title, { ...press, face: 'serifBold', size: 6.5 });
  pen.box(30, 628, 535, 60, { stroke: '#2d4a86' });
}

function drawValues(pen: Pen, paper: Paper): number {
  const { bill, habits, random } = paper;
  const { header } = bill.truth;
  drawForm(pen, paper);
  pen.text(300, 52, header.letter ?? '', { face: 'monoBold', size: 20 });
  pen.text(296, 64, `COD. ${String(header.documentType ?? 0).padStart(2, '0')}`, { size: 7 });
  pen.text(400, 50, bill.facts.title, { face: 'monoBold', size: 10, fit: 160 });
  pen.text(400, 64, habits.documentNumber(header.pointOfSale ?? 0, header.number ?? 0), { size: 10 });
  pen.text(400, 78, habits.date(header.date ?? ''), { size: 10 });
  pen.text(400, 92, `CUIT ${habits.cuit(header.issuerCuit ?? '')}`, { size: 8.5 });
  pen.text(400, 104, `Inicio Act. ${habits.date(bill.facts.issuer.since)}`, { size: 7.5 });
  const anonymous = header.recipientDocType === 99;
  pen.text(60, 148, anonymous ? 'CONSUMIDOR FINAL' : bill.facts.recipient.name, { size: 9 });
  pen.text(60, 164, `${bill.facts.recipient.street} - ${bill.facts.recipient.city}`, { size: 8.5 });
  pen.text(400, 148, anonymous ? '' : habits.cuit(bill.facts.recipient.cuit), { size: 9 });
  pen.text(400, 164, random.pick([bill.facts.recipient.taxStatus, 'Resp. Inscripto']), { size: 8 });
  return 197;
}

function draw(paper: Paper): Sheet[] {
  const { habits } = paper;
  const words = inventFootWording(paper);
  const columns = inventColumns(paper, [
    { key: 'code', share: 68 },
    { key: 'description', share: 232 },
    { key: 'quantity', share: 62 },
    { key: 'price', share: 78 },
    { key: 'amount', share: 95 },
  ]);
  return drawPages(paper, {
    points: 9,
    columns,
    look: {
      left: 30,
      right: 565,
      face: paper.face,
      boldFace: paper.boldFace,
      size: 8.4,
      rowHeight: 15,
      titles: 'none',
      grid: 'none',
    },
    head: (pen) => drawValues(pen, paper),
    limit: 616,
    foot: (pen) => {
      const figures = footFigures(paper, words);
      const width = 525 / figures.length;
      figures.forEach((figure, index) => {
        const x = 38 + width * index;
        pen.text(x, 642, figure.label, {
          face: 'serif',
          size: 6.2,
          colour: '#2d4a86',
          picture: true,
          fit: width - 4,
        });
        pen.text(x, 666, figure.value, { size: 9, fit: width - 4 });
      });
      const { header } = paper.bill.truth;
      if (paper.code !== null) pen.code(36, 700, 80, paper.code.text, paper.code.covered);
      pen.text(400, 730, `CAE ${header.cae ?? ''}`, { size: 9 });
      pen.text(400, 744, `Vto. ${habits.date(header.caeDueDate ?? '')}`, { size: 9 });
    },
  });
}

/** A form from the press that the system fills in: its text layer holds values without labels. */
export const preprinted: Layout = {
  name: 'preprinted',
  heldOut: false,
  faces: [MONO],
  demand: () => ({
    ...ORDINARY,
    goods: GOODS,
    lines: [1, 20],
    discounts: 'none',
    codes: ['short', 'padded', 'prefixed'],
    printsRate: false,
    continuations: 0,
    documentTypes: [
      [1, 5],
      [6, 3],
    ],
    containedVat: 0,
  }),
  habits: { signs: 0 },
  codeShare: 0.85,
  draw,
};
