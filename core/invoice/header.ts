import { type FiscalBarcode, readFiscalBarcode } from '../fiscal/barcode40.ts';
import { fitsCaeDue } from '../fiscal/cae.ts';
import { survivesOneMisreading } from '../fiscal/cuit.ts';
import { daysBetween } from '../fiscal/dates.ts';
import { documentType } from '../fiscal/document-types.ts';
import { type FiscalQr, parseFiscalQr, type QrField } from '../fiscal/qr.ts';
import type { DraftHeader, DraftWarning, FieldSource } from './draft.ts';
import type { PrintedHeader } from './header-print.ts';
import type { Printed } from './header-text.ts';
import type { PageReading } from './page.ts';
import { printedBarcode } from './printed-barcode.ts';

/** The codes that the pages carry. */
export interface PageCodes {
  readonly qr: FiscalQr | null;
  readonly barcode: FiscalBarcode | null;
  /** Fiscal codes of other documents on the same pages. */
  readonly otherDocuments: number;
}

const identity = (qr: FiscalQr): string =>
  [qr.issuerCuit, qr.documentType, qr.pointOfSale, qr.number].map((field) => field.value ?? '?').join('/');

const validFields = (qr: FiscalQr): number =>
  [qr.date, qr.issuerCuit, qr.pointOfSale, qr.documentType, qr.number, qr.total, qr.cae].filter(
    ({ valid }) => valid,
  ).length;

/** The fiscal QR with the most valid fields, the older barcode, and how many other documents the codes name. */
export function readCodes(pages: readonly PageReading[]): PageCodes {
  const texts = pages.flatMap((page) => page.barcodes);
  const qrs = texts
    .map(({ text }) => parseFiscalQr(text))
    .filter((qr) => qr !== null)
    .sort((a, b) => validFields(b) - validFields(a));
  const barcode =
    texts.map(({ text }) => readFiscalBarcode(text)).find((found) => found !== null) ?? printedBarcode(pages);
  const whole = new Set(qrs.filter((qr) => qr.number.valid && qr.issuerCuit.valid).map(identity));
  return { qr: qrs[0] ?? null, barcode, otherDocuments: Math.max(0, whole.size - 1) };
}

/** The merged header with the source of each field and the fields that nothing proves. */
export interface MergedHeader {
  readonly header: DraftHeader;
  readonly source: Partial<Record<keyof DraftHeader, FieldSource>>;
  readonly doubts: (keyof DraftHeader)[];
  readonly warnings: DraftWarning[];
  /** False where QR and print name different documents. */
  readonly agree: boolean;
}

/**
 * Read well enough, with nothing that contradicts it, to count as proof when no code can be read. Of the words that an
 * engine misreads it is this sure of hardly any, and it proposes other digits for nearly all.
 */
const CONFIDENT = 0.7;
/** Enough where the digits check themselves (a CUIT) or where another print says the same. */
const SUPPORTED = 0.75;

const confident = (printed: Printed<unknown> | null, supported = false): boolean => {
  if (printed === null) return false;
  const firmly = printed.firm && printed.confidence >= CONFIDENT && !printed.disputed;
  return printed.exact || firmly || (supported && printed.confidence >= SUPPORTED);
};

interface Merge<T> {
  value: T | null;
  source: FieldSource | null;
  proven: boolean;
}

/** A field by the codes first and by the print where they are silent or wrong. */
function merge<T>(
  qr: QrField<T> | null,
  barcode: T | null,
  printed: Printed<T> | null,
  supported = false,
): Merge<T> {
  if (qr?.valid) return { value: qr.value, source: 'qr', proven: true };
  if (barcode !== null) return { value: barcode, source: 'barcode', proven: true };
  if (printed !== null)
    return { value: printed.value, source: 'print', proven: confident(printed, supported) };
  return { value: null, source: null, proven: false };
}

/** QR and print disagree only where the print is sure of something else. */
function contradicts<T>(qr: QrField<T> | null | undefined, printed: Printed<T> | null): boolean {
  return qr?.valid === true && printed !== null && confident(printed) && printed.value !== qr.value;
}

function recipient(
  qr: FiscalQr | null,
  print: PrintedHeader,
): { type: number | null; number: string | null; source: FieldSource | null } {
  if (qr?.recipientDocType.valid && qr.recipientDocNumber.valid)
    return { type: qr.recipientDocType.value, number: qr.recipientDocNumber.value, source: 'qr' };
  const { recipientCuit, recipientDni, finalConsumer } = print.parties;
  if (recipientCuit) return { type: 80, number: recipientCuit, source: 'print' };
  if (recipientDni) return { type: 96, number: recipientDni, source: 'print' };
  if (finalConsumer) return { type: 99, number: '0', source: 'print' };
  return { type: null, number: null, source: null };
}

export interface TotalRead {
  readonly value: string | null;
  readonly from: 'qr' | 'print';
}

/** CAEs fall due ten days after issue (FCE the same day); a date that fits, or that is printed twice, supports itself. */
function dateSupported(print: PrintedHeader): boolean {
  if (!print.date) return false;
  if (print.date.times > 1) return true;
  const days = print.caeDueDate === null ? null : daysBetween(print.date.value, print.caeDueDate);
  return days === 10 || days === 0;
}

const cuitSupported = (print: PrintedHeader): boolean =>
  print.parties.issuerCuit !== null && survivesOneMisreading(print.parties.issuerCuit.value);

