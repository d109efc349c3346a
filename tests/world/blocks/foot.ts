import { dec } from '../../../core/platform/decimal.ts';
import type { Paper } from '../layouts/layout.ts';
import { oldBarcode } from '../paper/fiscal-code.ts';
import type { Pen } from '../paper/sheet.ts';
import { type Figure, type FootWording, footFigures } from './wording.ts';

/** Labels and values one under the other at the right; returns the y below them. */
export function drawTotalsColumn(
  pen: Pen,
  paper: Paper,
  words: FootWording,
  at: {
    readonly labelX: number;
    readonly right: number;
    readonly top: number;
    readonly size?: number;
    readonly labelsRight?: boolean;
  },
): number {
  const size = at.size ?? 9;
  let y = at.top;
  for (const figure of footFigures(paper, words)) {
    const total = figure.role === 'total';
    const face = total ? paper.boldFace : paper.face;
    y += total ? size * 1.8 : size * 1.5;
    pen.text(at.labelX, y, figure.label, {
      face,
      size: total ? size * 1.15 : size,
      align: at.labelsRight === true ? 'right' : 'left',
    });
    pen.text(at.right, y, figure.value, { face, size: total ? size * 1.15 : size, align: 'right' });
  }
  return y + size;
}

/** One cell per figure across the page, the label above (or below) its value. */
export function drawTotalsStrip(
  pen: Pen,
  paper: Paper,
  words: FootWording,
  at: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly boxed: boolean;
    readonly valuesAbove?: boolean;
  },
): number {
  const figures: Figure[] = footFigures(paper, words);
  const width = (at.right - at.left) / figures.length;
  const height = 34;
  if (at.boxed) pen.box(at.left, at.top, at.right - at.left, height);
  figures.forEach((figure, index) => {
    const x = at.left + width * index;
    if (at.boxed && index > 0) pen.rule(x, at.top, x, at.top + height);
    const total = figure.role === 'total';
    const face = total ? paper.boldFace : paper.face;
    const [labelY, valueY] =
      at.valuesAbove === true ? [at.top + 29, at.top + 14] : [at.top + 12, at.top + 27];
    const size = Math.min(7.5, (width / Math.max(figure.label.length, 8)) * 1.75);
    pen.text(x + width / 2, labelY, figure.label.replace(/:$/, ''), { face, size, align: 'centre' });
    pen.text(x + width - 5, valueY, figure.value, {
      face,
      size: Math.min(total ? 10 : 8.5, (width / Math.max(figure.value.length, 8)) * 1.6),
      align: 'right',
    });
  });
  return at.top + height;
}

/** CAE, its due date, the fiscal code or the older barcode; returns the y below. */
export function drawAuthorisation(
  pen: Pen,
  paper: Paper,
  at: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly codeSize: number;
    readonly codeRight?: boolean;
  },
): number {
  const { header } = paper.bill.truth;
  const { random, habits } = paper;
  if (header.cae === null) return at.top;
  // Codes are printed as small as the issuer's system likes.
  const codeSize = at.codeSize * random.pick([0.75, 0.9, 1, 1]);
  const codeX = at.codeRight === true ? at.right - codeSize : at.left;
  if (paper.code !== null) pen.code(codeX, at.top, codeSize, paper.code.text, paper.code.covered);
  const besideCode = at.codeRight === true ? at.left : at.left + (paper.code === null ? 0 : codeSize + 12);
  const label = random.pick(['CAE N°:', 'CAE:', 'C.A.E. Nº:', 'CAE Nro.', 'C.A.E.']);
  const due = random.pick(['Fecha de Vto. de CAE:', 'Vto. CAE:', 'Fecha Vto. CAE:', 'Vencimiento CAE']);
  const ends = random.chance(0.5) && at.codeRight !== true;
  const x = ends ? at.right : besideCode;
  const align = ends ? 'right' : 'left';
  pen.text(x, at.top + 14, `${label} ${header.cae}`, { face: paper.boldFace, size: 9, align });
  pen.text(x, at.top + 28, `${due} ${habits.date(header.caeDueDate ?? '')}`, {
    face: paper.boldFace,
    size: 9,
    align,
  });
  pen.text(besideCode, at.top + 46, 'Comprobante Autorizado', { size: 8 });
  const digits = paper.code === null || random.chance(0.08) ? oldBarcode(paper.bill.truth) : null;
  if (digits !== null) {
    pen.bars(besideCode, at.top + 54, 200, 20, digits);
    pen.text(besideCode + 100, at.top + 84, digits, { size: 7, align: 'centre' });
  }
  return at.top + Math.max(codeSize, 60);
}

/** Ley 27.743's block on paper whose prices hold VAT. */
export function drawContainedVat(
  pen: Pen,
  paper: Paper,
  at: { readonly x: number; readonly y: number; readonly valueX: number },
): void {
  const { containedVat, containedOther } = paper.bill.facts;
  if (containedVat === null) return;
  const { money } = paper.habits;
  pen.text(at.x, at.y, 'Régimen de Transparencia Fiscal al Consumidor (Ley 27.743)', {
    face: paper.boldFace,
    size: 7.5,
  });
  pen.text(at.x, at.y + 12, 'IVA Contenido: $', { size: 7.5 });
  pen.text(at.valueX, at.y + 12, money(containedVat), { size: 7.5, align: 'right' });
  pen.text(at.x, at.y + 24, 'Otros Impuestos Nacionales Indirectos: $', { size: 7.5 });
  pen.text(at.valueX, at.y + 24, money(containedOther), { size: 7.5, align: 'right' });
}

/** Totals that are not the total: prompt payment, dollars, previous balance. */
export function drawDecoys(pen: Pen, paper: Paper, at: { readonly x: number; readonly y: number }): void {
  const { random, habits, bill } = paper;
  const total = dec(bill.truth.header.total ?? '0');
  const discounted = total.times('0.95').toDecimalPlaces(2).toFixed();
  const dollars = total.div(bill.facts.exchangeRate).toDecimalPlaces(2).toFixed();
  const texts = [
    `Total por pronto pago (5% dto.): $ ${habits.money(discounted)}`,
    `Total en USD: ${habits.money(dollars)} (TC ${habits.money(bill.facts.exchangeRate)})`,
    `Saldo anterior: $ ${habits.money(total.times('0.37').toDecimalPlaces(2).toFixed())}`,
    `Cantidad de ítems: ${bill.lines.length}`,
    `CBU: 0170099220000${bill.facts.issuer.cuit.slice(0, 9)} - Alias: CEIBO.NORTE.SOL`,
    `Vencido el ${habits.date(bill.facts.paymentDue)} se aplicará un interés del 4,5 % mensual`,
    'Orientación al Consumidor 0800-222-9042',
    `Total de unidades: ${habits.quantity(bill.lines.reduce((sum, line) => sum.plus(line.quantity), dec(0)).toFixed())}`,
  ];
  random
    .shuffle(texts)
    .slice(0, random.int(1, 3))
    .forEach((text, index) => {
      pen.text(at.x, at.y + index * 11, text, { size: 7.8 });
    });
}
