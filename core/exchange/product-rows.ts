import type { ExchangeProduct } from '../../drizzle/queries/exchange.ts';
import { isGtin } from '../catalog/normalise.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { numberIn } from './cells.ts';
import type { TableRow } from './columns.ts';
import { finder, type Outcome, type ProductValues, type RowProblem } from './planned-rows.ts';

const UNITS: ReadonlySet<string> = new Set(['unidad', 'kg', 'l', 'm']);
const MAX_NAME = 200;

/** What each row of a products table does; rows of one table may not contradict each other. */
export function productReader(products: readonly ExchangeProduct[]): (row: TableRow) => Outcome {
  const find = finder(products);
  const claims = {
    barcodes: new Map(products.flatMap((one) => one.barcodes.map((code) => [code, one.id] as const))),
    rows: new Set<string>(),
  };
  return (row) => {
    const found = find(row);
    if (found === 'ambiguous_name') return found;
    const known = typeof found === 'string' ? null : found;
    const values = valuesOf(row, known);
    if (typeof values === 'string') return values;
    const sku = row.cell('sku');
    const key = known?.id ?? (sku === '' ? `n:${fold(values.name)}` : `s:${fold(sku)}`);
    return claim(claims, key, values.barcode) ?? outcomeOf(row, known, values);
  };
}

/** Takes the row's product and barcode; why it cannot, else null. */
function claim(
  claims: { readonly barcodes: Map<string, string>; readonly rows: Set<string> },
  key: string,
  barcode: string | null,
): RowProblem | null {
  if (claims.rows.has(key)) return 'repeated';
  claims.rows.add(key);
  if (barcode === null) return null;
  const owner = claims.barcodes.get(barcode);
  if (owner !== undefined && owner !== key) return 'barcode_taken';
  claims.barcodes.set(barcode, key);
  return null;
}

function outcomeOf(row: TableRow, known: ExchangeProduct | null, values: ProductValues): Outcome {
  const { line } = row;
  const sku = row.cell('sku') || null;
  const after = described(values);
  if (known === null)
    return { line, label: values.name, before: null, after, effect: { does: 'create', sku, values } };
  const present: ProductValues = {
    ...known,
    packSize: plain(dec(known.packSize)),
    vatRate: known.vatRate === null ? null : plain(dec(known.vatRate)),
    barcode: values.barcode !== null && known.barcodes.includes(values.barcode) ? values.barcode : null,
  };
  const fields = ['name', 'barcode', 'unit', 'packSize', 'vatRate', 'category'] as const;
  if (fields.every((field) => present[field] === values[field])) return 'unchanged';
  return {
    line,
    label: known.name,
    before: described(present),
    after,
    effect: { does: 'change', productId: known.id, values },
  };
}

const described = ({ name, unit, packSize, vatRate, category, barcode }: ProductValues): string =>
  [
    name,
    unit,
    `× ${packSize}`,
    ...(vatRate === null ? [] : [`IVA ${vatRate}`]),
    ...(category === null ? [] : [category]),
    ...(barcode === null ? [] : [barcode]),
  ].join(', ');

/** An empty cell keeps what is known. */
function valuesOf(row: TableRow, known: ExchangeProduct | null): ProductValues | RowProblem {
  const name = (row.cell('nombre') || (known?.name ?? '')).replace(/\s+/g, ' ').trim();
  if (fold(name) === '' || name.length > MAX_NAME) return 'name_missing';
  const barcode = row.cell('codigo_barras') || null;
  if (barcode !== null && !isGtin(barcode)) return 'bad_barcode';
  const unit = fold(row.cell('unidad')) || (known?.unit ?? 'unidad');
  if (!UNITS.has(unit)) return 'bad_unit';
  const packSize = kept(row.cell('unidades_por_bulto'), known?.packSize ?? '1');
  if (packSize === null || dec(packSize).isZero()) return 'bad_pack';
  const vatRate = kept(row.cell('iva').replace('%', ''), known?.vatRate ?? '');
  if (vatRate === null || (vatRate !== '' && dec(vatRate).gt(100))) return 'bad_vat';
  const category = row.cell('categoria') || (known?.category ?? null);
  return { name, barcode, unit, packSize, vatRate: vatRate === '' ? null : vatRate, category };
}

/** The cell's number, what was there where it is empty; null when it is no number. */
const kept = (cell: string, before: DecimalString | ''): DecimalString | '' | null =>
  cell !== '' ? numberIn(cell) : before === '' ? '' : plain(dec(before));
