import { Dec } from '../platform/decimal.ts';

const HUNDRED = new Dec(100);

/** How a sale price is made from a cost. */
export interface PriceRule {
  /** Of the sale price without VAT, in percent: below 100. */
  readonly marginPercent: Dec;
  /** VAT that the sale price holds on top, in percent; zero where it is no matter of ours (monotributo). */
  readonly vatPercent: Dec;
  /** Prices end on a multiple of this, in pesos; above zero. */
  readonly roundTo: Dec;
}

const withVat = (net: Dec, vatPercent: Dec): Dec => net.times(vatPercent.div(HUNDRED).plus(1));
const withoutVat = (price: Dec, vatPercent: Dec): Dec => price.div(vatPercent.div(HUNDRED).plus(1));

/** The next multiple of `roundTo` at or above the price, so that rounding never eats the margin. */
export const roundPrice = (price: Dec, roundTo: Dec): Dec =>
  price.div(roundTo).toDecimalPlaces(9).ceil().times(roundTo);

/** cost ÷ (1 − margin), plus VAT, rounded up to the rule's multiple: in pesos, per stock unit. */
export function suggestedPrice(cost: Dec, rule: PriceRule): Dec {
  if (rule.marginPercent.gte(100)) throw new RangeError('a margin on the price is below 100 %');
  const net = cost.div(new Dec(1).minus(rule.marginPercent.div(HUNDRED)));
  return roundPrice(withVat(net, rule.vatPercent), rule.roundTo);
}

/** (price without VAT − cost) ÷ price without VAT, in percent; negative below cost. Null for a price of zero. */
export function marginOf(price: Dec, cost: Dec, vatPercent: Dec): Dec | null {
  if (!price.gt(0)) return null;
  const net = withoutVat(price, vatPercent);
  return net.minus(cost).div(net).times(HUNDRED);
}

/** A margin on the price as what people add to the cost: 30 % of the price is 42.9 % on the cost. */
export const markupOf = (marginPercent: Dec): Dec =>
  marginPercent.div(HUNDRED.minus(marginPercent)).times(HUNDRED);

/** The margin of several sales together: Σ net − Σ cost over Σ net, in percent; null without sales. */
export function jointMargin(
  sales: readonly { readonly price: Dec; readonly cost: Dec; readonly vatPercent: Dec }[],
): Dec | null {
  const net = sales.reduce((sum, sale) => sum.plus(withoutVat(sale.price, sale.vatPercent)), new Dec(0));
  const cost = sales.reduce((sum, sale) => sum.plus(sale.cost), new Dec(0));
  return net.gt(0) ? net.minus(cost).div(net).times(HUNDRED) : null;
}

/**
 * By what an index multiplies a price of the month `since`: the product of the months after it, up to and with `until`.
 * Months without a figure change nothing.
 *
 * @param index percent against the month before, by month ("2026-10").
 */
export function indexFactor(index: ReadonlyMap<string, Dec>, since: string, until: string): Dec {
  let factor = new Dec(1);
  for (const [month, percent] of index)
    if (month > since && month <= until) factor = factor.times(percent.div(HUNDRED).plus(1));
  return factor;
}
