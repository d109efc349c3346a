import { Dec, dec } from '../platform/decimal.ts';
import type { Catalogue, Entry } from './catalogue.ts';
import { isQualifier, isSoft, kindOf, LARGE, otherwise, pairSaidAs, SMALL } from './lexicon.ts';
import { type Size, sameSize } from './sizes.ts';
import { formOf, likeness, sameWord } from './words.ts';

/** What a person said of a product, taken apart. */
export interface ProductQuery {
  readonly words: readonly string[];
  readonly sizes: readonly Size[];
  /** A hint that may choose among equals and never rules out: "2 latas de …", "1 litro de …". */
  readonly hints?: { readonly words: readonly string[]; readonly sizes: readonly Size[] };
}

/** matched: one product and no other could be meant · ambiguous: several could · unknown: none, or not with that size. */
export interface ProductMatch {
  readonly status: 'matched' | 'ambiguous' | 'unknown';
  readonly sku: string | null;
  /** Best first, at most eight. */
  readonly candidates: readonly string[];
  /** 0…1: how much of what was said the best candidate explains. */
  readonly coverage: number;
}

const ENOUGH = 0.66;
const NEAR = 0.4;
/** How far below the best a product may be and still be meant. */
const CLOSE = 0.09;
const MAX_CANDIDATES = 8;

interface Scored {
  readonly entry: Entry;
  readonly coverage: number;
  /** Words of the name that nobody said, other than kinds and soft words. */
  readonly unsaid: ReadonlySet<string>;
  readonly softHits: number;
  /** Only the goods' flavour or content was said, not what it is: "tomate" for a purée. */
  readonly aside: boolean;
  /** The name begins with what was said · with a kind of goods that nobody said · neither. */
  readonly opening: 'said' | 'unsaid_kind' | 'other';
}

interface Hit {
  readonly quality: number;
  readonly at: readonly number[];
}

type Hits = ReadonlyMap<number, Hit>;

const EXTRA_QUALITY = 0.9;

const REMEMBERED = 4000;
const remembered = new WeakMap<Catalogue, Map<string, Hits>>();

/** Every product that has a word like this one; worked out once for each word of a catalogue. */
function hitsOf(catalogue: Catalogue, word: string): Hits {
  let known = remembered.get(catalogue);
  if (known === undefined || known.size > REMEMBERED) {
    known = new Map();
    remembered.set(catalogue, known);
  }
  const hits = known.get(word) ?? findHits(catalogue, word);
  known.set(word, hits);
  return hits;
}

function findHits(catalogue: Catalogue, word: string): Hits {
  const hits = new Map<number, Hit>();
  const spoken = [
    { form: formOf(word), factor: 1 },
    ...otherwise(word).map((text) => ({ form: formOf(text), factor: 0.97 })),
  ];
  for (const known of catalogue.words) {
    let alike = 0;
    for (const { form, factor } of spoken) alike = Math.max(alike, likeness(form, known.form) * factor);
    if (alike === 0) continue;
    for (const { entry, at } of known.postings) {
      const quality = at.length === 0 ? alike * EXTRA_QUALITY : alike;
      if (quality > (hits.get(entry)?.quality ?? 0)) hits.set(entry, { quality, at });
    }
  }
  return keepExact(hits);
}

/** Where a word is found as written, its look-alikes are other words. */
function keepExact(hits: Map<number, Hit>): Hits {
  const best = Math.max(0, ...[...hits.values()].map(({ quality }) => quality));
  const floor = best >= 0.89 ? 0.83 : 0;
  return new Map([...hits].filter(([, hit]) => hit.quality >= floor));
}

interface SaidWord {
  readonly text: string;
  readonly hits: Hits;
  readonly weight: number;
  readonly kind: number | null;
  readonly soft: boolean;
}

/** "saliendo", "realmente": how something goes, unless the catalogue has the word. */
const MANNER = /(?:ando|iendo|mente)$/;

function saidWord(catalogue: Catalogue, text: string): SaidWord {
  const hits = hitsOf(catalogue, text);
  const total = Math.max(2, catalogue.entries.length);
  const rarity = hits.size === 0 ? 1 : Math.log(1 + total / hits.size) / Math.log(1 + total);
  const kind = kindOf(text);
  const soft = isSoft(text);
  const weight = soft ? 0.12 : (0.3 + 0.7 * rarity) * (kind === null ? 1 : 0.6);
  return { text, hits, weight, kind, soft };
}

