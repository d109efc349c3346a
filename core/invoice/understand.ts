import { fitsCaeDue } from '../fiscal/cae.ts';
import { isValidCuit } from '../fiscal/cuit.ts';
import { daysBetween } from '../fiscal/dates.ts';
import { type DocumentType, documentType } from '../fiscal/document-types.ts';
import type { QrField } from '../fiscal/qr.ts';
import { type DecimalString, dec } from '../platform/decimal.ts';
import { certify } from './certify.ts';
import { distinctPages } from './copies.ts';
import { settleTotals } from './document-sum.ts';
import type { DocumentKind, DraftReason, DraftWarning, InvoiceDraft } from './draft.ts';
import { footAmounts } from './foot.ts';
import { type MergedHeader, mergeHeader, type PageCodes, readCodes } from './header.ts';
import { type KnownHeader, type PrintedHeader, printedHeader } from './header-print.ts';
import { findItems, type ItemTable, type RowPage } from './items.ts';
import { draftLines } from './lines.ts';
import { decideDocumentMark } from './numerals.ts';
import type { PageReading } from './page.ts';
import { withQuantityItems } from './quantity-items.ts';
import { type Row, rowsOf } from './rows.ts';
import { solveLines } from './solve-lines.ts';
import type { Settlement } from './sum-parts.ts';
import { adjustmentsOf, taxesOf } from './taxes.ts';
import { totalProof, vatCheck } from './total-proof.ts';

/** What is known beforehand: whose papers these are, and the day on which they are read (ISO). */
export interface UnderstandOptions {
  readonly ourCuit?: string | null;
  readonly today?: string | null;
}

/**
 * From words with boxes to a draft with its certificate. Pure: the same pages always give the same draft.
 *
 * Pages that repeat another are left out, rows are chained along the text's slope, the item table is found by arithmetic,
 * columns and headings together, lines and foot are solved as one system against the total, the header is merged from
 * codes and print, and every line and the whole are proven or say why not.
 */
export function understand(pages: readonly PageReading[], options: UnderstandOptions = {}): InvoiceDraft {
  const { kept, copies } = distinctPages(pages);
  const codes = readCodes(pages);
  const rowPages: RowPage[] = kept.map((page) => ({ page: page.pageNumber, rows: rowsOf(page) }));
  const rows = rowPages.flatMap((page) => page.rows);
  if (rows.length < 3) return unreadable(pages, codes);
  const mark = decideDocumentMark(rows);
  const found = findItems(rowPages);
  const ourCuit = options.ourCuit ?? null;
  const print = printedHeader(rows, firstTableRow(rowPages, found), {
    ourCuit,
    today: options.today ?? null,
    known: knownHeader(codes),
  });
  const type = typeOf(codes, print);
  const kind: DocumentKind = type?.kind ?? print.type.kind;
  const table = kind === 'delivery_note' ? withQuantityItems(rowPages, found) : found;
  const priced =
    table.items.some(({ amount }) => amount !== null) || kind === 'receipt' || kind === 'payment';
  const foot = priced ? footAmounts(rowPages, table) : [];
  const qrTotal = codes.qr?.total.valid ? codes.qr.total.value : null;
  const vatApart = type?.vatApart ?? null;
  const solved = solveLines(
    table.items,
    (amounts, leastRepair) => settleTotals(amounts, foot, qrTotal, vatApart, leastRepair),
    mark,
  );
  const settlement = solved.settlement;
  const merged = mergeHeader(
    codes,
    print,
    { value: settlement?.total ?? qrTotal, from: settlement?.totalFrom ?? 'qr' },
    needsCae(rows, kind),
  );
  const draft: InvoiceDraft = {
    kind,
    status: 'review',
    reason: lastingReason(kind, codes, merged, settlement, qrTotal),
    header: merged.header,
    headerSource: merged.source,
    headerDoubts: merged.doubts,
    lines: draftLines(rowPages, table, solved, kind),
    exchangeRate: exchangeRateOf(codes, merged),
    taxes: settlement ? taxesOf(settlement, solved.items) : [],
    netAmount: foot.find((amount) => amount.kind === 'net')?.numeral.readings[0]?.value ?? null,
    footAdjustments: settlement ? adjustmentsOf(settlement) : [],
    pricesIncludeVat: vatApart === null ? !usesVat(settlement) : !vatApart,
    checks: [
      vatCheck(settlement, solved.items, foot),
      { name: 'qr_print_agree', ok: merged.agree, detail: codes.qr ? 'compared' : 'no fiscal QR' },
      totalProof(settlement, solved.items.length, foot),
    ],
    warnings: warningsOf(merged, ourCuit, options.today ?? null, copies),
  };
  return certify(draft);
}

const validOr = <T>(field: QrField<T> | undefined, other: T | null | undefined): T | null =>
  field?.valid === true ? field.value : (other ?? null);

const knownHeader = ({ qr, barcode }: PageCodes): KnownHeader => ({
  issuerCuit: validOr(qr?.issuerCuit, barcode?.issuerCuit),
  pointOfSale: validOr(qr?.pointOfSale, barcode?.pointOfSale),
  cae: validOr(qr?.cae, barcode?.cae),
});

