import { fold } from '../platform/text.ts';
import type { Row } from './rows.ts';
import type { Token } from './tokens.ts';

/** What a column of the item table holds. */
export type ColumnRole =
  | 'code'
  | 'description'
  | 'quantity'
  | 'second_quantity'
  | 'unit'
  | 'unitsPerPack'
  | 'listPrice'
  | 'unitPrice'
  | 'netPrice'
  | 'discount'
  | 'rate'
  | 'amount'
  | 'grossAmount'
  | 'other';

/** A column as its heading names it. */
export interface HeadedColumn {
  readonly role: ColumnRole;
  readonly label: string;
  readonly x0: number;
  readonly x1: number;
}

/** The table's heading on one page. */
export interface TableHeading {
  readonly page: number;
  /** First and last row of the heading among the page's rows. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly columns: readonly HeadedColumn[];
}

/**
 * Headings of item tables, most particular first; the first pattern that matches a (folded) heading says its role.
 * To teach a new word, add it here.
 */
const HEADINGS: readonly (readonly [RegExp, ColumnRole])[] = [
  [
    /subtotal.{0,6}c ?\/ ?iva|(imp|importe|total|subtotal|precio)\.? ?(c\/|con) ?(iva|imp)|total c.?iva/,
    'grossAmount',
  ],
  [/alic|% ?iva|iva ?%|tasa|^i\.?v\.?a\.?$/, 'rate'],
  [/imp\w*\.? ?(de ?)?(bonif|desc|dto)/, 'other'],
  [/imp\w*\.? ?(iva|int)|^iva ?\$|monto iva/, 'other'],
  [
    /bonif|b[o0]nif|desc(uento|to)?s?\.?( ?\d)?$|^%? ?desc\b(?!r)|^%? ?dt[o0]s?\b|^dcto|^%$|^d\d$|^% ?b/,
    'discount',
  ],
  [/u(ni(dad)?s?)?\.? ?(x|por|p\/) ?(b|c|p)\w*|^uxb|^u\/b|^unid\.? ?x/, 'unitsPerPack'],
  [/u\.? ?(de ?)?med|^unidad( de)?( medida)?$|^u\.?m\.?$|^medida$|^um$|^unid\.?$|^u\/m$|^present/, 'unit'],
  [
    /despacho|aduana|origen|deposito|lote|venc|vto|orden|remito|^talle|color|marca|serie|^item$|^reng|^nro?$|^#$/,
    'other',
  ],
  [/bultos?|cajas?|kilos?|^kgs?\.?$|^peso|piezas?|^bto/, 'second_quantity'],
  [/(p|pr|prec|precio)s?\.? ?(de ?)?lista|lista/, 'listPrice'],
  [/^cant|cantidad|^ctd|^cdad|^qty|^unidades$|^unids$|^uds?\.?$|^ca[nr]t/, 'quantity'],
  [/(p|pr|prec|precio)s?\.? ?(unit\w*\.? ?)?(neto|final|c\/ ?(desc|dto|bonif))|neto unit/, 'netPrice'],
  [
    /p(r|rec|recio)?s?\.? ?\/? ?(unit|u\b|un\b|uni\b|neto|final)|precio|^unitario|^p\.? ?u\.?$|^punit|^p\.?unit|valor unit|^costo|^pcio/,
    'unitPrice',
  ],
  [/^cod|codigo|^c[o0]d|^art\.?$|articulo ?n|^sku|^ref\b|^ean/, 'code'],
  [/desc?ripci|detalle|product|concepto|articulo|mercader|denominac|servicio/, 'description'],
  [/importe|subtotal|sub total|total|monto|^neto|parcial/, 'amount'],
];

/** The role a heading names, or null for other text. */
export function headingRole(text: string): ColumnRole | null {
  const folded = fold(text).replace(/[:;|]/g, '').trim();
  for (const [pattern, role] of HEADINGS) if (pattern.test(folded)) return role;
  return null;
}

/** Neighbouring pieces that make one heading ("Precio Unit.", "U. Medida"): split where the gap is wider than a blank. */
function phrases(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = [];
  for (const token of tokens) {
    const last = groups.at(-1)?.at(-1);
    if (last && token.x0 - last.x1 < token.height * 0.75 && !startsNewHeading(groups.at(-1)!, token))
      groups.at(-1)!.push(token);
    else groups.push([token]);
  }
  return groups;
}

const ALONE: ReadonlySet<ColumnRole> = new Set([
  'quantity',
  'code',
  'amount',
  'discount',
  'rate',
  'description',
  'unit',
]);

/** In a dense heading ("Cantidad U. Medida Precio") blanks do not part columns; words do. */
function startsNewHeading(group: readonly Token[], token: Token): boolean {
  const before = headingRole(group.map(({ text }) => text).join(' '));
  const joined = headingRole([...group, token].map(({ text }) => text).join(' '));
  const own = headingRole(token.text);
  if (/^(precio|p\.?|imp(orte)?\.?|u\.?|%|c\/iva|iva|unit\.?|medida|de|del|\/|servicio)$/i.test(token.text)) {
    return /^(precio|u\.|%)$/i.test(token.text) && before !== null && before !== 'unit' && joined === before;
  }
  return before !== null && own !== null && own !== before && ALONE.has(own) && joined === before;
}

function columnsOfRow(row: Row): HeadedColumn[] {
  const columns: HeadedColumn[] = [];
  for (const group of phrases(row.tokens)) {
    const label = group.map(({ text }) => text).join(' ');
    if (/\d{3}/.test(label) || label.length > 40) continue;
    const role = headingRole(label);
    if (role) columns.push({ role, label: fold(label), x0: group[0]!.x0, x1: group.at(-1)!.x1 });
  }
  return columns;
}

const ESSENTIAL: ReadonlySet<ColumnRole> = new Set([
  'quantity',
  'unitPrice',
  'listPrice',
  'amount',
  'description',
  'code',
  'second_quantity',
]);

const strength = (columns: readonly HeadedColumn[]): number =>
  new Set(columns.filter(({ role }) => ESSENTIAL.has(role)).map(({ role }) => role)).size +
  columns.length * 0.1;

/** Joins a second heading row ("Precio" over "Unit.") into the first where the words stand above each other. */
function mergeRows(first: readonly HeadedColumn[], second: readonly HeadedColumn[]): HeadedColumn[] {
  const merged = [...first];
  for (const column of second) {
    const at = merged.findIndex((other) => column.x0 < other.x1 && other.x0 < column.x1);
    if (at < 0) merged.push(column);
    else {
      const label = `${merged[at]!.label} ${column.label}`;
      merged[at] = {
        role: headingRole(label) ?? merged[at]!.role,
        label,
        x0: Math.min(merged[at]!.x0, column.x0),
        x1: Math.max(merged[at]!.x1, column.x1),
      };
    }
  }
  return merged.sort((a, b) => a.x0 - b.x0);
}

/** The heading of the item table on a page's rows: the row (or two) that names most columns; null where none names three. */
export function findHeading(rows: readonly Row[]): TableHeading | null {
  let best: TableHeading | null = null;
  let bestStrength = 2.25;
  rows.forEach((row, index) => {
    if (/\d[.,]\d{2}(?!\d)/.test(row.text)) return;
    const own = columnsOfRow(row);
    if (own.length === 0) return;
    const options: { columns: HeadedColumn[]; lastRow: number }[] = [{ columns: own, lastRow: index }];
    const next = rows[index + 1];
    if (next && next.y - row.y < row.height * 2 && !/\d{2}/.test(next.text)) {
      const below = columnsOfRow(next);
      if (below.length > 0) options.push({ columns: mergeRows(own, below), lastRow: index + 1 });
    }
    for (const { columns, lastRow } of options) {
      const value = strength(columns) - (lastRow > index ? 0.05 : 0);
      const roles = new Set(columns.map(({ role }) => role));
      const numeric =
        roles.has('quantity') ||
        roles.has('unitPrice') ||
        roles.has('netPrice') ||
        roles.has('second_quantity') ||
        roles.has('listPrice');
      if (numeric && value > bestStrength) {
        bestStrength = value;
        best = { page: row.page, firstRow: index, lastRow, columns };
      }
    }
  });
  return best;
}
