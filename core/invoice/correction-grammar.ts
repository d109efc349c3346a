import type { Token } from '../language/tokens.ts';
import { isPack, unitWords } from '../language/units.ts';

/** The message in one line: folded words and plain numbers with single blanks, and the way back to what was typed. */
export interface Sentence {
  readonly text: string;
  readonly original: string;
  readonly tokens: readonly Token[];
  /** Where each token begins in `text`. */
  readonly offsets: readonly number[];
}

const ORDINALS: Readonly<Record<string, string>> = {
  primer: '1',
  primero: '1',
  primera: '1',
  segundo: '2',
  segunda: '2',
  tercer: '3',
  tercero: '3',
  tercera: '3',
  cuarto: '4',
  cuarta: '4',
  quinto: '5',
  quinta: '5',
  sexto: '6',
  septimo: '7',
  octavo: '8',
  noveno: '9',
  decimo: '10',
};

const MARKS: Readonly<Record<string, string>> = { '=': ':', '→': ':', '>': ':', '–': '-', '—': '-' };

function canonical(token: Token, before: Token | undefined): string {
  if (token.kind === 'mark') return MARKS[token.text] ?? token.text;
  const ordinal = ORDINALS[token.text];
  return ordinal !== undefined && before !== undefined && /^(el|la|al|del)$/.test(before.text)
    ? ordinal
    : token.text;
}

export function sentence(original: string, tokens: readonly Token[]): Sentence {
  const offsets: number[] = [];
  let text = '';
  for (const [i, token] of tokens.entries()) {
    if (i > 0) text += ' ';
    offsets.push(text.length);
    text += canonical(token, tokens[i - 1]);
  }
  return { text, original, tokens, offsets };
}

/** What was typed behind a stretch of the canonical text. */
export function typed(whole: Sentence, start: number, end: number): string {
  const first = whole.offsets.findIndex((offset) => offset >= start);
  const last = whole.offsets.findLastIndex((offset) => offset < end);
  const from = whole.tokens[first]?.start ?? 0;
  return whole.original.slice(from, whole.tokens[last]?.end ?? from).trim();
}

/** Pieces from which the rules are written. All are linear: each begins with words that nothing before can take. */
const DETERMINER = '(?:en el|en la|lo del|el|la|los|las|al|del)';
const NOUN =
  '(?:renglon(?:es)?|reng|lineas?|items?|filas?|articulos?)(?: (?:n|nro|numero))?(?: [°º#.])?(?: :)?';
const LINE = '(?<line>\\d{1,3})(?![\\d.])';
/** "el 3", "renglón 3", "el renglón 3", "# 3". */
export const REF = `(?:${DETERMINER} (?:${NOUN} )?|(?:de )?${NOUN} |# )${LINE}`;
/** The same, or the bare number. */
export const ANY_REF = `(?:${DETERMINER} )?(?:${NOUN} |# )?${LINE}`;
const MORE = `(?: (?:,|y|e|,? y) (?:${DETERMINER} )?(?:${NOUN} )?\\d{1,3}(?![\\d.]))*`;
export const REFS = `(?<lines>(?:${DETERMINER} (?:${NOUN} )?|${NOUN} |# )\\d{1,3}(?![\\d.])${MORE})`;
export const ANY_REFS = `(?<lines>(?:${DETERMINER} )?(?:${NOUN} |# )?\\d{1,3}(?![\\d.])${MORE})`;

export const number = (name: string): string => `(?<${name}>\\d+(?:\\.\\d+)?)(?![\\d.])`;
export const money = (name: string): string =>
  `(?:\\$ )?${number(name)}(?: (?:\\$|pesos|peso|cada 1|c/u|cada|la unidad|por unidad|x unidad|el kilo|por kilo|la caja|el bulto|el pack|unitario|\\. -))*`;

const alternatives = (words: readonly string[]): string =>
  words.map((word) => word.replace('.', '\\.')).join('|');

export const UNIT = `(?:${alternatives(unitWords())})`;
export const PACK = `(?:${alternatives(unitWords(isPack))})`;

/** The line numbers in a list such as "el 3 , 4 y el 5". */
export const lineNumbers = (list: string): readonly number[] =>
  [...list.matchAll(/\d{1,3}/g)].map((match) => Number(match[0]));
