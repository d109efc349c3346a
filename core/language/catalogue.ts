import type { DecimalString } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { isEmpty, isSoft, kindOf, unshortened } from './lexicon.ts';
import { numberAt } from './numbers.ts';
import { isMeasure, type Size, sizeAt } from './sizes.ts';
import { type Token, tokenize } from './tokens.ts';
import { formOf, type WordForm } from './words.ts';

/** A product as far as understanding people needs it. */
export interface CatalogueProduct {
  readonly sku: string;
  readonly name: string;
  /** Stock unit: unidad, kg, l. */
  readonly unit: string | null;
  readonly packSize: DecimalString | null;
  readonly supplier: string | null;
  readonly category: string | null;
}

/** A product taken apart. */
export interface Entry {
  readonly product: CatalogueProduct;
  /** Words of the name that carry meaning, in order. */
  readonly words: readonly string[];
  /** Words of the category and the supplier: they may be said, and need not be. */
  readonly extra: readonly string[];
  readonly sizes: readonly Size[];
  readonly kinds: ReadonlySet<number>;
  /** The kind the product is: that of the first word which names one. */
  readonly head: number | null;
}

export interface Catalogue {
  readonly entries: readonly Entry[];
  /** Every word of the names, categories and suppliers; two neighbours written as one word are here too. */
  readonly words: readonly KnownWord[];
  /** Neighbours of a name of which the first is a number in words: "dos hermanos". */
  readonly numberNames: ReadonlySet<string>;
  /** Folded names of suppliers. */
  readonly suppliers: ReadonlySet<string>;
}

export interface KnownWord {
  readonly form: WordForm;
  readonly postings: readonly Posting[];
}

interface Posting {
  readonly entry: number;
  /** Which of the entry's words: two for neighbours written as one; none for a word of category or supplier. */
  readonly at: readonly number[];
}

const GLUE = /^(x|por|u|un|uni|unid)$/;

/**
 * Words and sizes of a name or a phrase, in the same way for both: "7up" is one word, "con gas" and "sin gas" are one
 * word each, everything that measures is a size.
 */
export function dissect(
  tokens: readonly Token[],
  original: string,
): { readonly words: readonly string[]; readonly sizes: readonly Size[] } {
  const words: string[] = [];
  const sizes: Size[] = [];
  for (let i = 0; i < tokens.length; ) {
    const joined = gluedAt(tokens, i);
    if (joined) {
      words.push(joined.word);
      i += joined.used;
      continue;
    }
    const size = sizeAt(tokens, i, original);
    if (size) {
      sizes.push(size.size);
      i += size.used;
      continue;
    }
    const word = wordAt(tokens, i);
    if (word.text !== null) words.push(word.text);
    i += word.used;
  }
  return { words, sizes };
}

/** "7up", "h2oh": letters and digits without a blank between them, unless they measure. */
function gluedAt(tokens: readonly Token[], i: number): { word: string; used: number } | null {
  let j = i;
  while (j + 1 < tokens.length && tokens[j]!.end === tokens[j + 1]!.start && isAlphanumeric(tokens[j + 1]!))
    j++;
  if (j === i || !isAlphanumeric(tokens[i]!)) return null;
  const run = tokens.slice(i, j + 1);
  const measures = run.some((token, k) => k > 0 && (isMeasure(token.text) || GLUE.test(token.text)));
  if (measures || GLUE.test(run[0]!.text)) return null;
  return { word: run.map((token) => token.text).join(''), used: run.length };
}

const isAlphanumeric = (token: Token): boolean => token.kind === 'word' || /^\d+$/.test(token.text);

function wordAt(tokens: readonly Token[], i: number): { text: string | null; used: number } {
  const token = tokens[i]!;
  if (token.kind !== 'word') return { text: null, used: 1 };
  const next = tokens[i + 1];
  if ((token.text === 'con' || token.text === 'sin') && next?.kind === 'word' && !isEmpty(next.text))
    return { text: `${token.text}_${next.text}`, used: 2 };
  const keep =
    token.text === 'sin' || (!isEmpty(token.text) && (token.text.length > 1 || /[a-z]/.test(token.text)));
  return { text: keep ? token.text : null, used: 1 };
}

const plainWords = (text: string | null): readonly string[] =>
  text === null ? [] : dissect(tokenize(text, { digitsOnly: true }), text).words;

/** "c/palo", "s/azucar", "GALL." as they are said. */
const spelledOut = (name: string): string =>
  name.replace(/\b([cs])\/(?!u\b)/gi, (_, letter: string) =>
    letter.toLowerCase() === 'c' ? 'con ' : 'sin ',
  );

function entryOf(product: CatalogueProduct): Entry {
  const name = spelledOut(product.name);
  const { words: printed, sizes } = dissect(tokenize(name, { digitsOnly: true }), name);
  const words = printed.flatMap((word) => unshortened(word).split(' '));
  const category = plainWords(product.category);
  const extra = [...new Set([...category, ...plainWords(product.supplier)])].filter(
    (word) => !words.includes(word),
  );
  const kindsOf = (list: readonly string[]): readonly number[] =>
    list.map(kindOf).filter((kind): kind is number => kind !== null);
  const own = kindsOf(words);
  const shelf = kindsOf(category);
  const first = own[0] ?? null;
  // "Levité Manzana" among the waters is no apple; "Natura Aceite" in the grocery is oil.
  const isFlavour =
    first !== null && kindOf(words[0] ?? '') === null && shelf.length > 0 && !shelf.includes(first);
  return {
    product,
    words,
    extra,
    sizes,
    kinds: new Set([...own, ...shelf]),
    head: isFlavour ? (shelf[0] ?? null) : first,
  };
}

/** Prepares a catalogue for matching; linear in its words. */
export function prepareCatalogue(products: readonly CatalogueProduct[]): Catalogue {
  const entries = products.map(entryOf);
  const postings = new Map<string, Posting[]>();
  const post = (word: string, posting: Posting): void => {
    const known = postings.get(word);
    if (known) known.push(posting);
    else postings.set(word, [posting]);
  };
  for (const [entry, { words, extra }] of entries.entries()) {
    for (const [i, word] of words.entries()) {
      post(word, { entry, at: [i] });
      const next = words[i + 1];
      if (next !== undefined && !isSoft(next)) post(word + next, { entry, at: [i, i + 1] });
    }
    for (const word of extra) post(word, { entry, at: [] });
  }
  const suppliers = new Set(
    products.flatMap(({ supplier }) => (supplier === null || supplier === '' ? [] : [fold(supplier)])),
  );
  const words = [...postings].map(([text, at]) => ({ form: formOf(text), postings: at }));
  const numberNames = new Set(
    entries.flatMap(({ words: name }) =>
      name
        .slice(0, -1)
        .flatMap((word, i) => (numberAt([word], 0) === null ? [] : [`${word} ${name[i + 1]}`])),
    ),
  );
  return { entries, words, numberNames, suppliers };
}
