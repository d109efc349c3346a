import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { isEmpty } from './lexicon.ts';
import { isMeasure, measured, type Size } from './sizes.ts';
import type { Token } from './tokens.ts';
import { isPack, unitOf } from './units.ts';

/** One way to read a stretch of words as quantity, unit and product. */
export interface ItemReading {
  readonly quantity: DecimalString | null;
  readonly unit: string | null;
  /** The product's words and sizes. */
  readonly rest: readonly Token[];
  readonly hints: { readonly words: readonly string[]; readonly sizes: readonly Size[] };
  /** What speaks against this reading before anything is looked up. */
  readonly cost: number;
  /** The unit's word when it was taken for a unit; a product may be called so. */
  readonly unitWord: string | null;
  /** A leading number was taken for part of the name. */
  readonly numberIsName: boolean;
  /** "3 cajas de oreo y 2 de pepitos": the unit is that of the item before. */
  readonly sharesUnit: boolean;
}

const NO_HINTS = { words: [], sizes: [] };

const reading = (rest: readonly Token[], of: Partial<ItemReading> = {}): ItemReading => ({
  quantity: null,
  unit: null,
  hints: NO_HINTS,
  cost: 0,
  unitWord: null,
  numberIsName: false,
  sharesUnit: false,
  ...of,
  rest: bare(rest),
});

const MARKERS = new Set([
  ':',
  '-',
  '=',
  '→',
  '>',
  '–',
  '—',
  '*',
  '•',
  '(',
  ')',
  '"',
  '/',
  '!',
  '¡',
  '¿',
  '?',
]);

const isFiller = (token: Token): boolean =>
  (token.kind === 'word' && token.text !== 'x' && token.text !== 'por' && isEmpty(token.text)) ||
  MARKERS.has(token.text);

const LEADING = /^(?:sin|con|ni|no|si|tampoco|hasta|como|desde)$/;

/** Without articles, prepositions and marks at both ends; a stretch may also begin with "sin", "con", "no". */
export function trimmed(tokens: readonly Token[]): readonly Token[] {
  let start = 0;
  while (start < tokens.length && (isFiller(tokens[start]!) || isWord(tokens[start], LEADING))) start++;
  return bare(tokens.slice(start));
}

/** The same for what follows a quantity: "12 sin azúcar" keeps its "sin". */
function bare(tokens: readonly Token[]): readonly Token[] {
  let start = 0;
  let end = tokens.length;
  while (start < end && isFiller(tokens[start]!)) start++;
  while (end > start && (isFiller(tokens[end - 1]!) || /^(?:x|por)$/.test(tokens[end - 1]!.text))) end--;
  return tokens.slice(start, end);
}

const isNumber = (token: Token | undefined): token is Token => token?.kind === 'number';
const isWord = (token: Token | undefined, pattern: RegExp): boolean =>
  token?.kind === 'word' && pattern.test(token.text);

/** "y medio", "y cuarto" after a unit. */
function halfAt(tokens: readonly Token[], i: number): Dec | null {
  const part = tokens[i]?.text === 'y' ? tokens[i + 1] : undefined;
  if (part?.text === 'cuarto') return new Dec('0.25');
  return isNumber(part) && dec(part.text).lt(1) ? dec(part.text) : null;
}

/** "pack x 6 de", "caja de 12": how many come in one; only before the product's words. */
function contentAt(
  tokens: readonly Token[],
  i: number,
): { readonly size: Size; readonly used: number } | null {
  const start = isWord(tokens[i], /^(?:x|por|de)$/) ? i + 1 : i;
  const number = tokens[start];
  if (start === i || !isNumber(number) || isMeasure(tokens[start + 1]?.text ?? '')) return null;
  if (tokens[start + 1] === undefined) return null;
  return { size: { kind: 'count', value: number.text, raw: number.text }, used: start + 1 - i };
}

