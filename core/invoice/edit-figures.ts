import { cents, Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { closesWithin, product } from './closing.ts';
import type { DraftLine, LineAlternative, LineField } from './draft.ts';

/** quantity × price × (1 − discount), to the cent. */
const lineAmount = (quantity: Dec, unitPrice: Dec, discountPercent: Dec): Dec =>
  cents(product(plain(quantity), plain(unitPrice), plain(discountPercent)));

interface Figures {
  readonly quantity: Dec | null;
  readonly unitPrice: Dec | null;
  readonly discountPercent: Dec;
  readonly amount: Dec | null;
}

const orNull = (value: DecimalString | null): Dec | null => (value === null ? null : dec(value));

const figuresOf = (line: DraftLine): Figures => ({
  quantity: orNull(line.quantity),
  unitPrice: orNull(line.unitPrice),
  discountPercent: dec(line.discountPercent ?? '0'),
  amount: orNull(line.amount),
});

/** All figures are there and agree, within the tolerance of printed prices. */
const closes = ({ quantity, unitPrice, discountPercent, amount }: Figures): boolean =>
  quantity !== null &&
  unitPrice !== null &&
  amount !== null &&
  closesWithin(plain(quantity), plain(unitPrice), plain(discountPercent), plain(amount));

const share = (discountPercent: Dec): Dec => new Dec(100).minus(discountPercent).div(100);

/** Prices keep four decimals, as suppliers print them at most. */
function priceFrom({ quantity, discountPercent, amount }: Figures): Dec | null {
  const divisor = quantity?.times(share(discountPercent));
  return !divisor || divisor.isZero() || !amount ? null : amount.div(divisor).toDecimalPlaces(4);
}

/** Only a quantity that people can mean: three decimals at most, and it must close. */
function quantityFrom(figures: Figures): Dec | null {
  const divisor = figures.unitPrice?.times(share(figures.discountPercent));
  if (!divisor || divisor.isZero() || !figures.amount) return null;
  const quantity = figures.amount.div(divisor).toDecimalPlaces(3);
  return closes({ ...figures, quantity }) ? quantity : null;
}

const amountFrom = ({ quantity, unitPrice, discountPercent }: Figures): Dec | null =>
  quantity && unitPrice ? lineAmount(quantity, unitPrice, discountPercent) : null;

export type NumberField = 'quantity' | 'unitPrice' | 'discountPercent' | 'amount';

export const isNumberField = (field: LineField): field is NumberField =>
  ['quantity', 'unitPrice', 'discountPercent', 'amount'].includes(field);

/** Which figure gives way when one is corrected, first choice first. */
const GIVES_WAY: Readonly<Record<NumberField, readonly ('quantity' | 'unitPrice' | 'amount')[]>> = {
  quantity: ['amount', 'unitPrice'],
  unitPrice: ['amount', 'quantity'],
  discountPercent: ['amount', 'unitPrice'],
  amount: ['unitPrice', 'quantity'],
};

const derive = { quantity: quantityFrom, unitPrice: priceFrom, amount: amountFrom } as const;

const written = (figures: Figures): Pick<DraftLine, NumberField> => ({
  quantity: figures.quantity && plain(figures.quantity),
  unitPrice: figures.unitPrice && plain(figures.unitPrice),
  discountPercent: plain(figures.discountPercent),
  amount: figures.amount && plain(figures.amount),
});

const asAlternative = (figures: Figures): LineAlternative | null => {
  const { quantity, unitPrice, discountPercent, amount } = written(figures);
  if (quantity === null || unitPrice === null || amount === null) return null;
  return { quantity, unitPrice, discountPercent: discountPercent ?? '0', amount };
};

export const touched = (line: DraftLine, ...fields: readonly LineField[]): readonly LineField[] => [
  ...new Set([...line.confirmedFields, ...fields]),
];

/** The line closes after the change: what the person wrote or made follow is theirs and seen. */
function settled(line: DraftLine, figures: Figures, fields: readonly LineField[]): DraftLine {
  return {
    ...line,
    ...written(figures),
    confirmedFields: touched(line, ...fields),
    seen: true,
    doubt: null,
    alternatives: [],
  };
}

/** The line contradicts itself: keep what is there, and offer each way out as one tap. */
function contradicted(line: DraftLine, figures: Figures, field: NumberField): DraftLine {
  const ways = GIVES_WAY[field].map((other) =>
    asAlternative({ ...figures, [other]: derive[other](figures) }),
  );
  const original = closes(figuresOf(line)) ? asAlternative(figuresOf(line)) : null;
  const alternatives = [...ways, original].filter((way): way is LineAlternative => way !== null);
  return {
    ...line,
    ...written(figures),
    confirmedFields: touched(line, field),
    seen: false,
    evidence: 'doubtful',
    doubt: 'arithmetic',
    alternatives: alternatives.filter(
      (way, i) => alternatives.findIndex((other) => JSON.stringify(other) === JSON.stringify(way)) === i,
    ),
  };
}

const MISSING = {
  quantity: 'missing_quantity',
  unitPrice: 'missing_price',
  amount: 'missing_amount',
} as const;

/**
 * Sets one figure and lets the rest follow as a shopkeeper expects: a reading that was offered wins; a missing or
 * doubtful figure is recalculated and becomes the person's; figures that proved each other stay as printed, and the
 * contradiction is shown with its ways out, never smoothed over.
 */
export function setFigure(line: DraftLine, field: NumberField, value: Dec): DraftLine {
  const figures: Figures = { ...figuresOf(line), [field]: value };
  if (closes(figures)) return settled(line, figures, [field]);
  const offered = line.alternatives.filter((way) => way.secondOpinion !== true && dec(way[field]).eq(value));
  if (line.evidence !== 'proven' && offered.length === 1)
    return settled(line, figuresOf({ ...line, ...offered[0] }), [field, 'quantity', 'unitPrice', 'amount']);
  const others = GIVES_WAY[field];
  const missing = others.filter((other) => figures[other] === null);
  const free = others.filter((other) => !line.confirmedFields.includes(other));
  const follower = missing[0] ?? (line.evidence === 'proven' ? undefined : free[0]);
  const followed = follower && { ...figures, [follower]: derive[follower](figures) };
  if (followed && closes(followed)) return settled(line, followed, [field, follower]);
  const gap = (['quantity', 'unitPrice', 'amount'] as const).find((one) => figures[one] === null);
  if (gap === undefined) return contradicted(line, figures, field);
  return {
    ...line,
    ...written(figures),
    confirmedFields: touched(line, field),
    seen: false,
    doubt: line.doubt === 'no_prices' ? 'no_prices' : MISSING[gap],
    alternatives: [],
  };
}

/** The line becomes one of the readings that were offered for it. */
export const takeAlternative = (line: DraftLine, way: LineAlternative): DraftLine =>
  settled(line, figuresOf({ ...line, ...way }), ['quantity', 'unitPrice', 'amount']);
