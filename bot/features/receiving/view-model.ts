import type { Verification } from '../../../core/arca/verification.ts';
import type { LineMatch } from '../../../core/catalog/line-match.ts';
import type { DraftReason, InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { DecimalString } from '../../../core/platform/decimal.ts';
import type { Delivery } from '../../../core/purchasing/receiving-orders.ts';
import type { ConfirmBlocker } from '../../../core/receiving/readiness.ts';

export type { ConfirmBlocker };

/**
 * What the receiving views are given: everything already loaded, so that a view is a pure function.
 * Names and labels are as stored (not escaped); the views escape them.
 */

/** Stages of reading, in order, as the status message shows them. */
export type ProgressStage = 'queued' | 'qr' | 'text' | 'lines' | 'sums';

export interface ReviewModel {
  readonly document: { readonly id: string; readonly version: number; readonly state: 'review' };
  readonly draft: InvoiceDraft;
  readonly matches: readonly LineMatch[];
  /** 0-based page of the card. */
  readonly page: number;
  readonly blockers: readonly ConfirmBlocker[];
  /** Lines a person still has to look at, by id: doubtful or incomplete, and not seen. A merely read line is seen with the card. */
  readonly unseenLineIds: readonly number[];
  /** Goods lines without a product, by id. */
  readonly unknownLineIds: readonly number[];
  /** total − (lines + taxes); null when it closes or cannot be told. */
  readonly difference: DecimalString | null;
  /** Credit notes: what the person chose. */
  readonly treatment: 'goods' | 'money' | null;
  /** An earlier delivery note that may be this same delivery; `same` is the person's answer. */
  readonly deliveryNote: DeliveryNoteRef | null;
  /** Lines whose cost moved a lot against the last purchase. */
  readonly priceJumps: readonly PriceJump[];
  /** What ARCA says about it; null or absent where it is not asked. */
  readonly verification?: Verification | null;
}

export interface DeliveryNoteRef {
  readonly pointOfSale: number;
  readonly number: number;
  /** ISO date. */
  readonly date: string | null;
  readonly same: boolean | null;
}

export interface PriceJump {
  readonly lineId: number;
  readonly productName: string;
  /** True unit costs. */
  readonly before: DecimalString;
  readonly now: DecimalString;
  /** Signed, e.g. "23.5". */
  readonly percent: DecimalString;
}

/** The document's identity as printed; null parts were not found. */
export interface DocumentLabel {
  readonly documentType: number | null;
  readonly letter: string | null;
  readonly pointOfSale: number | null;
  readonly number: number | null;
  readonly supplierName: string | null;
  readonly date: string | null;
  readonly total: DecimalString | null;
  readonly currency: string | null;
}

export interface PostedModel {
  readonly documentId: string;
  readonly label: DocumentLabel;
  readonly kind: 'goods_in' | 'goods_out' | 'money_only';
  readonly shopName: string;
  readonly by: string;
  readonly at: Date;
  readonly lines: readonly {
    readonly productName: string;
    /** Stock units that moved. */
    readonly units: DecimalString;
    /** Per stock unit; null where cost does not apply. */
    readonly unitCost: DecimalString | null;
  }[];
  /** Undo is offered on the same day. */
  /** The order that it answers; absent where it answers none. */
  readonly delivery?: Delivery;
  readonly canUndo: boolean;
  /** Lines whose cost moved a lot against the last purchase. */
  readonly priceJumps?: readonly PriceJump[];
  readonly verification?: Verification | null;
}

export interface UndoneModel {
  readonly documentId: string;
  readonly label: DocumentLabel;
  readonly by: string;
  readonly at: Date;
}

export interface DuplicateModel {
  readonly documentId: string;
  /** The document that came first; while it is open, a button `open` on its id shows its card. */
  readonly originalId: string;
  readonly label: DocumentLabel | null;
  /** posted: "ya fue recibida"; open: "ya está en revisión". */
  readonly of: 'posted' | 'open';
  /** The very same picture, or the same fiscal number (then the number may be misread: offer `reopen`, "No es la misma"). */
  readonly because: 'picture' | 'number';
  readonly by: string;
  readonly at: Date;
  readonly shopName: string;
}

export interface UnreadableModel {
  readonly documentId: string;
  readonly reason: UnreadableReason;
  /** Pages received so far. */
  readonly pages: number;
  /** What was understood in spite of it, if anything. */
  readonly draft: InvoiceDraft | null;
}

/** From the reading, from the understanding, or from the worker itself. */
export type UnreadableReason =
  | DraftReason
  | 'unsupported_type'
  | 'heic'
  | 'too_large'
  | 'too_many_pixels'
  | 'too_many_pages'
  | 'damaged'
  | 'encrypted'
  | 'timeout'
  | 'out_of_memory'
  | 'empty'
  | 'download_failed'
  | 'interrupted';

export interface DiscardedModel {
  readonly documentId: string;
  readonly by: string;
  /** person: `reopen` is offered ("Recuperar"); joined: the photo completed another document. */
  readonly why: 'person' | 'joined';
}

/*
 * views.ts gives, all `→ MessageView`:
 *   receivedView({ documentId, pages })                    "📷 Recibida"
 *   progressView({ documentId, pages, stage })
 *   reviewCard(ReviewModel)                                a button that begins with "Confirmar"
 *   lineView(ReviewModel, lineId)
 *   pageOfLine(ReviewModel, lineId)                        the 0-based page of the card that lists it
 *   evidenceCaption(ReviewModel, photoSha256)              the picture's slot
 *   confirmDiscardView / confirmUndoView(documentId, label)
 *   postedView(PostedModel)  undoneView(UndoneModel)  duplicateView(DuplicateModel)
 *   unreadableView(UnreadableModel)  discardedView(DiscardedModel)
 */
