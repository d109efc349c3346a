import type { Tx } from '../../drizzle/client.ts';
import {
  addToBalances,
  insertCostEntries,
  insertMovements,
  type LockedCost,
  locationKinds,
  lockCosts,
  type MovementValue,
  movementValues,
  OWNED_KINDS,
  ownedQuantities,
  saveCosts,
} from '../../drizzle/queries/ledger.ts';
import type { MovementSource } from '../../drizzle/schema/index.ts';
import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { roundCost } from '../pricing/allocation.ts';
import { type BalanceAfter, moveLots } from './lots/lot-moves.ts';
import { comeIn, goOut, type Revaluation, takeBack, type Valuation, type ValueEntry } from './valuation.ts';

export interface NewMovement {
  readonly productId: string;
  readonly fromLocationId: string;
  readonly toLocationId: string;
  /** Stock units, positive, at most six decimals; the direction is from → to. */
  readonly quantity: DecimalString;
  /** What the whole quantity cost, for goods that come in; at the average cost where omitted. */
  readonly cost?: DecimalString | undefined;
  /** What becomes the product's last cost; the movement's own cost per unit where omitted. */
  readonly lastCost?: DecimalString | undefined;
  readonly sourceType: MovementSource;
  readonly sourceId: string;
  readonly lineNo: number;
  readonly reason?: string | undefined;
  /** When it happened, for what is written down later; the batch's `now` where omitted. Valuation follows the order of writing. */
  readonly recordedAt?: Date | undefined;
  /** The movement that this one takes back, with exactly its value. */
  readonly takesBack?: number | undefined;
}

export interface RecordedMovement {
  readonly seq: number;
  readonly productId: string;
  /** Per stock unit, as valued; null between places of one kind. */
  readonly unitCost: DecimalString | null;
}

/** Only where the source may not drive a place below zero. */
export interface InsufficientStock {
  readonly code: 'insufficient_stock';
  readonly productId: string;
  readonly locationId: string;
  /** What was there before. */
  readonly available: DecimalString;
}

/**
 * Which sources may leave less than nothing: a till must not stop because a delivery was not photographed, and a
 * reversal must always be possible. Transfers and counts move what is there.
 */
const MAY_GO_NEGATIVE: Readonly<Record<MovementSource, boolean>> = {
  receipt: true,
  reversal: true,
  opening: false,
  entry: false,
  exit: true,
  sale: true,
  waste: true,
  count: false,
  transfer: false,
};

interface Batch {
  readonly companyId: string;
  readonly actorId: string;
  readonly now: Date;
  readonly movements: readonly NewMovement[];
}

/**
 * The only writer of movements, balances and costs. Takes the products' cost rows sorted, then writes in the given
 * order: order and valuation follow the ledger's sequence, not dates. Call it inside the transaction of the use case
 * (with `inTransaction`, which retries deadlocks). On failure nothing may be kept: roll back.
 */
export async function recordMovements(
  tx: Tx,
  batch: Batch,
): Promise<Result<readonly RecordedMovement[], InsufficientStock>> {
  const { movements } = batch;
  if (movements.length === 0) return ok([]);
  for (const one of movements) checkQuantity(one);
  const kinds = await locationKinds(tx, batch.companyId);
  const isOwned = (id: string): boolean => {
    const kind = kinds.get(id);
    if (kind === undefined) throw new Error('a movement names a place of another company');
    return OWNED_KINDS.includes(kind);
  };
  const valuations = await openValuations(
    tx,
    batch.companyId,
    movements.map((one) => one.productId),
  );
  const takenBack = await movementValues(
    tx,
    movements.flatMap((one) => one.takesBack ?? []),
  );
  const valued = movements.map((one) => {
    const before = valuations.get(one.productId)!;
    const change = changeOfValue(one, before, isOwned, takenBack);
    if (change !== null) valuations.set(one.productId, change.after);
    return { one, entries: change?.entries ?? [], unitCost: unitCostOf(one, change) };
  });
  const seqs = await insertMovements(
    tx,
    valued.map(({ one, unitCost }) => ({
      companyId: batch.companyId,
      productId: one.productId,
      fromLocationId: one.fromLocationId,
      toLocationId: one.toLocationId,
      quantity: one.quantity,
      unitCost,
      sourceType: one.sourceType,
      sourceId: one.sourceId,
      lineNo: one.lineNo,
      reason: one.reason ?? null,
      actorId: batch.actorId,
      recordedAt: one.recordedAt ?? batch.now,
    })),
  );
  const moved = await moveBalances(tx, movements, isOwned);
  if (!moved.ok) return moved;
  const ours = (id: string): string | null => (isOwned(id) ? id : null);
  await moveLots(
    tx,
    movements.map(({ productId, quantity, fromLocationId, toLocationId, takesBack }, index) => ({
      seq: seqs[index]!,
      productId,
      quantity,
      from: ours(fromLocationId),
      to: ours(toLocationId),
      takesBack,
    })),
    moved.value,
    batch.now,
  );
  await insertCostEntries(
    tx,
    valued.flatMap(({ one, entries }, index) =>
      entries.map((entry) => costEntryRow(one.productId, seqs[index]!, entry)),
    ),
  );
  await saveValuations(tx, valuations);
  return ok(
    valued.map(({ one, unitCost }, index) => ({ seq: seqs[index]!, productId: one.productId, unitCost })),
  );
}

