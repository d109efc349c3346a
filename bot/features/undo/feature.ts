import { Composer } from 'grammy';
import { dayOf } from '../../../core/platform/clock.ts';
import { describeOperation } from '../../../core/stock/operations.ts';
import { receiptOfDocument } from '../../../drizzle/queries/document-views.ts';
import { lastOperationOf, lastReceiptOf } from '../../../drizzle/queries/undoable.ts';
import type { EnrolledContext } from '../../context.ts';
import { reply } from '../../outbox.ts';
import { nothingToUndoView, undoOperationView, undoReceiptView } from './views.ts';

/** /deshacer: shows the last thing that this person did today, with the button that takes it back. */
export const undoFeature = new Composer<EnrolledContext>();

export async function undoLast(ctx: EnrolledContext): Promise<void> {
  const { db, clock } = ctx.deps;
  const { personId } = ctx.actor;
  const today = dayOf(clock.now());
  const operation = await lastOperationOf(db, personId);
  const receipt = await lastReceiptOf(db, personId);
  const operationIsLast = operation !== null && (receipt === null || operation.recordedAt > receipt.postedAt);
  if (operationIsLast && dayOf(operation.recordedAt) === today)
    return reply(ctx, undoOperationView(await describeOperation(db, operation)));
  if (!operationIsLast && receipt !== null && dayOf(receipt.postedAt) === today) {
    const posted = await receiptOfDocument(db, receipt.documentId);
    if (posted !== null)
      return reply(ctx, undoReceiptView({ ...receipt, supplierName: posted.supplierName }));
  }
  return reply(ctx, nothingToUndoView());
}

undoFeature.command('deshacer', undoLast);
