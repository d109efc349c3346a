import { type DecimalMark, readNumber } from '../fiscal/numbers.ts';
import type { DecimalString } from '../platform/decimal.ts';
import type { Numeral } from './numerals.ts';

/** Another value that a printed number may have, and how unlikely it is (0 as read; higher is less likely). */
export interface Variant {
  readonly value: DecimalString;
  readonly cost: number;
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
  otherEngine: 0.6,
  lookalike: 2,
  anyDigit: 3,
  lostDigit: 3.2,
  addedDigit: 3.2,
  lostMark: 2,
} as const;

/** True for digits that are often taken for each other. */
export const looksAlike = (a: string, b: string): boolean => LOOKALIKES[a]?.includes(b) === true;

function addReadings(
  into: Map<DecimalString, number>,
  text: string,
  mark: DecimalMark | null,
  cost: number,
): void {
  for (const reading of readNumber(text, mark)) {
    const total = cost + reading.cost;
    if ((into.get(reading.value) ?? Number.POSITIVE_INFINITY) > total) into.set(reading.value, total);
  }
}

/**
 * Texts that differ from `text` by one digit: changed, lost by the engine, or added by it. With `sameDecimals` no digit is
 * lost or added behind the decimal mark: a column prints one number of decimals, and the engine kept it.
 */
function* oneEdits(text: string, sameDecimals: boolean): Generator<{ text: string; cost: number }> {
  const fraction = sameDecimals ? text.search(/[.,]\d{1,6}$/) : -1;
  const whole = fraction < 0 ? text.length : fraction;
  for (let at = 0; at < text.length; at++) {
    const own = text[at]!;
    if (!/\d/.test(own)) continue;
    for (const digit of '0123456789') {
      if (digit === own) continue;
      const cost = looksAlike(own, digit) ? COST.lookalike : COST.anyDigit;
      yield { text: text.slice(0, at) + digit + text.slice(at + 1), cost };
    }
    if (at < whole) yield { text: text.slice(0, at) + text.slice(at + 1), cost: COST.addedDigit };
  }
  for (let at = 0; at <= whole; at++)
    for (const digit of '0123456789')
      yield { text: text.slice(0, at) + digit + text.slice(at), cost: COST.lostDigit };
}

/** What a lost decimal mark hides: "15000" for "150,00". */
function lostMark(text: string): string | null {
  return /^-?\d{3,11}$/.test(text) ? `${text.slice(0, -2)},${text.slice(-2)}` : null;
}

/**
 * Every value within one misread digit of a printed number, or proposed by another engine. A PDF's text layer is exact:
 * it has only its readings. Values are canonical decimal strings with the printed number of decimals.
 */
export function variantsOf(numeral: Numeral, mark: DecimalMark | null, sameDecimals = false): Variant[] {
  const found = new Map<DecimalString, number>();
  for (const reading of numeral.readings) found.set(reading.value, reading.cost);
  if (!numeral.exact) {
    for (const other of numeral.otherTexts) addReadings(found, other, mark, COST.otherEngine);
    const unmarked = lostMark(numeral.text);
    if (unmarked) addReadings(found, unmarked, mark, COST.lostMark);
    for (const edit of oneEdits(numeral.text, sameDecimals)) addReadings(found, edit.text, mark, edit.cost);
  }
  return [...found].map(([value, cost]) => ({ value, cost })).sort((a, b) => a.cost - b.cost);
}
