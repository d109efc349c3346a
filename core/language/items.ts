import { dec, sum } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { type Catalogue, dissect } from './catalogue.ts';
import { type ItemReading, itemReadings, trimmed } from './item-readings.ts';
import { isSoft, kindOf } from './lexicon.ts';
import { matchProduct, type ProductMatch, type ProductQuery } from './match.ts';
import { isMeasure, type Size, sameSize } from './sizes.ts';
import type { Token } from './tokens.ts';
import type { UnderstoodItem } from './understood.ts';
import { unitOf } from './units.ts';
import { sameWord } from './words.ts';

/** One product of the message, with what the next one may leave out. */
interface Candidate {
  readonly item: UnderstoodItem;
  readonly words: readonly string[];
  readonly value: number;
  /** It has no name of its own: "y dos de litro". */
  readonly elliptic: boolean;
}

interface Reader {
  readonly catalogue: Catalogue;
  readonly original: string;
}

const WORTH: Readonly<Record<ProductMatch['status'], number>> = { matched: 1, ambiguous: 0.7, unknown: 0.15 };

/** What one more item in a stretch costs, so that a name is not cut to pieces. */
const ITEM_COST = 0.38;

const worthOf = (match: ProductMatch): number => WORTH[match.status] + 0.25 * match.coverage;

/** A unit whose word is the very name of the goods ("rollo de cocina") is the name. */
function unitIsName(catalogue: Catalogue, reading: ItemReading, match: ProductMatch): boolean {
  if (reading.unitWord === null || match.sku === null) return false;
  const entry = catalogue.entries.find(({ product }) => product.sku === match.sku);
  return entry?.words[0] !== undefined && sameWord(reading.unitWord, entry.words[0]);
}

const named = (words: readonly string[]): readonly string[] => words.filter((word) => !isSoft(word));

/** What a phrase may borrow from the one before: its kind of goods, all of its name, or all but its last word. */
function borrowed(own: readonly string[], before: readonly string[]): readonly (readonly string[])[] {
  if (named(own).length === 0) return [[...before, ...own]];
  const head = named(before).slice(0, -1);
  if (own.some((word) => kindOf(word) !== null))
    return [[...before, ...own], ...(head.length > 0 ? [[...head, ...own]] : [])];
  const kinds = before.filter((word) => kindOf(word) !== null);
  return [
    [...before, ...own],
    ...(kinds.length > 0 ? [[...kinds, ...own]] : []),
    ...(head.length > 0 ? [[...head, ...own]] : []),
  ];
}

interface Found {
  readonly match: ProductMatch;
  readonly words: readonly string[];
  readonly elliptic: boolean;
}

function look(reader: Reader, query: ProductQuery, before: Candidate | undefined): Found {
  const alone: Found = { match: matchProduct(reader.catalogue, query), words: query.words, elliptic: false };
  const nameless = named(query.words).length === 0;
  if (before === undefined || (alone.match.status === 'matched' && !nameless)) return alone;
  for (const words of borrowed(query.words, before.words)) {
    const match = matchProduct(reader.catalogue, { ...query, words });
    const known = alone.match.status === 'unknown' || alone.match.candidates.includes(match.sku ?? '');
    if (nameless || (match.status === 'matched' && known && match.coverage > 0.8))
      return { match, words, elliptic: nameless };
  }
  return alone;
}

/** What a phrase after this one may refer to: a variant of something said before keeps that as the topic. */
function topicAfter(
  match: ProductMatch,
  meant: readonly string[],
  before: Candidate | undefined,
): readonly string[] {
  if (before === undefined || (named(meant).length > 0 && !isVariant(match, before))) return meant;
  return before.words;
}

const isVariant = ({ sku }: ProductMatch, before: Candidate): boolean =>
  before.item.status === 'ambiguous' && sku !== null && before.item.candidates.includes(sku);

function candidateOf(reader: Reader, reading: ItemReading, before: Candidate | undefined): Candidate | null {
  const { catalogue, original } = reader;
  const { words, sizes } = dissect(reading.rest, original);
  if (words.length === 0 && (sizes.length === 0 || before === undefined)) return null;
  const { match, words: meant, elliptic } = look(reader, { words, sizes, hints: reading.hints }, before);
  if (reading.numberIsName && !hasSizes(catalogue, match, sizes)) return null;
  const phrase = original.slice(reading.rest[0]!.start, reading.rest.at(-1)!.end);
  const misnamed = unitIsName(catalogue, reading, match) ? 0.06 : 0;
  return {
    item: {
      phrase,
      quantity: reading.quantity,
      unit: reading.unit ?? (reading.sharesUnit ? (before?.item.unit ?? null) : null),
      status: match.status,
      sku: match.sku,
      candidates: match.candidates,
    },
    words: topicAfter(match, meant, before),
    value: worthOf(match) - reading.cost - misnamed,
    elliptic,
  };
}

/** A number that begins a phrase is part of the name only where the name has it: "9 de Oro". */
function hasSizes(catalogue: Catalogue, match: ProductMatch, sizes: readonly Size[]): boolean {
  const entry = catalogue.entries.find(({ product }) => product.sku === match.sku);
  return entry !== undefined && sizes.every((said) => entry.sizes.some((known) => sameSize(said, known)));
}

function bestOf(reader: Reader, tokens: readonly Token[], before: Candidate | undefined): Candidate | null {
  return itemReadings(tokens, reader.original)
    .map((reading) => candidateOf(reader, reading, before))
    .reduce<Candidate | null>((best, one) => (one && (!best || one.value > best.value) ? one : best), null);
}

