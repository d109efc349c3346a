import type { Db, Tx } from '../../drizzle/client.ts';
import { movementsOf } from '../../drizzle/queries/ledger.ts';
import { lastPurchases } from '../../drizzle/queries/receipts.ts';
import {
  changeOperation,
  findOperation,
  lockOperation,
  type StockOperationRow,
} from '../../drizzle/queries/stock-operations.ts';
import type { MovementSource, OperationKind } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize, mayDo } from '../people/roles.ts';
import { dayOf } from '../platform/clock.ts';
import { dec } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { openValuations, recordMovements, saveValuations } from './ledger.ts';
import { describeOperation, type RecordedOperation } from './operations.ts';

const SOURCES: Readonly<Record<OperationKind, MovementSource>> = {
  entry: 'entry',
  exit: 'exit',
  sale: 'sale',
  waste: 'waste',
  correction: 'count',
};

export interface UndoOperationWish {
  readonly actor: Actor;
  readonly operationId: string;
  readonly reason?: string | undefined;
  readonly now: Date;
  /** Called before the commit, in the same transaction. */
  readonly announce?: ((tx: Tx, undone: RecordedOperation) => Promise<void>) | undefined;
}

export type UndoOperationFailure =
  | { readonly code: AuthorizationFailure }
  | { readonly code: 'not_found' }
  | { readonly code: 'already_undone'; readonly at: Date }
  /** Undo is for the Argentine day on which it was recorded. */
  | { readonly code: 'too_late' };

/**
 * Takes an operation back on the day it was recorded, by its author or by the owner: counter-movements of exactly its
 * quantities and values, once.
 */
export function undoOperation(
  db: Db,
  wish: UndoOperationWish,
): Promise<Result<RecordedOperation, UndoOperationFailure>> {
  return decideInTransaction<RecordedOperation, UndoOperationFailure>(db, (tx) => undoOperationIn(tx, wish));
}

/** As `undoOperation`, within the caller's transaction, which must be rolled back on failure. */
export async function undoOperationIn(
  tx: Tx,
  wish: UndoOperationWish,
): Promise<Result<RecordedOperation, UndoOperationFailure>> {
  const { companyId } = wish.actor;
  const found = await findOperation(tx, companyId, wish.operationId);
  if (found === null) return err({ code: 'not_found' });
  const allowed = await authorize(tx, wish.actor, 'stock.undo', found.locationId);
  if (!allowed.ok) return err({ code: allowed.error });
  const actor = allowed.value;
  const isOwn = found.actorId === actor.personId;
  if (!isOwn && !mayDo(actor.role, 'stock.undo_others')) return err({ code: 'forbidden' });
  const operation = await lockOperation(tx, companyId, wish.operationId);
  if (operation === null) throw new Error('an operation vanished');
  if (operation.undoneAt !== null) return err({ code: 'already_undone', at: operation.undoneAt });
  if (dayOf(operation.recordedAt) !== dayOf(wish.now)) return err({ code: 'too_late' });
  const undone = { undoneBy: actor.personId, undoneAt: wish.now, undoReason: wish.reason ?? null };
  await restore(tx, operation, actor, wish);
  await changeOperation(tx, operation.id, undone);
  await writeAudit(tx, {
    companyId,
    actorId: actor.personId,
    action: 'stock.undo',
    subjectType: 'stock_operation',
    subjectId: operation.id,
    detail: { kind: operation.kind, reason: wish.reason ?? null },
    at: wish.now,
  });
  const described = await describeOperation(tx, { ...operation, ...undone });
  await wish.announce?.(tx, described);
  return ok(described);
}

async function restore(
  tx: Tx,
  operation: StockOperationRow,
  actor: Actor,
  { now, reason }: UndoOperationWish,
): Promise<void> {
  const { companyId, id } = operation;
  const movements = await movementsOf(tx, companyId, SOURCES[operation.kind], id);
  const recorded = await recordMovements(tx, {
    companyId,
    actorId: actor.personId,
    now,
    // Last in, first out: each step meets the state that its original left.
    movements: [...movements].reverse().map((one) => ({
      productId: one.productId,
      fromLocationId: one.toLocationId,
      toLocationId: one.fromLocationId,
      quantity: one.quantity,
      sourceType: 'reversal' as const,
      sourceId: id,
      lineNo: one.lineNo,
      reason,
      takesBack: one.seq,
    })),
  });
  if (!recorded.ok) throw new Error('a reversal may never be refused for lack of stock');
  await restoreLastCosts(tx, operation);
}

/** A cost that somebody said is not the last one any more; what was bought with a paper before is. */
async function restoreLastCosts(tx: Tx, { companyId, lines }: StockOperationRow): Promise<void> {
  const priced = lines.filter((line) => line.unitCost !== undefined).map((line) => line.productId);
  if (priced.length === 0) return;
  const valuations = await openValuations(tx, companyId, priced);
  const purchases = await lastPurchases(tx, companyId, [...valuations.keys()]);
  for (const [productId, valuation] of valuations) {
    const last = purchases.get(productId);
    if (last !== undefined) valuations.set(productId, { ...valuation, last: dec(last.unitCost) });
  }
  await saveValuations(tx, valuations);
}
