import { type DecimalMark, readNumber } from '../fiscal/numbers.ts';
import type { DecimalString } from '../platform/decimal.ts';
import { DOUBTED } from './digit-doubt.ts';
import type { Numeral } from './numerals.ts';

/** Another value that a printed number may have, and how unlikely it is (0 as read; higher is less likely). */
export interface Variant {
  readonly value: DecimalString;
  readonly cost: number;
  /** False where the engine has no doubt about the digits that would have to be misread. */
  readonly doubted: boolean;
}

/**
 * Digits that engines and faded print take for each other, both ways. To teach a new confusion, add it here.
 */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': '869',
  '1': '74',
  '2': '73',
  '3': '8592',
  '4': '19',
  '5': '6389',
  '6': '5802',
  '7': '12',
  '8': '306592',
  '9': '0458',
};

export const COST = {
  lookalike: 2,
  anyDigit: 3,
  lostDigit: 3.2,
  addedDigit: 3.2,
  lostMark: 2,
  /** On top of an edit where the engine has no doubt about the digit. */
  undoubted: 2.5,
} as const;

/** What an engine proposes itself: the likelier, the cheaper. */
const proposedCost = (confidence: number): number => Math.max(0.3, -Math.log10(Math.max(confidence, 0.001)));

/** True for digits that are often taken for each other. */
export const looksAlike = (a: string, b: string): boolean => LOOKALIKES[a]?.includes(b) === true;

function addReadings(
  into: Map<DecimalString, Variant>,
  text: string,
  mark: DecimalMark | null,
  cost: number,
  doubted = true,
): void {
  for (const { value, cost: oddity } of readNumber(text, mark)) {
    const known = into.get(value);
    if (known === undefined || known.cost > cost + oddity)
      into.set(value, { value, cost: cost + oddity, doubted: doubted || known?.doubted === true });
  }
}

interface Edit {
  readonly text: string;
  readonly cost: number;
  /** The digit that would have been misread, counted from the left; null where one was lost or added. */
  readonly place: number | null;
}

/**
 * Texts that differ from `text` by one digit: changed, lost by the engine, or added by it. With `sameDecimals` no digit is
 * lost or added behind the decimal mark: a column prints one number of decimals, and the engine kept it.
 */
function* oneEdits(text: string, sameDecimals: boolean): Generator<Edit> {
  const fraction = sameDecimals ? text.search(/[.,]\d{1,6}$/) : -1;
  const whole = fraction < 0 ? text.length : fraction;
  let place = -1;
  for (let at = 0; at < text.length; at++) {
    const own = text[at]!;
    if (!/\d/.test(own)) continue;
    place += 1;
    for (const digit of '0123456789') {
      if (digit === own) continue;
      const cost = looksAlike(own, digit) ? COST.lookalike : COST.anyDigit;
      yield { text: text.slice(0, at) + digit + text.slice(at + 1), cost, place };
    }
    if (at < whole)
      yield { text: text.slice(0, at) + text.slice(at + 1), cost: COST.addedDigit, place: null };
  }
  for (let at = 0; at <= whole; at++)
    for (const digit of '0123456789')
      yield { text: text.slice(0, at) + digit + text.slice(at), cost: COST.lostDigit, place: null };
}

function isDoubted({ firm, doubts }: Numeral, { place }: Edit): boolean {
  if (!firm) return true;
  return (place === null ? doubts.length : (doubts.at[place] ?? 0)) >= DOUBTED;
}

/** What a "$" taken for a digit in front of a number hides. */
export function unsigned(text: string): readonly DecimalString[] {
  const rest = /^[58](\d[\d.,]*)$/.exec(text)?.[1];
  return rest === undefined ? [] : readNumber(rest, null).map(({ value }) => value);
}

/** What a lost decimal mark hides: "15000" for "150,00". */
function lostMark(text: string): string | null {
  return /^-?\d{3,11}$/.test(text) ? `${text.slice(0, -2)},${text.slice(-2)}` : null;
}

/**
 * Every value within one misread digit of a printed number, or proposed by an engine. A PDF's text layer is exact:
 * it has only its readings. Values are canonical decimal strings with the printed number of decimals.
 */
export function variantsOf(numeral: Numeral, mark: DecimalMark | null, sameDecimals = false): Variant[] {
  const found = new Map<DecimalString, Variant>();
  for (const { value, cost } of numeral.readings) found.set(value, { value, cost, doubted: true });
  if (!numeral.exact) {
    for (const { text, confidence } of numeral.proposals)
      addReadings(found, text, mark, proposedCost(confidence));
    const unmarked = lostMark(numeral.text);
    if (unmarked) addReadings(found, unmarked, mark, COST.lostMark);
    for (const edit of oneEdits(numeral.text, sameDecimals)) {
      const doubted = isDoubted(numeral, edit);
      addReadings(found, edit.text, mark, edit.cost + (doubted ? 0 : COST.undoubted), doubted);
    }
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost);
}
