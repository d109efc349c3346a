import type { Random } from '../random.ts';

/** Shares of what goes wrong when a machine reads paper; per digit, per separator, per space between words, per word. */
export interface Misreading {
  readonly digit: number;
  /** "." read as "," or the other way round. */
  readonly swap: number;
  readonly lostSeparator: number;
  readonly lostSpace: number;
  readonly lostDigit: number;
  readonly letter: number;
  /** ñ and accents, which the recogniser's alphabet lacks. */
  readonly accent: number;
  readonly lostPiece: number;
  /** "$", "%" and a lone "0" taken for letters and digits. */
  readonly sign: number;
}

const DIGITS: Readonly<Record<string, string>> = {
  '0': '86OD9',
  '1': '7l4I',
  '2': '7Z3',
  '3': '859',
  '4': '19A',
  '5': '638S',
  '6': '805b',
  '7': '12?',
  '8': '3069B',
  '9': '04g',
};
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  $: ['S', 's', '5', '8', ''],
  '%': ['6', '9', '%6', '96', ''],
  '°': ['o', "'", '', '*'],
  º: ['o', "'", '', '°'],
  ':': ['', '.', ';'],
};
const LETTERS: Readonly<Record<string, string>> = {
  O: '0Q',
  o: '0c',
  l: '1I',
  I: '1l',
  S: '5',
  B: '8',
  e: 'c',
  n: 'r',
  u: 'v',
  a: 'o',
  t: 'f',
};
const ACCENTED = /[ñÑáéíóúÁÉÍÓÚüÜ]/;

/** A sign that machines take for this digit. */
export const lookalike = (random: Random, digit: string): string =>
  random.pick([...(DIGITS[digit] as string)]);

const withoutAccent = (character: string): string => character.normalize('NFD').replace(/\p{M}/gu, '');

function readDigit(random: Random, digit: string, previous: string, rates: Misreading): string {
  if (random.chance(rates.digit)) return lookalike(random, digit);
  // Of two equal digits one is lost more easily than a lone one.
  return random.chance(rates.lostDigit * (digit === previous ? 4 : 0.3)) ? '' : digit;
}

function readCharacter(random: Random, character: string, previous: string, rates: Misreading): string {
  if (character >= '0' && character <= '9') return readDigit(random, character, previous, rates);
  if (character === '.' || character === ',') {
    if (random.chance(rates.lostSeparator)) return '';
    const other = character === '.' ? ',' : '.';
    return random.chance(rates.swap) ? other : character;
  }
  const signs = SIGNS[character];
  if (signs !== undefined) return random.chance(rates.sign) ? random.pick(signs) : character;
  if (ACCENTED.test(character)) return random.chance(rates.accent) ? withoutAccent(character) : character;
  const wrong = LETTERS[character];
  return wrong !== undefined && random.chance(rates.letter) ? random.pick([...wrong]) : character;
}

/** A text as a machine may read it. */
export function misread(random: Random, text: string, rates: Misreading): string {
  if (text === '0' && random.chance(rates.sign * 3)) return random.pick(['o', 'O']);
  let out = '';
  let previous = '';
  for (const character of text) {
    out += readCharacter(random, character, previous, rates);
    previous = character;
  }
  return out;
}