function checkQuantity(one: NewMovement): void {
  const quantity = dec(one.quantity);
  if (!quantity.gt(0) || quantity.decimalPlaces() > 6)
    throw new RangeError(`a movement's quantity must be positive with at most six decimals: ${one.quantity}`);
}

/** Locks the products' cost rows in one order and reads what is owned of each. */
export async function openValuations(
  tx: Tx,
  companyId: string,
  productIds: readonly string[],
): Promise<Map<string, Valuation>> {
  const sorted = [...new Set(productIds)].sort();
  const costs = await lockCosts(tx, sorted);
  if (costs.length !== sorted.length || costs.some((cost) => cost.companyId !== companyId))
    throw new Error('a movement names a product of another company');
  const quantities = await ownedQuantities(tx, sorted);
  return new Map(costs.map((cost) => [cost.productId, valuationOf(cost, quantities.get(cost.productId))]));
}

const valuationOf = (cost: LockedCost, quantity: string | undefined): Valuation => ({
  quantity: dec(quantity ?? '0'),
  value: dec(cost.value),
  average: dec(cost.averageCost),
  last: dec(cost.lastCost),
});

export function saveValuations(tx: Tx, valuations: ReadonlyMap<string, Valuation>): Promise<void> {
  return saveCosts(
    tx,
    [...valuations].map(([productId, { average, last, value }]) => ({
      productId,
      averageCost: plain(average),
      lastCost: plain(last),
      value: plain(value),
    })),
  );
}

export const costEntryRow = (
  productId: string,
  movementSeq: number,
  entry: ValueEntry,
  receiptId: string | null = null,
) => ({
  productId,
  movementSeq,
  kind: entry.kind,
  value: plain(entry.value),
  averageAfter: plain(entry.averageAfter),
  receiptId,
});

/** What a movement does to the value of what is owned; null between two owned or two foreign places. */
function changeOfValue(
  one: NewMovement,
  before: Valuation,
  isOwned: (id: string) => boolean,
  takenBack: ReadonlyMap<number, MovementValue>,
): Revaluation | null {
  const comesIn = isOwned(one.toLocationId);
  if (comesIn === isOwned(one.fromLocationId)) return null;
  const quantity = dec(one.quantity);
  if (one.takesBack !== undefined) {
    const original = takenBack.get(one.takesBack);
    if (original === undefined) throw new Error(`movement ${one.takesBack} has no value to take back`);
    const averageBefore = original.averageBefore === null ? before.average : dec(original.averageBefore);
    return takeBack(before, comesIn ? quantity : quantity.neg(), dec(original.own).neg(), averageBefore);
  }
  if (!comesIn) return goOut(before, quantity);
  const cost = one.cost === undefined ? roundCost(before.average.times(quantity)) : dec(one.cost);
  const change = comeIn(before, quantity, roundCost(cost));
  if (one.lastCost !== undefined) return { ...change, after: { ...change.after, last: dec(one.lastCost) } };
  // Goods without a price (delivery notes) say nothing about the last cost.
  return one.cost === undefined ? { ...change, after: { ...change.after, last: before.last } } : change;
}

function unitCostOf(one: NewMovement, change: Revaluation | null): DecimalString | null {
  const own = change?.entries.find((entry) => entry.kind === 'movement');
  return own === undefined ? null : plain(roundCost(own.value.abs().div(one.quantity)));
}

async function moveBalances(
  tx: Tx,
  movements: readonly NewMovement[],
  isOwned: (id: string) => boolean,
): Promise<Result<BalanceAfter, InsufficientStock>> {
  const changes = new Map<string, { productId: string; locationId: string; change: Dec; strict: boolean }>();
  const add = (one: NewMovement, locationId: string, change: Dec): void => {
    const key = `${one.productId}/${locationId}`;
    const known = changes.get(key);
    const strict = !MAY_GO_NEGATIVE[one.sourceType] && isOwned(locationId);
    changes.set(key, {
      productId: one.productId,
      locationId,
      change: (known?.change ?? new Dec(0)).plus(change),
      strict: strict || (known?.strict ?? false),
    });
  };
  for (const one of movements) {
    add(one, one.fromLocationId, dec(one.quantity).neg());
    add(one, one.toLocationId, dec(one.quantity));
  }
  const sorted = [...changes.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change);
  const balances = await addToBalances(
    tx,
    sorted.map(({ change, ...place }) => ({ ...place, change: plain(change) })),
  );
  for (const { productId, locationId, change, strict } of sorted) {
    const row = balances.find((one) => one.productId === productId && one.locationId === locationId);
    if (row === undefined) throw new Error('a changed balance was not returned');
    if (strict && change.lt(0) && dec(row.quantity).lt(0)) {
      const available = plain(dec(row.quantity).minus(change));
      return err({ code: 'insufficient_stock', productId, locationId, available });
    }
  }
  const after = new Map(balances.map((row) => [`${row.productId}/${row.locationId}`, row.quantity]));
  return ok((productId, locationId) => after.get(`${productId}/${locationId}`) ?? '0');
}