const bestHit = ({ hits }: SaidWord): number =>
  Math.max(0, ...[...hits.values()].map(({ quality }) => quality));

/** Two words that only together are a word of the catalogue ("play adito"), and "con gas" where only "gas" is known. */
function saidWords(catalogue: Catalogue, words: readonly string[]): readonly SaidWord[] {
  const said: SaidWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const next = words[i + 1];
    const pair = next === undefined ? null : pairSaidAs(words[i]!, next);
    if (pair !== null) {
      said.push(...pair.map((text) => saidWord(catalogue, text)));
      i++;
      continue;
    }
    const word = saidWord(catalogue, words[i]!);
    const joined = next === undefined ? null : saidWord(catalogue, words[i]! + next);
    if (joined !== null && (bestHit(joined) > 0.93 || (bestHit(word) === 0 && bestHit(joined) > 0.8))) {
      said.push(joined);
      i++;
      continue;
    }
    const apart = /^(?:con|sin)_(.+)$/.exec(words[i]!)?.[1];
    said.push(
      word.hits.size === 0 && apart !== undefined && words[i]!.startsWith('con')
        ? saidWord(catalogue, apart)
        : word,
    );
  }
  return said;
}

/** A kind that was said and that the product is not weighs as a contradiction, unless the product names no kind at all. */
function missedWeight(word: SaidWord, entry: Entry): number {
  if (word.soft || (word.hits.size === 0 && MANNER.test(word.text))) return 0.04;
  if (isQualifier(word.text) && word.hits.size === 0) return 0.2;
  if (word.kind === null) return word.hits.size === 0 ? 1 : Math.max(0.6, word.weight);
  if (entry.kinds.has(word.kind)) return 0.05;
  return entry.kinds.size === 0 ? 0.15 : 1;
}

function score(entry: Entry, index: number, said: readonly SaidWord[]): Scored {
  let reached = 0;
  let total = 0;
  let softHits = 0;
  const explained = new Set<number>();
  for (const word of said) {
    const hit = word.hits.get(index);
    if (hit === undefined) {
      total += missedWeight(word, entry);
      continue;
    }
    total += word.weight;
    reached += word.weight * hit.quality;
    if (word.soft) softHits++;
    for (const at of hit.at) explained.add(at);
  }
  const unsaid = entry.words.filter(
    (word, i) => !explained.has(i) && !isSoft(word) && (i > 0 || kindOf(word) === null),
  );
  const kinds = said.map(({ kind, hits }) => (hits.has(index) ? kind : null));
  const onlyKinds = kinds.every((kind, i) => kind !== null || said[i]!.soft);
  const aside = onlyKinds && entry.head !== null && !kinds.includes(entry.head);
  const bareNumbers = entry.sizes.filter((size) => size.kind === 'any').map((size) => `#${size.raw}`);
  return {
    entry,
    // What only the shelf or the supplier is called is not the product.
    coverage: total === 0 ? 0 : (reached / total) * (aside ? 0.86 : 1) * (explained.size === 0 ? 0.6 : 1),
    unsaid: new Set([...unsaid, ...bareNumbers]),
    softHits,
    aside,
    opening: explained.has(0) ? 'said' : kindOf(entry.words[0] ?? '') === null ? 'other' : 'unsaid_kind',
  };
}

const has = (entry: Entry, said: Size): boolean =>
  entry.sizes.some((known) => sameSize(said, known)) ||
  (said.kind === 'count' &&
    entry.product.packSize !== null &&
    dec(entry.product.packSize).eq(dec(said.value)) &&
    !entry.sizes.some((known) => known.kind === 'count'));

/** A product whose name states no size may have any. */
const fits = (entry: Entry, sizes: readonly Size[]): boolean =>
  sizes.every((said) => has(entry, said)) ||
  (entry.sizes.length === 0 && sizes.every((said) => said.kind !== 'count'));

/** Sizes that were said are explained: they are no longer something unsaid of the name. */
function withSizes(scored: Scored, sizes: readonly Size[]): Scored {
  const unsaid = [...scored.unsaid].filter((word) => !sizes.some((said) => word === `#${said.raw}`));
  return { ...scored, unsaid: new Set(unsaid) };
}

const isSubset = (inner: ReadonlySet<string>, outer: ReadonlySet<string>): boolean =>
  inner.size < outer.size && [...inner].every((word) => outer.has(word));

/** The plain product stands for its name: "coca" is not the Zero, when the other is there too. */
const plainest = (list: readonly Scored[]): readonly Scored[] =>
  list.filter((one) => !list.some((other) => isSubset(other.unsaid, one.unsaid)));

