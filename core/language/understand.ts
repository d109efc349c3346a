import { fold } from '../platform/text.ts';
import type { Catalogue } from './catalogue.ts';
import { ASIDE, COST, PLACE } from './cues.ts';
import { readIntent } from './intents.ts';
import { isSupplier, readItems } from './items.ts';
import { type Line, lineOf, without } from './line.ts';
import { type Token, tokenize } from './tokens.ts';
import type { Intent, Understood, UnderstoodItem } from './understood.ts';
import { unitOf } from './units.ts';

const MAX_LENGTH = 1000;

type Spans = readonly (readonly [start: number, end: number])[];

const spansOf = (pattern: RegExp, text: string): Spans =>
  [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length] as const);

/** The same line without what the patterns cover. */
function dropped(line: Line, spans: Spans): Line {
  return lineOf(without(line, spans).filter((token): token is Token => token !== null));
}

const NOTHING_TO_LIST: ReadonlySet<Intent> = new Set(['undo', 'help', 'greeting']);
/** Without goods these are no instruction at all. */
const NEEDS_ITEMS: ReadonlySet<Intent> = new Set([
  'stock_in',
  'stock_out',
  'sale',
  'waste',
  'count',
  'transfer',
  'correct',
]);

const OPENING = '^(?:[¿¡ ,.]|che|bueno|a ver|decime|contame|sabes|sabés|y)*';
/** "que me llevo 2" is no question; "qué" and "que…?" are. */
const ASKS = new RegExp(
  `${OPENING}(?:(?:qui[eé]n(?:es)?|cu[aá]l(?:es)?|cu[aá]nt[oa]s?|cu[aá]ndo|d[oó]nde|c[oó]mo|por qu[eé]|qué)(?![a-záéíóúñ])|que .*\\?)`,
  'i',
);

/**
 * Whoever asks wants to know: no question records a movement, and what it names that is no product is not one to
 * order ("¿qué me conviene pedir hoy?").
 */
function asAsked(understood: Understood): Understood {
  const { text, intent, items } = understood;
  if (!ASKS.test(text)) return understood;
  if (NEEDS_ITEMS.has(intent)) return { text, intent: 'unknown', items: [] };
  const isWish = intent === 'order' || intent === 'missing';
  return isWish ? { text, intent, items: items.filter(({ status }) => status !== 'unknown') } : understood;
}

const SEPARATORS = new Set([',', ';', '.', '+', '\n', '|']);
const JOINERS = new Set(['y', 'e', 'ni', 'u', 'pero']);

/** "litro y medio" is one size, whatever else "y" does. */
function isPartOfSize(tokens: readonly (Token | null)[], i: number): boolean {
  const before = tokens[i - 1];
  const after = tokens[i + 1];
  if (!before || !after || unitOf(before.text) === null) return false;
  return after.text === 'cuarto' || (after.kind === 'number' && Number(after.text) < 1);
}

function stretchesOf(tokens: readonly (Token | null)[]): readonly (readonly Token[])[] {
  const stretches: Token[][] = [[]];
  for (const [i, token] of tokens.entries()) {
    const cut =
      token === null ||
      (token.kind === 'mark' && SEPARATORS.has(token.text)) ||
      (JOINERS.has(token.text) && !isPartOfSize(tokens, i));
    if (cut) stretches.push([]);
    else stretches.at(-1)!.push(token);
  }
  return stretches.filter((stretch) => stretch.length > 0);
}

/** "no eran 3, eran 5": what was denied is not meant. */
const DENIED =
  /(?<![^ ])(?:y )?no (?:(?:eran|era|son|fueron|es) )?\d+(?:\.\d+)?(?: (?:como|que) [a-z]+)?(?![^ ])/g;

/** Where goods are taken to, at the end: "a Belgrano", "para lo de Juan". */
const DESTINATION = /(?<=[^ ] )(?:a|al|a la|para|hacia)(?: [a-z]+){1,3}$/g;

