import type { DocumentKind, DraftHeader } from '../../../core/invoice/draft.ts';
import type { DecimalString } from '../../../core/platform/decimal.ts';

/** What is really on the paper, in the shape that `read-invoice` prints. Decimals are plain strings without trailing zeros. */
export interface Truth {
  readonly kind: DocumentKind;
  readonly header: DraftHeader;
  readonly lines: readonly TruthLine[];
  readonly taxes: readonly TruthTax[];
  readonly pricesIncludeVat: boolean;
  /** False where the paper itself cannot prove its numbers: delivery notes, quotes, price lists. */
  readonly certifiable: boolean;
  /** False on paper whose rows are no lines of a document (price lists, receipts): rows read there are neither right nor wrong. */
  readonly linesScored: boolean;
}

export interface TruthLine {
  readonly code: string | null;
  readonly description: string;
  readonly quantity: DecimalString;
  readonly unit: string | null;
  readonly unitPrice: DecimalString | null;
  readonly discountPercent: DecimalString | null;
  readonly amount: DecimalString | null;
  readonly vatRate: DecimalString | null;
  /** Another printed unit price that is as right (a list price beside its net price). */
  readonly otherUnitPrice?: DecimalString;
  /** Another printed quantity that is as right (pieces beside kilos when the price is per either). */
  readonly otherQuantity?: DecimalString;
  /** Rows such as a free delivery: nobody is wrong who reads them, nor who leaves them out. */
  readonly optional?: boolean;
}

export interface TruthTax {
  readonly kind: 'vat' | 'perception' | 'internal' | 'other';
  readonly label: string;
  readonly rate: DecimalString | null;
  /** Taxable base of a VAT rate; null for the rest. */
  readonly base: DecimalString | null;
  readonly amount: DecimalString;
}

/** A line with everything that some layout may print about it. */
export interface PaperLine extends TruthLine {
  readonly service: boolean;
  readonly listPrice: DecimalString;
  /** Up to three percentages in cascade. */
  readonly discounts: readonly DecimalString[];
  /** Unit price after discounts, rounded as printed. */
  readonly netUnitPrice: DecimalString;
  readonly discountAmount: DecimalString;
  /** With VAT where the amount is net; the same amount elsewhere. */
  readonly grossAmount: DecimalString;
  readonly barcode: string;
  readonly unitsPerPack: number;
  readonly packs: DecimalString;
  readonly origin: string;
  readonly customsDispatch: string;
  readonly colour: string;
  readonly size: string;
  /** Printed below the row: serial numbers, lot, order. */
  readonly continuation: string | null;
}

export interface Party {
  readonly name: string;
  readonly cuit: string;
  readonly street: string;
  readonly city: string;
  readonly taxStatus: string;
}

/** Everything else that stands on the paper. */
export interface PaperFacts {
  readonly issuer: Party & {
    readonly tradeName: string;
    readonly grossIncome: string;
    readonly since: string;
    readonly phone: string;
  };
  readonly recipient: Party;
  readonly title: string;
  readonly time: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly paymentDue: string;
  readonly saleTerms: string;
  readonly orderNumber: string;
  readonly deliveryNote: string;
  readonly salesperson: string;
  /** Σ of line amounts. */
  readonly subtotal: DecimalString;
  readonly footAdjustment: {
    readonly label: string;
    readonly percent: DecimalString;
    readonly amount: DecimalString;
  } | null;
  readonly netTaxed: DecimalString;
  readonly exempt: DecimalString;
  readonly vat: readonly {
    readonly rate: DecimalString;
    readonly base: DecimalString;
    readonly amount: DecimalString;
  }[];
  readonly otherTaxes: readonly TruthTax[];
  /** Ley 27.743: what a B or tique B says it holds; null where it does not say. */
  readonly containedVat: DecimalString | null;
  readonly containedOther: DecimalString;
  readonly exchangeRate: DecimalString;
  readonly cai: string;
  readonly packages: number;
  readonly weight: DecimalString;
}

export interface Bill {
  readonly truth: Truth;
  readonly lines: readonly PaperLine[];
  readonly facts: PaperFacts;
}
