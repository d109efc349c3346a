import type { AnnounceCheck } from '../../../core/arca/queue.ts';
import type { Verification } from '../../../core/arca/verification.ts';
import type { AnnounceOpinion } from '../../../core/assistant/opinion-queue.ts';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { Clock } from '../../../core/platform/clock.ts';
import { dayOf } from '../../../core/platform/clock.ts';
import { dec } from '../../../core/platform/decimal.ts';
import { deliveryOf } from '../../../core/purchasing/receiving-orders.ts';
import type { Announce, DocumentNews } from '../../../core/receiving/news.ts';
import { readinessOf } from '../../../core/receiving/readiness.ts';
import { priceChanges } from '../../../core/stock/price-changes.ts';
import type { Db, Tx } from '../../../drizzle/client.ts';
import {
  cardsOfDocument,
  goodsOfReceipt,
  lastActor,
  personName,
  receiptIdentity,
  receiptOfDocument,
  uploadOfDocument,
} from '../../../drizzle/queries/document-views.ts';
import { type DocumentRow, findDocument, pagesOf } from '../../../drizzle/queries/documents.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { say } from '../../outbox.ts';
import { barcodeOfPhoto } from '../barcodes/feature.ts';
import { sayReceiptPrices } from '../prices/card.ts';
import { verification, verificationOf } from './verification.ts';

import type {
  DocumentLabel,
  DuplicateModel,
  PostedModel,
  PriceJump,
  ReviewModel,
  UnreadableModel,
  UnreadableReason,
} from './view-model.ts';
import {
  confirmDiscardView,
  confirmUndoView,
  discardedView,
  duplicateView,
  lineView,
  pageOfLine,
  postedView,
  progressView,
  receivedView,
  reviewCard,
  undoneView,
  unreadableView,
} from './views.ts';
import { labelOf as labelOfDraft } from './wording.ts';

/** What of a document the message shows: the card's page, one line, or a question before something grave. */
export type Focus =
  | { readonly on: 'card'; readonly page?: number; readonly lineId?: number | null }
  | { readonly on: 'line'; readonly lineId: number }
  | { readonly on: 'ask_discard' }
  | { readonly on: 'ask_undo' };

const CARD: Focus = { on: 'card' };

const statusSlot = (documentId: string): string => `doc:${documentId}`;

/** Who looks at what: other chats that show the document keep to its card. */
interface Attention {
  readonly chatId: number;
  readonly focus: Focus;
}

/** Writes every message that shows a document as the document is now; each is one message all its life, edited. */
export async function sayDocument(
  db: Db | Tx,
  clock: Clock,
  documentId: string,
  attention?: Attention,
): Promise<void> {
  const document = await findDocument(db, documentId);
  if (document === null) return;
  const own = { slot: statusSlot(documentId), chatId: document.chatId };
  if (document.state === 'posted' || document.state === 'reversed') await sayReceiptPrices(db, document);
  const cards = await cardsOfDocument(db, documentId);
  const slots = cards.some(({ slot }) => slot === own.slot) ? cards : [own, ...cards];
  for (const { slot, chatId } of slots) {
    const focus = attention?.chatId === chatId ? attention.focus : CARD;
    await say(db, { chatId, slot, view: await documentView(db, document, clock.now(), focus) });
  }
}

/** Shows a document in a new message of this chat, which then follows it like the first one. */
export async function openCard(
  db: Db | Tx,
  clock: Clock,
  document: DocumentRow,
  place: { readonly chatId: number; readonly operationId: string },
): Promise<void> {
  const view = await documentView(db, document, clock.now(), CARD);
  await say(db, { chatId: place.chatId, slot: `${statusSlot(document.id)}:${place.operationId}`, view });
}

/** What the door gives to the use cases: says the document in the transaction of its change. */
export const announceDocuments =
  (clock: Clock, chatId?: number): Announce =>
  async (tx, news) => {
    const { what } = news;
    if (what.kind === 'progress') return sayProgress(tx, news, what.stage);
    const focus: Focus = what.kind === 'changed' ? { on: 'card', lineId: what.lineId } : CARD;
    return sayDocument(tx, clock, news.documentId, { chatId: chatId ?? news.chatId, focus });
  };

