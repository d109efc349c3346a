import { and, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { location, person, product, stockOperation } from '../schema/index.ts';

export type StockOperationRow = typeof stockOperation.$inferSelect;

/** Inserts unless the key is taken; false then, once whoever took it has committed. */
export async function insertOperation(tx: Tx, row: typeof stockOperation.$inferInsert): Promise<boolean> {
  const inserted = await tx
    .insert(stockOperation)
    .values(row)
    .onConflictDoNothing({ target: [stockOperation.companyId, stockOperation.key] })
    .returning({ id: stockOperation.id });
  return inserted.length > 0;
}

export async function operationByKey(
  db: Db,
  companyId: string,
  key: string,
): Promise<StockOperationRow | null> {
  const [row] = await db
    .select()
    .from(stockOperation)
    .where(and(eq(stockOperation.companyId, companyId), eq(stockOperation.key, key)));
  return row ?? null;
}

export async function findOperation(
  db: Db,
  companyId: string,
  id: string,
): Promise<StockOperationRow | null> {
  const [row] = await db
    .select()
    .from(stockOperation)
    .where(and(eq(stockOperation.companyId, companyId), eq(stockOperation.id, id)));
  return row ?? null;
}

/** The same row, held until the transaction ends. */
export async function lockOperation(
  tx: Tx,
  companyId: string,
  id: string,
): Promise<StockOperationRow | null> {
  const [row] = await tx
    .select()
    .from(stockOperation)
    .where(and(eq(stockOperation.companyId, companyId), eq(stockOperation.id, id)))
    .for('update');
  return row ?? null;
}

export async function changeOperation(
  tx: Tx,
  id: string,
  change: Partial<Pick<StockOperationRow, 'key' | 'lines' | 'undoneBy' | 'undoneAt' | 'undoReason'>>,
): Promise<void> {
  await tx.update(stockOperation).set(change).where(eq(stockOperation.id, id));
}

/** A shop or depot of this company that is in use. */
export async function physicalPlace(
  db: Db,
  companyId: string,
  locationId: string,
): Promise<{ readonly id: string; readonly name: string } | null> {
  const [row] = await db
    .select({ id: location.id, name: location.name })
    .from(location)
    .where(
      and(
        eq(location.id, locationId),
        eq(location.companyId, companyId),
        eq(location.active, true),
        inArray(location.kind, ['shop', 'depot']),
      ),
    );
  return row ?? null;
}

export interface NamedProduct {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly active: boolean;
}

export async function namedProducts(
  db: Db,
  companyId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NamedProduct>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: product.id, name: product.name, unit: product.unit, active: product.active })
    .from(product)
    .where(and(eq(product.companyId, companyId), inArray(product.id, [...ids])));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names of the place and the people of an operation, for showing it. */
export async function namesOfOperation(
  db: Db,
  row: Pick<StockOperationRow, 'locationId' | 'actorId' | 'undoneBy'>,
): Promise<{ readonly place: string; readonly by: string; readonly undoneBy: string | null }> {
  const [place] = await db
    .select({ name: location.name })
    .from(location)
    .where(eq(location.id, row.locationId));
  const people = await db
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, [row.actorId, row.undoneBy ?? row.actorId]));
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? '';
  return {
    place: place?.name ?? '',
    by: nameOf(row.actorId),
    undoneBy: row.undoneBy === null ? null : nameOf(row.undoneBy),
  };
}
