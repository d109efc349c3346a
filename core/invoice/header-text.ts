import { DOUBTED, otherDigits } from './digit-doubt.ts';
import type { Row } from './rows.ts';

/** A field as printed: its value, how well it was read and how often it stands on the paper. */
export interface Printed<T> {
  readonly value: T;
  /** Lowest confidence of the pieces that hold it. */
  readonly confidence: number;
  readonly exact: boolean;
  /** If one of its digits could be another one, the engine would have said so. */
  readonly firm: boolean;
  /** True where the engine proposes other digits. */
  readonly disputed: boolean;
  /** How many times the same value is printed. */
  readonly times: number;
}

/** How the stretch of a row's text from `index` on was read; where it holds digits, they alone count, not their label. */
export function readingOf(
  row: Row,
  index: number,
  length: number,
): { confidence: number; exact: boolean; firm: boolean; disputed: boolean } {
  const tokens = tokensIn(row, index, length);
  const digits = tokens.filter(({ text }) => /\d/.test(text));
  const read = digits.length > 0 ? digits : tokens;
  return {
    confidence: Math.min(1, ...read.map(({ confidence }) => confidence)),
    exact: read.every(({ exact }) => exact),
    firm: read.every(({ firm }) => firm),
    disputed: read.some(({ text, alternatives }) => otherDigits(text, alternatives) >= DOUBTED),
  };
}

/** The pieces of a row that the stretch of its text from `index` on touches. */
export function tokensIn(row: Row, index: number, length: number): Row['tokens'] {
  let at = 0;
  return row.tokens.filter(({ text }) => {
    const start = at;
    at += text.length + 1;
    return start + text.length > index && start < index + length;
  });
}

/** Letters that stand for digits in a run that must be digits: "3O-12345678-9" → "30-12345678-9". Length is kept. */
export function digitsLike(text: string): string {
  return text
    .replace(/(?<=\d)[OoQ](?=[\d-])|(?<=[-\d])[OoQ](?=\d)/g, '0')
    .replace(/(?<=\d)[lI|](?=[\d-])|(?<=[-\d])[lI|](?=\d)/g, '1');
}
