import type { DecimalMark } from '../fiscal/numbers.ts';
import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { closesExactly, product } from './closing.ts';
import type { ColumnDecimals } from './column-decimals.ts';
import type { Item } from './items.ts';
import type { Figures } from './repair.ts';
import type { Chosen } from './solutions.ts';
import { type Variant, variantsOf } from './variants.ts';

/** A figure of a line for the proof: its value and every value that it may have been misread from. */
interface Doubtable {
  readonly value: DecimalString;
  readonly variants: readonly Variant[];
  readonly exact: boolean;
  readonly confidence: number;
}

/**
 * Two misread digits in one line that cancel each other out are an accident of one in millions, unless the engine doubts
 * the words or proposes the other reading itself: look-alikes count where both words are doubted, any digits where one
 * word is hardly legible.
 */
const TWO_LOOKALIKES = 4.05;
const ANY_TWO_DIGITS = 6.05;
const PROPOSED = 1.7;
const DOUBTED = 0.75;
const ILLEGIBLE = 0.5;
/** Prices are printed with at most four decimals; more come from a mark in the wrong place. */
const MOST_DECIMALS = 4;

function twoEditLimit(a: Doubtable, b: Doubtable): number {
  if (Math.min(a.confidence, b.confidence) < ILLEGIBLE) return ANY_TWO_DIGITS;
  return Math.max(a.confidence, b.confidence) < DOUBTED ? TWO_LOOKALIKES : PROPOSED;
}

/** `column`: the decimals that its column prints; a number that prints as many was not one with fewer or more. */
function doubtable(
  chosen: Chosen | null,
  value: DecimalString,
  mark: DecimalMark | null,
  column: number | null,
): Doubtable {
  if (!chosen) return { value, variants: [], exact: true, confidence: 1 };
  const { numeral } = chosen;
  const same = plain(dec(value));
  const fixed = column !== null && printedDecimals(chosen.reading.value) === column ? column : null;
  return {
    value,
    variants: variantsOf(numeral, mark, true).filter(
      (variant) =>
        plain(dec(variant.value)) !== same &&
        (fixed === null
          ? printedDecimals(variant.value) <= MOST_DECIMALS
          : printedDecimals(variant.value) === fixed),
    ),
    exact: numeral.exact,
    confidence: numeral.confidence,
  };
}

/** Half a unit of the price's last printed place, for every unit, and half a cent for the amount's own rounding. */
function roundingRoom(figures: Figures): Dec {
  const decimals = figures.unitPrice.split('.')[1]?.length ?? 0;
  const halfUnit = new Dec(10).pow(-Math.min(Math.max(decimals, 2), 6)).div(2);
  return product(figures.quantity, plain(halfUnit), figures.discountPercent).abs().plus('0.005');
}

const exactly = (figures: Figures): boolean =>
  closesExactly(figures.quantity, figures.unitPrice, figures.discountPercent, figures.amount);

/** Closes as rounding explains it; stricter than the paper's tolerance where quantities are small. */
function roundsTo(figures: Figures): boolean {
  const error = product(figures.quantity, figures.unitPrice, figures.discountPercent)
    .minus(dec(figures.amount))
    .abs();
  return error.lte(roundingRoom(figures));
}

/**
 * Half a centavo of price: less than any cost that is posted, which is the amount by the quantity. Where prices print four
 * decimals no arithmetic in cents can prove the last ones.
 */
const IMMATERIAL = '0.005';

const sameGoods = (given: Figures, other: Figures): boolean =>
  other.quantity === given.quantity &&
  other.discountPercent === given.discountPercent &&
  dec(other.unitPrice).minus(dec(given.unitPrice)).abs().lte(IMMATERIAL);

/** What an alternative reading must fulfil to rival the given one: as exact as it, and other goods or another cost. */
const rivals = (given: Figures, other: Figures): boolean =>
  !sameGoods(given, other) && (exactly(given) ? exactly(other) : roundsTo(other));

type Name = 'quantity' | 'unitPrice' | 'discountPercent';

/**
 * Some one-digit misreading of a figure would close as well as what was read. Where the engine has no doubt about the digit
 * it counts only if it closes to the cent what else does not.
 */
function oneEditRival(figures: Figures, parts: Readonly<Record<Name, Doubtable>>): boolean {
  const exact = exactly(figures);
  for (const name of ['quantity', 'unitPrice', 'discountPercent'] as const)
    for (const variant of parts[name].variants) {
      if (parts[name].exact && variant.cost >= 1) continue;
      const other = { ...figures, [name]: variant.value };
      if (variant.doubted ? rivals(figures, other) : !exact && !sameGoods(figures, other) && exactly(other))
        return true;
    }
  return false;
}

/** Two figures misread at once so that the line still closes. */
function twoEditRival(figures: Figures, parts: Readonly<Record<Name, Doubtable>>): boolean {
  const pairs: readonly (readonly [Name, Name])[] = [
    ['quantity', 'unitPrice'],
    ['quantity', 'discountPercent'],
    ['unitPrice', 'discountPercent'],
  ];
  for (const [a, b] of pairs) {
    if (pairRivals(figures, parts, a, b, twoEditLimit(parts[a], parts[b]))) return true;
  }
  return false;
}

