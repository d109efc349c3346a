import type { Db, Tx } from '../../drizzle/client.ts';
import { changeDocument, findDocument, lockDocument } from '../../drizzle/queries/documents.ts';
import { inTransaction } from '../../drizzle/transaction.ts';
import { failPoint } from '../platform/fail-point.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type PostFailure, postReceipt } from '../stock/post-receipt.ts';
import { type ConfirmBlocker, readinessOf, seenOnCard } from './readiness.ts';
import { changeInReview, type Reviewed, type ReviewFailure, type ReviewRequest } from './review.ts';

/**
 * blocked: something is still to be looked at or answered · already_posted: this document is in stock (a second tap,
 * another person) · already_received: another document with the same number is, and this one is now its duplicate.
 */
export type ConfirmFailure =
  | ReviewFailure
  | { readonly code: 'blocked'; readonly blockers: readonly ConfirmBlocker[] }
  | { readonly code: 'already_posted' | 'already_received' };

/**
 * Takes a document into stock, once, however often and by however many people it is asked for. Lines that the card
 * lists as merely read count as seen by whoever confirms; doubtful ones must have been looked at before.
 */
export async function confirmDocument(
  db: Db,
  request: ReviewRequest & { readonly acceptDifference: boolean },
): Promise<Result<Reviewed, ConfirmFailure>> {
  const seen = await rememberSeen(db, request);
  if (!seen.ok) return seen;
  const version = seen.value?.version ?? request.version;
  const posted = await postReceipt(db, {
    documentId: request.documentId,
    actor: request.actor,
    expectedVersion: version,
    acceptDifference: request.acceptDifference,
    now: request.now,
    announce: async (tx, receipt) => {
      const document = await findDocument(tx, receipt.documentId);
      if (document !== null) await announceChange(tx, document, request);
      failPoint('before-posting-commit');
    },
  });
  if (!posted.ok) return err(await settleRefusal(db, request, posted.error));
  failPoint('after-posting-commit');
  return ok({ documentId: request.documentId, version: (version ?? 0) + 1 });
}

/** Null when there was nothing to remember. */
async function rememberSeen(
  db: Db,
  request: ReviewRequest & { readonly acceptDifference: boolean },
): Promise<Result<Reviewed | null, ConfirmFailure>> {
  const document = await findDocument(db, request.documentId);
  const draft = document?.draft ?? null;
  if (document?.state !== 'review' || draft === null) return ok(null);
  if (request.version !== undefined && request.version !== document.version) return err({ code: 'stale' });
  const blockers = readinessOf({ ...document, draft }).blockers.filter(
    (blocker) => blocker !== 'difference' || !request.acceptDifference,
  );
  if (blockers.length > 0) return err({ code: 'blocked', blockers });
  if (seenOnCard(draft) === draft) return ok(null);
  // A card with seen lines is only news together with what follows.
  const silent = { ...request, announce: async () => undefined };
  return changeInReview(db, silent, 'receipt.post', 'document.seen_on_card', async (_tx, locked) => {
    const lineIds = locked.draft.lines
      .filter((line) => line.evidence === 'read' && !line.seen)
      .map((line) => line.id);
    return ok({ draft: seenOnCard(locked.draft), lineId: null, detail: { lineIds } });
  });
}

const announceChange = (
  tx: Tx,
  document: { readonly id: string; readonly chatId: number },
  { announce }: ReviewRequest,
): Promise<void> =>
  announce(tx, {
    documentId: document.id,
    chatId: document.chatId,
    what: { kind: 'changed', lineId: null },
  });

/** Brings the document to where a refused posting leaves it, and says why it was refused. */
async function settleRefusal(db: Db, request: ReviewRequest, refusal: PostFailure): Promise<ConfirmFailure> {
  switch (refusal.code) {
    case 'not_found':
      return { code: 'unknown_document' };
    case 'already_received':
      await amend(db, request, {
        state: 'duplicate',
        duplicateOf: refusal.documentId,
        failure: 'same_number',
      });
      return { code: 'already_received' };
    case 'delivery_note':
      await amend(db, request, { deliveryNoteReceiptId: refusal.note.receiptId, deliveryNoteSame: null });
      return { code: 'blocked', blockers: ['choose_delivery_note'] };
    case 'delivery_note_gone':
      await amend(db, request, { deliveryNoteReceiptId: null, deliveryNoteSame: null });
      return { code: 'stale' };
    case 'not_ready': {
      const document = await findDocument(db, request.documentId);
      const draft = document?.draft ?? null;
      if (document === null || draft === null) return { code: 'unknown_document' };
      return { code: 'blocked', blockers: readinessOf({ ...document, draft }).blockers };
    }
    case 'wrong_state':
      return { code: 'wrong_state', state: refusal.state };
    default:
      return { code: refusal.code };
  }
}

/** A change that follows from a refusal; nothing when the document moved on in the meantime. */
function amend(db: Db, request: ReviewRequest, change: Parameters<typeof changeDocument>[3]): Promise<void> {
  return inTransaction(db, async (tx) => {
    const document = await lockDocument(tx, request.documentId);
    if (document?.state !== 'review') return;
    await changeDocument(tx, document.id, request.now, change);
    await announceChange(tx, document, request);
  });
}
