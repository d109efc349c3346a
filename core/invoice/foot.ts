import { isVatRate } from '../fiscal/vat-rates.ts';
import { type FootKind, footKind } from './foot-words.ts';
import type { Item, ItemTable, RowPage } from './items.ts';
import type { Numeral } from './numerals.ts';
import type { Row } from './rows.ts';

/** A labelled amount outside the item table. */
export interface FootAmount {
  readonly kind: FootKind;
  readonly label: string;
  /** VAT or perception rate in percent where the label says it. */
  readonly rate: string | null;
  readonly numeral: Numeral;
  readonly page: number;
  readonly row: number;
}

/** A number that can be an amount: decimals or a currency sign, no percentage; whole numbers only where money is whole. */
function isAmount(numeral: Numeral, wholeMoney: boolean): boolean {
  if (numeral.percent || numeral.bracketed || numeral.glued) return false;
  const { decimals, approx } = numeral.readings[0]!;
  return numeral.currency || decimals === 2 || decimals === 1 || (wholeMoney && Math.abs(approx) >= 100);
}

/** True where the items' amounts are printed without decimals. */
function printsWholeMoney(table: ItemTable): boolean {
  const amounts = table.items.map(({ amount }) => amount).filter((amount) => amount !== null);
  const whole = amounts.filter(({ reading }) => reading.decimals === 0).length;
  return whole > 0 && whole * 2 >= amounts.length;
}

const gapOf = (a: { x0: number; x1: number }, b: { x0: number; x1: number }): number =>
  Math.max(a.x0 - b.x1, b.x0 - a.x1, 0);

/** Phrases to the left of a number back to the previous amount, nearest first and growing to the left. */
function leftLabels(
  row: Row,
  numerals: readonly Numeral[],
  index: number,
  amounts: readonly Numeral[],
): string[] {
  const numeral = numerals[index]!;
  const previous = numerals
    .slice(0, index)
    .findLast((other) => amounts.includes(other) && !isRateInLabel(other, numeral));
  const from = previous ? previous.x1 - 1 : Number.NEGATIVE_INFINITY;
  const tokens = row.tokens
    .filter((token) => token.x0 >= from && token.x1 <= numeral.x0 + token.height && token !== numeral.token)
    .concat(row.tokens.includes(numeral.token) && /\p{L}/u.test(numeral.token.text) ? [numeral.token] : []);
  const labels: string[] = [];
  for (let at = tokens.length - 1; at >= 0; at--) {
    const gap = at > 0 ? tokens[at]!.x0 - tokens[at - 1]!.x1 : Number.POSITIVE_INFINITY;
    if (gap > tokens[at]!.height * 2)
      labels.push(
        tokens
          .slice(at)
          .map(({ text }) => text)
          .join(' '),
      );
  }
  return labels;
}

/** "IVA 21,00 396.410,89", "Perc. IIBB 2,56: 3.502,93": the first number is the rate, not an amount. */
function isRateInLabel(numeral: Numeral, next: Numeral): boolean {
  const value = numeral.readings[0]!.approx;
  const inLabel = isVatRate(value) || numeral.percent || /[:;]$/.test(numeral.token.text);
  return value <= 30 && inLabel && next.readings[0]!.approx > value;
}

/** A run of words without a column's gap between them. */
interface Phrase {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
}

function phrasesOf(row: Row): Phrase[] {
  const phrases: Phrase[] = [];
  row.tokens.forEach((token, index) => {
    const previous = row.tokens[index - 1];
    const last = phrases.at(-1);
    if (last && previous && token.x0 - previous.x1 < token.height * 0.95)
      phrases[phrases.length - 1] = { text: `${last.text} ${token.text}`, x0: last.x0, x1: token.x1 };
    else phrases.push({ text: token.text, x0: token.x0, x1: token.x1 });
  });
  return phrases;
}

const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text);

/** How far down or up a label may stand from its value, in heights of the text. */
const REACH = 3.4;

/** Rows above or below that are near enough to hold labels, nearest first; a row of bare values ends the search. */
function labelRows(rows: readonly Row[], from: number, step: 1 | -1): Phrase[][] {
  const start = rows[from]!;
  const found: Phrase[][] = [];
  for (let at = from + step; at >= 0 && at < rows.length; at += step) {
    const row = rows[at]!;
    if (Math.abs(row.y - start.y) > Math.max(row.height, start.height) * REACH) break;
    const phrases = phrasesOf(row);
    const named = phrases.filter(({ text }) => hasLetters(text));
    if (named.some(({ text }) => !['decoy', null].includes(footKind(text)))) found.push(phrases);
    if (named.length === 0 && /\d[.,]\d{2}\b/.test(row.text)) break;
  }
  return found;
}

/** A lone value under its label: the nearest row in whose reach a label stands right above or below it. */
function loneLabel(rows: readonly Phrase[][], numeral: Numeral): string {
  for (const phrases of rows) {
    const hit = phrases.find((phrase) => gapOf(phrase, numeral) === 0 && footKind(phrase.text) !== null);
    if (hit) return hit.text;
  }
  return '';
}

