import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import type { Token } from './tokens.ts';

/** A size said or printed: millilitres, grams, metres or how many come together; `any` when no unit was said. */
export interface Size {
  readonly kind: 'volume' | 'mass' | 'length' | 'count' | 'any';
  /** In ml, g, m or pieces; for `any` the bare number. */
  readonly value: DecimalString;
  /** As written, so that 0000 is not 0. */
  readonly raw: string;
}

const MEASURES: Readonly<Record<string, readonly [kind: 'volume' | 'mass' | 'length', factor: string]>> = {
  ml: ['volume', '1'],
  cc: ['volume', '1'],
  cm3: ['volume', '1'],
  cl: ['volume', '10'],
  l: ['volume', '1000'],
  lt: ['volume', '1000'],
  lts: ['volume', '1000'],
  ltr: ['volume', '1000'],
  ltrs: ['volume', '1000'],
  litro: ['volume', '1000'],
  litros: ['volume', '1000'],
  litrito: ['volume', '1000'],
  g: ['mass', '1'],
  gr: ['mass', '1'],
  grs: ['mass', '1'],
  gramo: ['mass', '1'],
  gramos: ['mass', '1'],
  k: ['mass', '1000'],
  kg: ['mass', '1000'],
  kgs: ['mass', '1000'],
  kilo: ['mass', '1000'],
  kilos: ['mass', '1000'],
  kilito: ['mass', '1000'],
  quilo: ['mass', '1000'],
  quilos: ['mass', '1000'],
  m: ['length', '1'],
  mt: ['length', '1'],
  mts: ['length', '1'],
  metro: ['length', '1'],
  metros: ['length', '1'],
};

export const isMeasure = (word: string): boolean => Object.hasOwn(MEASURES, word);

/** `amount` of a measure in its base unit. */
export function measured(amount: DecimalString, word: string, raw: string): Size | null {
  const [kind, factor] = MEASURES[word] ?? [];
  return kind === undefined || factor === undefined
    ? null
    : { kind, value: plain(dec(amount).times(dec(factor))), raw };
}

const LITRE_WORDS = /^(litro|kilo)$/;

interface SizeReading {
  readonly size: Size;
  readonly used: number;
}

/** "litro y medio", "kilo", "medio litro" has its number before. */
function worded(tokens: readonly Token[], i: number): SizeReading | null {
  const word = tokens[i]?.text ?? '';
  if (tokens[i]?.kind !== 'word' || !LITRE_WORDS.test(word)) return null;
  const tail = tokens[i + 1]?.text === 'y' ? tokens[i + 2] : undefined;
  const half = tail?.kind === 'number' && dec(tail.text).lt(1) ? tail.text : null;
  const quarter = tail?.text === 'cuarto' ? '0.25' : null;
  const size = measured(plain(dec('1').plus(dec(half ?? quarter ?? '0'))), word, '1');
  return size && { size, used: half === null && quarter === null ? 1 : 3 };
}

const COUNT_WORDS = new Set([
  'u',
  'un',
  'uni',
  'unid',
  'unidades',
  'saquitos',
  'saq',
  'sobres',
  'rollos',
  'capsulas',
]);

/**
 * The size that begins at token `i`: "2,25", "2.25 l", "500 grs", "litro y medio", "x 6", "por 12". Null when none does.
 * `original` is the text the tokens came from.
 */
export function sizeAt(tokens: readonly Token[], i: number, original: string): SizeReading | null {
  const token = tokens[i];
  if (token === undefined) return null;
  if (token.kind === 'word' && (token.text === 'x' || token.text === 'por')) {
    const number = tokens[i + 1];
    if (number?.kind !== 'number') return null;
    const withUnit = measured(
      number.text,
      tokens[i + 2]?.text ?? '',
      original.slice(number.start, number.end),
    );
    if (withUnit !== null) return { size: withUnit, used: 3 };
    const counted = COUNT_WORDS.has(tokens[i + 2]?.text ?? '') ? 1 : 0;
    const raw = original.slice(number.start, number.end);
    return { size: { kind: 'count', value: number.text, raw }, used: 2 + counted };
  }
  const words = worded(tokens, i);
  if (words) return words;
  if (token.kind !== 'number') return null;
  const raw = original.slice(token.start, token.end);
  const word = tokens[i + 1]?.text ?? '';
  const size = measured(token.text, word, raw);
  if (size !== null) return { size, used: 2 };
  if (COUNT_WORDS.has(word) && word !== 'un')
    return { size: { kind: 'count', value: token.text, raw }, used: 2 };
  return { size: { kind: 'any', value: token.text, raw }, used: 1 };
}

const close = (a: Dec, b: Dec): boolean => a.minus(b).abs().lte(Dec.max(a, b).times('0.001'));

/** Whether a size that was said is one that a product has: "2,25" is 2.25 L, "medio" is 500 g, "500" is 500 ml, "x 6" is six. */
export function sameSize(said: Size, known: Size): boolean {
  const a = dec(said.value);
  const b = dec(known.value);
  if (said.kind === known.kind)
    return said.kind === 'any'
      ? said.raw === known.raw || (close(a, b) && !/^0\d/.test(known.raw))
      : close(a, b);
  if (known.kind === 'any')
    return said.kind === 'count'
      ? close(a, b)
      : said.kind !== 'length' && (close(a, b) || close(a, b.times(1000)));
  if (said.kind !== 'any') return false;
  if (known.kind === 'count' || known.kind === 'length') return close(a, b);
  return close(a, b) || close(a.times(1000), b);
}
