import { dec } from '../../../core/platform/decimal.ts';
import { inventColumns } from '../blocks/columns.ts';
import { drawPages } from '../blocks/pages.ts';
import { letterCode } from '../blocks/wording.ts';
import { textWidth } from '../paper/fonts.ts';
import { type Pen, type Sheet, wrapText } from '../paper/sheet.ts';
import type { Column } from '../paper/table.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import { type Layout, type Paper, SANS } from './layout.ts';

const LEFT = 20;
const RIGHT = 575;

function drawHead(pen: Pen, paper: Paper, copy: string): number {
  const { bill, habits, boldFace: face } = paper;
  const { header } = bill.truth;
  const { issuer, recipient } = bill.facts;
  const credit = (header.documentType ?? 0) > 200;
  const pair = (x: number, y: number, label: string, value: string, size = 8.5): void => {
    pen.text(x, y, label, { face, size });
    pen.text(x + textWidth(`${label} `, face, size), y, value, { size });
  };
  pen.box(LEFT, 18, RIGHT - LEFT, 20);
  pen.text((LEFT + RIGHT) / 2, 32, copy, { face, size: 12, align: 'centre' });
  pen.box(LEFT, 38, RIGHT - LEFT, 116);
  const middle = (LEFT + RIGHT) / 2;
  pen.box(middle - 21, 38, 42, 40, { fill: '#ffffff', stroke: '#222222' });
  pen.text(middle, 60, header.letter ?? '', { face, size: 22, align: 'centre' });
  pen.text(middle, 73, letterCode(header.documentType ?? 0, 'COD. 01'), { face, size: 7, align: 'centre' });
  pen.rule(middle, 78, middle, 154);
  pen.text((LEFT + middle - 21) / 2, 62, issuer.tradeName, { face, size: 13, align: 'centre', fit: 236 });
  pair(LEFT + 6, 94, 'Razón Social:', issuer.name);
  const address = wrapText(`Domicilio Comercial: ${issuer.street} - ${issuer.city}`, 250, face, 8.5);
  address.forEach((text, row) => {
    pen.text(LEFT + 6, 113 + row * 10, text, { size: 8.5, face: row === 0 ? face : paper.face });
  });
  pair(LEFT + 6, 146, 'Condición frente al IVA:', issuer.taxStatus);
  const x = middle + 24;
  const title = wrapText(bill.facts.title, 230, face, credit ? 10 : 17);
  title.forEach((text, row) => {
    pen.text(x, (credit ? 56 : 62) + row * 12, text, { face, size: credit ? 10 : 17 });
  });
  const number = (value: number | null, length: number): string => String(value ?? 0).padStart(length, '0');
  pen.text(x, 88, `Punto de Venta: ${number(header.pointOfSale, 5)}`, { face, size: 8.5 });
  pen.text(x + 118, 88, `Comp. Nro: ${number(header.number, 8)}`, { face, size: 8.5 });
  pen.text(x, 102, `Fecha de Emisión: ${habits.date(header.date ?? '')}`, { face, size: 8.5 });
  pair(x, 121, 'CUIT:', header.issuerCuit ?? '');
  pair(x, 134, 'Ingresos Brutos:', issuer.grossIncome);
  pair(x, 147, 'Fecha de Inicio de Actividades:', habits.date(issuer.since));
  pen.box(LEFT, 156, RIGHT - LEFT, 20);
  pair(LEFT + 6, 169, 'Período Facturado Desde:', habits.date(bill.facts.periodFrom), 8);
  pair(LEFT + 180, 169, 'Hasta:', habits.date(bill.facts.periodTo), 8);
  pair(LEFT + 320, 169, 'Fecha de Vto. para el pago:', habits.date(bill.facts.paymentDue), 8);
  pen.box(LEFT, 178, RIGHT - LEFT, 52);
  const anonymous = header.recipientDocType === 99;
  pair(LEFT + 6, 191, 'CUIT:', anonymous ? '' : recipient.cuit, 8);
  pair(LEFT + 130, 191, 'Apellido y Nombre / Razón Social:', anonymous ? '' : recipient.name, 8);
  pair(LEFT + 6, 206, 'Condición frente al IVA:', recipient.taxStatus, 8);
  pair(LEFT + 270, 206, 'Domicilio:', anonymous ? '' : `${recipient.street} - ${recipient.city}`, 7.5);
  pair(LEFT + 6, 221, 'Condición de venta:', bill.facts.saleTerms, 8);
  if (!credit) return 236;
  pen.box(LEFT, 232, RIGHT - LEFT, 18);
  pair(LEFT + 6, 244, 'CBU del Emisor:', `28505${header.cae ?? ''}123`, 7.5);
  pair(LEFT + 250, 244, 'Alias CBU:', 'SOL.LUNA.RIO', 7.5);
  pair(LEFT + 400, 244, 'Opción de Transferencia:', 'SCA', 7.5);
  return 254;
}

