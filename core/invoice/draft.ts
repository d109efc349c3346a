import type { DecimalString } from '../platform/decimal.ts';
import type { Quad } from './page.ts';

/**
 * The document as understood. Plain JSON: it is stored, shown, edited by people and printed by `read-invoice`.
 * Every amount is a DecimalString. A field that was not found is null, never invented.
 */
export interface InvoiceDraft {
  readonly kind: DocumentKind;
  readonly status: DraftStatus;
  /** Why it is not certified (or not readable); null when certified. */
  readonly reason: DraftReason | null;
  readonly header: DraftHeader;
  readonly headerSource: Readonly<Partial<Record<keyof DraftHeader, FieldSource>>>;
  /** Header fields that were read from print and that nothing proves yet; a certified document has none. */
  readonly headerDoubts?: readonly (keyof DraftHeader)[];
  readonly lines: readonly DraftLine[];
  readonly taxes: readonly DraftTax[];
  /** Pesos for one unit of a foreign currency: the QR's, or a person's; absent or null where nobody said. */
  readonly exchangeRate?: DecimalString | null;
  /** Net before taxes as printed, per document; null where the paper does not print it. */
  readonly netAmount: DecimalString | null;
  /** Discounts (−) and surcharges (+) at the foot, applied between the lines and the net. */
  readonly footAdjustments: readonly { readonly label: string; readonly amount: DecimalString }[];
  /** True where unit prices hold VAT (B and C). */
  readonly pricesIncludeVat: boolean;
  readonly checks: readonly DraftCheck[];
  readonly warnings: readonly DraftWarning[];
}

/** certified: every line proven and the sum meets a proven total · review: a person must look · unreadable: ask for a better picture. */
export type DraftStatus = 'certified' | 'review' | 'unreadable';

export type DocumentKind =
  | 'invoice'
  | 'credit_note'
  | 'debit_note'
  | 'receipt'
  | 'delivery_note'
  | 'quote'
  | 'price_list'
  | 'payment'
  | 'unknown';

export type FieldSource = 'qr' | 'barcode' | 'print' | 'person';

export interface DraftHeader {
  /** ARCA's document type code (1, 6, 11, 81, 201…). */
  readonly documentType: number | null;
  readonly letter: string | null;
  readonly pointOfSale: number | null;
  readonly number: number | null;
  /** ISO date of issue. */
  readonly date: string | null;
  readonly issuerCuit: string | null;
  readonly issuerName: string | null;
  /** 80 CUIT, 86 CUIL, 96 DNI, 99 final consumer. */
  readonly recipientDocType: number | null;
  readonly recipientDocNumber: string | null;
  /** ARCA's currency code: PES, DOL, 060… */
  readonly currency: string | null;
  readonly total: DecimalString | null;
  readonly cae: string | null;
  readonly caeDueDate: string | null;
}

/** proven: the arithmetic holds with one reading only · read: plausible, nothing proves it · doubtful: contradicts, or was repaired more than one way. */
export type Evidence = 'proven' | 'read' | 'doubtful';

export type LineField =
  | 'code'
  | 'description'
  | 'quantity'
  | 'unitPrice'
  | 'discountPercent'
  | 'amount'
  | 'vatRate';

export interface DraftLine {
  /** Stable within the draft, 1-based in printed order; a removed line leaves a gap, an added one gets the next. */
  readonly id: number;
  readonly code: string | null;
  readonly description: string | null;
  readonly quantity: DecimalString | null;
  readonly unit: string | null;
  /** As printed. */
  readonly unitPrice: DecimalString | null;
  /** Total discount in percent; a cascade 10+5 is 14.5. "0" when none is printed. */
  readonly discountPercent: DecimalString | null;
  /** As printed: net where VAT is apart, gross where it is inside. */
  readonly amount: DecimalString | null;
  readonly vatRate: DecimalString | null;
  readonly evidence: Evidence;
  /** Why it is not proven, as a stable code; null when proven. */
  readonly doubt: LineDoubt | null;
  /** Other readings that would also satisfy the line, best first; for one-tap correction. */
  readonly alternatives: readonly LineAlternative[];
  /** Units per case said by the paper itself (a UxB column, `20X500`); null when it says nothing. */
  readonly unitsPerPack: DecimalString | null;
  /** Freight, services, deposits and the like: money, not goods. */
  readonly isGoods: boolean;
  /** Fields a person wrote or confirmed. */
  readonly confirmedFields: readonly LineField[];
  /** True once a person said this line is right as it stands. */
  readonly seen: boolean;
  readonly page: number | null;
  /** Whole line on its page, and the description's cell for the Spanish engine. */
  readonly box: Quad | null;
  readonly descriptionBox: Quad | null;
}

export interface LineAlternative {
  readonly quantity: DecimalString;
  readonly unitPrice: DecimalString;
  readonly discountPercent: DecimalString;
  readonly amount: DecimalString;
  /** Read by somebody else than our own eye: only a person who sees all of it may take it. */
  readonly secondOpinion?: boolean;
}

export type LineDoubt =
  | 'arithmetic' // quantity × price does not give the amount
  | 'ambiguous' // more than one reading satisfies everything
  | 'missing_quantity'
  | 'missing_price'
  | 'missing_amount'
  | 'no_prices' // delivery notes
  | 'sum_mismatch'; // the line closes, the document does not

export interface DraftTax {
  readonly kind: 'vat' | 'perception' | 'internal' | 'other';
  readonly label: string;
  readonly rate: DecimalString | null;
  readonly amount: DecimalString;
}

export interface DraftCheck {
  readonly name: CheckName;
  readonly ok: boolean;
  /** Short English detail with the figures, for logs and the command line. */
  readonly detail: string;
}

export type CheckName =
  | 'issuer_cuit'
  | 'recipient_cuit'
  | 'document_type'
  | 'cae'
  | 'header'
  | 'lines'
  | 'vat'
  | 'total'
  | 'total_proven'
  | 'qr_print_agree';

export type DraftReason =
  | 'no_text'
  | 'blurred'
  | 'too_dark'
  | 'glare'
  | 'too_small'
  | 'no_lines'
  | 'no_total'
  | 'header_incomplete'
  | 'lines_doubtful'
  | 'sum_mismatch'
  | 'qr_print_differ'
  | 'not_an_invoice'
  | 'no_prices'
  | 'pages_missing'
  | 'several_documents';

export type DraftWarning =
  | 'recipient_not_us'
  | 'issuer_cuit_invalid'
  | 'cae_expired'
  | 'cae_malformed'
  | 'qr_print_differ'
  | 'foreign_currency'
  | 'copies_ignored';
