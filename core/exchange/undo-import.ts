import type { Db } from '../../drizzle/client.ts';
import {
  closeImportFile,
  type ImportFileRow,
  lockImportFile,
  standingOperationsOf,
} from '../../drizzle/queries/exchange.ts';
import { changeOperation } from '../../drizzle/queries/stock-operations.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { authorize } from '../people/roles.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { undoOperationIn } from '../stock/undo-operation.ts';
import { type ImportFailure, importKey } from './imports.ts';

/**
 * Takes back everything that a table of stock or sales moved, in one transaction, on the day on which it was written
 * and by whoever sent it. Its sales may be brought in again afterwards. Products stay: what they were is not kept.
 */
export function undoImport(
  db: Db,
  wish: { readonly actor: Actor; readonly importId: string; readonly now: Date },
): Promise<Result<ImportFileRow, ImportFailure>> {
  return decideInTransaction<ImportFileRow, ImportFailure>(db, async (tx) => {
    const { actor, importId, now } = wish;
    const file = await lockImportFile(tx, actor.companyId, importId);
    if (file === null) return err({ code: 'unknown_import' });
    if (file.personId !== actor.personId) return err({ code: 'not_yours' });
    const allowed = await authorize(tx, actor, 'data.import', actor.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    if (file.state !== 'applied') return err({ code: 'closed' });
    if (file.kind === 'products') return err({ code: 'not_undoable' });
    // The last one first: each step meets the state that its original left.
    for (const { id, key } of await standingOperationsOf(tx, file.companyId, importKey(file))) {
      const undone = await undoOperationIn(tx, { actor, operationId: id, now });
      if (!undone.ok) return err({ code: undone.error.code === 'too_late' ? 'too_late' : 'not_yours' });
      await changeOperation(tx, id, { key: `${key}:undone:${id}` });
    }
    await closeImportFile(tx, file.id, 'undone');
    await writeAudit(tx, {
      companyId: file.companyId,
      actorId: actor.personId,
      action: 'data.import_undo',
      subjectType: 'import',
      subjectId: file.id,
      at: now,
    });
    return ok({ ...file, state: 'undone' });
  });
}
