import { digitConfidence, type Proposal, sameDigits, speaksItsDoubts } from './digit-doubt.ts';
import type { Word } from './page.ts';

/**
 * A blank-separated piece of a word box, with its place along the text line. Engines give whole cells or whole lines in
 * one box; columns are found between pieces, so boxes are cut in proportion to their letters.
 */
export interface Token {
  readonly text: string;
  /** Where it holds digits, the engine's confidence in these alone. */
  readonly confidence: number;
  /** Left and right ends, and the height of the middle of the text at each. */
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly height: number;
  /** A PDF's text layer: its characters are exact. */
  readonly exact: boolean;
  /** What else the same piece could be, by the engines' own account, best first. */
  readonly alternatives: readonly Proposal[];
  /** If one of its digits could be another one, the engine would have said so. */
  readonly firm: boolean;
  readonly page: number;
}

/** The middle line of a word's box and its height. */
export interface Baseline {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly height: number;
}

/** From the left to the right end of a box along its middle. */
export function baseline(word: Word): Baseline {
  const [topLeft, topRight, bottomRight, bottomLeft] = word.quad;
  return {
    x0: (topLeft.x + bottomLeft.x) / 2,
    x1: (topRight.x + bottomRight.x) / 2,
    y0: (topLeft.y + bottomLeft.y) / 2,
    y1: (topRight.y + bottomRight.y) / 2,
    height: Math.hypot(bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y),
  };
}

/** Two engines of different kinds that read the same digits hardly ever share a misreading. */
const AGREED = 0.98;

/** For each piece of a word: do both engines read its digits alike? */
function agreements(pieces: readonly string[], word: Word): boolean[] {
  const { text, secondReading } = word;
  if (secondReading === undefined) return pieces.map(() => false);
  const others = secondReading.split(/\s+/).filter(Boolean);
  if (others.length === pieces.length) return pieces.map((piece, index) => sameDigits(piece, others[index]!));
  return pieces.map(() => sameDigits(text, secondReading));
}

/** Cuts a word at its blanks; places are shared out in proportion to letters (blanks count as one). `legible`: its page is. */
export function tokensOf(word: Word, page: number, legible: boolean): Token[] {
  const line = baseline(word);
  const text = word.text;
  const length = Math.max(1, text.length);
  const others = (word.alternatives ?? []).map(({ text: other, confidence }) => ({
    pieces: other.split(/\s+/).filter(Boolean),
    confidence,
  }));
  const pieces = [...text.matchAll(/\S+/g)];
  const agreed = agreements(
    pieces.map(([piece]) => piece),
    word,
  );
  return pieces.map((piece, index) => {
    const proposed = others
      .filter((other) => other.pieces.length === pieces.length)
      .map((other) => ({ text: other.pieces[index]!, confidence: other.confidence }));
    const confidence = digitConfidence(piece[0], word.confidence, proposed);
    const from = piece.index / length;
    const to = (piece.index + piece[0].length) / length;
    const x = (share: number): number => line.x0 + (line.x1 - line.x0) * share;
    const y = (share: number): number => line.y0 + (line.y1 - line.y0) * share;
    return {
      text: piece[0],
      confidence: agreed[index] ? Math.max(AGREED, confidence) : confidence,
      x0: x(from),
      x1: x(to),
      y0: y(from),
      y1: y(to),
      height: line.height,
      exact: word.source === 'pdf',
      alternatives: proposed.filter(
        (other) => other.text !== piece[0] && !(agreed[index] && !sameDigits(other.text, piece[0])),
      ),
      firm: agreed[index]! || speaksItsDoubts(word.source, confidence, legible),
      page,
    };
  });
}
