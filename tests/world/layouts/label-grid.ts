import { inventColumns } from '../blocks/columns.ts';
import { drawAuthorisation, drawContainedVat } from '../blocks/foot.ts';
import { drawPages } from '../blocks/pages.ts';
import { footFigures, inventFootWording, inventLetterCode } from '../blocks/wording.ts';
import type { Pen, Sheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, MONO, type Paper, ROBOTO } from './layout.ts';

interface Cell {
  readonly label: string;
  readonly value: string;
}

/** A grid of cells, the label above its value — or below it. */
function drawCells(
  pen: Pen,
  paper: Paper,
  cells: readonly Cell[],
  at: { top: number; columns: number; below: boolean },
): number {
  const width = 523 / at.columns;
  cells.forEach((cell, index) => {
    const x = 36 + width * (index % at.columns);
    const y = at.top + Math.floor(index / at.columns) * 28;
    pen.box(x, y, width, 28, { stroke: '#999999', weight: 0.4 });
    const [labelY, valueY] = at.below ? [y + 24, y + 12] : [y + 9, y + 22];
    pen.text(x + 4, labelY, cell.label, { size: 6.4, colour: '#555555' });
    pen.text(x + 4, valueY, cell.value, { face: paper.boldFace, size: 8.6, fit: width - 8 });
  });
  return at.top + Math.ceil(cells.length / at.columns) * 28;
}

function headCells(paper: Paper): Cell[] {
  const { bill, habits, random } = paper;
  const { header } = bill.truth;
  const { issuer, recipient } = bill.facts;
  const anonymous = header.recipientDocType === 99;
  const digits = habits.pointOfSaleDigits;
  const number: Cell[] = random.chance(0.5)
    ? [{ label: 'Comprobante Nº', value: habits.documentNumber(header.pointOfSale ?? 0, header.number ?? 0) }]
    : [
        { label: 'Punto de Venta', value: String(header.pointOfSale ?? 0).padStart(digits, '0') },
        { label: 'Número', value: String(header.number ?? 0).padStart(8, '0') },
      ];
  return [
    ...number,
    { label: 'Fecha de emisión', value: habits.date(header.date ?? '') },
    { label: 'Vencimiento', value: habits.date(bill.facts.paymentDue) },
    { label: 'CUIT emisor', value: habits.cuit(issuer.cuit) },
    { label: 'Ingresos Brutos', value: issuer.grossIncome },
    { label: 'Inicio de actividades', value: habits.date(issuer.since) },
    { label: 'Cliente', value: anonymous ? 'Consumidor Final' : recipient.name },
    { label: 'CUIT cliente', value: anonymous ? '-' : habits.cuit(recipient.cuit) },
    { label: 'Condición IVA', value: recipient.taxStatus },
    { label: 'Condición de venta', value: bill.facts.saleTerms },
  ];
}

function drawWith(paper: Paper, below: boolean): Sheet[] {
  const { random } = paper;
  const words = inventFootWording(paper);
  const columns = inventColumns(
    paper,
    random.pick([
      ['description', 'code', 'quantity', 'price', 'discount', 'rate', 'amount'],
      ['code', 'description', 'unit', 'quantity', 'price', 'discount', 'amount'],
    ] as const),
  );
  const cells = headCells(paper);
  return drawPages(paper, {
    points: 8.5,
    columns,
    look: {
      left: 36,
      right: 559,
      face: paper.face,
      boldFace: paper.boldFace,
      size: 8,
      rowHeight: random.pick([16, 19]),
      titles: random.pick(['plain', 'ruled', 'inverse'] as const),
      grid: random.pick(['rows', 'zebra', 'none'] as const),
      tint: '#333a56',
    },
    head: (pen) => {
      pen.text(36, 44, paper.bill.facts.issuer.tradeName, { face: paper.boldFace, size: 15, fit: 300 });
      pen.text(
        36,
        58,
        `${paper.bill.facts.issuer.street}, ${paper.bill.facts.issuer.city} · ${paper.bill.facts.issuer.taxStatus}`,
        { size: 7.5 },
      );
      const { letter } = paper.bill.truth.header;
      pen.text(559, 44, `${paper.bill.facts.title} ${letter ?? ''}`, {
        face: paper.boldFace,
        size: 15,
        align: 'right',
        fit: 200,
      });
      pen.text(559, 58, inventLetterCode(paper), { size: 7.5, align: 'right' });
      return drawCells(pen, paper, cells, { top: 70, columns: 4, below }) + 10;
    },
    limit: 590,
    foot: (pen, bottom) => {
      const figures = footFigures(paper, words).map(({ label, value }) => ({
        label: label.replace(/:$/, ''),
        value,
      }));
      const top = Math.max(bottom + 16, 420);
      const end = drawCells(pen, paper, figures, { top, columns: Math.min(figures.length, 5), below });
      drawContainedVat(pen, paper, { x: 36, y: end + 16, valueX: 280 });
      drawAuthorisation(pen, paper, {
        left: 36,
        right: 559,
        top: Math.min(end + 56, 740),
        codeSize: 80,
        codeRight: random.chance(0.3),
      });
    },
  });
}

const demand: Layout['demand'] = (random) => ({
  ...ORDINARY,
  goods: GOODS,
  lines: [1, 16],
  printsUnit: random.chance(0.5),
  footAdjustments: 0.2,
});

/** Everything in cells with a small label above each value, the total too. */
export const labelGrid: Layout = {
  name: 'label-grid',
  heldOut: false,
  faces: [ROBOTO, MONO],
  demand,
  habits: { signs: 0.3 },
  codeShare: 0.9,
  draw: (paper) => drawWith(paper, false),
};

/** The same idea with each value printed above its label. */
export const valuesAbove: Layout = {
  name: 'values-above',
  heldOut: true,
  faces: [ROBOTO],
  demand,
  habits: {},
  codeShare: 0.85,
  draw: (paper) => drawWith(paper, true),
};
