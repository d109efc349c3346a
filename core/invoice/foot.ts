import { isVatRate } from '../fiscal/vat-rates.ts';
import { type FootKind, footKind } from './foot-words.ts';
import type { Item, ItemTable, RowPage } from './items.ts';
import type { Numeral } from './numerals.ts';
import type { Row } from './rows.ts';
import type { Token } from './tokens.ts';

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

/** A number that can be an amount: decimals or a currency sign, no percentage. */
function isAmount(numeral: Numeral): boolean {
  if (numeral.percent || numeral.bracketed || numeral.glued) return false;
  const reading = numeral.readings[0]!;
  return (
    numeral.currency || reading.decimals === 2 || reading.decimals === 1 || Math.abs(reading.approx) >= 1000
  );
}

const gapOf = (a: { x0: number; x1: number }, b: { x0: number; x1: number }): number =>
  Math.max(a.x0 - b.x1, b.x0 - a.x1, 0);

/** Text to the left of a number, back to the previous amount. */
function leftLabel(row: Row, numerals: readonly Numeral[], index: number): string {
  const numeral = numerals[index]!;
  const previous = numerals
    .slice(0, index)
    .findLast((other) => isAmount(other) && !isRateInLabel(other, numeral));
  const from = previous ? previous.x1 - 1 : Number.NEGATIVE_INFINITY;
  return row.tokens
    .filter((token) => token.x0 >= from && token.x1 <= numeral.x0 + token.height && token !== numeral.token)
    .concat(row.tokens.includes(numeral.token) && /\p{L}/u.test(numeral.token.text) ? [numeral.token] : [])
    .map(({ text }) => text)
    .join(' ');
}

/** "IVA 21,00 396.410,89": the first number is the rate, not an amount. */
function isRateInLabel(numeral: Numeral, next: Numeral): boolean {
  const value = numeral.readings[0]!.approx;
  return value <= 30 && (isVatRate(value) || numeral.percent) && next.readings[0]!.approx > value;
}

/** The phrase that stands above or below a number in its column. */
function columnLabel(rows: readonly Row[], from: number, step: 1 | -1, numeral: Numeral): string {
  const start = rows[from]!;
  for (let at = from + step; at >= 0 && at < rows.length; at += step) {
    const row = rows[at]!;
    if (Math.abs(row.y - start.y) > Math.max(row.height, numeral.height) * 3.2) return '';
    const hit = row.tokens.filter((token) => gapOf(token, numeral) === 0 && /\p{L}/u.test(token.text));
    if (hit.length > 0) return phraseAround(row, hit[0]!, numeral);
    if (row.tokens.some((token) => gapOf(token, numeral) === 0 && /\d[.,]\d{2}$/.test(token.text))) return '';
  }
  return '';
}

function phraseAround(row: Row, token: Token, numeral: Numeral): string {
  const at = row.tokens.indexOf(token);
  let from = at;
  let to = at;
  const joins = (left: Token, right: Token): boolean => right.x0 - left.x1 < left.height * 0.9;
  while (from > 0 && joins(row.tokens[from - 1]!, row.tokens[from]!)) from--;
  while (to + 1 < row.tokens.length && joins(row.tokens[to]!, row.tokens[to + 1]!)) to++;
  const phrase = row.tokens.slice(from, to + 1);
  const wide = phrase.at(-1)!.x1 - phrase[0]!.x0 > (numeral.x1 - numeral.x0) * 4;
  const near = wide ? phrase.filter((piece) => gapOf(piece, numeral) < piece.height * 1.5) : phrase;
  return near.map(({ text }) => text).join(' ');
}

function rateIn(label: string): string | null {
  const match =
    /(\d{1,2}(?:[.,]\d{1,3})?)\s?%/.exec(label) ??
    /i\.?v\.?a\.?\D{0,12}(\d{1,2}(?:[.,]\d{1,2})?)(?![\d/])/i.exec(label);
  const value = match?.[1]?.replace(',', '.');
  if (value === undefined) return null;
  return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value;
}

function labelled(
  rows: readonly Row[],
  numerals: readonly Numeral[],
  row: number,
  index: number,
  page: number,
): FootAmount | null {
  const numeral = numerals[index]!;
  const left = leftLabel(rows[row]!, numerals, index);
  const options = [left, columnLabel(rows, row, -1, numeral), columnLabel(rows, row, 1, numeral)];
  for (const label of options) {
    const kind = footKind(label);
    if (kind) return { kind, label: label.replace(/[:$\s]+$/, ''), rate: rateIn(label), numeral, page, row };
  }
  return null;
}

/** Every labelled amount that is not part of an item; rows above the first item can only name totals. */
export function footAmounts(pages: readonly RowPage[], table: ItemTable): FootAmount[] {
  const found: FootAmount[] = [];
  for (const page of pages) {
    const items = table.items.filter((item) => item.page === page.page);
    const taken = new Set(items.flatMap((item: Item) => item.rows));
    const first = items[0]?.rows[0] ?? 0;
    const numerals = table.numerals.get(page.page)!;
    page.rows.forEach((_, row) => {
      if (taken.has(row)) return;
      const own = numerals[row]!;
      own.forEach((numeral, index) => {
        if (!isAmount(numeral)) return;
        const next = own[index + 1];
        if (next && isRateInLabel(numeral, next)) return;
        const amount = labelled(page.rows, own, row, index, page.page);
        if (amount && (row > first || amount.kind === 'total')) found.push(amount);
      });
    });
  }
  return found;
}
