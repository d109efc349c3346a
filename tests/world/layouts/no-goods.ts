import { inventColumns } from '../blocks/columns.ts';
import { drawLetterHead, drawRecipient } from '../blocks/head.ts';
import { drawPages } from '../blocks/pages.ts';
import { A4, type Sheet, startSheet } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, SANS, SERIF } from './layout.ts';

const BARE = {
  ...ORDINARY,
  goods: GOODS,
  discounts: 'none',
  services: 0,
  zeroRows: 0,
  returns: 0,
  exempt: 0,
  perceptions: 0,
  footAdjustments: 0,
  internalTaxes: 0,
  containedVat: 0,
  authorised: 0,
} as const;

function drawReceipt(paper: Paper): Sheet[] {
  const { bill, habits, random } = paper;
  const pen = startSheet(A4, paper.face, 9.5);
  const total = habits.money(bill.truth.header.total ?? '0');
  drawLetterHead(pen, paper, { top: 30, left: 40, right: 555, height: 108, boxed: true });
  const top = drawRecipient(pen, paper, { top: 142, left: 40, right: 555, boxed: true });
  const invoice = `${String(random.int(1, 40)).padStart(4, '0')}-${random.digits(8)}`;
  const rows = [
    `Recibimos la suma de pesos: $ ${total}`,
    `En concepto de: pago de factura Nº ${invoice}`,
    `Cheque Nº ${random.digits(8)} Banco Nación al ${habits.date(bill.facts.paymentDue)}`,
    random.pick(['Transferencia bancaria', 'Efectivo', 'Valores']),
  ];
  rows.forEach((text, index) => {
    pen.text(50, top + 30 + index * 22, text);
  });
  pen.box(390, top + 130, 165, 30);
  pen.text(400, top + 149, 'TOTAL $', { face: paper.boldFace, size: 11 });
  pen.text(548, top + 149, total, { face: paper.boldFace, size: 11, align: 'right' });
  pen.text(50, top + 190, 'Firma y aclaración: ........................');
  return [pen.finish()];
}

/** Recibo: money that was paid; no goods, no lines. */
export const receipt: Layout = {
  name: 'receipt',
  heldOut: false,
  faces: [SANS, SERIF],
  demand: () => ({
    ...BARE,
    documentTypes: [
      [4, 1],
      [9, 1],
    ],
    lines: [1, 5],
  }),
  habits: {},
  codeShare: 0,
  reshape: (bill) => ({
    ...bill,
    truth: { ...bill.truth, lines: [], taxes: [], certifiable: false, linesScored: false },
  }),
  draw: drawReceipt,
};

function drawPriceList(paper: Paper): Sheet[] {
  const { bill, habits, random } = paper;
  const columns = inventColumns(
    paper,
    random.pick([
      ['code', 'description', 'unitsPerPack', 'price'],
      ['description', 'barcode', 'price'],
    ] as const),
  );
  return drawPages(paper, {
    points: 9,
    columns,
    look: {
      left: 40,
      right: 555,
      face: paper.face,
      boldFace: paper.boldFace,
      size: 8.5,
      rowHeight: 14,
      titles: 'shaded',
      grid: random.pick(['rows', 'none'] as const),
    },
    head: (pen) => {
      pen.text(40, 50, bill.facts.issuer.tradeName, { face: paper.boldFace, size: 16, fit: 320 });
      pen.text(40, 66, `CUIT ${habits.cuit(bill.facts.issuer.cuit)} - Tel ${bill.facts.issuer.phone}`, {
        size: 8.5,
      });
      pen.text(555, 50, 'LISTA DE PRECIOS', { face: paper.boldFace, size: 13, align: 'right' });
      pen.text(555, 66, `Fecha: ${habits.date(bill.truth.header.date ?? '')}`, {
        size: 8.5,
        align: 'right',
      });
      return 80;
    },
    limit: 770,
    foot: (pen) => {
      pen.text(40, 800, 'Precios sujetos a cambio sin previo aviso. No incluyen IVA.', { size: 7.5 });
    },
  });
}

/** Lista de precios: rows with a price and nothing bought. */
export const priceList: Layout = {
  name: 'price-list',
  heldOut: false,
  faces: [SANS],
  demand: () => ({ ...BARE, documentTypes: [[-1, 1]], lines: [12, 45], continuations: 0 }),
  habits: {},
  codeShare: 0,
  reshape: (bill) => ({
    ...bill,
    truth: {
      ...bill.truth,
      header: { ...bill.truth.header, pointOfSale: null, number: null, total: null, currency: null },
      lines: [],
      certifiable: false,
      linesScored: false,
    },
  }),
  draw: drawPriceList,
};