/** The right-hand totals of letter A: every rate is printed, also the empty ones. */
function totalsA(paper: Paper): [string, string][] {
  const { facts, truth } = paper.bill;
  const money = paper.habits.money;
  const vat = (rate: string): string => money(facts.vat.find((entry) => entry.rate === rate)?.amount ?? '0');
  const others = facts.otherTaxes.reduce((sum, tax) => sum.plus(tax.amount), dec(0));
  return [
    ['Importe Neto Gravado: $', money(facts.netTaxed)],
    ...(dec(facts.exempt).isZero() ? [] : [['Importe Exento: $', money(facts.exempt)] as [string, string]]),
    ['IVA 27%: $', vat('27')],
    ['IVA 21%: $', vat('21')],
    ['IVA 10.5%: $', vat('10.5')],
    ['IVA 5%: $', vat('5')],
    ['IVA 2.5%: $', vat('2.5')],
    ['IVA 0%: $', vat('0')],
    ['Importe Otros Tributos: $', money(others.toFixed())],
    ['Importe Total: $', money(truth.header.total ?? '0')],
  ];
}

function totalsBC(paper: Paper): [string, string][] {
  const { facts, truth } = paper.bill;
  const others = facts.otherTaxes.reduce((sum, tax) => sum.plus(tax.amount), dec(0));
  return [
    ['Subtotal: $', paper.habits.money(facts.subtotal)],
    ['Importe Otros Tributos: $', paper.habits.money(others.toFixed())],
    ['Importe Total: $', paper.habits.money(truth.header.total ?? '0')],
  ];
}

function drawFoot(pen: Pen, paper: Paper, page: number): void {
  const { bill, habits, boldFace: face } = paper;
  const { header } = bill.truth;
  const rows = header.letter === 'A' ? totalsA(paper) : totalsBC(paper);
  const height = Math.max(rows.length * 13 + 12, 70);
  const top = 730 - height;
  pen.box(LEFT, top, RIGHT - LEFT, height);
  rows.forEach(([label, value], index) => {
    const y = top + 15 + index * 13;
    pen.text(450, y, label, { face, size: 8.5, align: 'right' });
    pen.text(RIGHT - 8, y, value, { face, size: 8.5, align: 'right' });
  });
  drawOtherTaxes(pen, paper, top);
  if (bill.facts.containedVat !== null) {
    pen.text(LEFT + 6, top + 14, 'Régimen de Transparencia Fiscal al Consumidor (Ley 27.743)', {
      face,
      size: 7.5,
    });
    pen.text(LEFT + 6, top + 28, 'IVA Contenido: $', { face, size: 8 });
    pen.text(LEFT + 250, top + 28, habits.money(bill.facts.containedVat), { face, size: 8, align: 'right' });
    pen.text(LEFT + 6, top + 42, 'Otros Impuestos Nacionales Indirectos: $', { face, size: 8 });
    pen.text(LEFT + 250, top + 42, habits.money(bill.facts.containedOther), {
      face,
      size: 8,
      align: 'right',
    });
  }
  if (paper.code !== null) pen.code(LEFT + 4, 740, 80, paper.code.text, paper.code.covered);
  pen.text(LEFT + 110, 770, 'Comprobante Autorizado', { face, size: 10 });
  pen.text(
    LEFT + 110,
    786,
    'Esta Administración Federal no se responsabiliza por los datos ingresados en el detalle de la operación',
    { size: 5.6 },
  );
  pen.text(300, 752, `Pág. ${page}/${page}`, { face, size: 8, align: 'centre' });
  pen.text(482, 752, 'CAE N°:', { face, size: 9, align: 'right' });
  pen.text(486, 752, header.cae ?? '', { size: 9 });
  pen.text(482, 766, 'Fecha de Vto. de CAE:', { face, size: 9, align: 'right' });
  pen.text(486, 766, habits.date(header.caeDueDate ?? ''), { size: 9 });
}

