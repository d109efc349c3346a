import { type DecimalString, dec } from '../../core/platform/decimal.ts';
import type { Truth, TruthLine } from './truth/truth.ts';

/** What is scored: an InvoiceDraft, or a line of `read-invoice`. */
export interface ReadResult {
  readonly status: string;
  /** InvoiceDraft's kind; `read-invoice` does not print it. */
  readonly kind?: string;
  readonly header: Readonly<Record<HeaderField, string | number | null>>;
  readonly lines: readonly {
    readonly quantity: DecimalString | null;
    readonly unitPrice: DecimalString | null;
    readonly amount: DecimalString | null;
    readonly description?: string | null;
  }[];
}

/** The fields that must all be right for a header to be whole. */
export const KEY_FIELDS = [
  'documentType',
  'pointOfSale',
  'number',
  'date',
  'issuerCuit',
  'cae',
  'total',
] as const;
export type HeaderField = (typeof KEY_FIELDS)[number];

export interface Score {
  readonly fieldsRight: Readonly<Record<HeaderField, boolean>>;
  readonly headerWhole: boolean;
  readonly kindRight: boolean;
  /**
   * Lines of the truth, lines given, lines right, and of these the ones described exactly as printed; optional rows
   * count nowhere.
   */
  readonly lines: {
    readonly expected: number;
    readonly given: number;
    readonly right: number;
    readonly described: number;
  };
  readonly allLines: boolean;
  readonly certified: boolean;
  /** What is wrong although the document is certified; empty otherwise. */
  readonly falselyCertified: readonly string[];
}

type GivenLine = ReadResult['lines'][number];

function same(a: DecimalString | null | undefined, b: DecimalString | null | undefined): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null);
  return dec(a).eq(dec(b));
}

/** Less than half a centavo: what a price prints beyond it changes no cost, which is the amount by the quantity. */
function samePrice(a: DecimalString | null | undefined, b: DecimalString | null | undefined): boolean {
  return same(a, b) || (a != null && b != null && dec(a).minus(dec(b)).abs().lte('0.005'));
}

function lineRight(truth: TruthLine, given: GivenLine): boolean {
  const quantity =
    same(truth.quantity, given.quantity) ||
    (truth.otherQuantity !== undefined && same(truth.otherQuantity, given.quantity));
  const price =
    samePrice(truth.unitPrice, given.unitPrice) ||
    (truth.otherUnitPrice !== undefined && samePrice(truth.otherUnitPrice, given.unitPrice));
  return quantity && price && same(truth.amount, given.amount);
}

function headerRight(field: HeaderField, truth: Truth, result: ReadResult): boolean {
  const expected = truth.header[field];
  const given = result.header[field];
  if (field === 'total') return same(expected as string | null, given as string | null);
  return expected === given;
}

/** Pairs each true line with one given line that is equal to it; lines may be equal to each other, so each is used once. */
function matchLines(
  truth: Truth,
  result: ReadResult,
): { right: number; described: number; optional: number } {
  const left = [...result.lines];
  const take = (line: TruthLine): GivenLine[] => {
    const index = left.findIndex((given) => lineRight(line, given));
    return index >= 0 ? left.splice(index, 1) : [];
  };
  const pairs = truth.lines
    .filter((line) => line.optional !== true)
    .flatMap((line) => take(line).map((given) => ({ line, given })));
  const described = pairs.filter(({ line, given }) => given.description === line.description).length;
  const optional = truth.lines.filter((line) => line.optional === true && take(line).length > 0).length;
  return { right: pairs.length, described, optional };
}

/** Line counts of truth, result and both; empty where the paper's rows are no lines. */
function countLines(truth: Truth, result: ReadResult): Score['lines'] {
  if (!truth.linesScored) return { expected: 0, given: 0, right: 0, described: 0 };
  const { right, described, optional } = matchLines(truth, result);
  const expected = truth.lines.filter((line) => line.optional !== true).length;
  return { expected, given: result.lines.length - optional, right, described };
}

/** Compares what was read with what is true; decimals are compared as decimals. */
export function scoreReading(truth: Truth, result: ReadResult): Score {
  const entries = KEY_FIELDS.map((field) => [field, headerRight(field, truth, result)] as const);
  const fieldsRight = Object.fromEntries(entries) as Record<HeaderField, boolean>;
  const lines = countLines(truth, result);
  const certified = result.status === 'certified';
  const wrong = [
    ...entries.filter(([, ok]) => !ok).map(([field]) => `header.${field}`),
    ...(lines.right < lines.expected ? [`${lines.expected - lines.right} line(s) wrong or missing`] : []),
    ...(lines.given > lines.right ? [`${lines.given - lines.right} line(s) that are not on the paper`] : []),
    ...(truth.certifiable ? [] : [`a ${truth.kind} proves nothing`]),
  ];
  return {
    fieldsRight,
    headerWhole: entries.every(([, ok]) => ok),
    kindRight: result.kind === undefined || result.kind === truth.kind,
    lines,
    allLines: lines.right === lines.expected && lines.given === lines.expected,
    certified,
    falselyCertified: certified ? wrong : [],
  };
}
