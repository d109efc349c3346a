import type { DocumentKind } from '../../../core/invoice/draft.ts';

interface DocumentType {
  readonly letter: string;
  readonly kind: DocumentKind;
  readonly title: string;
}

const row = (letter: string, kind: DocumentKind, title: string): DocumentType => ({ letter, kind, title });

/** ARCA's codes that the generated world uses. 0 and -1 stand for paper that is not fiscal. */
const DOCUMENT_TYPES: Readonly<Record<number, DocumentType>> = {
  0: row('X', 'quote', 'PRESUPUESTO'),
  [-1]: row('X', 'price_list', 'LISTA DE PRECIOS'),
  1: row('A', 'invoice', 'FACTURA'),
  2: row('A', 'debit_note', 'NOTA DE DÉBITO'),
  3: row('A', 'credit_note', 'NOTA DE CRÉDITO'),
  4: row('A', 'receipt', 'RECIBO'),
  6: row('B', 'invoice', 'FACTURA'),
  7: row('B', 'debit_note', 'NOTA DE DÉBITO'),
  8: row('B', 'credit_note', 'NOTA DE CRÉDITO'),
  9: row('B', 'receipt', 'RECIBO'),
  11: row('C', 'invoice', 'FACTURA'),
  13: row('C', 'credit_note', 'NOTA DE CRÉDITO'),
  51: row('A', 'invoice', 'FACTURA'),
  81: row('A', 'invoice', 'TIQUE FACTURA'),
  82: row('B', 'invoice', 'TIQUE FACTURA'),
  83: row('', 'invoice', 'TIQUE'),
  91: row('R', 'delivery_note', 'REMITO'),
  201: row('A', 'invoice', 'FACTURA DE CRÉDITO ELECTRÓNICA MiPyMEs (FCE)'),
  203: row('A', 'credit_note', 'NOTA DE CRÉDITO ELECTRÓNICA MiPyMEs (FCE)'),
  206: row('B', 'invoice', 'FACTURA DE CRÉDITO ELECTRÓNICA MiPyMEs (FCE)'),
  211: row('C', 'invoice', 'FACTURA DE CRÉDITO ELECTRÓNICA MiPyMEs (FCE)'),
};

export function documentType(code: number): DocumentType {
  const found = DOCUMENT_TYPES[code];
  if (found === undefined) throw new RangeError(`no document type ${code}`);
  return found;
}

/** VAT stands apart from the prices only with letter A (and on delivery notes there are no prices). */
export const pricesIncludeVat = (type: DocumentType): boolean => type.letter !== 'A';
