import { plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { numberAt, readDigits } from './numbers.ts';

/** A piece of what a person wrote: `text` folded, or canonical for a number; `start`, `end` where it stands in the original. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark' | 'code';
  /** Folded word, plain decimal for a number, the sign itself for a mark; dates and `3-12345` are codes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * In order: CUIT, date, point of sale and number, cascade of discounts, grouped or decimal number, plain number,
 * vulgar fraction, c/u, word, sign. Linear: no piece can match the same text in two ways.
 */
const PIECE =
  /\d{2}-\d{8}-\d|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{1,5}-\d{1,8}|\d{1,2}(?:\+\d{1,2}){1,3}|\d{1,3}\/\d{1,2}|\d+(?:[.,]\d+)*|[½¼¾]|c\/[ua]\b|[\p{L}\p{M}]+(?:['’][\p{L}]+)*|\S/gu;

const isDigits = (text: string): boolean => /^(\d+(?:[.,]\d+)*|[½¼¾]|\d{1,3}\/\d{1,2})$/.test(text);

const kindOf = (raw: string): Token['kind'] => {
  if (isDigits(raw)) return 'number';
  if (/^\d/.test(raw)) return 'code';
  return /^[\p{L}c]/u.test(raw) ? 'word' : 'mark';
};

/** Splits a message into pieces, before number words are joined. */
function pieces(text: string): Token[] {
  return [...text.matchAll(PIECE)].map((match) => ({
    kind: kindOf(match[0]),
    text: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const written = (piece: Token): Token =>
  piece.kind === 'number' ? { ...piece, text: readDigits(piece.text) ?? piece.text } : piece;

/**
 * Splits a message into tokens with every number, written or said, as one token with its plain decimal
 * ("el dos a mil doscientos" → el · 2 · a · 1200). `digitsOnly` leaves every number that is spelled out, as in a product's name.
 */
export function tokenize(text: string, options: { readonly digitsOnly?: boolean } = {}): Token[] {
  const raw = pieces(text);
  if (options.digitsOnly) return raw.map(written);
  const words = raw.map((piece) => (piece.kind === 'code' || piece.kind === 'mark' ? '\0' : piece.text));
  const tokens: Token[] = [];
  for (let i = 0; i < raw.length; ) {
    const piece = raw[i]!;
    const number = numberAt(words, i);
    if (number === null) {
      tokens.push(piece);
      i++;
      continue;
    }
    const last = raw[i + number.used - 1]!;
    tokens.push({ kind: 'number', text: plain(number.value), start: piece.start, end: last.end });
    i += number.used;
  }
  return tokens;
}