/**
 * Shows a new answer of ARCA on the messages that show the document's card as it was before it. Who is looking at a line
 * or at a question keeps it; the next press shows the answer.
 */
export const announceCheck =
  (clock: Clock): AnnounceCheck =>
  async (tx, documentId, before) => {
    const document = await findDocument(tx, documentId);
    if (document === null) return;
    const old = await documentView(tx, document, clock.now(), CARD, verificationOf(before));
    await refreshCards(tx, clock, documentId, old);
  };

/** Shows on the cards of a document in review that it offers more readings; who is looking at a line keeps it. */
export const announceOpinion =
  (clock: Clock): AnnounceOpinion =>
  async (tx, before) => {
    const old = await documentView(tx, before, clock.now(), CARD);
    await refreshCards(tx, clock, before.id, old);
  };

/** Says the card of a document anew wherever it still shows `old`. */
async function refreshCards(tx: Tx, clock: Clock, documentId: string, old: MessageView): Promise<void> {
  const document = await findDocument(tx, documentId);
  if (document === null) return;
  const fresh = await documentView(tx, document, clock.now(), CARD);
  for (const { slot, chatId, desired } of await cardsOfDocument(tx, documentId))
    if (desired.text === old.text) await say(tx, { chatId, slot, view: fresh });
}

/** Says the stage of a reading; the state itself is what it was. */
async function sayProgress(
  db: Db | Tx,
  news: DocumentNews,
  stage: 'qr' | 'text' | 'lines' | 'sums',
): Promise<void> {
  const pages = (await pagesOf(db, news.documentId)).length;
  const view = progressView({ documentId: news.documentId, pages, stage });
  await say(db, { chatId: news.chatId, slot: statusSlot(news.documentId), view });
}

async function documentView(
  db: Db | Tx,
  document: DocumentRow,
  now: Date,
  focus: Focus,
  /** What ARCA says, where the row does not say it. */
  check?: Verification | null,
): Promise<MessageView> {
  switch (document.state) {
    case 'gathering':
    case 'reading':
      return receivedView({ documentId: document.id, pages: (await pagesOf(db, document.id)).length });
    case 'review':
      return reviewView(db, document, focus, check);
    case 'unreadable':
      return focus.on === 'ask_discard'
        ? confirmDiscardView(document.id, labelOf(document))
        : ((await barcodeOfPhoto(db, document)) ?? unreadableView(await unreadableModel(db, document)));
    case 'posted':
    case 'reversed':
      return postedOrUndone(db, document, now, focus, check);
    case 'duplicate':
      return duplicateView(await duplicateModel(db, document));
    case 'rejected':
      return discardedView({
        documentId: document.id,
        by: (await lastActor(db, document.id, 'document.discard')) ?? '',
        why: document.failure === 'joined' ? 'joined' : 'person',
      });
  }
}

const NOTHING_READ: DocumentLabel = {
  documentType: null,
  letter: null,
  pointOfSale: null,
  number: null,
  supplierName: null,
  date: null,
  total: null,
  currency: null,
};

const labelOf = ({ draft }: DocumentRow): DocumentLabel =>
  draft === null ? NOTHING_READ : labelOfDraft(draft);

async function reviewView(
  db: Db | Tx,
  document: DocumentRow,
  focus: Focus,
  check?: Verification | null,
): Promise<MessageView> {
  if (focus.on === 'ask_discard') return confirmDiscardView(document.id, labelOf(document));
  const model = {
    ...(await reviewModel(db, document)),
    verification: await verification(db, document, check),
  };
  if (focus.on === 'line') return lineView(model, focus.lineId);
  if (focus.on === 'ask_undo') return reviewCard(model);
  const shown = focus.lineId == null ? (focus.page ?? 0) : pageOfLine(model, focus.lineId);
  return reviewCard({ ...model, page: shown });
}

