import { Composer } from 'grammy';
import { startOfDay } from '../../../core/platform/clock.ts';
import { describeOperation } from '../../../core/stock/operations.ts';
import type { Db } from '../../../drizzle/client.ts';
import { receiptOfDocument } from '../../../drizzle/queries/document-views.ts';
import { findTransfer } from '../../../drizzle/queries/transfers.ts';
import { type Undoable, undoableBy } from '../../../drizzle/queries/undoable.ts';
import type { EnrolledContext } from '../../context.ts';
import { reply } from '../../outbox.ts';
import {
  countEntry,
  importEntry,
  operationEntry,
  receiptEntry,
  transferEntry,
  type UndoEntry,
  undoView,
} from './views.ts';

/** /deshacer: what this person did today and still stands, each with the button that takes it back. */
export const undoFeature = new Composer<EnrolledContext>();

const LISTED = 8;

export async function undoLast(ctx: EnrolledContext): Promise<void> {
  const { db, clock } = ctx.deps;
  const { companyId, personId } = ctx.actor;
  const found = await undoableBy(db, personId, startOfDay(clock.now()), LISTED);
  const entries: UndoEntry[] = [];
  for (const one of found) {
    const entry = await entryOf(db, companyId, one);
    if (entry !== null) entries.push(entry);
  }
  return reply(ctx, undoView(entries));
}

async function entryOf(db: Db, companyId: string, one: Undoable): Promise<UndoEntry | null> {
  switch (one.what) {
    case 'operation':
      return operationEntry(await describeOperation(db, one.operation));
    case 'receipt': {
      const posted = await receiptOfDocument(db, one.documentId);
      return posted === null ? null : receiptEntry({ ...one, supplierName: posted.supplierName });
    }
    case 'count':
      return countEntry(one);
    case 'transfer': {
      const transfer = await findTransfer(db, companyId, one.transferId);
      return transfer === null ? null : transferEntry(transfer, one);
    }
    case 'import':
      return importEntry(one.file);
  }
}

undoFeature.command('deshacer', undoLast);