type Fields = Readonly<{
  documentType: Merge<number>;
  pointOfSale: Merge<number>;
  number: Merge<number>;
  date: Merge<string>;
  issuerCuit: Merge<string>;
  cae: Merge<string>;
}>;

const mergeFields = ({ qr, barcode }: PageCodes, print: PrintedHeader): Fields => ({
  documentType: merge(
    qr?.documentType ?? null,
    barcode?.documentType ?? null,
    print.type.code,
    print.type.corroborated,
  ),
  pointOfSale: merge(
    qr?.pointOfSale ?? null,
    barcode?.pointOfSale ?? null,
    print.pointOfSale,
    (print.pointOfSale?.times ?? 0) > 1,
  ),
  number: merge(qr?.number ?? null, null, print.number, (print.number?.times ?? 0) > 1),
  date: merge(qr?.date ?? null, null, print.date, dateSupported(print)),
  issuerCuit: merge(
    qr?.issuerCuit ?? null,
    barcode?.issuerCuit ?? null,
    print.parties.issuerCuit,
    cuitSupported(print),
  ),
  cae: merge(qr?.cae ?? null, barcode?.cae ?? null, print.cae),
});

/** Fields that nothing proves: not in a code, and not printed so that only one reading is left. */
function doubtsOf(fields: Fields, print: PrintedHeader, needsCae: boolean): (keyof DraftHeader)[] {
  const type = fields.documentType;
  const unlessPrinted = (field: Merge<unknown>, unique: boolean): boolean =>
    field.proven && (field.source !== 'print' || unique);
  const proofs: readonly (readonly [keyof DraftHeader, boolean])[] = [
    ['documentType', unlessPrinted(type, print.type.consistent)],
    ['pointOfSale', fields.pointOfSale.proven],
    ['number', unlessPrinted(fields.number, print.numberCandidates === 1)],
    ['date', fields.date.proven],
    ['issuerCuit', unlessPrinted(fields.issuerCuit, print.parties.certain)],
    ['cae', fields.cae.proven || (fields.cae.value === null && !needsCae)],
  ];
  return proofs.filter(([, proven]) => !proven).map(([field]) => field);
}

function agreement({ qr }: PageCodes, print: PrintedHeader): boolean {
  return !(
    contradicts(qr?.number, print.numberCandidates <= 1 ? print.number : null) ||
    contradicts(qr?.issuerCuit, print.parties.certain ? print.parties.issuerCuit : null) ||
    contradicts(qr?.cae, print.cae)
  );
}

/**
 * Fields that another one denies. Nobody buys from himself: when both parties are one, somebody was taken for the other.
 * A printed date far from the CAE's due date is another of the page's dates (the start of activities, an order's).
 */
function deniedFields(fields: Fields, header: DraftHeader): (keyof DraftHeader)[] {
  const sameParty = header.issuerCuit !== null && header.issuerCuit === header.recipientDocNumber;
  const { date, caeDueDate } = header;
  const farFromDue =
    fields.date.source === 'print' && date !== null && caeDueDate !== null && !fitsCaeDue(date, caeDueDate);
  return [...(sameParty ? (['issuerCuit'] as const) : []), ...(farFromDue ? (['date'] as const) : [])];
}

/** Puts codes and print together, field by field. The total comes from the document's sum. */
export function mergeHeader(
  codes: PageCodes,
  print: PrintedHeader,
  total: TotalRead,
  needsCae: boolean,
): MergedHeader {
  const { qr, barcode } = codes;
  const fields = mergeFields(codes, print);
  const to = recipient(qr, print);
  const code = fields.documentType.value;
  const qrCurrency = qr?.currency.valid === true ? qr.currency.value : null;
  const header: DraftHeader = {
    documentType: code,
    letter: (code === null ? null : documentType(code)?.letter) ?? print.type.letter,
    pointOfSale: fields.pointOfSale.value,
    number: fields.number.value,
    date: fields.date.value,
    issuerCuit: fields.issuerCuit.value ?? print.parties.invalidIssuer,
    issuerName: print.issuerName,
    recipientDocType: to.type,
    recipientDocNumber: to.number,
    currency: qrCurrency ?? print.currency,
    total: total.value,
    cae: fields.cae.value,
    caeDueDate: barcode?.caeDueDate ?? print.caeDueDate,
  };
  const named: Partial<Record<keyof DraftHeader, FieldSource | null>> = {
    documentType: fields.documentType.source,
    letter: fields.documentType.source,
    pointOfSale: fields.pointOfSale.source,
    number: fields.number.source,
    date: fields.date.source,
    issuerCuit: fields.issuerCuit.source,
    recipientDocType: to.source,
    recipientDocNumber: to.source,
    currency: qrCurrency ? 'qr' : null,
    total: total.from,
    cae: fields.cae.source,
    caeDueDate: barcode ? 'barcode' : null,
  };
  const present = (Object.keys(header) as (keyof DraftHeader)[]).filter((field) => header[field] !== null);
  const agree = agreement(codes, print);
  return {
    header,
    source: Object.fromEntries(present.map((field) => [field, named[field] ?? 'print'])),
    doubts: [...new Set([...doubtsOf(fields, print, needsCae), ...deniedFields(fields, header)])],
    warnings: agree ? [] : ['qr_print_differ'],
    agree,
  };
}
