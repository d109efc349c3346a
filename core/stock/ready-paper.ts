import type { Tx } from '../../drizzle/client.ts';
import type { DocumentRow } from '../../drizzle/queries/documents.ts';
import {
  companyOf,
  completionOf,
  liveReceiptWithKey,
  lockReceipt,
  type ReceiptRow,
} from '../../drizzle/queries/receipts.ts';
import { knownProducts } from '../catalog/products.ts';
import type { InvoiceDraft } from '../invoice/draft.ts';
import { type DecimalString, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { paperDifference } from '../pricing/paper-total.ts';
import { findDeliveryNote } from './delivery-notes.ts';
import type { PostFailure, PostWish } from './post-receipt.ts';
import { isDeliveryNote, missingFor, type ReceiptKind, receiptKindOf } from './readiness.ts';
import { type ReceivedLine, receivedLines } from './received-lines.ts';

/** A draft with nothing missing, and the figures that will be kept. */
export interface ReadyPaper {
  readonly draft: InvoiceDraft;
  readonly key: { issuerCuit: string; documentType: number; pointOfSale: number; number: number };
  readonly kind: ReceiptKind;
  readonly lines: readonly ReceivedLine[];
  readonly acceptedDifference: DecimalString;
}

/** What will be posted, or everything that stands in its way. */
export async function readPaper(
  tx: Tx,
  document: DocumentRow,
  wish: PostWish,
): Promise<Result<ReadyPaper, PostFailure>> {
  const { draft, companyId } = document;
  if (draft === null) return err({ code: 'wrong_state', state: document.state });
  const matches = await ownMatches(tx, document);
  const treatment = wish.creditMode ?? document.treatment;
  const missing = missingFor({
    draft,
    matches,
    treatment,
    acceptDifference: wish.acceptDifference,
  });
  const kind = receiptKindOf(draft.header, treatment);
  const { issuerCuit, documentType, pointOfSale, number } = draft.header;
  if (missing.length > 0 || kind === null) return err({ code: 'not_ready', missing });
  if (issuerCuit === null || documentType === null || pointOfSale === null || number === null)
    throw new Error('a complete header lacks a part of its key');
  const key = { issuerCuit, documentType, pointOfSale, number };
  const received = await liveReceiptWithKey(tx, companyId, key);
  if (received !== null) return err({ code: 'already_received', ...received });
  const { vatCondition } = await companyOf(tx, companyId);
  const lines = receivedLines({
    draft,
    matches: kind === 'money_only' ? [] : matches,
    buyer: vatCondition,
  });
  const difference = paperDifference(draft);
  return ok({
    draft,
    key,
    kind,
    lines,
    acceptedDifference: difference === null ? '0' : plain(difference),
  });
}

/** Matches with products of other companies left out: a line that names one counts as unknown. */
async function ownMatches(tx: Tx, document: DocumentRow) {
  const ids = document.matches.flatMap((match) => match.productId ?? []);
  const known = await knownProducts(tx, document.companyId, ids);
  return document.matches.map((match) =>
    match.productId === null || known.has(match.productId) ? match : { ...match, productId: null },
  );
}

/** The earlier paper that this one completes, as a locked row; null where it stands alone. */
export async function chooseLink(
  tx: Tx,
  document: DocumentRow,
  paper: ReadyPaper,
  wish: PostWish,
): Promise<Result<ReceiptRow | null, PostFailure>> {
  if (paper.kind !== 'goods_in' || wish.completesReceiptId === null) return ok(null);
  const answered =
    wish.completesReceiptId ?? (document.deliveryNoteSame === true ? document.deliveryNoteReceiptId : null);
  if (answered !== null) {
    const row = await lockReceipt(tx, document.companyId, answered);
    const fits =
      row !== null &&
      row.reversedAt === null &&
      row.kind === 'goods_in' &&
      row.issuerCuit === paper.key.issuerCuit &&
      isDeliveryNote({ documentType: row.documentType }) !== isDeliveryNote(paper.draft.header) &&
      (await completionOf(tx, document.companyId, row.id)) === null;
    return fits ? ok(row) : err({ code: 'delivery_note_gone' });
  }
  const note = await findDeliveryNote(tx, {
    companyId: document.companyId,
    locationId: document.locationId,
    draft: paper.draft,
    matches: document.matches,
    now: wish.now,
  });
  const denied = document.deliveryNoteSame === false && document.deliveryNoteReceiptId === note?.receiptId;
  return note === null || denied ? ok(null) : err({ code: 'delivery_note', note });
}
