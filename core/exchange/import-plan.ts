import type { Tx } from '../../drizzle/client.ts';
import { type ExchangeProduct, exchangePlaces, exchangeProducts } from '../../drizzle/queries/exchange.ts';
import { balancesAt } from '../../drizzle/queries/stock-operations.ts';
import type { ExchangeKind } from '../../drizzle/schema/exchange.ts';
import type { Actor } from '../people/actor.ts';
import { dayOf } from '../platform/clock.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { dateIn, numberIn } from './cells.ts';
import type { TableRow } from './columns.ts';
import { productReader } from './product-rows.ts';

export type RowProblem =
  | 'unknown_product'
  | 'ambiguous_name'
  | 'name_missing'
  | 'bad_quantity'
  | 'bad_cost'
  | 'bad_date'
  | 'future_date'
  | 'unknown_place'
  | 'repeated'
  | 'bad_pack'
  | 'bad_vat'
  | 'bad_unit'
  | 'bad_barcode'
  | 'barcode_taken';

/** What one row would do. */
export type RowEffect =
  | { readonly does: 'create'; readonly sku: string | null; readonly values: ProductValues }
  | { readonly does: 'change'; readonly productId: string; readonly values: ProductValues }
  | {
      readonly does: 'set';
      readonly productId: string;
      readonly placeId: string;
      readonly quantity: DecimalString;
      readonly unitCost: DecimalString | undefined;
    }
  | {
      readonly does: 'sell';
      readonly productId: string;
      readonly placeId: string;
      readonly quantity: DecimalString;
      readonly date: string;
    };

export interface ProductValues {
  readonly name: string;
  readonly barcode: string | null;
  readonly unit: string;
  readonly packSize: DecimalString;
  readonly vatRate: DecimalString | null;
  readonly category: string | null;
}

export interface PlannedRow {
  readonly line: number;
  readonly label: string;
  /** As people read it; null where there was nothing before. */
  readonly before: string | null;
  readonly after: string;
  readonly effect: RowEffect;
}

export interface ImportPlan {
  readonly kind: ExchangeKind;
  readonly changes: readonly PlannedRow[];
  readonly unchanged: number;
  readonly errors: readonly { readonly line: number; readonly problem: RowProblem }[];
}

export type Outcome = PlannedRow | 'unchanged' | RowProblem;

/** What a table would change, row by row; nothing is written. */
export async function planImport(
  tx: Tx,
  actor: Actor,
  table: { readonly kind: ExchangeKind; readonly rows: readonly TableRow[] },
  now: Date,
): Promise<ImportPlan> {
  const products = await exchangeProducts(tx, actor.companyId);
  const read = await readerFor(tx, actor, table.kind, products, now);
  const outcomes = table.rows.map((row) => ({ line: row.line, outcome: read(row) }));
  return {
    kind: table.kind,
    changes: outcomes.flatMap(({ outcome }) => (typeof outcome === 'string' ? [] : [outcome])),
    unchanged: outcomes.filter(({ outcome }) => outcome === 'unchanged').length,
    errors: outcomes.flatMap(({ line, outcome }) =>
      typeof outcome === 'string' && outcome !== 'unchanged' ? [{ line, problem: outcome }] : [],
    ),
  };
}

async function readerFor(
  tx: Tx,
  actor: Actor,
  kind: ExchangeKind,
  products: readonly ExchangeProduct[],
  now: Date,
): Promise<(row: TableRow) => Outcome> {
  const find = finder(products);
  if (kind === 'products') return productReader(products);
  const places = await exchangePlaces(tx, actor.companyId);
  const placeOf = (name: string) =>
    name === ''
      ? places.find((one) => one.id === actor.locationId)
      : places.find((one) => fold(one.name) === fold(name));
  const today = dayOf(now);
  if (kind === 'sales') return (row) => saleRow(row, find(row), placeOf(row.cell('local')), today);
  const balances = new Map<string, ReadonlyMap<string, string>>();
  for (const place of places)
    balances.set(
      place.id,
      await balancesAt(
        tx,
        place.id,
        products.map((one) => one.id),
      ),
    );
  const seen = new Set<string>();
  return (row) => stockRow(row, find(row), placeOf(row.cell('local')), { balances, seen });
}

type Found = ExchangeProduct | 'unknown_product' | 'ambiguous_name';

/** By SKU, else by exact name, whatever the accents. */
export function finder(products: readonly ExchangeProduct[]): (row: TableRow) => Found {
  const bySku = new Map(products.map((one) => [fold(one.sku), one]));
  const byName = new Map<string, ExchangeProduct[]>();
  for (const one of products) byName.set(one.searchName, [...(byName.get(one.searchName) ?? []), one]);
  return (row) => {
    const sku = row.cell('sku');
    if (sku !== '') return bySku.get(fold(sku)) ?? 'unknown_product';
    const named = byName.get(fold(row.cell('nombre'))) ?? [];
    return named.length > 1 ? 'ambiguous_name' : (named[0] ?? 'unknown_product');
  };
}

type Place = { readonly id: string; readonly name: string } | undefined;

function saleRow(row: TableRow, found: Found, place: Place, today: string): Outcome {
  if (typeof found === 'string') return found;
  if (place === undefined) return 'unknown_place';
  const date = dateIn(row.cell('fecha'));
  if (date === null) return 'bad_date';
  if (date > today) return 'future_date';
  const quantity = numberIn(row.cell('cantidad'));
  if (quantity === null || dec(quantity).isZero()) return 'bad_quantity';
  return {
    line: row.line,
    label: found.name,
    before: null,
    after: `${date} −${quantity}`,
    effect: { does: 'sell', productId: found.id, placeId: place.id, quantity, date },
  };
}

function stockRow(
  row: TableRow,
  found: Found,
  place: Place,
  known: { balances: ReadonlyMap<string, ReadonlyMap<string, string>>; seen: Set<string> },
): Outcome {
  if (typeof found === 'string') return found;
  if (place === undefined) return 'unknown_place';
  const key = `${found.id}/${place.id}`;
  if (known.seen.has(key)) return 'repeated';
  known.seen.add(key);
  const quantity = numberIn(row.cell('cantidad'));
  if (quantity === null) return 'bad_quantity';
  const costCell = row.cell('costo');
  const cost = costCell === '' ? null : numberIn(costCell);
  if (costCell !== '' && cost === null) return 'bad_cost';
  const before = plain(dec(known.balances.get(place.id)?.get(found.id) ?? '0'));
  if (before === quantity) return 'unchanged';
  const unitCost = cost === null || dec(cost).isZero() ? undefined : cost;
  return {
    line: row.line,
    label: `${found.name} · ${place.name}`,
    before,
    after: quantity,
    effect: { does: 'set', productId: found.id, placeId: place.id, quantity, unitCost },
  };
}
