import type { Db, Tx } from '../../drizzle/client.ts';
import { changeDocument, type DocumentRow, lockDocument } from '../../drizzle/queries/documents.ts';
import {
  insertPrices,
  insertReceipt,
  insertReceiptLines,
  type LiveReceipt,
  liveReceiptOfDocument,
  liveReceiptWithKey,
  type ReceiptRow,
} from '../../drizzle/queries/receipts.ts';
import type { DocumentState } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { learnAliases } from '../catalog/aliases.ts';
import { profileShownBy } from '../catalog/supplier-habits.ts';
import { ensureSupplier, type Supplier, updateProfile } from '../catalog/suppliers.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import type { DecimalString } from '../platform/decimal.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { reviewReceipt } from '../price-list/proposing.ts';
import { receiveOrdered } from '../purchasing/receiving-orders.ts';
import type { DeliveryNoteLink } from './delivery-notes.ts';
import { completeDelivery, moveGoods, numberedGoods, pricesOf } from './posting.ts';
import { type CreditMode, isDeliveryNote, type Missing, type ReceiptKind } from './readiness.ts';
import { chooseLink, type ReadyPaper, readPaper } from './ready-paper.ts';
import type { ReceivedLine } from './received-lines.ts';

export interface PostWish {
  readonly documentId: string;
  readonly actor: Actor;
  /** The version that the person was looking at; omitted: whatever it is now. */
  readonly expectedVersion?: number | undefined;
  /** The actor accepts that lines + taxes do not give the total. */
  readonly acceptDifference: boolean;
  /** Credit notes; omitted: what was answered on the document. */
  readonly creditMode?: CreditMode | undefined;
  /** The earlier paper of this same delivery; null: it is another delivery; omitted: what was answered on the document. */
  readonly completesReceiptId?: string | null | undefined;
  readonly now: Date;
  /** Called before the commit, in the same transaction. */
  readonly announce?: ((tx: Tx, posted: PostedReceipt) => Promise<void>) | undefined;
}

export interface PostedReceipt {
  readonly receiptId: string;
  readonly documentId: string;
  readonly companyId: string;
  readonly locationId: string;
  readonly kind: ReceiptKind;
  readonly supplierName: string;
  readonly documentType: number;
  readonly pointOfSale: number;
  readonly number: number;
  /** ISO date. */
  readonly date: string | null;
  readonly total: DecimalString | null;
  readonly acceptedDifference: DecimalString;
  readonly completesReceiptId: string | null;
  readonly goods: readonly {
    readonly lineNo: number;
    readonly productId: string;
    readonly productName: string;
    /** Stock units. */
    readonly units: DecimalString;
    /** True cost per stock unit; null on a paper without prices. */
    readonly unitCost: DecimalString | null;
  }[];
  readonly postedBy: { readonly personId: string; readonly name: string };
  readonly postedAt: Date;
}

export type PostFailure =
  | { readonly code: AuthorizationFailure }
  | { readonly code: 'not_found' }
  /** The document changed since the person looked at it. */
  | { readonly code: 'stale'; readonly version: number }
  /** This very document is in stock already. */
  | ({ readonly code: 'already_posted' } & LiveReceipt)
  /** Another document with the same fiscal key is. */
  | ({ readonly code: 'already_received' } & LiveReceipt)
  /** Not in review (being read, rejected, reversed…). */
  | { readonly code: 'wrong_state'; readonly state: DocumentState }
  | { readonly code: 'not_ready'; readonly missing: readonly Missing[] }
  /** An earlier paper may be this same delivery and nobody said whether it is. */
  | { readonly code: 'delivery_note'; readonly note: DeliveryNoteLink }
  /** The earlier paper that was named cannot be completed (reversed, already completed, another issuer). */
  | { readonly code: 'delivery_note_gone' };

/**
 * Takes a reviewed document into stock in one transaction: movements, balances, costs, prices, aliases, audit, the
 * document's state and whatever `announce` writes commit together or not at all. However often and by however many
 * people it is asked for, one paper is posted once.
 */
