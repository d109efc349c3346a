import type { Db } from '../../drizzle/client.ts';
import { receiptOfDocument } from '../../drizzle/queries/document-views.ts';
import { findDocument } from '../../drizzle/queries/documents.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type ReversalFailure, reverseReceipt, undoReceipt } from '../stock/reverse-receipt.ts';
import type { ReviewFailure, ReviewRequest } from './review.ts';

/** completed_by: an invoice prices this delivery and must be taken back first · too_late: not the same day any more. */
export type UndoFailure =
  | ReviewFailure
  | { readonly code: Exclude<ReversalFailure['code'], ReviewFailure['code'] | 'not_found'> };

/** Takes a posted document back: on the same day without a reason, later with one. */
export async function undoDocument(
  db: Db,
  request: ReviewRequest & { readonly reason?: string | undefined },
): Promise<Result<null, UndoFailure>> {
  const { actor, now, reason } = request;
  const document = await findDocument(db, request.documentId);
  const isOurs = document !== null && document.companyId === actor.companyId;
  const receipt = isOurs ? await receiptOfDocument(db, document.id) : null;
  if (!isOurs || receipt === null) return err({ code: 'unknown_document' });
  const wish = {
    receiptId: receipt.id,
    actor,
    now,
    announce: (tx: Parameters<typeof request.announce>[0]) =>
      request.announce(tx, {
        documentId: document.id,
        chatId: document.chatId,
        what: { kind: 'changed', lineId: null },
      }),
  };
  const undone =
    reason === undefined ? await undoReceipt(db, wish) : await reverseReceipt(db, { ...wish, reason });
  if (undone.ok) return ok(null);
  const { code } = undone.error;
  return err({ code: code === 'not_found' ? 'unknown_document' : code });
}
