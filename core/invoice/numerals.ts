import { type DecimalMark, decideMark, readNumber } from '../fiscal/numbers.ts';
import type { DecimalString } from '../platform/decimal.ts';
import { type PlaceDoubts, type Proposal, placeDoubts } from './digit-doubt.ts';
import type { Row } from './rows.ts';
import type { Token } from './tokens.ts';

/** One value that a printed number may have. `approx` is for searching only; proofs use the exact string. */
export interface Reading {
  readonly value: DecimalString;
  readonly approx: number;
  readonly decimals: number;
  /** 0: obeys the document's convention and is what the engine read; higher is odder. */
  readonly cost: number;
}

/** A number on the page with every value it may have, cheapest first. */
export interface Numeral {
  readonly text: string;
  readonly readings: readonly Reading[];
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly height: number;
  readonly confidence: number;
  readonly exact: boolean;
  /** The engines' other readings of the same number. */
  readonly proposals: readonly Proposal[];
  /** How much the engines doubt each of its digits. */
  readonly doubts: PlaceDoubts;
  /** If one of its digits could be another one, the engine would have said so. */
  readonly firm: boolean;
  readonly percent: boolean;
  readonly currency: boolean;
  /** "(21,00)": on a ticket the VAT rate. */
  readonly bracketed: boolean;
  /** Letters touch it ("500g", "x40"): probably part of a description. */
  readonly glued: boolean;
  /** A lone x stands right before or after it: "2,00 x 1500,00". */
  readonly times: 'before' | 'after' | null;
  readonly token: Token;
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

const NOT_A_NUMBER =
  /^\(?\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\)?$|^\d{1,2}:\d{2}(:\d{2})?$|\d{2}-\d{8}-\d|^\d{4,5}[-/]\d{6,8}$|^\d+[-/]\d[\d/-]*$|^\p{L}{1,6}[-/.]?\d[\d-]*$/u;

const LETTER_DIGITS: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  l: '1',
  i: '1',
  '|': '1',
  '!': '1',
  S: '5',
  s: '5',
  B: '8',
  Z: '2',
  z: '2',
};

/**
 * Letters among digits become the digits they look like: "1O,5O" → "10,50"; an S in front of an amount was a currency sign.
 * Words and codes stay as they are.
 */
