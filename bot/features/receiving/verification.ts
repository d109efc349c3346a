import { isAbout } from '../../../core/arca/voucher-query.ts';
import type { Db, Tx } from '../../../drizzle/client.ts';
import { type CheckRow, checkOf } from '../../../drizzle/queries/arca-queue.ts';
import type { DocumentRow } from '../../../drizzle/queries/documents.ts';
import type { Verification } from './view-model.ts';

/** What the card says of a check; nothing before the first answer or failure. */
export function verificationOf(row: CheckRow | null): Verification | null {
  if (row === null || row.state === 'skipped') return null;
  if (row.state === 'done' && row.standing !== null)
    return { state: 'done', standing: row.standing, message: row.observations[0]?.message ?? null };
  return row.problem === null ? null : { state: 'pending' };
}

/** What ARCA said about the document as it reads now, unless it is given. */
export async function verification(
  db: Db | Tx,
  document: DocumentRow,
  check?: Verification | null,
): Promise<Verification | null> {
  if (check !== undefined) return check;
  const row = await checkOf(db, document.id);
  const { draft } = document;
  return row?.query != null && draft !== null && isAbout(row.query, draft.header)
    ? verificationOf(row)
    : null;
}
