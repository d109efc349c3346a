import type { Paper } from '../layouts/layout.ts';
import type { Align, Pen } from '../paper/sheet.ts';
import { cuitLabel, inventLetterCode } from './wording.ts';

export interface HeadLook {
  readonly top: number;
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly boxed: boolean;
}

/** The copy's name above, the letter box in the middle, issuer at the left, number and dates at the right. */
export function drawLetterHead(pen: Pen, paper: Paper, look: HeadLook): void {
  const { bill, habits, random } = paper;
  const { header } = bill.truth;
  const { issuer } = bill.facts;
  const middle = (look.left + look.right) / 2;
  const bold = { face: paper.boldFace };
  if (look.boxed) {
    pen.box(look.left, look.top, look.right - look.left, look.height);
    pen.rule(middle, look.top + 42, middle, look.top + look.height);
  }
  pen.box(middle - 20, look.top, 40, 42, { stroke: '#222222' });
  pen.text(middle, look.top + 24, header.letter ?? 'X', { ...bold, size: 24, align: 'centre' });
  pen.text(middle, look.top + 37, inventLetterCode(paper), { size: 6.5, align: 'centre' });

  const left = look.left + 8;
  pen.text(left, look.top + 24, issuer.tradeName, {
    ...bold,
    size: random.int(11, 14),
    fit: middle - 32 - left,
  });
  const leftLines = [
    ...(issuer.tradeName === issuer.name ? [] : [`de ${issuer.name}`]),
    `${issuer.street} - ${issuer.city}`,
    `Tel: ${issuer.phone}`,
    random.pick([issuer.taxStatus, issuer.taxStatus.toUpperCase()]),
  ];
  leftLines.forEach((text, index) => {
    pen.text(left, look.top + 42 + index * 13, text, { size: 8 });
  });

  const right = middle + random.pick([28, 34, 40]);
  pen.text(right, look.top + 22, bill.facts.title, {
    ...bold,
    size: bill.facts.title.length > 20 ? 8.5 : 14,
  });
  const numberLabel = random.pick(['N°', 'Nº', 'Nro.', 'Comprobante Nº', 'Número:']);
  const rightLines: (readonly [string, string])[] = [
    [numberLabel, habits.documentNumber(header.pointOfSale ?? 0, header.number ?? 0)],
    [random.pick(['Fecha:', 'FECHA', 'Fecha de Emisión:', 'Fecha Emisión']), habits.date(header.date ?? '')],
    [cuitLabel(paper), habits.cuit(header.issuerCuit ?? '')],
    [random.pick(['Ing. Brutos:', 'Ingresos Brutos:', 'IIBB:', 'Ing.Brutos C.M.']), issuer.grossIncome],
    [
      random.pick(['Inicio de actividades:', 'Inicio Act.:', 'Fecha de Inicio de Actividades:']),
      habits.date(issuer.since),
    ],
  ];
  rightLines.forEach(([label, value], index) => {
    pen.text(
      right,
      look.top + 38 + index * 13,
      `${label} ${value}`,
      index < 2 ? { ...bold, size: 9.5 } : { size: 8 },
    );
  });
}

/** The receiver in a box of two or three lines. */
export function drawRecipient(pen: Pen, paper: Paper, look: Omit<HeadLook, 'height'>): number {
  const { random, habits, bill } = paper;
  const { recipient, saleTerms, deliveryNote, orderNumber, salesperson } = bill.facts;
  const anonymous = bill.truth.header.recipientDocType === 99;
  const name = anonymous ? random.pick(['CONSUMIDOR FINAL', 'A CONSUMIDOR FINAL']) : recipient.name;
  const id = anonymous ? '' : `${cuitLabel(paper)} ${habits.cuit(recipient.cuit)}`;
  const nameLabel = random.pick([
    'Señor(es):',
    'Cliente:',
    'Razón Social:',
    'Sres.:',
    'Apellido y Nombre / Razón Social:',
  ]);
  const rows: [string, string][] = [
    [`${nameLabel} ${name}`, id],
    [`Domicilio: ${recipient.street} - ${recipient.city}`, `IVA: ${recipient.taxStatus}`],
    [
      `${random.pick(['Condición de venta:', 'Cond. Venta:', 'Forma de pago:'])} ${saleTerms}`,
      random.pick([`Remito: ${deliveryNote}`, `Pedido: ${orderNumber}`, `Vendedor: ${salesperson}`, '']),
    ],
  ];
  const height = rows.length * 14 + 8;
  if (look.boxed) pen.box(look.left, look.top, look.right - look.left, height);
  const second = look.left + (look.right - look.left) * random.pick([0.6, 0.66]);
  rows.forEach(([first, other], index) => {
    const y = look.top + 15 + index * 14;
    pen.text(look.left + 8, y, first, { size: 8.2 });
    pen.text(second, y, other, { size: 8.2 });
  });
  return look.top + height;
}

/** Label and value under or beside each other at a place. */
export function drawField(
  pen: Pen,
  at: { readonly x: number; readonly y: number; readonly align?: Align },
  field: { readonly label: string; readonly value: string },
  look: { readonly paper: Paper; readonly size: number; readonly below?: boolean },
): void {
  const bold = { face: look.paper.boldFace, size: look.size };
  if (look.below === true) {
    pen.text(at.x, at.y, field.label, { ...bold, size: look.size * 0.85, align: at.align ?? 'left' });
    pen.text(at.x, at.y + look.size * 1.3, field.value, { size: look.size, align: at.align ?? 'left' });
    return;
  }
  pen.text(at.x, at.y, `${field.label} ${field.value}`, { size: look.size, align: at.align ?? 'left' });
}