/** The label of a value in a strip: by order where labels and values are as many, else by overlap, else the nearest. */
function stripLabel(
  phrases: readonly Phrase[] | undefined,
  values: readonly Numeral[],
  numeral: Numeral,
): string {
  if (!phrases) return '';
  const named = phrases.filter(({ text }) => hasLetters(text));
  const order = values.indexOf(numeral);
  if (values.length === named.length && order >= 0) return named[order]!.text;
  const overlapping = named.filter((phrase) => gapOf(phrase, numeral) === 0);
  if (overlapping.length === 1) return overlapping[0]!.text;
  const centre = (span: { x0: number; x1: number }): number => (span.x0 + span.x1) / 2;
  const nearest = [...(overlapping.length > 0 ? overlapping : named)].sort(
    (a, b) => Math.abs(centre(a) - centre(numeral)) - Math.abs(centre(b) - centre(numeral)),
  )[0];
  return nearest && gapOf(nearest, numeral) < numeral.height * 4 ? nearest.text : '';
}

function rateIn(label: string): string | null {
  const match =
    /(\d{1,2}(?:[.,]\d{1,3})?)\s?%/.exec(label) ??
    /i\.?v\.?a\.?\D{0,12}(\d{1,2}(?:[.,]\d{1,2})?)(?![\d/])/i.exec(label);
  const value = match?.[1]?.replace(',', '.');
  if (value === undefined) return null;
  return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value;
}

/**
 * The legal rate that a VAT label prints, through what misreading does to it: a lost mark ("2100%", "105%"), a percent sign
 * taken for a digit ("10.56"). Null where none is meant.
 */
function vatRateIn(label: string): string | null {
  const printed = rateIn(label);
  if (printed !== null && isVatRate(Number(printed))) return printed;
  const digits = /i\.?v\.?a\.?[^\d]{0,12}([\d.,]{1,6})/i
    .exec(label)?.[1]
    ?.replaceAll(',', '.')
    .replace(/\.$/, '');
  if (digits === undefined) return null;
  const bare = Number(digits.replaceAll('.', ''));
  const meant = [Number(digits), Number(digits.replace(/[6895]$/, '')), bare / 10, bare / 100];
  const rate = meant.find((value) => value > 0 && isVatRate(value));
  return rate === undefined ? null : String(rate);
}

function labelled(
  rows: readonly Row[],
  numerals: readonly Numeral[],
  row: number,
  index: number,
  values: readonly Numeral[],
): Omit<FootAmount, 'page' | 'row'> | null {
  const numeral = numerals[index]!;
  const lone = values.length === 1;
  const beside = (step: 1 | -1): string => {
    const near = labelRows(rows, row, step);
    return lone ? loneLabel(near, numeral) : stripLabel(near[0], values, numeral);
  };
  const options = [
    ...leftLabels(rows[row]!, numerals, index, values).map((label) => () => label),
    () => beside(-1),
    () => beside(1),
  ];
  for (const option of options) {
    const label = option();
    const kind = footKind(label);
    const rate = kind === 'vat' ? vatRateIn(label) : rateIn(label);
    if (kind) return { kind, label: label.replace(/[:$\s]+$/, ''), rate, numeral };
  }
  return null;
}

/** The amounts of one row with their labels; a rate before its amount is part of the label. */
function amountsOfRow(
  rows: readonly Row[],
  row: number,
  numerals: readonly Numeral[],
  wholeMoney: boolean,
): Omit<FootAmount, 'page' | 'row'>[] {
  const values = numerals.filter((numeral, index) => {
    const next = numerals[index + 1];
    return isAmount(numeral, wholeMoney) && !(next && isRateInLabel(numeral, next));
  });
  return values.map(
    (numeral) =>
      labelled(rows, numerals, row, numerals.indexOf(numeral), values) ?? {
        kind: 'unlabelled',
        label: '',
        rate: null,
        numeral,
      },
  );
}

const ADJUSTMENTS: ReadonlySet<FootKind> = new Set(['surcharge', 'discount']);

/**
 * Every amount that is not part of an item, with what its label says; rows above the first item can only name totals, and
 * amounts without a label count only below the last item.
 */
export function footAmounts(pages: readonly RowPage[], table: ItemTable): FootAmount[] {
  const found: FootAmount[] = [];
  const wholeMoney = printsWholeMoney(table);
  for (const page of pages) {
    const items = table.items.filter((item) => item.page === page.page);
    const taken = new Set(items.flatMap((item: Item) => item.rows));
    const first = items[0]?.rows[0] ?? 0;
    const last = items.at(-1)?.rows.at(-1) ?? Number.POSITIVE_INFINITY;
    const numerals = table.numerals.get(page.page)!;
    page.rows.forEach((_, row) => {
      if (taken.has(row)) return;
      for (const amount of amountsOfRow(page.rows, row, numerals[row]!, wholeMoney)) {
        // A row with words and no known label is not the form's strip of totals: it may be an item that was missed.
        const bare = row > last && !/\p{L}{3}/u.test(page.rows[row]!.text);
        const known = amount.kind === 'unlabelled' ? bare : row > first || amount.kind === 'total';
        // Freight or a discount between two items is an item that could not be read as one.
        const amongItems = row < last && ADJUSTMENTS.has(amount.kind) && items.length > 0;
        if (known && !amongItems) found.push({ ...amount, page: page.page, row });
      }
    });
  }
  return found;
}
