import type { Token } from './tokens.ts';

/** Tokens as one string with single blanks, and which token each place belongs to. */
export interface Line {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Where each token begins in `text`. */
  readonly offsets: readonly number[];
}

export function lineOf(tokens: readonly Token[]): Line {
  const offsets: number[] = [];
  let text = '';
  for (const [i, token] of tokens.entries()) {
    if (i > 0) text += ' ';
    offsets.push(text.length);
    text += token.text;
  }
  return { text, tokens, offsets };
}

/** The tokens that no span covers, even in part. */
export function without(
  line: Line,
  spans: readonly (readonly [start: number, end: number])[],
): (Token | null)[] {
  return line.tokens.map((token, i) => {
    const start = line.offsets[i]!;
    const end = start + token.text.length;
    return spans.some(([from, to]) => start < to && end > from) ? null : token;
  });
}