function goodsOf(line: Line, intent: Intent, cues: Spans): readonly (readonly Token[])[] {
  const keepsAmounts = intent === 'count' || intent === 'correct';
  const denied = intent === 'correct' ? spansOf(DENIED, line.text) : [];
  const covered = without(line, [...cues, ...denied]);
  // Each pass runs on what the one before left, so that "al depósito hoy" loses both.
  const marked = covered.map((token) => token ?? { kind: 'mark' as const, text: '|', start: 0, end: 0 });
  const asides = dropped(lineOf(marked), spansOf(PLACE, lineOf(marked).text));
  const moved = intent === 'transfer' ? dropped(asides, spansOf(DESTINATION, asides.text)) : asides;
  const free = keepsAmounts ? moved : dropped(moved, spansOf(COST, moved.text));
  const goods = dropped(free, spansOf(ASIDE, free.text));
  return stretchesOf(goods.tokens);
}

function meaningful(intent: Intent, items: readonly UnderstoodItem[]): readonly UnderstoodItem[] {
  if (NOTHING_TO_LIST.has(intent)) return [];
  return intent === 'unknown' ? items.filter(({ status }) => status !== 'unknown') : items;
}

/** "el pedido para Arcor" names whom to order from, not what. */
const withoutSupplier = (
  catalogue: Catalogue,
  intent: Intent,
  items: readonly UnderstoodItem[],
): readonly UnderstoodItem[] =>
  intent === 'order' &&
  items.length === 1 &&
  items[0]!.quantity === null &&
  isSupplier(catalogue, items[0]!.phrase)
    ? []
    : items;

/** A brand that begins with a number in words is no quantity: "arroz Dos Hermanos"; "otro de azúcar" is one. */
function withNames(tokens: readonly Token[], catalogue: Catalogue, original: string): readonly Token[] {
  return tokens.map((token, i) => {
    if (/^otr[oa]$/.test(token.text) && tokens[i + 1]?.text === 'de')
      return { ...token, kind: 'number', text: '1' };
    const raw = fold(original.slice(token.start, token.end));
    const isName =
      token.kind === 'number' && catalogue.numberNames.has(`${raw} ${tokens[i + 1]?.text ?? ''}`);
    return isName ? { ...token, kind: 'word', text: raw } : token;
  });
}

/** "de Bagley", "a Sancor": from whom or to whom, not what. */
const TOWARDS = /(?:^|\s)(?:de|del|a|al)(?:\s+(?:la|los|las|el))?\s+$/i;

/**
 * Where goods are written with amounts, a stray word without one is no product ("los ratones rompieron 2 paquetes"),
 * nor is the supplier's name ("el pedido de Bagley: 10 …").
 */
function withoutStrays(catalogue: Catalogue, { text, intent, items }: Understood): readonly UnderstoodItem[] {
  const counts = NEEDS_ITEMS.has(intent) || intent === 'correct' || intent === 'order';
  if (!counts || items.every(({ quantity }) => quantity === null)) return items;
  return items.filter(({ quantity, status, phrase }) => {
    if (quantity !== null) return true;
    const towards = TOWARDS.test(text.slice(0, Math.max(0, text.indexOf(phrase))));
    return status !== 'unknown' && !(towards && (status === 'ambiguous' || isSupplier(catalogue, phrase)));
  });
}

/**
 * What a message means: the intent and the products with their quantities and units, matched against a catalogue.
 * Works offline and never guesses: several possible products are `ambiguous`, none is `unknown`. Nothing is written here.
 */
export const understandMessage = (text: string, catalogue: Catalogue): Understood =>
  asAsked(understood(text, catalogue));

function understood(text: string, catalogue: Catalogue): Understood {
  if (text.length > MAX_LENGTH) return { text, intent: 'unknown', items: [] };
  const original = text.replace(/[\n\r]/g, ';');
  const line = lineOf(withNames(tokenize(original), catalogue, original));
  const { intent, spans } = readIntent(line, original);
  if (NOTHING_TO_LIST.has(intent)) return { text, intent, items: [] };
  const read = readItems(catalogue, goodsOf(line, intent, spans), original);
  const told = withoutSupplier(catalogue, intent, meaningful(intent, read));
  const items = withoutStrays(catalogue, { text: original, intent, items: told });
  if (intent === 'unknown' && items.length > 0 && original.includes('?'))
    return { text, intent: 'stock_query', items };
  return items.length === 0 && NEEDS_ITEMS.has(intent)
    ? { text, intent: 'unknown', items }
    : { text, intent, items };
}
