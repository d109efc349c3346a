import type { Tx } from '../../drizzle/client.ts';
import {
  changeDocument,
  changePage,
  comparePapersAlone,
  type DocumentRow,
  insertDocument,
  latestInChat,
  lockDocument,
  pagesOf,
  releaseForReading,
} from '../../drizzle/queries/documents.ts';
import { matchLines } from '../catalog/matching.ts';
import { certify } from '../invoice/certify.ts';
import type { InvoiceDraft } from '../invoice/draft.ts';
import type { PageReading } from '../invoice/page.ts';
import { writeAudit } from '../people/audit.ts';
import { newId } from '../platform/ids.ts';
import { findDeliveryNote } from '../stock/delivery-notes.ts';
import { findSameNumber, type Repetition } from './duplicates.ts';
import { fiscalKeyOf } from './fiscal-key.ts';
import { completes, keepCorrections, papersOf } from './joining.ts';
import type { Announce } from './news.ts';

/** One photo of a document and what was read from it; no readings and a failure code when it could not be read. */
export interface ReadPhoto {
  readonly messageId: number;
  readonly failure: string | null;
  readonly readings: readonly PageReading[];
  readonly images: readonly Buffer[];
}

/** The paper as understood from its readable photos, and what each of them says alone. */
export interface Understood {
  readonly chosen: InvoiceDraft;
  readonly perPhoto: readonly InvoiceDraft[];
}

interface Settling {
  readonly now: Date;
  readonly announce: Announce;
}

/** A photo completes a paper of the same chat within this time. */
const JOIN_WINDOW_MS = 30 * 60_000;

const NO_LEASE = { leaseOwner: null, leaseUntil: null, gatherUntil: null } as const;

/** The person is asked for a better photo; `failure` is a stable code. */
export async function giveUp(
  tx: Tx,
  document: DocumentRow,
  failure: string,
  { now, announce }: Settling,
): Promise<void> {
  await changeDocument(tx, document.id, now, { ...NO_LEASE, state: 'unreadable', failure });
  await record(tx, document, 'document.unreadable', { failure }, now);
  await announce(tx, { documentId: document.id, chatId: document.chatId, what: { kind: 'read' } });
}

/** Tried again later. What was not the paper's fault (the chat out of reach, a process that ends) does not count as a try. */
export function postpone(
  tx: Tx,
  document: DocumentRow,
  seconds: number,
  options: { readonly counts: boolean },
): Promise<void> {
  return releaseForReading(tx, document.id, seconds, options.counts ? undefined : document.attempts - 1);
}

export async function settleDuplicate(
  tx: Tx,
  document: DocumentRow,
  repetition: Repetition,
  { now, announce }: Settling,
): Promise<void> {
  await changeDocument(tx, document.id, now, {
    ...NO_LEASE,
    state: 'duplicate',
    duplicateOf: repetition.documentId,
    failure: repetition.because,
  });
  await record(tx, document, 'document.duplicate', { ...repetition }, now);
  await announce(tx, { documentId: document.id, chatId: document.chatId, what: { kind: 'read' } });
}

/** Decides what a freshly read document becomes; the row is locked and ours. */
export async function settleReading(
  tx: Tx,
  document: DocumentRow,
  reading: Settling & { readonly photos: readonly ReadPhoto[]; readonly outcome: Understood | null },
): Promise<void> {
  const { photos, outcome } = reading;
  const pages = await pagesOf(tx, document.id);
  const isComplete = pages.every((page) => page.readings !== null || page.failure !== null);
  // A page came while the others were being read: it belongs in, so begin again with what is kept.
  if (!isComplete) return releaseForReading(tx, document.id, 0);
  if (outcome === null) return giveUp(tx, document, photos[0]?.failure ?? 'empty', reading);
  await comparePapersAlone(tx, document.companyId);
  const { chosen } = outcome;
  if (chosen.reason === 'several_documents' && (await split(tx, document, outcome, reading))) return;
  if (document.draft === null && (await join(tx, document, chosen, reading))) return;
  const corrected = keepCorrections(document.draft, chosen);
  const draft = corrected === chosen ? chosen : certify(corrected);
  const repetition = await findSameNumber(tx, document, fiscalKeyOf(draft.header));
  if (repetition !== null) {
    await changeDocument(tx, document.id, reading.now, { draft });
    return settleDuplicate(tx, document, repetition, reading);
  }
  await openReview(tx, document, draft, reading);
}

