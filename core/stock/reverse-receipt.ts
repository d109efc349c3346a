import type { Db, Tx } from '../../drizzle/client.ts';
import { changeDocument, lockDocument } from '../../drizzle/queries/documents.ts';
import { insertCostEntries, movementsOf } from '../../drizzle/queries/ledger.ts';
import { voidReviewOf } from '../../drizzle/queries/prices.ts';
import {
  completionOf,
  correctionsOf,
  findReceipt,
  lastPurchases,
  lockReceipt,
  markReversed,
  type ReceiptRow,
} from '../../drizzle/queries/receipts.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { forgetAliases } from '../catalog/aliases.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize, mayDo } from '../people/roles.ts';
import { dayOf } from '../platform/clock.ts';
import { dec } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { unreceiveOrdered } from '../purchasing/receiving-orders.ts';
import { costEntryRow, openValuations, recordMovements, saveValuations } from './ledger.ts';
import { takeBackCorrection } from './valuation.ts';

export interface UndoWish {
  readonly receiptId: string;
  readonly actor: Actor;
  readonly now: Date;
  /** Called before the commit, in the same transaction. */
  readonly announce?: ((tx: Tx, undone: ReversedReceipt) => Promise<void>) | undefined;
}

export interface ReversalWish extends UndoWish {
  readonly reason: string;
}

export interface ReversedReceipt {
  readonly receiptId: string;
  readonly documentId: string;
  readonly reversedBy: { readonly personId: string; readonly name: string };
  readonly reversedAt: Date;
  readonly reason: string | null;
}

export type ReversalFailure =
  | { readonly code: AuthorizationFailure }
  | { readonly code: 'not_found' }
  | { readonly code: 'already_reversed'; readonly at: Date }
  /** Undo is for the day of posting; later it is a reversal with a reason. */
  | { readonly code: 'too_late' }
  | { readonly code: 'reason_missing' }
  /** Another live receipt completes this delivery and must be reversed first. */
  | { readonly code: 'completed_by'; readonly receiptId: string };

/** Takes a receipt back on the Argentine day on which it was posted: by whoever posted it, or by the owner. */
export function undoReceipt(db: Db, wish: UndoWish): Promise<Result<ReversedReceipt, ReversalFailure>> {
  return takeBackReceipt(db, wish, null, (receipt, actor) => {
    const isOwn = receipt.postedBy === actor.personId;
    if (!mayDo(actor.role, isOwn ? 'receipt.undo' : 'receipt.undo_others')) return { code: 'forbidden' };
    return dayOf(receipt.postedAt) === dayOf(wish.now) ? null : { code: 'too_late' };
  });
}

/** Takes a receipt back on any later day, with a reason that is kept. */
export function reverseReceipt(
  db: Db,
  wish: ReversalWish,
): Promise<Result<ReversedReceipt, ReversalFailure>> {
  const reason = wish.reason.trim();
  if (reason === '') return Promise.resolve(err({ code: 'reason_missing' }));
  return takeBackReceipt(db, wish, reason, (_, actor) =>
    mayDo(actor.role, 'receipt.reverse') ? null : { code: 'forbidden' },
  );
}

/**
 * Counter-movements that restore quantity and value exactly, once; the document becomes `reversed` and its fiscal key is
 * free again. The document is locked before the receipt, as in posting.
 */
function takeBackReceipt(
  db: Db,
  wish: UndoWish,
  reason: string | null,
  refuse: (receipt: ReceiptRow, actor: Actor) => ReversalFailure | null,
): Promise<Result<ReversedReceipt, ReversalFailure>> {
  return decideInTransaction<ReversedReceipt, ReversalFailure>(db, async (tx) => {
    const { companyId } = wish.actor;
    const found = await findReceipt(tx, companyId, wish.receiptId);
    if (found === null) return err({ code: 'not_found' });
    await lockDocument(tx, found.documentId);
    const allowed = await authorize(tx, wish.actor, 'receipt.undo', found.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    const actor = allowed.value;
    const receipt = await lockReceipt(tx, companyId, wish.receiptId);
    if (receipt === null) throw new Error('a receipt vanished');
    if (receipt.reversedAt !== null) return err({ code: 'already_reversed', at: receipt.reversedAt });
    const refusal = refuse(receipt, actor);
    if (refusal !== null) return err(refusal);
    const completion = await completionOf(tx, companyId, receipt.id);
    if (completion !== null) return err({ code: 'completed_by', receiptId: completion });
    await markReversed(tx, receipt.id, { by: actor.personId, at: wish.now, reason });
    await restoreStock(tx, receipt, actor, wish.now, reason);
    await voidReviewOf(tx, receipt.id, wish.now);
    await unreceiveOrdered(tx, { companyId, receiptId: receipt.id, by: actor.personId, now: wish.now });
    await forgetAliases(tx, companyId, receipt.documentId);
    await changeDocument(tx, receipt.documentId, wish.now, { state: 'reversed' });
    await writeAudit(tx, {
      companyId,
      actorId: actor.personId,
      action: reason === null ? 'receipt.undo' : 'receipt.reverse',
      subjectType: 'receipt',
      subjectId: receipt.id,
      detail: { documentId: receipt.documentId, reason },
      at: wish.now,
    });
    const undone: ReversedReceipt = {
      receiptId: receipt.id,
      documentId: receipt.documentId,
      reversedBy: { personId: actor.personId, name: actor.name },
      reversedAt: wish.now,
      reason,
    };
    await wish.announce?.(tx, undone);
    return ok(undone);
  });
}

async function restoreStock(
  tx: Tx,
  receipt: ReceiptRow,
  actor: Actor,
  now: Date,
  reason: string | null,
): Promise<void> {
  const { companyId } = receipt;
  const movements = await movementsOf(tx, companyId, 'receipt', receipt.id);
  const corrections = await correctionsOf(tx, receipt.id);
  const touched = [...movements, ...corrections].map((one) => one.productId);
  if (touched.length === 0) return;
  // All products at once and sorted, before the two steps below take them one by one.
  await openValuations(tx, companyId, touched);
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
      sourceId: receipt.id,
      lineNo: one.lineNo,
      reason: reason ?? undefined,
      takesBack: one.seq,
    })),
  });
  if (!recorded.ok) throw new Error('a reversal may never be refused for lack of stock');
  const valuations = await openValuations(tx, companyId, touched);
  for (const { productId, movementSeq, value } of corrections) {
    const change = takeBackCorrection(valuations.get(productId)!, dec(value).neg());
    valuations.set(productId, change.after);
    await insertCostEntries(
      tx,
      change.entries.map((entry) => costEntryRow(productId, movementSeq, entry, receipt.id)),
    );
  }
  const purchases = await lastPurchases(tx, companyId, [...valuations.keys()]);
  for (const [productId, valuation] of valuations) {
    const last = purchases.get(productId);
    if (last !== undefined) valuations.set(productId, { ...valuation, last: dec(last.unitCost) });
  }
  await saveValuations(tx, valuations);
}
