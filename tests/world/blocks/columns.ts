import { dec } from '../../../core/platform/decimal.ts';
import type { Paper } from '../layouts/layout.ts';
import type { Column } from '../paper/table.ts';
import type { PaperLine } from '../truth/truth.ts';

export type ColumnKey =
  | 'item'
  | 'code'
  | 'barcode'
  | 'description'
  | 'quantity'
  | 'packs'
  | 'unitsPerPack'
  | 'unit'
  | 'price'
  | 'netPrice'
  | 'discount'
  | 'discount1'
  | 'discount2'
  | 'discount3'
  | 'discountAmount'
  | 'amount'
  | 'rate'
  | 'gross'
  | 'origin'
  | 'dispatch'
  | 'colour'
  | 'size';

type Spec = Omit<Column, 'title'> & { readonly titles: readonly string[] };

const rateOf = (paper: Paper, line: PaperLine): string =>
  line.vatRate === null
    ? ''
    : line.vatRate === '0' && !paper.bill.truth.pricesIncludeVat
      ? 'Exento'
      : paper.habits.rate(line.vatRate);

/** Every column that a table may have, in this document's writing. */
function specs(paper: Paper): Record<ColumnKey, Spec> {
  const { habits } = paper;
  const right = 'right' as const;
  const nth = (line: PaperLine, index: number): string => habits.percent(line.discounts[index] ?? '0');
  return {
    item: {
      share: 4,
      align: 'centre',
      titles: ['Ítem', '#', 'It.', 'Nro'],
      cell: (_, index) => String(index + 1),
    },
    code: {
      share: 10,
      align: 'left',
      titles: ['Código', 'Cód.', 'Codigo', 'Artículo', 'Cod. Art.'],
      cell: (line) => line.code ?? '',
    },
    barcode: {
      share: 13,
      align: 'left',
      titles: ['Cód. Barras', 'EAN', 'Código de barra'],
      cell: (line) => line.barcode,
    },
    description: {
      share: 34,
      align: 'left',
      wraps: true,
      titles: ['Descripción', 'Producto / Servicio', 'Detalle', 'Concepto', 'DESCRIPCION', 'Artículo'],
      cell: (line) => line.description,
    },
    quantity: {
      share: 9,
      align: right,
      titles: ['Cantidad', 'Cant.', 'Cant', 'CANTIDAD', 'Unidades'],
      cell: (line) => habits.quantity(line.quantity),
    },
    packs: { share: 8, align: right, titles: ['Bultos', 'Cajas', 'Bul.'], cell: (line) => line.packs },
    unitsPerPack: {
      share: 6,
      align: right,
      titles: ['UxB', 'U. x Bulto', 'Uxb'],
      cell: (line) => String(line.unitsPerPack),
    },
    unit: {
      share: 9,
      align: 'left',
      titles: ['U. Medida', 'U.M.', 'Unidad', 'UM'],
      cell: (line) => line.unit ?? '',
    },
    price: {
      share: 13,
      align: right,
      titles: ['Precio Unit.', 'P. Unitario', 'Precio', 'P.Unit.', 'Precio Unitario', 'PRECIO U.'],
      cell: (line) => habits.price(line.listPrice),
    },
    netPrice: {
      share: 12,
      align: right,
      titles: ['P. Neto', 'Precio Neto', 'Unit. c/dto.'],
      cell: (line) => habits.cell(line.netUnitPrice),
    },
    discount: {
      share: 8,
      align: right,
      titles: ['% Bonif', '% Dto.', 'Bonif.', 'Desc. %', 'Dto'],
      cell: (line) => habits.percent(line.discountPercent ?? '0'),
    },
    discount1: { share: 6.5, align: right, titles: ['Dto1', '%D1', 'Bon.1'], cell: (line) => nth(line, 0) },
    discount2: { share: 6.5, align: right, titles: ['Dto2', '%D2', 'Bon.2'], cell: (line) => nth(line, 1) },
    discount3: { share: 6.5, align: right, titles: ['Dto3', '%D3', 'Bon.3'], cell: (line) => nth(line, 2) },
    discountAmount: {
      share: 10,
      align: right,
      titles: ['Imp. Bonif.', 'Importe Dto.', 'Bonificación'],
      cell: (line) => habits.money(line.discounts.length === 0 ? '0' : line.discountAmount),
    },
    amount: {
      share: 14,
      align: right,
      titles: ['Subtotal', 'Importe', 'Total', 'IMPORTE', 'Importe Neto', 'Total Línea'],
      cell: (line) => habits.cell(line.amount ?? '0'),
    },
    rate: {
      share: 8,
      align: right,
      titles: ['Alícuota IVA', 'IVA', '% IVA', 'Alic.', 'IVA %'],
      cell: (line) => rateOf(paper, line),
    },
    gross: {
      share: 14,
      align: right,
      titles: ['Subtotal c/IVA', 'Total c/IVA', 'Importe c/IVA'],
      cell: (line) => habits.cell(line.grossAmount),
    },
    origin: { share: 6, align: 'centre', titles: ['Origen', 'Orig.', 'País'], cell: (line) => line.origin },
    dispatch: {
      share: 16,
      align: 'left',
      titles: ['Despacho', 'Desp. Aduana', 'Nº Despacho'],
      cell: (line) => line.customsDispatch,
    },
    colour: { share: 8, align: 'left', titles: ['Color', 'COLOR'], cell: (line) => line.colour },
    size: { share: 6, align: 'centre', titles: ['Talle', 'T.', 'TALLE'], cell: (line) => line.size },
  };
}

/** Whether a column would say anything that the truth allows. */
function speaks(paper: Paper, key: ColumnKey): boolean {
  const { lines } = paper.bill;
  if (key === 'code') return lines.some((line) => line.code !== null);
  if (key === 'unit') return lines.some((line) => line.unit !== null);
  // A monotributista has no VAT to show.
  if (key === 'rate')
    return paper.bill.truth.header.letter !== 'C' && lines.some((line) => line.vatRate !== null);
  return true;
}

const hasDiscounts = (paper: Paper): boolean =>
  paper.bill.lines.some((line) => !dec(line.discountPercent ?? '0').isZero());

interface ColumnChoice {
  readonly key: ColumnKey;
  readonly title?: string;
  readonly share?: number;
  readonly align?: Column['align'];
}

/**
 * Columns by key with one of their usual titles each. A column without content is left out, and so is a discount
 * column on a document that has no discounts, unless `keepsEmptyDiscount`.
 */
export function inventColumns(
  paper: Paper,
  choices: readonly (ColumnKey | ColumnChoice)[],
  options: { readonly keepsEmptyDiscount?: boolean } = {},
): Column[] {
  const all = specs(paper);
  const discounted = hasDiscounts(paper);
  return choices
    .map((choice): ColumnChoice => (typeof choice === 'string' ? { key: choice } : choice))
    .filter(({ key }) => speaks(paper, key))
    .filter(({ key }) => !key.startsWith('discount') || discounted || options.keepsEmptyDiscount === true)
    .map(({ key, title, share, align }) => {
      const { titles, ...spec } = all[key];
      return {
        ...spec,
        title: title ?? paper.random.pick(titles),
        share: share ?? spec.share,
        align: align ?? spec.align,
      };
    });
}
