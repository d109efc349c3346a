import type { Paper } from '../layouts/layout.ts';
import type { Pen } from '../paper/sheet.ts';
import { cuitLabel, inventLetterCode } from './wording.ts';

interface HeadLook {
  readonly top: number;
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly boxed: boolean;
}

/** The copy's name above, the letter box in the middle, issuer at the left, number and dates at the right. */
export function drawLetterHead(pen: Pen, sheetPaper: Paper, look: HeadLook): void {
  // Every page of a document says it in the same words.
  const paper = { ...sheetPaper, random: sheetPaper.random.fork('head') };
  const { bill, habits, random } = paper;
  // Some issuers' names and addresses are part of a logo: there to be seen, absent from a text layer.
  const picture = random.chance(0.12);
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
  const fiscal = header.documentType !== null;
  const letterCode = inventLetterCode(paper);
  if (fiscal) pen.text(middle, look.top + 37, letterCode, { size: 6.5, align: 'centre', fit: 38 });
  else pen.text(middle, look.top + look.height - 5, letterCode, { size: 7, align: 'centre' });

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
    pen.text(left, look.top + 42 + index * 13, text, { size: 8, picture });
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
export function drawRecipient(pen: Pen, sheetPaper: Paper, look: Omit<HeadLook, 'height'>): number {
  const paper = { ...sheetPaper, random: sheetPaper.random.fork('recipient') };
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
