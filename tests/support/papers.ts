import type {
  DocumentKind,
  DraftHeader,
  DraftLine,
  DraftReason,
  DraftWarning,
  Evidence,
  InvoiceDraft,
  LineAlternative,
  LineDoubt,
} from '../../core/invoice/draft.ts';
import { cents, type Dec, dec, plain, sum } from '../../core/platform/decimal.ts';

/** One printed line, as short as a test can say it; VAT is apart. */
export interface PaperLine {
  readonly code?: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly vatRate?: string;
  /** What the reader made of it; proven when omitted. */
  readonly evidence?: Evidence;
  readonly doubt?: LineDoubt;
  readonly alternatives?: readonly LineAlternative[];
  readonly unitsPerPack?: string;
}

export interface Paper {
  readonly kind?: DocumentKind;
  readonly documentType?: number;
  readonly letter?: string;
  readonly pointOfSale?: number | null;
  readonly number?: number | null;
  readonly date?: string;
  readonly issuerCuit?: string | null;
  readonly issuerName?: string | null;
  readonly lines: readonly PaperLine[];
  /** Remitos: goods without prices. */
  readonly priceless?: boolean;
  readonly reason?: DraftReason;
  readonly warnings?: readonly DraftWarning[];
}

const SUPPLIER = { issuerCuit: '30712345671', issuerName: 'Distribuidora del Sur SA' };

const amountOf = (line: PaperLine): Dec => cents(dec(line.quantity).times(line.unitPrice));

function lineOf(line: PaperLine, index: number, paper: Paper): DraftLine {
  const evidence = line.evidence ?? (paper.priceless ? 'read' : 'proven');
  return {
    id: index + 1,
    code: line.code ?? null,
    description: line.description,
    quantity: line.quantity,
    unit: null,
    unitPrice: paper.priceless ? null : line.unitPrice,
    discountPercent: '0',
    amount: paper.priceless ? null : plain(amountOf(line)),
    vatRate: line.vatRate ?? '21',
    evidence,
    doubt: line.doubt ?? (paper.priceless ? 'no_prices' : evidence === 'doubtful' ? 'ambiguous' : null),
    alternatives: line.alternatives ?? [],
    unitsPerPack: line.unitsPerPack ?? null,
    isGoods: true,
    confirmedFields: [],
    seen: false,
    page: 1,
    box: null,
    descriptionBox: null,
  };
}

function headerOf(paper: Paper, total: string | null): DraftHeader {
  const given = <T>(value: T | undefined, otherwise: T): T => (value === undefined ? otherwise : value);
  return {
    documentType: paper.documentType ?? 1,
    letter: paper.letter ?? 'A',
    pointOfSale: given(paper.pointOfSale, 3),
    number: given(paper.number, 12345),
    date: paper.date ?? '2026-11-02',
    issuerCuit: given(paper.issuerCuit, SUPPLIER.issuerCuit),
    issuerName: given(paper.issuerName, SUPPLIER.issuerName),
    recipientDocType: 80,
    recipientDocNumber: null,
    currency: 'PES',
    total,
    cae: '76123456789012',
    caeDueDate: '2026-11-12',
  };
}

/** A draft as the understanding gives it for a paper that closes to the cent. */
export function draftOf(paper: Paper): InvoiceDraft {
  const lines = paper.lines.map((line, i) => lineOf(line, i, paper));
  const net = sum(paper.lines.map(amountOf));
  const rates = [...new Set(lines.map((line) => line.vatRate ?? '21'))];
  const taxes = paper.priceless
    ? []
    : rates.map((rate) => {
        const base = sum(
          lines.filter((line) => line.vatRate === rate).map((line) => dec(line.amount ?? '0')),
        );
        return {
          kind: 'vat' as const,
          label: `IVA ${rate}%`,
          rate,
          amount: plain(cents(base.times(rate).div(100))),
        };
      });
  const total = paper.priceless ? null : plain(net.plus(sum(taxes.map((tax) => dec(tax.amount)))));
  const header = headerOf(paper, total);
  const complete = header.issuerCuit !== null && header.pointOfSale !== null && header.number !== null;
  const isCertified = complete && lines.every((line) => line.evidence === 'proven');
  const reason =
    paper.reason ?? (complete ? (paper.priceless ? 'no_prices' : 'lines_doubtful') : 'header_incomplete');
  return {
    kind: paper.kind ?? 'invoice',
    status: isCertified ? 'certified' : 'review',
    reason: isCertified ? null : reason,
    header,
    headerSource: complete ? { total: 'qr', number: 'qr', pointOfSale: 'qr', issuerCuit: 'qr' } : {},
    lines,
    taxes,
    netAmount: paper.priceless ? null : plain(net),
    footAdjustments: [],
    pricesIncludeVat: false,
    checks: [],
    warnings: paper.warnings ?? [],
  };
}

/** What the understanding gives for a picture that nobody could read. */
export const unreadable = (reason: DraftReason): InvoiceDraft => ({
  ...draftOf({ lines: [], issuerCuit: null, issuerName: null, pointOfSale: null, number: null }),
  kind: 'unknown',
  status: 'unreadable',
  reason,
  header: {
    ...headerOf({ lines: [] }, null),
    documentType: null,
    letter: null,
    pointOfSale: null,
    number: null,
    date: null,
    issuerCuit: null,
    issuerName: null,
    recipientDocType: null,
    currency: null,
    cae: null,
    caeDueDate: null,
  },
});

/** The QR from close by: a whole header, no lines. */
export const headerOnly = (paper: Omit<Paper, 'lines'> & { readonly total: string }): InvoiceDraft => ({
  ...draftOf({ ...paper, lines: [] }),
  status: 'unreadable',
  reason: 'no_lines',
  header: headerOf({ ...paper, lines: [] }, paper.total),
  taxes: [],
  netAmount: null,
});
