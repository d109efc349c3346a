import type { Random } from '../random.ts';
import { lookalike, type Misreading, misread } from './misreading.ts';

/**
 * How sure PP-OCRv4 is of what it read, and what else it proposes, as measured on its words from photographs whose text
 * is known: shares of a confidence (or of a probability) between two bounds.
 */
type Shares = readonly (readonly [from: number, to: number, share: number])[];

const shares = (bounds: readonly number[], weights: readonly number[]): Shares =>
  weights.map((weight, index) => [bounds[index]!, bounds[index + 1]!, weight]);

const CONFIDENCES = [0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1];
/** A figure's confidence is its least certain sign's, mostly a point that may be a comma; bare digits have none. */
const SURE_OF = {
  figure: shares(CONFIDENCES, [5, 19, 13, 19, 15, 15, 14]),
  sharpFigure: shares(CONFIDENCES, [0, 5, 8, 20, 15, 11, 41]),
  digits: shares(CONFIDENCES, [2, 2, 2, 2, 3, 6, 83]),
  word: shares(CONFIDENCES, [4, 5, 3, 8, 11, 25, 44]),
  wrongDigits: shares(CONFIDENCES, [43, 38, 13, 4, 2, 0, 0]),
} as const;

/** The probability that the engine leaves to other digits: where it read right, and where it read wrong. */
const LEFT_TO_OTHERS = shares([0.01, 0.02, 0.05, 0.1, 0.2, 0.5], [31, 27, 15, 13, 14]);
const LEFT_TO_OTHERS_WHEN_WRONG = shares([0.02, 0.1, 0.2, 0.5, 0.7], [5, 11, 65, 19]);

/** Of words it is not sure of, those where the doubt is about a digit. */
const DOUBTS_DIGITS = { figure: 0.4, digits: 0.85, onHardPages: 0.85 } as const;
/** Of words with wrong digits: the right ones are proposed, only other wrong ones are, none are. */
const WHEN_WRONG = [
  ['truth', 65],
  ['others', 32],
  ['nothing', 3],
] as const;

const FULLY_SURE = 0.98;
const MOST = 5;
const PLACES = 3;

function draw(random: Random, table: Shares): number {
  const [from, to] = random.weighted(table.map((row) => [row, row[2]] as const));
  return random.between(from, to);
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

export interface Sight {
  readonly sharp: boolean;
  /** A page that is hard to read: blurred, far away, dark. */
  readonly hard: boolean;
}

export interface Certainty {
  readonly confidence: number;
  readonly alternatives: readonly { readonly text: string; readonly confidence: number }[];
}

function confidenceOf(random: Random, truth: string, read: string, sight: Sight): number {
  if (digitsOf(truth) !== digitsOf(read)) return draw(random, SURE_OF.wrongDigits);
  const figure = sight.sharp ? SURE_OF.sharpFigure : SURE_OF.figure;
  const table = /\d[.,]\d/.test(read) ? figure : /\d/.test(read) ? SURE_OF.digits : SURE_OF.word;
  return sight.hard ? Math.min(draw(random, table), draw(random, table)) : draw(random, table);
}

/** Other texts for the same word, of which `mass` is the probability in all. */
function suggest(random: Random, texts: readonly string[], mass: number): Certainty['alternatives'] {
  const weights = texts.map(() => random.between(0.2, 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return texts.map((text, index) => ({
    text,
    confidence: Number(((mass * weights[index]!) / total).toFixed(PLACES)),
  }));
}

/** Of other readings nearly all are one digit away from what was read: four of five lost or doubled it, one took it for another. */
const LOSES_DIGIT = 0.78;
/** Where no right reading is proposed, the proposals still are mostly about the digit that is wrong. */
const AT_WRONG_DIGIT = 0.7;

const digitPlaces = (text: string): number[] => [...text.matchAll(/\d/g)].map(({ index }) => index);

/** The place in `read` of which the engine is least sure. */
function weakPlace(random: Random, truth: string, read: string): number | null {
  const places = digitPlaces(read);
  if (places.length === 0) return null;
  const own = digitsOf(read);
  const wrong = [...digitsOf(truth)].findIndex((digit, index) => digit !== own[index]);
  const known = wrong >= 0 && wrong < places.length && random.chance(AT_WRONG_DIGIT);
  return known ? places[wrong]! : random.pick(places);
}

const otherMark = (random: Random, text: string): string =>
  text.replace(/[.,]/, (mark) => (random.chance(0.3) ? '' : mark === '.' ? ',' : '.'));

function variation(random: Random, read: string, weak: number | null): string {
  if (weak === null) return otherMark(random, read);
  const digit = read[weak]!;
  const other = random.chance(LOSES_DIGIT)
    ? random.chance(0.8)
      ? ''
      : digit + digit
    : lookalike(random, digit);
  const text = read.slice(0, weak) + other + read.slice(weak + 1);
  return random.chance(0.4) ? otherMark(random, text) : text;
}

/** The word as its weak places would also let it be read: only signs, or a digit too. */
function variations(
  random: Random,
  truth: string,
  read: string,
  rates: Misreading,
  digits: boolean,
): string[] {
  const wanted = random.int(1, MOST);
  if (!/\d/.test(truth))
    return Array.from({ length: wanted }, () => misread(random, truth, { ...rates, letter: 0.15 }));
  const weak = digits ? weakPlace(random, truth, read) : null;
  return Array.from({ length: wanted }, () => variation(random, read, weak));
}

function alternativesOf(
  random: Random,
  truth: string,
  read: string,
  rates: Misreading,
  hard: boolean,
): Certainty['alternatives'] {
  const wrong = digitsOf(truth) !== digitsOf(read);
  const named = wrong ? random.weighted(WHEN_WRONG) : null;
  if (named === 'nothing') return [];
  const kind = /\d[.,]\d/.test(read) ? 'figure' : 'digits';
  const doubtsDigits =
    wrong || (/\d/.test(truth) && random.chance(hard ? DOUBTS_DIGITS.onHardPages : DOUBTS_DIGITS[kind]));
  const texts = new Set(variations(random, truth, read, rates, doubtsDigits));
  if (named === 'truth') texts.add(truth);
  else if (named === 'others') texts.delete(truth);
  texts.delete(read);
  texts.delete('');
  const others = [...texts].filter((text) => digitsOf(text) !== digitsOf(read));
  const same = [...texts].filter((text) => digitsOf(text) === digitsOf(read));
  const mass = draw(random, wrong || hard ? LEFT_TO_OTHERS_WHEN_WRONG : LEFT_TO_OTHERS);
  const all = [...suggest(random, others, mass), ...suggest(random, same, random.between(0.02, 0.4))];
  return all.sort((a, b) => b.confidence - a.confidence).slice(0, MOST);
}

/** How sure the engine is of a word that it read in this way, and what else it proposes. */
export function certaintyOf(
  random: Random,
  truth: string,
  read: string,
  rates: Misreading,
  sight: Sight,
): Certainty {
  const confidence = Number(confidenceOf(random, truth, read, sight).toFixed(PLACES));
  if (confidence >= FULLY_SURE) return { confidence, alternatives: [] };
  return { confidence, alternatives: alternativesOf(random, truth, read, rates, sight.hard) };
}