export function postReceipt(db: Db, wish: PostWish): Promise<Result<PostedReceipt, PostFailure>> {
  return decideInTransaction<PostedReceipt, PostFailure>(db, async (tx) => {
    const document = await lockDocument(tx, wish.documentId);
    if (document === null || document.companyId !== wish.actor.companyId) return err({ code: 'not_found' });
    const allowed = await authorize(tx, wish.actor, 'receipt.post', document.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    const refusal = await whyNotNow(tx, document, wish);
    if (refusal !== null) return err(refusal);
    const paper = await readPaper(tx, document, wish);
    if (!paper.ok) return paper;
    const link = await chooseLink(tx, document, paper.value, wish);
    if (!link.ok) return link;
    const posted = await post(tx, document, paper.value, link.value, allowed.value, wish);
    if (posted.ok) await wish.announce?.(tx, posted.value);
    return posted;
  });
}

async function whyNotNow(tx: Tx, document: DocumentRow, wish: PostWish): Promise<PostFailure | null> {
  if (document.state === 'posted') {
    const live = await liveReceiptOfDocument(tx, document.companyId, document.id);
    if (live === null) throw new Error('a posted document has no live receipt');
    return { code: 'already_posted', ...live };
  }
  if (document.state !== 'review') return { code: 'wrong_state', state: document.state };
  if (wish.expectedVersion !== undefined && wish.expectedVersion !== document.version)
    return { code: 'stale', version: document.version };
  return null;
}

async function post(
  tx: Tx,
  document: DocumentRow,
  paper: ReadyPaper,
  earlier: ReceiptRow | null,
  actor: Actor,
  wish: PostWish,
): Promise<Result<PostedReceipt, PostFailure>> {
  const { draft, key, kind, lines } = paper;
  const { companyId } = document;
  const supplier = await ensureSupplier(tx, {
    companyId,
    cuit: key.issuerCuit,
    name: draft.header.issuerName,
  });
  const receiptId = newId();
  const inserted = await insertReceipt(tx, {
    id: receiptId,
    companyId,
    documentId: document.id,
    supplierId: supplier.id,
    locationId: earlier?.locationId ?? document.locationId,
    kind,
    ...key,
    date: draft.header.date,
    currency: draft.header.currency ?? 'PES',
    total: draft.header.total,
    acceptedDifference: paper.acceptedDifference,
    completesReceiptId: earlier?.id ?? null,
    postedBy: actor.personId,
    postedAt: wish.now,
  });
  if (!inserted) {
    const received = await liveReceiptWithKey(tx, companyId, key);
    return received === null
      ? err({ code: 'delivery_note_gone' })
      : err({ code: 'already_received', ...received });
  }
  const goods = numberedGoods(lines);
  await insertReceiptLines(
    tx,
    lines.map((line, index) => receiptLineRow(receiptId, index + 1, line)),
  );
  const move = {
    companyId,
    receiptId,
    locationId: document.locationId,
    direction: kind === 'goods_out' ? 'out' : 'in',
    actorId: actor.personId,
    now: wish.now,
  } as const;
  if (earlier === null) await moveGoods(tx, move, goods);
  else if (!isDeliveryNote(draft.header)) await completeDelivery(tx, move, goods, earlier);
  if (kind === 'goods_in') {
    await keepPrices(tx, companyId, supplier, receiptId, paper, wish.now);
    await receiveOrdered(tx, {
      companyId,
      locationId: earlier?.locationId ?? document.locationId,
      supplierId: supplier.id,
      receiptId,
      completesReceiptId: earlier?.id ?? null,
      productIds: [...new Set(goods.map((line) => line.productId))],
      by: actor.personId,
      now: wish.now,
    });
    await reviewReceipt(tx, { companyId, receiptId, goods, now: wish.now });
  }
  await teach(tx, document, paper, supplier, actor, wish.now);
  await changeDocument(tx, document.id, wish.now, { state: 'posted' });
  await writeAudit(tx, {
    companyId,
    actorId: actor.personId,
    action: 'receipt.post',
    subjectType: 'receipt',
    subjectId: receiptId,
    detail: {
      documentId: document.id,
      kind,
      acceptedDifference: paper.acceptedDifference,
      completes: earlier?.id ?? null,
    },
    at: wish.now,
  });
  return ok({
    receiptId,
    documentId: document.id,
    companyId,
    locationId: earlier?.locationId ?? document.locationId,
    kind,
    supplierName: supplier.name,
    documentType: key.documentType,
    pointOfSale: key.pointOfSale,
    number: key.number,
    date: draft.header.date,
    total: draft.header.total,
    acceptedDifference: paper.acceptedDifference,
    completesReceiptId: earlier?.id ?? null,
    goods: goods.map(({ lineNo, productId, productName, units, unitCost }) => ({
      lineNo,
      productId,
      productName,
      units,
      unitCost,
    })),
    postedBy: { personId: actor.personId, name: actor.name },
    postedAt: wish.now,
  });
}

const receiptLineRow = (receiptId: string, lineNo: number, { line, goods }: ReceivedLine) => ({
  receiptId,
  lineNo,
  productId: goods?.productId ?? null,
  code: line.code,
  description: line.description,
  quantity: line.quantity,
  unitsPerPack: goods?.unitsPerPack ?? '1',
  units: goods?.units ?? null,
  unitPrice: line.unitPrice,
  discountPercent: line.discountPercent,
  amount: line.amount,
  vatRate: line.vatRate,
  unitCost: goods?.unitCost ?? null,
});

async function keepPrices(
  tx: Tx,
  companyId: string,
  supplier: Supplier,
  receiptId: string,
  paper: ReadyPaper,
  now: Date,
): Promise<void> {
  const prices = pricesOf(paper.lines.flatMap((line) => line.goods ?? []));
  await insertPrices(
    tx,
    prices.map((price) => ({ companyId, supplierId: supplier.id, receiptId, ...price, at: now })),
  );
}

/** A confirmed paper teaches what the supplier calls our products and how it counts. */
async function teach(
  tx: Tx,
  document: DocumentRow,
  paper: ReadyPaper,
  supplier: Supplier,
  actor: Actor,
  now: Date,
): Promise<void> {
  await learnAliases(tx, {
    companyId: document.companyId,
    supplierId: supplier.id,
    lines: paper.lines.flatMap(({ line, goods }) =>
      goods === null
        ? []
        : [
            {
              code: line.code,
              description: line.description,
              productId: goods.productId,
              unitsPerPack: goods.unitsPerPack,
            },
          ],
    ),
    learnedFrom: document.id,
    learnedBy: actor.personId,
    now,
  });
  await updateProfile(tx, supplier, await profileShownBy(tx, document.companyId, paper));
}
