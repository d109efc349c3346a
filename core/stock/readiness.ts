import type { LineMatch } from '../catalog/line-match.ts';
import { isValidCuit } from '../fiscal/cuit.ts';
import { documentType } from '../fiscal/document-types.ts';
import type { DraftHeader, DraftLine, InvoiceDraft } from '../invoice/draft.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { lineAmount, paperDifference } from '../pricing/paper-total.ts';

/** What a paper does once confirmed. */
export type ReceiptKind = 'goods_in' | 'goods_out' | 'money_only';

/** A credit note brings goods back to the supplier, or is about money only. */
export type CreditMode = 'goods' | 'money';

/** One thing that stands between a draft and its posting; in the order in which a person should look at them. */
export type Missing =
  | { readonly what: 'not_goods' } // a budget, a price list, a payment: never moves stock
  | { readonly what: 'issuer_cuit' } // missing, or its check digit is wrong
  | { readonly what: 'document_type' }
  | { readonly what: 'point_of_sale' }
  | { readonly what: 'number' }
  | { readonly what: 'total' }
  | { readonly what: 'exchange_rate' } // a foreign currency without its price in pesos
  | { readonly what: 'treatment' } // a credit note: goods or money
  | { readonly what: 'lines' }
  | { readonly what: 'unseen'; readonly lineId: number } // neither proven nor seen by a person
  | { readonly what: 'quantity'; readonly lineId: number }
  | { readonly what: 'price'; readonly lineId: number }
  | { readonly what: 'product'; readonly lineId: number }
  | { readonly what: 'difference'; readonly amount: DecimalString }; // total − (lines + taxes)

export interface ReadinessQuestion {
  readonly draft: InvoiceDraft;
  readonly matches: readonly LineMatch[];
  readonly treatment: CreditMode | null;
  readonly acceptDifference: boolean;
}

/** What posting would do with this type of paper; null where it never touches stock or a person has to say first. */
export function receiptKindOf(
  header: Pick<DraftHeader, 'documentType'>,
  treatment: CreditMode | null,
): ReceiptKind | null {
  const type = header.documentType === null ? null : documentType(header.documentType);
  if (type === null || type.kind === 'receipt') return null;
  if (type.moves === 'goods') return 'goods_in';
  if (type.moves === 'money') return 'money_only';
  if (treatment === null) return null;
  return treatment === 'goods' ? 'goods_out' : 'money_only';
}

export const isDeliveryNote = (header: Pick<DraftHeader, 'documentType'>): boolean =>
  header.documentType !== null && documentType(header.documentType)?.kind === 'delivery_note';

export const isForeign = (header: Pick<DraftHeader, 'currency'>): boolean =>
  header.currency !== null && header.currency !== 'PES';

/** Everything that is missing; an empty list means that the draft may be posted. */
export function missingFor(question: ReadinessQuestion): readonly Missing[] {
  const { draft } = question;
  if (isNoReceipt(draft)) return [{ what: 'not_goods' }];
  const kind = receiptKindOf(draft.header, question.treatment);
  const lines = draft.lines.flatMap((line) => missingInLine(line, question, kind));
  const difference = paperDifference(draft);
  return [
    ...missingInHeader(question),
    ...(draft.lines.length === 0 && kind !== 'money_only' ? [{ what: 'lines' } as const] : []),
    ...lines,
    ...(difference === null || difference.isZero() || question.acceptDifference
      ? []
      : [{ what: 'difference', amount: plain(difference) } as const]),
  ];
}

function isNoReceipt(draft: InvoiceDraft): boolean {
  if (draft.kind === 'quote' || draft.kind === 'price_list' || draft.kind === 'payment') return true;
  const code = draft.header.documentType;
  return code !== null && documentType(code)?.kind === 'receipt';
}

function missingInHeader(question: ReadinessQuestion): readonly Missing[] {
  const { header, exchangeRate = null } = question.draft;
  const type = header.documentType === null ? null : documentType(header.documentType);
  const missing: Missing[] = [];
  if (header.issuerCuit === null || !isValidCuit(header.issuerCuit)) missing.push({ what: 'issuer_cuit' });
  if (type === null) missing.push({ what: 'document_type' });
  if (header.pointOfSale === null) missing.push({ what: 'point_of_sale' });
  if (header.number === null) missing.push({ what: 'number' });
  if (header.total === null && type?.kind !== 'delivery_note') missing.push({ what: 'total' });
  if (isForeign(header) && exchangeRate === null) missing.push({ what: 'exchange_rate' });
  if (type?.moves === 'either' && question.treatment === null) missing.push({ what: 'treatment' });
  return missing;
}

function missingInLine(
  line: DraftLine,
  question: ReadinessQuestion,
  kind: ReceiptKind | null,
): readonly Missing[] {
  const missing: Missing[] = [];
  if (!isVouchedFor(line)) missing.push({ what: 'unseen', lineId: line.id });
  const isPriced = lineAmount(line) !== null;
  if (!isPriced && !isDeliveryNote(question.draft.header)) missing.push({ what: 'price', lineId: line.id });
  if (!line.isGoods || kind === 'money_only') return missing;
  if (line.quantity === null || dec(line.quantity).isZero())
    missing.push({ what: 'quantity', lineId: line.id });
  const match = question.matches.find((one) => one.lineId === line.id);
  if (match === undefined || match.productId === null) missing.push({ what: 'product', lineId: line.id });
  return missing;
}

/** Proven by arithmetic, seen by a person, or with every figure written by one. */
function isVouchedFor(line: DraftLine): boolean {
  const figures = ['quantity', 'unitPrice', 'amount'] as const;
  return (
    line.evidence === 'proven' ||
    line.seen ||
    figures.every((field) => line[field] === null || line.confirmedFields.includes(field))
  );
}