/** "Otros Tributos" in their own small table at the left of the totals. */
function drawOtherTaxes(pen: Pen, paper: Paper, top: number): void {
  const taxes = paper.bill.facts.otherTaxes;
  if (taxes.length === 0 || paper.bill.facts.containedVat !== null) return;
  const face = paper.boldFace;
  pen.text(LEFT + 6, top + 14, 'Otros Tributos', { face, size: 8 });
  const heads: [number, string, 'left' | 'right'][] = [
    [LEFT + 6, 'Descripción', 'left'],
    [LEFT + 190, 'Alíc. %', 'right'],
    [LEFT + 260, 'Importe', 'right'],
  ];
  for (const [x, text, align] of heads) pen.text(x, top + 27, text, { face, size: 7.5, align });
  taxes.forEach((tax, index) => {
    const y = top + 40 + index * 12;
    pen.text(LEFT + 6, y, tax.label, { size: 7.5 });
    if (tax.rate !== null)
      pen.text(LEFT + 190, y, paper.habits.percent(tax.rate), { size: 7.5, align: 'right' });
    pen.text(LEFT + 260, y, paper.habits.money(tax.amount), { size: 7.5, align: 'right' });
  });
}

function columnsOf(paper: Paper): Column[] {
  const unit = { key: 'unit', title: 'U. Medida', share: 8.5 } as const;
  const start = [
    { key: 'code', title: 'Código', share: 8.5 },
    { key: 'description', title: 'Producto / Servicio', share: 30, align: 'left' },
    { key: 'quantity', title: 'Cantidad', share: 8 },
    unit,
    { key: 'price', title: 'Precio Unit.', share: 11.5 },
    { key: 'discount', title: '% Bonif', share: 6.5 },
  ] as const;
  const end =
    paper.bill.truth.header.letter === 'A'
      ? ([
          { key: 'amount', title: 'Subtotal', share: 11.5 },
          { key: 'rate', title: 'Alicuota IVA', share: 7.5 },
          { key: 'gross', title: 'Subtotal c/IVA', share: 11.5 },
        ] as const)
      : ([
          { key: 'discountAmount', title: 'Imp. Bonif.', share: 10 },
          { key: 'amount', title: 'Subtotal', share: 12.5 },
        ] as const);
  // "otras unidades" takes two lines in its narrow column.
  return inventColumns(paper, [...start, ...end], { keepsEmptyDiscount: true }).map((column) =>
    column.title === 'U. Medida' ? { ...column, wraps: true, continues: false } : column,
  );
}

/** Three copies of the same pages, as the service prints them; photographs show one. */
function draw(paper: Paper): Sheet[] {
  const copies = paper.random.chance(0.35) ? ['ORIGINAL', 'DUPLICADO', 'TRIPLICADO'] : ['ORIGINAL'];
  const columns = columnsOf(paper);
  const last = paper.bill.truth.header.letter === 'A' ? 570 : 630;
  return copies.flatMap((copy, order) =>
    drawPages(paper, {
      points: 8,
      columns,
      look: {
        left: LEFT,
        right: RIGHT,
        face: paper.face,
        boldFace: paper.boldFace,
        size: 7.6,
        rowHeight: 14,
        titles: 'shaded',
        grid: 'none',
        titleSize: 7.6,
      },
      head: (pen) => drawHead(pen, paper, copy),
      limit: last,
      foot: (pen, _bottom, page) => drawFoot(pen, paper, page),
      carries: true,
    }).map((sheet) => ({ ...sheet, copy: order })),
  );
}

const shared = {
  faces: [SANS],
  habits: {
    numbers: [['localPlain', 1]],
    dates: [['dd/mm/yyyy', 1]],
    cuitDashes: 0,
    quantityDecimals: [2],
    signs: 0,
    rateSign: ['%'],
  },
  codeShare: 0.97,
  draw,
} satisfies Partial<Layout>;

const online = {
  ...ORDINARY,
  goods: GOODS,
  codes: ['short', 'padded', 'none'],
  printsUnit: true,
  footAdjustments: 0,
} as const;

/** ARCA's own online service, letter A (with credit invoices and notes). */
export const arcaOnlineA: Layout = {
  name: 'arca-online-a',
  heldOut: false,
  demand: () => ({
    ...online,
    documentTypes: [
      [1, 10],
      [201, 2],
      [3, 2],
      [2, 1],
      [51, 1],
    ],
    lines: [1, 34],
    prices: [
      ['cents', 6],
      ['rounded', 2],
    ],
  }),
  ...shared,
};

/** The same service, letters B and C, where prices hold VAT. */
export const arcaOnlineBC: Layout = {
  name: 'arca-online-bc',
  heldOut: false,
  demand: () => ({
    ...online,
    documentTypes: [
      [6, 6],
      [11, 6],
      [206, 1],
      [211, 1],
      [8, 1],
      [13, 1],
    ],
    lines: [1, 26],
    prices: [
      ['cents', 6],
      ['rounded', 2],
    ],
    printsRate: false,
    perceptions: 0.15,
    internalTaxes: 0,
  }),
  ...shared,
};