/** The unit that stands at `i`, with what belongs to it: "kilos y medio de", "packs x 6 de". */
function unitAt(tokens: readonly Token[], i: number, count: Dec | null): ItemReading | null {
  const token = tokens[i];
  const unit = token?.kind === 'word' ? unitOf(token.text) : null;
  if (token === undefined || unit === null) return null;
  const half = halfAt(tokens, i + 1);
  let next = i + 1 + (half === null ? 0 : 2);
  const measure = isMeasure(token.text);
  // "el kilo de papa" names a price's unit; "kilo y medio" is an amount.
  const quantity = count === null && half === null ? null : (count ?? new Dec(1)).plus(half ?? 0);
  const content = isPack(unit) || !measure ? contentAt(tokens, next) : null;
  next += content?.used ?? 0;
  const size = measure && quantity !== null ? measured(plain(quantity), token.text, '') : null;
  return reading(tokens.slice(next), {
    quantity: quantity && plain(quantity),
    unit,
    unitWord: token.text,
    hints: { words: [token.text], sizes: [...(content ? [content.size] : []), ...(size ? [size] : [])] },
  });
}

const isLeadingNumber = (tokens: readonly Token[], original: string): boolean => {
  const [first, second] = tokens;
  if (!isNumber(first)) return false;
  const raw = original.slice(first.start, first.end);
  return (
    !/^0\d/.test(raw) &&
    !(
      second?.kind === 'word' &&
      second.start === first.end &&
      unitOf(second.text) === null &&
      second.text !== 'x'
    )
  );
};

/** Readings in which the quantity, if there is one, comes first. */
function leading(tokens: readonly Token[], original: string): readonly ItemReading[] {
  const [first] = tokens;
  if (first === undefined) return [];
  if (!isLeadingNumber(tokens, original)) {
    const unit = isWord(tokens[1], /^(?:de|x|con|y)$/) ? unitAt(tokens, 0, null) : null;
    return [...(unit ? [unit] : []), reading(tokens, { cost: unit ? 0.02 : 0 })];
  }
  const after = isWord(tokens[1], /^(?:x|de)$/) && tokens.length > 2 ? 2 : 1;
  // "una de litro": what follows "de" is the goods' size.
  const unit = isWord(tokens[1], /^de$/) ? null : unitAt(tokens, after, dec(first.text));
  return [
    ...(unit ? [unit] : []),
    ...(unit !== null && isMeasure(unit.unitWord ?? '')
      ? []
      : [
          reading(tokens.slice(after), {
            quantity: first.text,
            cost: unit ? 0.02 : 0,
            sharesUnit: isWord(tokens[1], /^de$/),
          }),
        ]),
    reading(tokens, { cost: 0.14, numberIsName: true }),
  ];
}

const QUANTITY_MARK = /^(?:[:=→-]|x|por|a|son|es)$/;

/** Readings in which the quantity comes last: "oreo 12", "coca 2,25: 6", "queso 2 kg", "milka x 3". */
function trailing(tokens: readonly Token[]): readonly ItemReading[] {
  const last = tokens.at(-1);
  const unit = last?.kind === 'word' ? unitOf(last.text) : null;
  const at = isNumber(last)
    ? tokens.length - 1
    : unit !== null && isNumber(tokens.at(-2))
      ? tokens.length - 2
      : -1;
  if (at < 1) return [];
  const number = tokens[at]!;
  const marked = QUANTITY_MARK.test(tokens[at - 1]!.text);
  const sure = marked && /^[:=→-]$/.test(tokens[at - 1]!.text);
  const rest = tokens.slice(0, marked ? at - 1 : at);
  if (rest.length === 0) return [];
  return [
    reading(rest, {
      quantity: number.text,
      unit,
      unitWord: unit === null ? null : last!.text,
      hints: { words: unit === null ? [] : [last!.text], sizes: [] },
      cost: sure ? -0.2 : unit !== null && !isMeasure(last!.text) ? 0 : 0.03,
    }),
  ];
}

/** Every sensible way to read one stretch as one product. */
export function itemReadings(tokens: readonly Token[], original: string): readonly ItemReading[] {
  const stretch = trimmed(tokens);
  const first = leading(stretch, original);
  const last = first.some((one) => one.quantity !== null && one.cost < 0.1) ? [] : trailing(stretch);
  return [...first, ...last].filter((one) => one.rest.length > 0);
}
