import { Dec, sum } from '../platform/decimal.ts';

/** Costs are kept to a millionth of a peso. */
const COST_PLACES = 6;

/** Rounds a cost to six decimals, half away from zero. */
export const roundCost = (value: Dec): Dec => value.toDecimalPlaces(COST_PLACES);

/**
 * Splits `total` in proportion to the weights, each share rounded to six decimals; the last place that rounding
 * leaves over goes to the heaviest share, so that the shares always add up to `total` exactly. Weights that add up to
 * zero or less (free goods) split evenly.
 *
 * @param total at most six decimals.
 */
export function allocate(total: Dec, weights: readonly Dec[]): readonly Dec[] {
  if (weights.length === 0) return [];
  const usable = sum(weights).gt(0) ? weights : weights.map(() => new Dec(1));
  const whole = sum(usable);
  const shares = usable.map((weight) => roundCost(total.times(weight).div(whole)));
  const heaviest = usable.reduce((best, weight, index) => (weight.gt(usable[best]!) ? index : best), 0);
  return shares.map((share, index) => (index === heaviest ? share.plus(total.minus(sum(shares))) : share));
}
