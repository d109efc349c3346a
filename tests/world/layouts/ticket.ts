import { dec } from '../../../core/platform/decimal.ts';
import { textWidth } from '../paper/fonts.ts';
import { writeNumber } from '../paper/numbers.ts';
import { type Pen, type Sheet, startSheet, wrapText } from '../paper/sheet.ts';
import { ORDINARY } from '../truth/demand.ts';
import { GOODS } from '../truth/products.ts';
import type { PaperLine } from '../truth/truth.ts';
import { type Layout, MONO, type Paper, THERMAL } from './layout.ts';

const WIDTH = 227;
const MARGIN = 9;
const RIGHT = WIDTH - MARGIN;

/** Writes rows one under the other on the roll. */
interface Roll {
  readonly pen: Pen;
  readonly size: number;
  y: number;
}

function row(roll: Roll, left: string, right = '', face?: Paper['face']): void {
  const { pen, size } = roll;
  const options = face === undefined ? { size } : { size, face };
  roll.y += size * 1.28;
  pen.text(MARGIN, roll.y, left, options);
  pen.text(RIGHT, roll.y, right, { ...options, align: 'right' });
}

function centred(roll: Roll, paper: Paper, text: string, bold = false): void {
  const face = bold ? paper.boldFace : paper.face;
  for (const part of wrapText(text, RIGHT - MARGIN, face, roll.size)) {
    roll.y += roll.size * 1.28;
    roll.pen.text(WIDTH / 2, roll.y, part, { size: roll.size, face, align: 'centre' });
  }
}

function dashes(roll: Roll, paper: Paper): void {
  const one = textWidth('-', paper.face, roll.size);
  row(roll, '-'.repeat(Math.floor((RIGHT - MARGIN) / one)));
}

function drawHead(roll: Roll, paper: Paper): void {
  const { bill, habits, random } = paper;
  const { header } = bill.truth;
  const { issuer, recipient } = bill.facts;
  centred(roll, paper, issuer.name, true);
  centred(
    roll,
    paper,
    `${random.pick(['C.U.I.T. Nro.:', 'CUIT:', 'CUIT Nro:'])} ${habits.cuit(issuer.cuit)}`,
  );
  centred(roll, paper, `Ing. Brutos: ${issuer.grossIncome}`);
  centred(roll, paper, `${issuer.street}, ${issuer.city}`);
  centred(roll, paper, `Inicio de actividades: ${habits.date(issuer.since)}`);
  centred(roll, paper, issuer.taxStatus);
  dashes(roll, paper);
  const code = String(header.documentType ?? 0).padStart(3, '0');
  const letter = header.letter === null ? '' : ` "${header.letter}"`;
  row(roll, `${bill.facts.title}${letter} (Cod. ${code})`, '', paper.boldFace);
  const point = String(header.pointOfSale ?? 0).padStart(5, '0');
  row(roll, `P.V. Nro.: ${point}  Nro. T. ${String(header.number ?? 0).padStart(8, '0')}`);
  row(roll, `Fecha: ${habits.date(header.date ?? '')} Hora: ${bill.facts.time}`);
  dashes(roll, paper);
  if (header.letter === null || header.recipientDocType === 99) {
    row(roll, 'A CONSUMIDOR FINAL');
  } else {
    row(roll, recipient.name);
    row(roll, `${random.pick(['C.U.I.T.:', 'CUIT:'])} ${habits.cuit(recipient.cuit)}`);
    row(roll, recipient.taxStatus);
  }
  dashes(roll, paper);
}

function discountText(paper: Paper, line: PaperLine): string {
  const percent = line.discountPercent ?? '0';
  return dec(percent).isZero() ? '' : ` bon. ${paper.habits.percent(percent)}`;
}

const rateText = (paper: Paper, line: PaperLine): string =>
  line.vatRate === null
    ? ''
    : ` (${writeNumber(line.vatRate, { ...paper.habits.numbers, group: '', trims: false }, 2)})`;

/** A description that leaves room for the amount at its right end; its rest goes below. */
function described(roll: Roll, paper: Paper, text: string, amount: string): void {
  const room = RIGHT - MARGIN - textWidth(`${amount}  `, paper.face, roll.size);
  const parts = wrapText(text, room, paper.face, roll.size);
  parts.forEach((part, index) => {
    row(roll, part, index === 0 ? amount : '');
  });
}

type ItemRows = (roll: Roll, paper: Paper, line: PaperLine) => void;

/** `2,00 x 1500,00` and then `DESCRIPCION (21,00) 3000,00`. */
const quantityAbove: ItemRows = (roll, paper, line) => {
  const { habits } = paper;
  row(
    roll,
    `${habits.quantity(line.quantity)} x ${habits.price(line.listPrice)}${discountText(paper, line)}`,
  );
  if (line.code !== null) row(roll, line.code);
  described(roll, paper, `${line.description}${rateText(paper, line)}`, habits.money(line.amount ?? '0'));
};

/** `DESCRIPCION` and then `2,00 x 1500,00 (21,00) 3000,00`. */
const descriptionAbove: ItemRows = (roll, paper, line) => {
  const { habits } = paper;
  const name = line.code === null ? line.description : `${line.code} ${line.description}`;
  for (const part of wrapText(name, RIGHT - MARGIN, paper.face, roll.size)) row(roll, part);
  const sum = `${habits.quantity(line.quantity)} x ${habits.price(line.listPrice)}${discountText(paper, line)}${rateText(paper, line)}`;
  const amount = habits.money(line.amount ?? '0');
  const fits = textWidth(`${sum}  ${amount}`, paper.face, roll.size) < RIGHT - MARGIN;
  row(roll, sum, fits ? amount : '');
  if (!fits) row(roll, '', amount);
};

