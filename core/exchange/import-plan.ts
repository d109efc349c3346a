import type { Tx } from '../../drizzle/client.ts';
import { balancesAt } from '../../drizzle/queries/balances.ts';
import { type ExchangeProduct, exchangePlaces, exchangeProducts } from '../../drizzle/queries/exchange.ts';
import type { ExchangeKind } from '../../drizzle/schema/exchange.ts';
import type { Actor } from '../people/actor.ts';
import { dayOf } from '../platform/clock.ts';
import { dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { dateIn, numberIn } from './cells.ts';
import type { TableRow } from './columns.ts';
import { type Found, finder, type Outcome, type PlannedRow, type RowProblem } from './planned-rows.ts';
import { productReader } from './product-rows.ts';

export interface ImportPlan {
  readonly kind: ExchangeKind;
  readonly changes: readonly PlannedRow[];
  readonly unchanged: number;
  readonly errors: readonly { readonly line: number; readonly problem: RowProblem }[];
}

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