/** Whether a new item may begin at token `i` without a comma: "2 coca 3 fanta". */
function mayBegin(tokens: readonly Token[], i: number, original: string): boolean {
  const token = tokens[i]!;
  const next = tokens[i + 1];
  if (token.kind !== 'number' || next?.kind !== 'word') return false;
  const raw = original.slice(token.start, token.end);
  if (/^0\d/.test(raw) || /^(?:x|por|de)$/.test(tokens[i - 1]!.text)) return false;
  const measured = isMeasure(next.text) && tokens[i + 2]?.text !== 'de';
  return !measured && tokens.slice(0, i).some((one) => one.kind === 'word' && unitOf(one.text) === null);
}

/** The items of one stretch between commas, cut where that explains more. */
function itemsOf(
  reader: Reader,
  tokens: readonly Token[],
  before: Candidate | undefined,
): readonly Candidate[] {
  const whole = bestOf(reader, tokens, before);
  let best: readonly Candidate[] = whole ? [whole] : [];
  if (whole?.item.status === 'matched' && whole.value > 1.15) return best;
  for (let i = 1; i < tokens.length - 1; i++) {
    if (!mayBegin(tokens, i, reader.original)) continue;
    const head = bestOf(reader, tokens.slice(0, i), before);
    if (head === null) continue;
    const cut = [head, ...itemsOf(reader, tokens.slice(i), head)];
    if (total(cut) > total(best)) best = cut;
  }
  return best;
}

const total = (items: readonly Candidate[]): number =>
  items.reduce((value, item) => value + item.value - ITEM_COST, ITEM_COST);

/** "… eran 2": an amount whose product was said before. */
function bareAmount(stretch: readonly Token[]): Amount | null {
  const [number, unit, ...more] = trimmed(stretch);
  if (number?.kind !== 'number' || more.length > 0) return null;
  if (unit === undefined) return { quantity: number.text, unit: null, word: null };
  const name = unit.kind === 'word' ? unitOf(unit.text) : null;
  // "coca, 2 litros" says which one, not how much.
  return name === null || name === 'l' || name === 'ml'
    ? null
    : { quantity: number.text, unit: name, word: unit.text };
}

interface Amount {
  readonly quantity: string;
  readonly unit: string | null;
  readonly word: string | null;
}

/** The amount belongs to the product before; its unit may say which one was meant ("los huevos, 10 maples"). */
function withAmount(reader: Reader, before: Candidate, { quantity, unit, word }: Amount): Candidate {
  const hints = { words: word === null ? [] : [word], sizes: [] };
  const match =
    before.item.status === 'ambiguous'
      ? matchProduct(reader.catalogue, { words: before.words, sizes: [], hints })
      : null;
  const told =
    match?.status === 'matched' ? { status: match.status, sku: match.sku, candidates: match.candidates } : {};
  return { ...before, item: { ...before.item, ...told, quantity, unit: unit ?? before.item.unit } };
}

const beginsWithNumber = (tokens: readonly Token[]): boolean => trimmed(tokens)[0]?.kind === 'number';

/** "jamón y queso" may be one product: joined when alone one of them is nothing and together they are something. */
function joinedWith(
  reader: Reader,
  items: readonly Candidate[],
  whole: readonly Token[],
  before: Candidate | undefined,
): Candidate | null {
  if (items.every(({ item }) => item.status !== 'unknown')) return null;
  const joined = bestOf(reader, whole, before);
  return joined?.item.status === 'matched' && joined.item.phrase.length > 0 && joined.value > 1.2
    ? joined
    : null;
}

/**
 * "4 alfajores, 2 blancos y 2 negros", "la coca: 10 de 2,25 y 6 de litro": the first only announces what the others say.
 */
function withoutSummary(items: readonly Candidate[]): readonly Candidate[] {
  return items.filter(({ item }, i) => {
    if (item.status === 'matched') return true;
    const next = items[i + 1];
    if (item.quantity === null) return next === undefined || next.item.quantity === null || !next.elliptic;
    const parts = items.slice(i + 1).map((part) => part.item.quantity);
    const known = parts.filter((quantity): quantity is string => quantity !== null);
    const details = known.length === parts.length && known.length > 1;
    return !(
      details &&
      sum(known.map(dec)).eq(dec(item.quantity)) &&
      items.slice(i + 1).every((part) => borrowsFrom(part, items[i]!))
    );
  });
}

const borrowsFrom = (part: Candidate, whole: Candidate): boolean =>
  part.item.sku !== null && (part.elliptic || whole.item.candidates.includes(part.item.sku));

/** The products of a message, from its stretches in order. */
export function readItems(
  catalogue: Catalogue,
  stretches: readonly (readonly Token[])[],
  original: string,
): readonly UnderstoodItem[] {
  const reader: Reader = { catalogue, original };
  let items: Candidate[] = [];
  let lastStretch: readonly Token[] = [];
  for (const stretch of stretches) {
    const before = items.at(-1);
    const amount = bareAmount(stretch);
    if (amount !== null && before && before.item.quantity === null) {
      items = [...items.slice(0, -1), withAmount(reader, before, amount)];
      continue;
    }
    const own = itemsOf(reader, stretch, before);
    const previous = items.at(-1);
    if (previous && own.length === 1 && !beginsWithNumber(stretch)) {
      const joined = joinedWith(reader, [previous, ...own], [...lastStretch, ...stretch], items.at(-2));
      if (joined) {
        items = [...items.slice(0, -1), joined];
        lastStretch = [...lastStretch, ...stretch];
        continue;
      }
    }
    items = [...items, ...own];
    lastStretch = stretch;
  }
  return withoutSummary(items).map(({ item }) => item);
}

/** Whether a phrase is nothing but a supplier's name. */
export const isSupplier = (catalogue: Catalogue, phrase: string): boolean =>
  catalogue.suppliers.has(fold(phrase));
