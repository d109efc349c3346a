/**
 * CUIT/CUIL: eleven digits, two of kind, eight of person or company, one check digit
 * (weights 5 4 3 2 7 6 5 4 3 2, r = 11 − Σ mod 11; 11 → 0, 10 → 9).
 */
const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2] as const;
const KINDS = new Set(['20', '23', '24', '25', '26', '27', '30', '33', '34']);

/** 11 − Σ mod 11 of the first ten digits: 1 to 11. */
function remainder(digits: string): number {
  return 11 - (WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11);
}

/** The check digit that the first ten digits ask for. */
function checkDigit(digits: string): number {
  const rest = remainder(digits);
  if (rest === 11) return 0;
  return rest === 10 ? 9 : rest;
}

/**
 * True for a valid CUIT that no single misread digit can have produced. 9 stands for two remainders, so a CUIT that ends
 * in 9 by way of 10 (which the registry avoids by another prefix) may be a misread one.
 */
export const survivesOneMisreading = (cuit: string): boolean => isValidCuit(cuit) && remainder(cuit) !== 10;

/** True for eleven plain digits of a known kind with the right check digit. */
export function isValidCuit(digits: string): boolean {
  return (
    /^\d{11}$/.test(digits) && KINDS.has(digits.slice(0, 2)) && checkDigit(digits) === Number(digits[10])
  );
}

/** A CUIT as found in a text: its eleven digits, where it stood and whether its check digit is right. */
export interface FoundCuit {
  readonly cuit: string;
  readonly index: number;
  readonly length: number;
  readonly valid: boolean;
}

const PRINTED = /(?<![\d])(\d{2})[ ]?[-–.—]?[ ]?(\d{8})[ ]?[-–.—/]?[ ]?(\d)(?!\d)/g;

/**
 * Every CUIT printed in a text, with or without dashes or blanks, in order. Numbers that merely have eleven digits
 * count only when their kind is known; a wrong check digit is reported, not hidden.
 */
export function findCuits(text: string): FoundCuit[] {
  const found: FoundCuit[] = [];
  for (const match of text.matchAll(PRINTED)) {
    const cuit = `${match[1]}${match[2]}${match[3]}`;
    if (!KINDS.has(match[1]!)) continue;
    found.push({ cuit, index: match.index, length: match[0].length, valid: isValidCuit(cuit) });
  }
  return found;
}