/** Everything that a card of this document in review shows. */
export async function reviewModel(db: Db | Tx, document: DocumentRow): Promise<ReviewModel> {
  const { draft, deliveryNoteReceiptId } = document;
  if (draft === null) throw new Error(`document ${document.id} is in review without a draft`);
  const note = deliveryNoteReceiptId === null ? null : await receiptIdentity(db, deliveryNoteReceiptId);
  return {
    document: { id: document.id, version: document.version, state: 'review' },
    draft,
    matches: document.matches,
    page: 0,
    ...readinessOf({ ...document, draft }),
    treatment: document.treatment,
    deliveryNote: note === null ? null : { ...note, same: document.deliveryNoteSame },
    priceJumps: await priceJumps(db, document, draft),
  };
}

/** Below this a price simply follows the month. */
const JUMP_PERCENT = 10;

async function priceJumps(
  db: Db | Tx,
  { companyId, matches }: DocumentRow,
  draft: InvoiceDraft,
): Promise<readonly PriceJump[]> {
  const changes = await priceChanges(db, { companyId, draft, matches });
  return changes.filter((change) => dec(change.percent).abs().gte(JUMP_PERCENT));
}

async function unreadableModel(db: Db | Tx, document: DocumentRow): Promise<UnreadableModel> {
  return {
    documentId: document.id,
    reason: (document.failure ?? 'no_text') as UnreadableReason,
    pages: (await pagesOf(db, document.id)).length,
    draft: document.draft,
  };
}

async function duplicateModel(db: Db | Tx, document: DocumentRow): Promise<DuplicateModel> {
  const originalId = document.duplicateOf ?? document.id;
  const because = document.failure === 'same_picture' ? 'picture' : 'number';
  const receipt = await receiptOfDocument(db, originalId);
  if (receipt !== null && receipt.reversedAt === null)
    return {
      documentId: document.id,
      originalId,
      label: receiptLabel(receipt),
      of: 'posted',
      because,
      by: receipt.postedBy,
      at: receipt.postedAt,
      shopName: receipt.shopName,
    };
  const upload = await uploadOfDocument(db, originalId);
  return {
    documentId: document.id,
    originalId,
    label: document.draft === null ? null : labelOf(document),
    of: 'open',
    because,
    by: upload?.by ?? '',
    at: upload?.at ?? document.createdAt,
    shopName: upload?.shopName ?? '',
  };
}

type Receipt = NonNullable<Awaited<ReturnType<typeof receiptOfDocument>>>;

const receiptLabel = (receipt: Receipt): DocumentLabel => ({
  documentType: receipt.documentType,
  letter: null,
  pointOfSale: receipt.pointOfSale,
  number: receipt.number,
  supplierName: receipt.supplierName,
  date: receipt.date,
  total: receipt.total,
  currency: receipt.currency,
});

async function postedOrUndone(
  db: Db | Tx,
  document: DocumentRow,
  now: Date,
  focus: Focus,
  check?: Verification | null,
): Promise<MessageView> {
  const receipt = await receiptOfDocument(db, document.id);
  if (receipt === null) throw new Error(`document ${document.id} is ${document.state} without a receipt`);
  const label = { ...receiptLabel(receipt), letter: document.draft?.header.letter ?? null };
  if (receipt.reversedAt !== null)
    return undoneView({
      documentId: document.id,
      label,
      by: receipt.reversedById === null ? '' : ((await personName(db, receipt.reversedById)) ?? ''),
      at: receipt.reversedAt,
    });
  if (focus.on === 'ask_undo') return confirmUndoView(document.id, label);
  const delivery = await deliveryOf(db, document.companyId, receipt.id);
  const model: PostedModel = {
    ...(delivery === null ? {} : { delivery }),
    documentId: document.id,
    label,
    kind: receipt.kind,
    shopName: receipt.shopName,
    by: receipt.postedBy,
    at: receipt.postedAt,
    lines: (await goodsOfReceipt(db, receipt.id)).map((line) => ({ ...line, units: line.units ?? '0' })),
    canUndo: dayOf(receipt.postedAt) === dayOf(now),
    verification: await verification(db, document, check),
  };
  return postedView(model);
}