async function openReview(
  tx: Tx,
  document: DocumentRow,
  draft: InvoiceDraft,
  { now, announce }: Settling,
): Promise<void> {
  const isReadable = draft.status !== 'unreadable';
  const matches = isReadable ? await matchLines(tx, { companyId: document.companyId, draft }) : [];
  const note = isReadable
    ? await findDeliveryNote(tx, {
        companyId: document.companyId,
        locationId: document.locationId,
        draft,
        matches,
        now,
      })
    : null;
  await changeDocument(tx, document.id, now, {
    ...NO_LEASE,
    state: isReadable ? 'review' : 'unreadable',
    failure: isReadable ? null : draft.reason,
    attempts: 0,
    draft,
    matches,
    deliveryNoteReceiptId: note?.receiptId ?? null,
    deliveryNoteSame: null,
  });
  await record(tx, document, 'document.read', { status: draft.status, reason: draft.reason }, now);
  await announce(tx, { documentId: document.id, chatId: document.chatId, what: { kind: 'read' } });
}

const isCompletedBy = ({ state, draft }: DocumentRow, fresh: InvoiceDraft): boolean =>
  (state === 'review' || state === 'unreadable') && completes(fresh, draft);

/** Gives the photos of a document to the waiting paper that they complete; true when they did. */
async function join(
  tx: Tx,
  document: DocumentRow,
  fresh: InvoiceDraft,
  { now, announce }: Settling,
): Promise<boolean> {
  const since = new Date(now.getTime() - JOIN_WINDOW_MS);
  const latest = await latestInChat(tx, document.chatId, ['review', 'unreadable'], since);
  if (latest === null || latest.companyId !== document.companyId || !isCompletedBy(latest, fresh))
    return false;
  const waiting = await lockDocument(tx, latest.id);
  if (waiting === null || !isCompletedBy(waiting, fresh)) return false;
  for (const page of await pagesOf(tx, document.id))
    await changePage(tx, document.id, page.messageId, { documentId: waiting.id });
  await changeDocument(tx, document.id, now, {
    ...NO_LEASE,
    state: 'rejected',
    failure: 'joined',
    duplicateOf: waiting.id,
  });
  await changeDocument(tx, waiting.id, now, { ...NO_LEASE, state: 'reading', failure: null, attempts: 0 });
  await record(tx, document, 'document.join', { into: waiting.id }, now);
  await announce(tx, {
    documentId: document.id,
    chatId: document.chatId,
    what: { kind: 'changed', lineId: null },
  });
  await announce(tx, { documentId: waiting.id, chatId: waiting.chatId, what: { kind: 'received' } });
  return true;
}

/** Gives each further paper of an album a document of its own; false when the photos cannot be told apart. */
async function split(
  tx: Tx,
  document: DocumentRow,
  outcome: Understood,
  { now, announce, photos }: Settling & { readonly photos: readonly ReadPhoto[] },
): Promise<boolean> {
  const readable = photos.filter((photo) => photo.readings.length > 0);
  const [, ...others] = papersOf(outcome.perPhoto);
  if (others.length === 0) return false;
  for (const paper of others) {
    const id = newId();
    await insertDocument(tx, {
      id,
      companyId: document.companyId,
      locationId: document.locationId,
      uploadedBy: document.uploadedBy,
      chatId: document.chatId,
      state: 'reading',
      createdAt: document.createdAt,
      updatedAt: now,
    });
    for (const at of paper) {
      const photo = readable[at];
      if (photo !== undefined) await changePage(tx, document.id, photo.messageId, { documentId: id });
    }
    await record(tx, document, 'document.split', { into: id }, now);
    await announce(tx, { documentId: id, chatId: document.chatId, what: { kind: 'received' } });
  }
  await releaseForReading(tx, document.id, 0);
  return true;
}

/** What the product itself decides has no actor. */
const record = (
  tx: Tx,
  document: DocumentRow,
  action: string,
  detail: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<void> =>
  writeAudit(tx, {
    companyId: document.companyId,
    actorId: null,
    action,
    subjectType: 'document',
    subjectId: document.id,
    detail,
    at,
  });
