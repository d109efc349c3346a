import type { DraftHeader, InvoiceDraft } from '../invoice/draft.ts';

/** What makes a paper the same paper: issuer, type, point of sale and number. */
export interface FiscalKey {
  readonly issuerCuit: string;
  readonly documentType: number;
  readonly pointOfSale: number;
  readonly number: number;
}

/** Null while a part is missing: an incomplete key equals nothing. */
export function fiscalKeyOf(header: DraftHeader): FiscalKey | null {
  const { issuerCuit, documentType, pointOfSale, number } = header;
  if (issuerCuit === null || documentType === null || pointOfSale === null || number === null) return null;
  return { issuerCuit, documentType, pointOfSale, number };
}

export const sameKey = (a: FiscalKey | null, b: FiscalKey | null): boolean =>
  a !== null &&
  b !== null &&
  a.issuerCuit === b.issuerCuit &&
  a.documentType === b.documentType &&
  a.pointOfSale === b.pointOfSale &&
  a.number === b.number;

/** False when a part that both have differs: then they cannot be parts of one paper. */
export function mayBeSamePaper(a: DraftHeader, b: DraftHeader): boolean {
  const parts = ['issuerCuit', 'documentType', 'pointOfSale', 'number'] as const;
  return parts.every((part) => a[part] === null || b[part] === null || a[part] === b[part]);
}

export const hasLines = (draft: InvoiceDraft | null): boolean => (draft?.lines.length ?? 0) > 0;
