import type { Db } from '../../drizzle/client.ts';
import {
  type DocumentRow,
  documentsWithPicture,
  liveReceiptOf,
  openDocuments,
} from '../../drizzle/queries/documents.ts';
import { type FiscalKey, fiscalKeyOf, sameKey } from './fiscal-key.ts';

/** Another document that is this same paper. */
export interface Repetition {
  readonly documentId: string;
  /** The very same picture, or the same fiscal number. */
  readonly because: 'same_picture' | 'same_number';
}

const isOlder = (a: DocumentRow, b: DocumentRow): boolean =>
  a.createdAt.getTime() === b.createdAt.getTime() ? a.id < b.id : a.createdAt < b.createdAt;

/**
 * The document that holds one of these very pictures and was received or still waits. Two that are both unread must
 * not call each other duplicates, so there only the older one counts.
 */
export async function findSamePicture(
  db: Db,
  document: DocumentRow,
  sha256s: readonly string[],
): Promise<Repetition | null> {
  const others = await documentsWithPicture(db, document.companyId, sha256s, document.id);
  const original = others.find(
    (other) =>
      other.state === 'posted' ||
      other.state === 'review' ||
      ((other.state === 'reading' || other.state === 'gathering') && isOlder(other, document)),
  );
  return original === undefined ? null : { documentId: original.id, because: 'same_picture' };
}

/** The document whose live receipt has this fiscal key, or which waits for review with it. */
export async function findSameNumber(
  db: Db,
  document: DocumentRow,
  key: FiscalKey | null,
): Promise<Repetition | null> {
  if (key === null) return null;
  const received = await liveReceiptOf(db, document.companyId, key);
  if (received !== null && received.documentId !== document.id)
    return { documentId: received.documentId, because: 'same_number' };
  const waiting = (await openDocuments(db, document.companyId, document.id)).find(
    (other) =>
      other.state === 'review' && other.draft !== null && sameKey(fiscalKeyOf(other.draft.header), key),
  );
  return waiting === undefined ? null : { documentId: waiting.id, because: 'same_number' };
}