/** `2 x 1500,00 DESCRIPCION 3000,00`, all on one row where it fits. */
const oneRow: ItemRows = (roll, paper, line) => {
  const { habits } = paper;
  const name = line.code === null ? line.description : `${line.code} ${line.description}`;
  const text = `${habits.quantity(line.quantity)} x ${habits.price(line.listPrice)} ${name}${rateText(paper, line)}`;
  described(roll, paper, text, habits.money(line.amount ?? '0'));
};

function drawFoot(roll: Roll, paper: Paper): void {
  const { bill, habits, random } = paper;
  const { header } = bill.truth;
  const { facts } = bill;
  const bold = paper.boldFace;
  dashes(roll, paper);
  const apart = !bill.truth.pricesIncludeVat;
  if (!apart || facts.footAdjustment !== null) row(roll, 'Subtotal', habits.money(facts.subtotal), bold);
  if (facts.footAdjustment !== null) {
    const percent = habits.percent(dec(facts.footAdjustment.percent).abs().toFixed());
    row(roll, `${facts.footAdjustment.label} ${percent}%`, habits.money(facts.footAdjustment.amount));
  }
  if (apart) {
    row(
      roll,
      random.pick(['Importe Neto Gravado', 'SUBT. IMP. NETO GRAVADO', 'Neto Gravado']),
      habits.money(facts.netTaxed),
    );
    if (!dec(facts.exempt).isZero()) row(roll, 'Importe Exento', habits.money(facts.exempt));
    for (const entry of facts.vat)
      row(roll, `IVA ${habits.percent(entry.rate)}%`, habits.money(entry.amount));
  }
  for (const tax of facts.otherTaxes) row(roll, tax.label, habits.money(tax.amount));
  roll.y += roll.size * 0.4;
  const grown: Roll = { ...roll, size: roll.size * 1.15 };
  row(grown, 'TOTAL', habits.money(header.total ?? '0'), bold);
  roll.y = grown.y;
  dashes(roll, paper);
  if (facts.containedVat !== null) {
    row(roll, 'Transparencia Fiscal Ley 27.743');
    row(roll, 'IVA Contenido: $', habits.money(facts.containedVat));
    row(roll, 'Otros Imp. Nac. Indirectos: $', habits.money(facts.containedOther));
  }
  row(roll, 'RECIBI(MOS)');
  row(
    roll,
    random.pick(['Efectivo', 'Cuenta corriente', 'Transferencia']),
    habits.money(header.total ?? '0'),
  );
  row(roll, random.pick(['Su vuelto', 'CAMBIO']), habits.money('0'));
  if (header.cae === null) {
    dashes(roll, paper);
    centred(roll, paper, `CF DGI   Registro N°: ${random.pick(['EPEPAA', 'SHSHAA'])}${random.digits(10)}`);
    centred(roll, paper, 'V: 01.05');
    return;
  }
  if (paper.code !== null) {
    roll.pen.code(WIDTH / 2 - 52, roll.y + 8, 104, paper.code.text, paper.code.covered);
    roll.y += 118;
  }
  centred(roll, paper, `CAE: ${header.cae}`);
  centred(roll, paper, `Vto. CAE: ${habits.date(header.caeDueDate ?? '')}`);
}

function draw(paper: Paper, rows: ItemRows): Sheet[] {
  const pen = startSheet({ width: WIDTH, height: 4000 }, paper.face, 7.4);
  const roll: Roll = { pen, size: paper.random.pick([7, 7.4, 7.8]), y: 10 };
  drawHead(roll, paper);
  for (const line of paper.bill.lines) {
    rows(roll, paper, line);
    if (line.continuation !== null) row(roll, line.continuation.slice(0, 40));
  }
  drawFoot(roll, paper);
  return [pen.finish(roll.y + 24)];
}

const shared = {
  faces: [THERMAL, MONO],
  habits: {
    numbers: [
      ['local', 5],
      ['localPlain', 5],
      ['english', 1],
      ['englishPlain', 3],
    ],
    quantityDecimals: [0, 2, 3, 3],
    signs: 0,
  },
  codeShare: 0.9,
} satisfies Partial<Layout>;

const roll = {
  ...ORDINARY,
  goods: GOODS,
  documentTypes: [
    [81, 5],
    [82, 5],
    [83, 2],
    [1, 1],
    [6, 1],
  ],
  lines: [1, 14],
  prices: [
    ['cents', 5],
    ['rounded', 2],
  ],
  discounted: 0.2,
  codes: ['none', 'short', 'prefixed'],
  upperCase: 0.7,
  continuations: 0.03,
  authorised: 0.6,
} as const;

/** Roll of 80 mm, quantity and price above the description. */
export const ticketQuantityAbove: Layout = {
  name: 'ticket-quantity-above',
  heldOut: false,
  demand: () => roll,
  ...shared,
  draw: (paper) => draw(paper, quantityAbove),
};

/** Roll of 80 mm, the description above quantity and price. */
export const ticketDescriptionAbove: Layout = {
  name: 'ticket-description-above',
  heldOut: false,
  demand: () => ({ ...roll, codes: ['none', 'short', 'barcode'] }),
  ...shared,
  draw: (paper) => draw(paper, descriptionAbove),
};

/** Narrow roll: quantity, price, description and amount on one row. */
export const ticketOneRow: Layout = {
  name: 'ticket-one-row',
  heldOut: true,
  demand: () => ({ ...roll, codes: ['none'], discounts: 'none' }),
  ...shared,
  draw: (paper) => draw(paper, oneRow),
};
