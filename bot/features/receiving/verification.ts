import { answerAbout, answerOf, type Verification } from '../../../core/arca/verification.ts';
import type { Db, Tx } from '../../../drizzle/client.ts';
import { type CheckRow, checkOf } from '../../../drizzle/queries/arca-queue.ts';
import type { DocumentRow } from '../../../drizzle/queries/documents.ts';

/** A card says nothing of a check before its first answer or failure. */
const isUntried = (row: CheckRow): boolean => row.state === 'pending' && row.problem === null;

/** What the card says of a check. */
export const verificationOf = (row: CheckRow): Verification | null => (isUntried(row) ? null : answerOf(row));

/** What ARCA said about the document as it reads now, unless it is given. */
export async function verification(
  db: Db | Tx,
  document: DocumentRow,
  check?: Verification | null,
): Promise<Verification | null> {
  if (check !== undefined) return check;
  const row = await checkOf(db, document.id);
  if (row === null || document.draft === null || isUntried(row)) return null;
  return answerAbout(row, document.draft.header);
}