function typeOf({ qr, barcode }: PageCodes, print: PrintedHeader): DocumentType | null {
  const code = validOr(qr?.documentType, barcode?.documentType ?? print.type.code?.value);
  return code === null ? null : documentType(code);
}

/** Some programs write 1 whatever the currency; that says nothing. */
function exchangeRateOf({ qr }: PageCodes, { header }: MergedHeader): DecimalString | null {
  const rate = validOr(qr?.exchangeRate, null);
  const isForeign = header.currency !== null && header.currency !== 'PES';
  return isForeign && rate !== null && dec(rate).gt(1) ? rate : null;
}

/** Papers that carry a CAE: all but remitos (CAI) and the tickets of a fiscal printer, which print its register instead. */
function needsCae(rows: readonly Row[], kind: DocumentKind): boolean {
  if (rows.some((row) => /(?<![\p{L}.])c\.?a\.?e\b/iu.test(row.text))) return true;
  return (
    kind !== 'delivery_note' &&
    !rows.some((row) => /c\.?f\.? ?dgi|registro n|controlador fiscal/i.test(row.text))
  );
}

const usesVat = (settlement: Settlement | null): boolean =>
  settlement?.components.some(({ foot }) => foot.kind === 'vat') === true;

/** The row (over all pages) in which the table begins: its heading, else its first item, else a third of the page. */
function firstTableRow(pages: readonly RowPage[], table: ItemTable): number {
  const page = pages[0];
  if (!page) return 0;
  const heading = table.headings.get(page.page);
  const item = table.items.find((candidate) => candidate.page === page.page)?.rows[0];
  return Math.min(
    heading?.firstRow ?? Number.POSITIVE_INFINITY,
    item ?? Number.POSITIVE_INFINITY,
    page.rows.length,
  );
}

function lastingReason(
  kind: DocumentKind,
  codes: PageCodes,
  merged: MergedHeader,
  settlement: Settlement | null,
  qrTotal: string | null,
): DraftReason | null {
  if (codes.otherDocuments > 0) return 'several_documents';
  if (kind === 'payment' || kind === 'price_list' || kind === 'quote') return 'not_an_invoice';
  const totalsDiffer =
    qrTotal !== null &&
    settlement?.closes === true &&
    settlement.totalFrom === 'print' &&
    !isHundredth(qrTotal, settlement.total);
  return merged.agree && !totalsDiffer ? null : 'qr_print_differ';
}

const isHundredth = (qrTotal: string, total: string): boolean =>
  Math.abs(Number(qrTotal) / Number(total) - 100) < 1e-6;

function warningsOf(
  merged: MergedHeader,
  ourCuit: string | null,
  today: string | null,
  copies: number,
): DraftWarning[] {
  const { header } = merged;
  const warnings = new Set<DraftWarning>(merged.warnings);
  if (ourCuit && header.recipientDocType === 80 && header.recipientDocNumber !== ourCuit)
    warnings.add('recipient_not_us');
  if (header.issuerCuit !== null && !isValidCuit(header.issuerCuit)) warnings.add('issuer_cuit_invalid');
  if (header.currency !== null && header.currency !== 'PES') warnings.add('foreign_currency');
  if (header.caeDueDate && header.date && !fitsCaeDue(header.date, header.caeDueDate))
    warnings.add('cae_expired');
  if (header.caeDueDate && today && header.date && daysBetween(header.caeDueDate, header.date) > 0)
    warnings.add('cae_expired');
  if (copies > 0) warnings.add('copies_ignored');
  return [...warnings];
}

/** Why nothing can be read, from what the eye measured; the chat turns it into advice. */
function unreadableReason(pages: readonly PageReading[]): DraftReason {
  const quality = pages.find((page) => page.quality !== null)?.quality;
  if (!quality) return 'no_text';
  if (quality.brightness < 60) return 'too_dark';
  if (quality.glare > 0.25) return 'glare';
  if (quality.textHeight > 0 && quality.textHeight < 9) return 'too_small';
  return quality.sharpness < 60 ? 'blurred' : 'no_text';
}

function unreadable(pages: readonly PageReading[], codes: PageCodes): InvoiceDraft {
  const empty: Row[] = [];
  const print = printedHeader(empty, 0, {
    ourCuit: null,
    today: null,
    known: { issuerCuit: null, pointOfSale: null, cae: null },
  });
  const total = codes.qr?.total.valid ? codes.qr.total.value : null;
  const merged = mergeHeader(codes, print, { value: total, from: 'qr' }, true);
  return {
    kind:
      (merged.header.documentType === null ? null : documentType(merged.header.documentType)?.kind) ??
      'unknown',
    status: 'unreadable',
    reason: unreadableReason(pages),
    header: merged.header,
    headerSource: merged.source,
    headerDoubts: merged.doubts,
    lines: [],
    taxes: [],
    netAmount: null,
    footAdjustments: [],
    pricesIncludeVat: false,
    checks: [],
    warnings: [],
  };
}
