import type { ExchangeKind } from '../../drizzle/schema/exchange.ts';
import { fold } from '../platform/text.ts';
import type { Table } from './table-file.ts';

/** The columns of each table, in the order in which they are written. */
export const COLUMNS = {
  products: ['sku', 'nombre', 'codigo_barras', 'unidad', 'unidades_por_bulto', 'iva', 'categoria'],
  stock: ['sku', 'nombre', 'local', 'cantidad', 'costo'],
  sales: ['fecha', 'sku', 'nombre', 'local', 'cantidad'],
} as const satisfies Record<ExchangeKind, readonly string[]>;

export type Column = (typeof COLUMNS)[ExchangeKind][number];

/** Other headings under which people and systems write them. */
const ALSO: Readonly<Record<Column, readonly string[]>> = {
  sku: ['codigo', 'cod', 'code', 'id'],
  nombre: ['producto', 'descripcion', 'name', 'articulo'],
  codigo_barras: ['codigo de barras', 'ean', 'barcode', 'gtin'],
  unidad: ['unit', 'um'],
  unidades_por_bulto: ['uxb', 'packsize', 'pack', 'bulto'],
  iva: ['vat', 'alicuota'],
  categoria: ['rubro', 'category'],
  local: ['deposito', 'sucursal', 'location', 'lugar'],
  cantidad: ['stock', 'existencia', 'quantity', 'unidades', 'hay'],
  costo: ['cost', 'costo unitario', 'precio costo'],
  fecha: ['date', 'dia'],
};

const columnOf = (heading: string): Column | null => {
  const name = fold(heading).replaceAll('_', ' ');
  for (const [column, others] of Object.entries(ALSO))
    if (column.replaceAll('_', ' ') === name || others.includes(name)) return column as Column;
  return null;
};

/** One row by column; what the file has no column for is an empty text. */
export interface TableRow {
  /** As a spreadsheet numbers it: the heading is 1. */
  readonly line: number;
  readonly cell: (column: Column) => string;
}

/** Which table this is and its rows; null when the headings do not say. */
export function recognise(
  table: Table,
): { readonly kind: ExchangeKind; readonly rows: readonly TableRow[] } | null {
  const [heading = [], ...body] = table;
  const at = new Map<Column, number>();
  for (const [index, name] of heading.entries()) {
    const column = columnOf(name);
    if (column !== null && !at.has(column)) at.set(column, index);
  }
  if (!at.has('sku') && !at.has('nombre')) return null;
  const kind = at.has('cantidad')
    ? at.has('fecha')
      ? 'sales'
      : 'stock'
    : at.has('nombre')
      ? 'products'
      : null;
  if (kind === null) return null;
  const rows = body.map((cells, index) => ({
    line: index + 2,
    cell: (column: Column) => cells[at.get(column) ?? -1] ?? '',
  }));
  return { kind, rows };
}
