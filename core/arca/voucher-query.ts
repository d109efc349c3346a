import { isCae } from '../fiscal/cae.ts';
import { isValidCuit } from '../fiscal/cuit.ts';
import { documentType } from '../fiscal/document-types.ts';
import type { DraftHeader } from '../invoice/draft.ts';
import type { DecimalString } from '../platform/decimal.ts';

/** What WSCDC is asked about a received invoice. */
export interface VoucherQuery {
  readonly issuerCuit: string;
  readonly documentType: number;
  readonly pointOfSale: number;
  readonly number: number;
  /** ISO date. */
  readonly date: string;
  /** In the invoice's currency. */
  readonly total: DecimalString;
  /** CAE or CAEA. */
  readonly code: string;
  readonly receiver: { readonly docType: number; readonly docNumber: string } | null;
}

const FINAL_CONSUMER = 99;
const CUIT = 80;
/** A and FCE are refused without a receiver. */
const NEEDS_RECEIVER: ReadonlySet<number> = new Set([
  ...[1, 2, 3, 4, 5, 51, 52, 53, 54],
  ...[201, 202, 203, 206, 207, 208, 211, 212, 213],
]);

function receiverOf(header: DraftHeader, type: number, ourCuit: string): VoucherQuery['receiver'] {
  const { recipientDocType, recipientDocNumber } = header;
  if (recipientDocNumber !== null && recipientDocType !== null && recipientDocType !== FINAL_CONSUMER)
    return { docType: recipientDocType, docNumber: recipientDocNumber };
  return NEEDS_RECEIVER.has(type) ? { docType: CUIT, docNumber: ourCuit } : null;
}

/**
 * The question for a paper; null where ARCA cannot answer one: till tickets (81–83 and theirs), delivery notes, papers
 * without an electronic code, or with a part that was not read.
 */
export function voucherQuery(header: DraftHeader, ourCuit: string): VoucherQuery | null {
  const { issuerCuit, pointOfSale, number, date, total, cae } = header;
  const type = header.documentType === null ? null : documentType(header.documentType);
  if (type === null || type.ticket || type.kind === 'delivery_note' || type.letter === 'X') return null;
  if (issuerCuit === null || !isValidCuit(issuerCuit) || cae === null || !isCae(cae)) return null;
  if (pointOfSale === null || number === null || date === null || total === null) return null;
  const receiver = receiverOf(header, type.code, ourCuit);
  return { issuerCuit, documentType: type.code, pointOfSale, number, date, total, code: cae, receiver };
}

/** Whether a question was about the paper as it reads now: after a correction an old answer says nothing. */
export const isAbout = (query: VoucherQuery, header: DraftHeader): boolean =>
  query.issuerCuit === header.issuerCuit &&
  query.documentType === header.documentType &&
  query.pointOfSale === header.pointOfSale &&
  query.number === header.number &&
  query.date === header.date &&
  query.total === header.total &&
  query.code === header.cae;
