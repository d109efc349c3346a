import type { PageReading, Word } from '../invoice/page.ts';
import { type Row, rowsOf } from '../invoice/rows.ts';
import { baseline, type Token } from '../invoice/tokens.ts';

/**
 * A long paper photographed in two parts: the rows at the foot of one picture are there again at the head of the
 * next. They are left out of the later one, so that no line counts twice. Pure.
 */

/** Rows cut by a picture's edge are misread: this many at the seam may fit nothing. */
const CUT_ROWS = 2;
/** Fewer rows than these may be alike by accident, as two purchases of one product are. */
const FEWEST_ROWS = 3;
/** Digits in all the rows that overlap: column titles alone prove nothing. */
const FEWEST_DIGITS = 12;
const LEAST_LIKENESS = 0.7;
const MOST_ROWS = 60;

/** The pages without what an earlier neighbour shows too. Pages of a PDF never overlap. */
export function withoutOverlap(pages: readonly PageReading[]): PageReading[] {
  return pages.map((page, index) => {
    const before = pages[index - 1];
    if (before === undefined || before.kind === 'pdf' || page.kind === 'pdf') return page;
    const rows = rowsOf(page).slice(0, MOST_ROWS);
    const repeated = repeatedRows(rowsOf(before).slice(-MOST_ROWS), rows);
    return repeated === 0 ? page : { ...page, words: wordsBelow(page, rows.slice(0, repeated)) };
  });
}

/** How many rows at the head of `next` repeat the foot of `before`; the longest run that reaches both edges. */
function repeatedRows(before: readonly Row[], next: readonly Row[]): number {
  for (let start = 0; start < before.length - FEWEST_ROWS + 1; start++)
    for (let skipped = 0; skipped <= CUT_ROWS; skipped++) {
      const length = runOf(before, start, next, skipped);
      if (length > 0) return skipped + length;
    }
  return 0;
}

function runOf(before: readonly Row[], start: number, next: readonly Row[], skipped: number): number {
  let length = 0;
  let digits = 0;
  while (alike(before[start + length], next[skipped + length])) {
    digits += digitsOf(next[skipped + length]!.text).length;
    length++;
  }
  const reachesFoot = before.length - start - length <= CUT_ROWS;
  return reachesFoot && length >= FEWEST_ROWS && digits >= FEWEST_DIGITS ? length : 0;
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Rows whose pairs of neighbouring signs are mostly the same; a misread digit or a lost space changes few of them. */
function alike(one: Row | undefined, other: Row | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const left = pairsOf(one.text);
  const right = pairsOf(other.text);
  let common = 0;
  for (const [pair, count] of left) common += Math.min(count, right.get(pair) ?? 0);
  const total = sizeOf(left) + sizeOf(right);
  return total > 0 && (2 * common) / total >= LEAST_LIKENESS;
}

const sizeOf = (pairs: ReadonlyMap<string, number>): number =>
  [...pairs.values()].reduce((sum, count) => sum + count, 0);

function pairsOf(text: string): Map<string, number> {
  const signs = text.toLowerCase().replaceAll(/[\s.,:$]/g, '');
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < signs.length; at++) {
    const pair = signs.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** The page's words without those of the given rows. */
function wordsBelow(page: PageReading, rows: readonly Row[]): PageReading['words'] {
  const tokens = rows.flatMap((row) => row.tokens);
  return page.words.filter((word) => !tokens.some((token) => isPieceOf(token, word)));
}

const NEARLY_PX = 1;

function isPieceOf(token: Token, word: Word): boolean {
  const { x0, x1, y0, y1 } = baseline(word);
  if (token.x1 < x0 + NEARLY_PX || token.x0 > x1 - NEARLY_PX) return false;
  const at = Math.max(x0, token.x0);
  const height = y0 + ((y1 - y0) * (at - x0)) / Math.max(1, x1 - x0);
  return Math.abs(token.y0 - height) < token.height / 4;
}