function bySize(list: readonly Scored[], words: readonly string[]): readonly Scored[] {
  const small = words.some((word) => SMALL.has(word));
  const large = words.some((word) => LARGE.has(word));
  if (small === large || list.length < 2 || list.some((one) => one.softHits > 0)) return list;
  const measure = ({ entry }: Scored): Dec | null => {
    const size = entry.sizes.find(({ kind }) => kind === 'volume' || kind === 'mass');
    return size ? dec(size.value) : null;
  };
  const measures = list.map(measure);
  if (measures.some((value) => value === null)) return list;
  const values = measures.filter((value): value is Dec => value !== null);
  const wanted = small ? Dec.min(...values) : Dec.max(...values);
  return list.filter((_, i) => values[i]!.eq(wanted));
}

/** "vainillas" are vanilla biscuits before they are the flavour of a yogurt. */
const opened = (list: readonly Scored[]): readonly Scored[] =>
  list.some(({ opening }) => opening === 'said')
    ? list.filter(({ opening }) => opening !== 'unsaid_kind')
    : list;

/** Narrows by what may choose and never rules out: soft words, a unit that the name mentions, a size said as quantity. */
function hinted(list: readonly Scored[], query: ProductQuery): readonly Scored[] {
  const most = Math.max(0, ...list.map((one) => one.softHits));
  const soft = list.filter((one) => one.softHits === most);
  const words = query.hints?.words ?? [];
  const named = soft.filter(({ entry }) =>
    words.some((word) => entry.words.some((known) => sameWord(word, known))),
  );
  const narrowed = named.length > 0 ? named : soft;
  const sizes = query.hints?.sizes ?? [];
  const sized =
    sizes.length === 0 ? [] : narrowed.filter(({ entry }) => sizes.every((size) => has(entry, size)));
  const left = sized.length > 0 ? sized : narrowed;
  // Who asks for half a kilo means what is sold by weight.
  const loose = sizes.some(({ kind }) => kind === 'mass')
    ? left.filter(({ entry }) => entry.product.unit === 'kg')
    : [];
  return loose.length > 0 ? loose : left;
}

const skusOf = (list: readonly Scored[]): readonly string[] =>
  [...new Set(list.map(({ entry }) => entry.product.sku))].slice(0, MAX_CANDIDATES);

const better = (a: Scored, b: Scored): number =>
  b.coverage - a.coverage || b.softHits - a.softHits || a.unsaid.size - b.unsaid.size;

/**
 * Which products a person may mean. Every word counts by how rare it is in this catalogue; a word of the language that
 * names another kind of goods contradicts; a size that was said must be one the product has.
 */
export function matchProduct(catalogue: Catalogue, query: ProductQuery): ProductMatch {
  const nothing: ProductMatch = { status: 'unknown', sku: null, candidates: [], coverage: 0 };
  if (query.words.length === 0 && query.sizes.length === 0) return nothing;
  const said = saidWords(catalogue, query.words);
  const reached = new Set(said.filter(({ soft }) => !soft).flatMap(({ hits }) => [...hits.keys()]));
  const scored = [...reached]
    .map((index) => withSizes(score(catalogue.entries[index]!, index, said), query.sizes))
    .sort(better);
  const enough = scored.filter(({ coverage }) => coverage >= ENOUGH);
  const best = scored[0]?.coverage ?? 0;
  if (enough.length === 0)
    return {
      ...nothing,
      candidates: skusOf(scored.filter(({ coverage }) => coverage >= NEAR)),
      coverage: best,
    };
  const sized = enough.filter(({ entry }) => fits(entry, query.sizes));
  if (sized.length === 0) return { ...nothing, candidates: skusOf(enough), coverage: best };
  const close = sized.filter(({ coverage }) => coverage >= sized[0]!.coverage - CLOSE);
  const meant = bySize(hinted(plainest(opened(close)), query), query.words);
  const whole = meant.filter(({ unsaid }) => unsaid.size === 0);
  const chosen = whole.length === 1 ? whole : meant;
  const candidates = skusOf([...chosen, ...close]);
  if (chosen.length !== 1 || chosen[0]!.aside)
    return { status: 'ambiguous', sku: null, candidates, coverage: sized[0]!.coverage };
  const [only] = chosen;
  return {
    status: 'matched',
    sku: only!.entry.product.sku,
    candidates: skusOf(chosen),
    coverage: only!.coverage,
  };
}
