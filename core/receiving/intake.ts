import type { Db, Tx } from '../../drizzle/client.ts';
import {
  changeDocument,
  type DocumentRow,
  documentOfMessage,
  findPage,
  gatherFor,
  insertDocument,
  insertPage,
  lockAlbum,
  lockDocument,
} from '../../drizzle/queries/documents.ts';
import type { DocumentState } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { failPoint } from '../platform/fail-point.ts';
import { newId } from '../platform/ids.ts';
import { ok, type Result } from '../platform/result.ts';
import type { Announce } from './news.ts';

/** One photo or file as the chat delivered it; its bytes are fetched later. */
interface ReceivedPhoto {
  readonly actor: Actor;
  readonly chatId: number;
  readonly messageId: number;
  readonly fileId: string;
  readonly fileUniqueId: string;
  /** Telegram's album id; pages of one album arrive as separate messages without an end mark. */
  readonly mediaGroupId?: string | undefined;
  /** The message this photo answers; answering a document's message adds a page to that document. */
  readonly replyToMessageId?: number | undefined;
  readonly fileName?: string | undefined;
  readonly now: Date;
}

interface IntakeOptions {
  /** How long an album waits for its next page. Telegram sends the pages within a second or so. */
  readonly gatherSeconds?: number;
  readonly announce: Announce;
}

interface Received {
  readonly documentId: string;
  /** new: a document of its own · page: joined one that was there · again: this message is already a page. */
  readonly as: 'new' | 'page' | 'again';
}

const GATHER_SECONDS = 2.5;

/** States in which one more photo can still help. */
const COMPLETABLE: readonly DocumentState[] = ['gathering', 'reading', 'review', 'unreadable'];

/**
 * Records a photo as a new document, or as a page of the album or document it belongs to, and says so, in one
 * transaction. The same message twice changes nothing.
 */
export async function receivePhoto(
  db: Db,
  photo: ReceivedPhoto,
  options: IntakeOptions,
): Promise<Result<Received, AuthorizationFailure>> {
  const received = await decideInTransaction<Received, AuthorizationFailure>(db, async (tx) => {
    const authorized = await authorize(tx, photo.actor, 'document.upload');
    if (!authorized.ok) return authorized;
    const known = await findPage(tx, photo.chatId, photo.messageId);
    if (known !== null) return ok({ documentId: known.documentId, as: 'again' });
    const home = await findHome(tx, photo, authorized.value);
    const documentId =
      home === null ? await openDocument(tx, photo, authorized.value) : await reopenForPage(tx, home, photo);
    await insertPage(tx, {
      documentId,
      chatId: photo.chatId,
      messageId: photo.messageId,
      telegramFileId: photo.fileId,
      telegramUniqueId: photo.fileUniqueId,
      fileName: photo.fileName ?? null,
    });
    if (photo.mediaGroupId !== undefined)
      await gatherFor(tx, documentId, options.gatherSeconds ?? GATHER_SECONDS);
    await writeAudit(tx, {
      companyId: authorized.value.companyId,
      actorId: authorized.value.personId,
      action: home === null ? 'document.upload' : 'document.add_page',
      subjectType: 'document',
      subjectId: documentId,
      detail: { messageId: photo.messageId },
      at: photo.now,
    });
    await options.announce(tx, { documentId, chatId: photo.chatId, what: { kind: 'received' } });
    return ok({ documentId, as: home === null ? 'new' : 'page' });
  });
  failPoint('document-created');
  return received;
}

/** The open document that this photo is a page of; null for a paper of its own. */
async function findHome(tx: Tx, photo: ReceivedPhoto, actor: Actor): Promise<DocumentRow | null> {
  const album =
    photo.mediaGroupId === undefined ? null : await lockAlbum(tx, photo.chatId, photo.mediaGroupId);
  if (album !== null) return isOpenFor(album, actor) ? album : null;
  if (photo.replyToMessageId === undefined) return null;
  const id = await documentOfMessage(tx, photo.chatId, photo.replyToMessageId);
  const answered = id === null ? null : await lockDocument(tx, id);
  return answered !== null && isOpenFor(answered, actor) ? answered : null;
}

const isOpenFor = (document: DocumentRow, actor: Actor): boolean =>
  document.companyId === actor.companyId && COMPLETABLE.includes(document.state);

async function openDocument(tx: Tx, photo: ReceivedPhoto, actor: Actor): Promise<string> {
  const id = newId();
  // A late page of an album whose document is already settled opens one of its own, outside the album.
  const settledAlbum =
    photo.mediaGroupId !== undefined && (await lockAlbum(tx, photo.chatId, photo.mediaGroupId)) !== null;
  const inAlbum = photo.mediaGroupId !== undefined && !settledAlbum;
  await insertDocument(tx, {
    id,
    companyId: actor.companyId,
    locationId: actor.locationId,
    uploadedBy: actor.personId,
    chatId: photo.chatId,
    state: inAlbum ? 'gathering' : 'reading',
    mediaGroupId: inAlbum ? photo.mediaGroupId : null,
    createdAt: photo.now,
    updatedAt: photo.now,
  });
  return id;
}

/** What is being read goes on being read: the worker sees the new page when it saves. */
async function reopenForPage(tx: Tx, document: DocumentRow, photo: ReceivedPhoto): Promise<string> {
  const waiting = document.state === 'review' || document.state === 'unreadable';
  await changeDocument(tx, document.id, photo.now, {
    ...(waiting ? { state: 'reading', leaseOwner: null, leaseUntil: null, failure: null } : {}),
    attempts: 0,
  });
  return document.id;
}
