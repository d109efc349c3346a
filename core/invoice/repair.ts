import type { DecimalMark } from '../fiscal/numbers.ts';
import { cents, type Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { cascade, closesExactly, closesWithin, product } from './closing.ts';
import type { Item } from './items.ts';
import type { Chosen } from './solutions.ts';
import { variantsOf } from './variants.ts';

/** The figures of a line, as one reading of them. */
export interface Figures {
  readonly quantity: DecimalString;
  readonly unitPrice: DecimalString;
  readonly discountPercent: DecimalString;
  readonly amount: DecimalString;
}

/** A reading of an item that closes, and how far it is from what was read. */
export interface Candidate {
  readonly figures: Figures;
  readonly cost: number;
  /** A figure was worked out that is not on the paper. */
  readonly invented: boolean;
}

const readValue = (chosen: Chosen): DecimalString => chosen.reading.value;
const discountOf = (chosen: readonly Chosen[]): DecimalString => cascade(chosen.map(readValue));

/** The figures of an item exactly as read; null where one is missing. */
export function figuresOf(item: Item): Figures | null {
  if (!item.quantity || !item.price || !item.amount) return null;
  return {
    quantity: readValue(item.quantity),
    unitPrice: readValue(item.price),
    discountPercent: discountOf(item.discounts),
    amount: readValue(item.amount),
  };
}

const key = (figures: Figures): string =>
  [figures.quantity, figures.unitPrice, figures.discountPercent, figures.amount]
    .map((value) => plain(dec(value)))
    .join('|');

const MAX_CANDIDATES = 24;

/** Keeps the cheapest of equal readings, cheapest first. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of [...candidates].sort((a, b) => a.cost - b.cost))
    if (!best.has(key(candidate.figures))) best.set(key(candidate.figures), candidate);
  return [...best.values()].slice(0, MAX_CANDIDATES);
}

/** Readings with the same columns in which exactly one figure differs from what was read. */
function oneFigureOff(
  item: Item,
  read: Figures,
  mark: DecimalMark | null,
  only: keyof Figures | null = null,
): Candidate[] {
  const found: Candidate[] = [];
  const parts: readonly (readonly [keyof Figures, Chosen | null])[] = [
    ['quantity', item.quantity],
    ['unitPrice', item.price],
    ['amount', item.amount],
    ['discountPercent', item.discounts.length === 1 ? item.discounts[0]! : null],
  ];
  for (const [name, part] of parts) {
    if (!part || (only !== null && name !== only)) continue;
    for (const variant of variantsOf(part.numeral, mark)) {
      const figures = { ...read, [name]: variant.value };
      if (!sensible(figures)) continue;
      if (closesWithin(figures.quantity, figures.unitPrice, figures.discountPercent, figures.amount))
        found.push({ figures, cost: variant.cost + inexactness(figures), invented: false });
    }
  }
  return found;
}

const sensible = (figures: Figures): boolean =>
  !dec(figures.quantity).isZero() && dec(figures.discountPercent).lt(100);

/** A closing that needs the tolerance is a little less likely than an exact one. */
const inexactness = (figures: Figures): number =>
  closesExactly(figures.quantity, figures.unitPrice, figures.discountPercent, figures.amount) ? 0 : 0.7;

/** Quantities worth believing when worked out: whole, or with at most three decimals where exact. */
function workedOutQuantity(
  price: DecimalString,
  amount: DecimalString,
  discount: DecimalString,
): DecimalString | null {
  const each = product('1', price, discount);
  if (each.isZero()) return null;
  const quantity = dec(amount).div(each);
  const whole = quantity.toDecimalPlaces(0);
  if (!whole.isZero() && closesExactly(plain(whole), price, discount, amount)) return plain(whole);
  return null;
}

/** Readings in which a missing figure is worked out from the others; only a sum can confirm them. */
function workedOut(item: Item): Candidate[] {
  const { quantity, price, amount } = item;
  const discount = discountOf(item.discounts);
  if (quantity && price && !amount) {
    const value = plain(cents(product(readValue(quantity), readValue(price), discount)));
    return [figuresCandidate(readValue(quantity), readValue(price), discount, value, 2.5)];
  }
  if (!quantity && price && amount) {
    const value = workedOutQuantity(readValue(price), readValue(amount), discount);
    return value === null ? [] : [figuresCandidate(value, readValue(price), discount, readValue(amount), 3)];
  }
  return [];
}

const figuresCandidate = (
  quantity: DecimalString,
  unitPrice: DecimalString,
  discountPercent: DecimalString,
  amount: DecimalString,
  cost: number,
): Candidate => ({ figures: { quantity, unitPrice, discountPercent, amount }, cost, invented: true });

/** Every believable reading of an item that closes, cheapest first. What was read itself is first when it closes. */
export function candidatesOf(item: Item, mark: DecimalMark | null): Candidate[] {
  const read = figuresOf(item);
  const found: Candidate[] = [];
  if (read && item.closes) found.push({ figures: read, cost: 0, invented: false });
  for (const rival of item.rivals)
    found.push({
      figures: {
        quantity: readValue(rival.quantity),
        unitPrice: readValue(rival.price),
        discountPercent: discountOf(rival.discounts),
        amount: readValue(rival.amount),
      },
      cost: 1.5,
      invented: false,
    });
  // An amount that needs the tolerance may hide a misread cent, which the document's sum brings to light.
  const hidesCent = read !== null && item.closes && inexactness(read) > 0;
  if (read && hidesCent) found.push(...oneFigureOff(item, read, mark, 'amount'));
  if (read && !item.closes) found.push(...oneFigureOff(item, read, mark));
  if (!read) found.push(...workedOut(item));
  return distinct(found);
}

/** A choice of candidates, one per item, that brings the lines to a sum. */
export interface Choice {
  readonly picks: readonly number[];
  readonly cost: number;
}

const MAX_STEPS = 60_000;

/**
 * Chooses one candidate per item so that the amounts reach `target`, cheapest first; at most the two best choices are
 * returned, so that one is unique when it comes alone. Items with one candidate are fixed.
 */
export function reachSum(
  candidates: readonly (readonly Candidate[])[],
  target: Dec,
  tolerance: Dec,
): Choice[] {
  const fixed = candidates.map((list) => list.length <= 1);
  const base = candidates.reduce(
    (sum, list) => (list[0] ? sum.plus(dec(list[0].figures.amount)) : sum),
    dec('0'),
  );
  const open = candidates
    .map((list, index) => ({ list, index }))
    .filter(({ index }) => !fixed[index])
    .slice(0, 12);
  const start = candidates.map(() => 0);
  const found: Choice[] = [];
  let steps = 0;
  const search = (at: number, picks: number[], rest: Dec, cost: number, changed: number): void => {
    if (steps++ > MAX_STEPS) return;
    if (at === open.length) {
      if (rest.abs().lte(tolerance)) found.push({ picks: [...picks], cost });
      return;
    }
    const { list, index } = open[at]!;
    const first = dec(list[0]!.figures.amount);
    list.forEach((candidate, pick) => {
      if (pick > 0 && changed >= 3) return;
      const next = [...picks];
      next[index] = pick;
      search(
        at + 1,
        next,
        rest.minus(dec(candidate.figures.amount).minus(first)),
        cost + candidate.cost,
        changed + (pick > 0 ? 1 : 0),
      );
    });
  };
  search(0, start, target.minus(base), 0, 0);
  return found.sort((a, b) => a.cost - b.cost).slice(0, 40);
}