export function digitise(raw: string): string {
  if (/^[Ss]-?\d{1,3}(?:[.,]?\d{3})*[.,]\d{2}$/.test(raw)) return `$${raw.slice(1)}`;
  // Specks on a decimal or thousands mark: "14:225.76", "1'234,50".
  const text =
    /^\$?\d{1,3}([.,:;'`´·]\d{3})*[.,:;]\d{2}$/.test(raw) && !/^\d{1,2}:\d{2}$/.test(raw)
      ? raw.replace(/[:;'`´·]/g, '.')
      : raw;
  const digits = text.match(/\d/g)?.length ?? 0;
  const letters = text.match(/[OoQDIli|!SsBZz]/g)?.length ?? 0;
  if (letters === 0 || digits < 2 || letters > digits) return text;
  if (!/^[-$(]?[\dOoQDIli|!SsBZz.,]+[)%]?$/.test(text) || !/[.,]/.test(text)) return text;
  return text.replace(/[OoQDIli|!SsBZz]/g, (letter) => LETTER_DIGITS[letter] ?? letter);
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(/\d(?:[\d.,]*\d)?/g)) {
    const start = match.index;
    const end = start + match[0].length;
    pieces.push({ text: match[0], start, end, before: text.slice(0, start), after: text.slice(end) });
  }
  return pieces;
}

const readingsOf = (text: string, mark: DecimalMark | null, extraCost: number): Reading[] =>
  readNumber(text, mark).map(({ value, decimals, cost }) => ({
    value,
    approx: Number(value),
    decimals,
    cost: cost + extraCost,
  }));

/** What else the engines propose for one number of a piece; proposals that hold no number, or several, only raise doubt. */
function proposalsFor(piece: Piece, token: Token): Pick<Numeral, 'proposals' | 'doubts'> {
  const numbers = token.alternatives.map(({ text, confidence }) => {
    const found = piecesOf(digitise(text)).map(({ text: digits }) => digits);
    return { text: found.length === 1 ? found[0]! : '', confidence };
  });
  return {
    proposals: numbers.filter(({ text }) => text !== '' && text !== piece.text),
    doubts: placeDoubts(piece.text, numbers),
  };
}

function numeralOf(token: Token, piece: Piece, text: string, mark: DecimalMark | null): Numeral | null {
  const negative = /^[-–−]$/.test(piece.before) || /[($]-$/.test(piece.before) || /^-$/.test(piece.after);
  const signed = negative ? `-${piece.text}` : piece.text;
  if (piece.text.replace(/\D/g, '').length > 13) return null;
  const prefix = piece.before.replace(/[-–−($*:=US]/g, '');
  const suffix = piece.after.replace(/[)%.,;:*\]-]/g, '');
  if (/[\p{L}\d]$/u.test(prefix) && !/[xX×]$/.test(prefix)) return null;
  const readings = readingsOf(signed, mark, 0);
  if (readings.length === 0) return null;
  const length = Math.max(1, text.length);
  const x = (at: number): number => token.x0 + ((token.x1 - token.x0) * at) / length;
  return {
    text: signed,
    readings,
    x0: x(piece.start),
    x1: x(piece.end),
    y: (token.y0 + token.y1) / 2,
    height: token.height,
    confidence: token.confidence,
    exact: token.exact,
    ...proposalsFor(piece, token),
    firm: token.firm,
    percent: /^\s*%/.test(piece.after),
    currency: /\$|USD|U\$S/.test(piece.before),
    bracketed: /\($/.test(piece.before) && /^[%)]/.test(piece.after),
    glued: /\p{L}/u.test(suffix.slice(0, 1)) || /[xX×]$/.test(prefix),
    times: null,
    token,
  };
}

/** "x2.008,39" or "10,000x": the x belongs to the product, not to the number. */
const LEADING_TIMES = /^[xX×*]\$?\d[\d.,]*[.,]\d{2,4}$/;
const TRAILING_TIMES = /^\d[\d.,]*[xX×*]$/;

/** "2,00x1500,00" in one piece: quantity and price around the x. */
const GLUED_TIMES = /^(\d[\d.,]*)[xX×*]\$?(\d[\d.,]*)$/;

function numeralsOfToken(token: Token, mark: DecimalMark | null): Numeral[] {
  const text = digitise(token.text);
  if (NOT_A_NUMBER.test(text)) return [];
  const times = GLUED_TIMES.exec(text);
  const product = times !== null && /[.,]\d{2,4}$/.test(times[2]!);
  const numerals: Numeral[] = [];
  for (const piece of piecesOf(text)) {
    const numeral = numeralOf(token, piece, text, mark);
    if (!numeral) continue;
    if (product)
      numerals.push({ ...numeral, glued: false, times: numerals.length === 0 ? 'after' : 'before' });
    else if (LEADING_TIMES.test(text)) numerals.push({ ...numeral, glued: false, times: 'before' });
    else if (TRAILING_TIMES.test(text)) numerals.push({ ...numeral, glued: false, times: 'after' });
    else numerals.push(numeral);
  }
  return numerals;
}

/** The numbers of a row from left to right; dates, CUITs, codes with letters and document numbers are not among them. */
export function numeralsOf(row: Row, mark: DecimalMark | null): Numeral[] {
  const numerals: Numeral[] = [];
  row.tokens.forEach((token, index) => {
    const own = numeralsOfToken(token, mark);
    const alone = (at: number): boolean => /^[xX×*]$/.test(row.tokens[at]?.text ?? '');
    const before = numerals.at(-1);
    if (own[0]?.times === 'before' && before && before.times === null && !before.percent)
      numerals[numerals.length - 1] = { ...before, times: 'after' };
    if (own.length === 1) {
      const times = own[0]!.times ?? (alone(index + 1) ? 'after' : alone(index - 1) ? 'before' : null);
      numerals.push({ ...own[0]!, times });
    } else numerals.push(...own);
  });
  return numerals;
}

/** The document's decimal mark, by the majority of everything on its rows that looks like an amount. */
export function decideDocumentMark(rows: readonly Row[]): DecimalMark | null {
  const texts = rows.flatMap((row) =>
    row.tokens
      .map((token) => digitise(token.text).replace(/^[$(]+|[)%]+$/g, ''))
      .filter((text) => !NOT_A_NUMBER.test(text)),
  );
  return decideMark(texts);
}