function pairRivals(
  figures: Figures,
  parts: Readonly<Record<Name, Doubtable>>,
  a: Name,
  b: Name,
  limit: number,
): boolean {
  const cheap = (part: Doubtable): Variant[] => part.variants.filter(({ cost }) => cost < limit - 0.5);
  const amount = Number(figures.amount);
  const seconds = cheap(parts[b]).map((variant) => ({ ...variant, approx: Number(variant.value) }));
  for (const first of cheap(parts[a])) {
    const changed = { ...figures, [a]: first.value };
    for (const second of seconds) {
      if (first.cost + second.cost > limit) break;
      if (!nearly(changed, b, second.approx, amount)) continue;
      if (rivals(figures, { ...changed, [b]: second.value })) return true;
    }
  }
  return false;
}

/** A quick look before the exact arithmetic. */
function nearly(figures: Figures, name: Name, value: number, amount: number): boolean {
  const quantity = name === 'quantity' ? value : Number(figures.quantity);
  const price = name === 'unitPrice' ? value : Number(figures.unitPrice);
  const discount = name === 'discountPercent' ? value : Number(figures.discountPercent);
  const error = Math.abs(quantity * price * (1 - discount / 100) - amount);
  return error <= Math.max(0.03, Math.abs(quantity) * 0.006);
}

/** Finer than any paper prints: two pieces of print were read as one number. */
const MOST_QUANTITY_DECIMALS = 3;
const MOST_PERCENT_DECIMALS = 2;

const printedDecimals = (value: DecimalString): number => value.split('.')[1]?.length ?? 0;

function tooFine(item: Item, figures: Figures): boolean {
  const percents = item.discounts.map(({ reading }) => reading.value);
  return (
    dec(figures.quantity).decimalPlaces() > MOST_QUANTITY_DECIMALS ||
    printedDecimals(figures.unitPrice) > MOST_DECIMALS ||
    percents.some((percent) => dec(percent).decimalPlaces() > MOST_PERCENT_DECIMALS)
  );
}

export interface LineProof {
  readonly proven: boolean;
  /** arithmetic: it does not close · ambiguous: something else would close as well. */
  readonly doubt: 'arithmetic' | 'ambiguous' | null;
}

/**
 * A line is proven when its figures close, the document's sum fixes its amount to the cent (`sumExact`) and no other
 * reading within the reach of misreading closes as well. Where the sum is only met within rounding, the line itself must
 * close exactly. Words of a text layer are exact and need no search.
 */
export function proveLine(
  item: Item,
  figures: Figures,
  mark: DecimalMark | null,
  sumExact: boolean,
  columns: ColumnDecimals,
): LineProof {
  const parts: Readonly<Record<Name, Doubtable>> = {
    quantity: doubtable(item.quantity, figures.quantity, mark, columns.quantity),
    unitPrice: doubtable(item.price, figures.unitPrice, mark, columns.unitPrice),
    discountPercent: doubtable(
      item.discounts.length === 1 ? item.discounts[0]! : null,
      figures.discountPercent,
      mark,
      null,
    ),
  };
  const exactSource = [item.quantity, item.price, item.amount, ...item.discounts].every(
    (part) => part === null || part.numeral.exact,
  );
  if (!exactSource && !roundsTo(figures)) return { proven: false, doubt: 'arithmetic' };
  if (!exactSource && !sumExact && !exactly(figures)) return { proven: false, doubt: 'ambiguous' };
  if (!exactSource && tooFine(item, figures)) return { proven: false, doubt: 'ambiguous' };
  if (!item.rolesSure) return { proven: false, doubt: 'ambiguous' };
  if (differs(item, figures) || roundedPrice(item, figures)) return { proven: false, doubt: 'ambiguous' };
  if (oneEditRival(figures, parts)) return { proven: false, doubt: 'ambiguous' };
  if (!exactSource && twoEditRival(figures, parts)) return { proven: false, doubt: 'ambiguous' };
  return { proven: true, doubt: null };
}

/** The row prints the price a second time with more decimals, and only that one closes to the cent. */
const roundedPrice = (item: Item, figures: Figures): boolean =>
  !exactly(figures) &&
  item.numerals.some(({ readings }) =>
    readings.some(
      ({ value, decimals }) =>
        decimals > 2 &&
        dec(value).minus(dec(figures.unitPrice)).abs().lte('0.0051') &&
        exactly({ ...figures, unitPrice: value }),
    ),
  );

/** Another closing of the same printed numbers (columns swapped, another price) that scores nearly as well. */
function differs(item: Item, figures: Figures): boolean {
  return item.rivals.some((rival) => {
    const same =
      dec(rival.quantity.reading.value).eq(dec(figures.quantity)) &&
      dec(rival.price.reading.value).eq(dec(figures.unitPrice)) &&
      dec(rival.amount.reading.value).eq(dec(figures.amount));
    return !same;
  });
}
