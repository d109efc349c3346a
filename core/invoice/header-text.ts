import type { Row } from './rows.ts';

/** A field as printed: its value, how well it was read and how often it stands on the paper. */
export interface Printed<T> {
  readonly value: T;
  /** Lowest confidence of the pieces that hold it. */
  readonly confidence: number;
  readonly exact: boolean;
  /** True where another engine read other digits. */
  readonly disputed: boolean;
  /** How many times the same value is printed. */
  readonly times: number;
}

/** How the stretch of a row's text from `index` on was read. */
export function readingOf(
  row: Row,
  index: number,
  length: number,
): { confidence: number; exact: boolean; disputed: boolean } {
  let at = 0;
  let confidence = 1;
  let exact = true;
  let disputed = false;
  for (const token of row.tokens) {
    const end = at + token.text.length;
    if (end > index && at < index + length) {
      confidence = Math.min(confidence, token.confidence);
      exact = exact && token.exact;
      const digits = token.text.replace(/\D/g, '');
      disputed = disputed || token.alternatives.some((other) => other.replace(/\D/g, '') !== digits);
    }
    at = end + 1;
  }
  return { confidence, exact, disputed };
}

/** Letters that stand for digits in a run that must be digits: "3O-12345678-9" → "30-12345678-9". Length is kept. */
export function digitsLike(text: string): string {
  return text
    .replace(/(?<=\d)[OoQ](?=[\d-])|(?<=[-\d])[OoQ](?=\d)/g, '0')
    .replace(/(?<=\d)[lI|](?=[\d-])|(?<=[-\d])[lI|](?=\d)/g, '1');
}
