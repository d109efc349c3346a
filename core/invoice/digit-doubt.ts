import type { Word, WordSource } from './page.ts';

/**
 * An engine is unsure of most figures because of a point that may be a comma; that is no doubt about their digits. What
 * it proposes beside its reading says which digits it doubts, and how much.
 */
export interface Proposal {
  readonly text: string;
  /** The engine's own probability, 0…1. */
  readonly confidence: number;
}

/** Below this probability of other digits a reading counts as not doubted. */
export const DOUBTED = 0.02;

/** The digits of a text; among letters only runs of them count, so that "Nr0.:00045" is "Nro.:00045". */
const digitsOf = (text: string): string =>
  /\p{L}/u.test(text)
    ? [...text.matchAll(/\d[\d.,/-]*\d/g)].map(([run]) => run.replace(/\D/g, '')).join('')
    : text.replace(/\D/g, '');

/** True where both hold the same digits, at least one; marks and letters aside. */
export const sameDigits = (a: string, b: string): boolean => {
  const digits = digitsOf(a);
  return digits !== '' && digits === digitsOf(b);
};

/** The probability that the engine leaves to other digits than those of `text`. */
export function otherDigits(text: string, proposals: readonly Proposal[]): number {
  const own = digitsOf(text);
  return proposals
    .filter((other) => digitsOf(other.text) !== own)
    .reduce((sum, { confidence }) => sum + confidence, 0);
}

/**
 * The engine's confidence in the digits of `text`: that of its reading and of all that differ in marks or letters only ("N°",
 * "N", "No" in front of one number). Text without digits keeps the reading's own.
 */
export function digitConfidence(text: string, confidence: number, proposals: readonly Proposal[]): number {
  const alike = proposals.filter((other) => sameDigits(text, other.text));
  return Math.min(
    1,
    alike.reduce((sum, other) => sum + other.confidence, confidence),
  );
}

/** The probability left to another digit at each place of `text`, and to readings with a digit more or less. */
export interface PlaceDoubts {
  readonly at: readonly number[];
  readonly length: number;
}

/** Where the longer run has a digit that the shorter one has not; null where they differ in more than that. */
function extraPlace(longer: string, shorter: string): number | null {
  if (longer.length !== shorter.length + 1) return null;
  let place = 0;
  while (place < shorter.length && longer[place] === shorter[place]) place++;
  return longer.slice(place + 1) === shorter.slice(place) ? place : null;
}

/** The places of `own` that another reading doubts; a lost or doubled digit makes its neighbours doubtful too. */
function doubtedPlaces(own: string, other: string): number[] {
  const all = [...own].map((_, place) => place);
  if (own.length === other.length) return all.filter((place) => own[place] !== other[place]);
  const extra = extraPlace(own, other) ?? extraPlace(other, own);
  return extra === null ? all : all.filter((place) => Math.abs(place - extra) <= 1);
}

/** Shares out the proposals among the digits that they would change. */
export function placeDoubts(text: string, proposals: readonly Proposal[]): PlaceDoubts {
  const own = digitsOf(text);
  const at = [...own].map(() => 0);
  let length = 0;
  for (const proposal of proposals) {
    const other = digitsOf(proposal.text);
    if (other.length !== own.length) length += proposal.confidence;
    for (const place of doubtedPlaces(own, other)) at[place] = at[place]! + proposal.confidence;
  }
  return { at, length };
}

const STRONG_DOUBT = 0.1;
const MOST_DOUBTED_WORDS = 0.25;
const ENOUGH_WORDS = 5;

/**
 * True where the engine doubts few of the page's numbers. Nearly all misread digits stand on pages of which it doubts
 * many (blurred, dark, far away); there its silence about a digit is worth nothing.
 */
export function isLegible(words: readonly Word[]): boolean {
  const numbers = words.filter(({ text }) => /\d{2}/.test(text));
  if (numbers.length < ENOUGH_WORDS) return false;
  const doubted = numbers.filter((word) => otherDigits(word.text, word.alternatives ?? []) >= STRONG_DOUBT);
  return doubted.length < numbers.length * MOST_DOUBTED_WORDS;
}

const LEAST = 0.5;
const LEAST_WITHOUT_PROPOSALS = 0.97;

/** True where the engine would have said so if a digit could be another one. Only PP-OCR weighs every other reading. */
export const speaksItsDoubts = (source: WordSource, confidence: number, legible: boolean): boolean =>
  source === 'pdf' || (legible && confidence >= (source === 'ppocr' ? LEAST : LEAST_WITHOUT_PROPOSALS));
