import { Dec } from '../platform/decimal.ts';
import { roundCost } from '../pricing/allocation.ts';

/** What the company owns of one product: quantity over its shops and depots, value, and weighted average cost. */
export interface Valuation {
  readonly quantity: Dec;
  readonly value: Dec;
  readonly average: Dec;
  readonly last: Dec;
}

/** One change of value; `correction` is what no goods explain. */
export interface ValueEntry {
  readonly kind: 'movement' | 'correction';
  readonly value: Dec;
  readonly averageAfter: Dec;
}

export interface Revaluation {
  readonly after: Valuation;
  readonly entries: readonly ValueEntry[];
}

const ZERO = new Dec(0);

/**
 * Goods come in at `value` for the whole quantity. The average is value ÷ quantity. Where there was no stock or less,
 * the incoming cost replaces the average, and what that changes beyond the goods' own value is a correction.
 */
export function comeIn(before: Valuation, quantity: Dec, value: Dec): Revaluation {
  const unit = roundCost(value.div(quantity));
  return settle(before, quantity, value, before.quantity.gt(0) ? null : unit, unit);
}

/** Goods go out at the average cost; the last ones take what rounding left, so that no stock has no value. */
export function goOut(before: Valuation, quantity: Dec): Revaluation {
  const left = before.quantity.minus(quantity);
  const value = left.gt(0)
    ? roundCost(before.value.times(quantity).div(before.quantity)).neg()
    : roundCost(left.times(before.average)).minus(before.value);
  const after = { ...before, quantity: left, value: before.value.plus(value) };
  return { after, entries: [{ kind: 'movement', value, averageAfter: after.average }] };
}

/**
 * A movement is taken back: its quantity and exactly its value. Where that leaves no stock, the average goes back to
 * what it was before the movement.
 *
 * @param quantity signed: negative when goods that came in leave again.
 * @param value the negated value of the original movement.
 */
export function takeBack(before: Valuation, quantity: Dec, value: Dec, averageBefore: Dec): Revaluation {
  const left = before.quantity.plus(quantity);
  return settle(before, quantity, value, left.gt(0) ? null : averageBefore, before.last);
}

/**
 * Goods that had come in get another price (an invoice after its delivery note). Only what is still there changes
 * value: what was sold meanwhile went at the old cost.
 *
 * @param received how many came in then.
 * @param unitCost what one costs by now.
 */
export function reprice(before: Valuation, received: Dec, delta: Dec, unitCost: Dec): Revaluation {
  const present = Dec.min(Dec.max(before.quantity, 0), received);
  const value = roundCost(delta.times(present).div(received));
  const average = before.quantity.gt(0) ? null : unitCost;
  return correct(before, value, average, unitCost);
}

/** Undoes earlier corrections of value. */
export const takeBackCorrection = (before: Valuation, value: Dec): Revaluation =>
  correct(before, value, before.quantity.gt(0) ? null : before.average, before.last);

function correct(before: Valuation, value: Dec, average: Dec | null, last: Dec): Revaluation {
  const { after, entries } = settle(before, ZERO, value, average, last);
  const total = entries.reduce((sum, entry) => sum.plus(entry.value), ZERO);
  return { after, entries: [{ kind: 'correction', value: total, averageAfter: after.average }] };
}

/** @param average the new average where quantity does not decide it; null: value ÷ quantity. */
function settle(before: Valuation, quantity: Dec, value: Dec, average: Dec | null, last: Dec): Revaluation {
  const newQuantity = before.quantity.plus(quantity);
  const newValue = before.value.plus(value);
  // Value may have become absurd when goods were sold between a receipt and its reversal: then the average stays.
  const usable = newQuantity.gt(0) && newValue.gte(0);
  const replaced = average ?? before.average;
  const isClean = average !== null && before.quantity.isZero() && before.value.isZero() && usable;
  const newAverage =
    usable && (average === null || isClean) ? roundCost(newValue.div(newQuantity)) : replaced;
  const goods: ValueEntry = { kind: 'movement', value, averageAfter: newAverage };
  const target =
    usable && (average === null || isClean) ? newValue : roundCost(newQuantity.times(newAverage));
  const jump = target.minus(newValue);
  const after = { quantity: newQuantity, value: target, average: newAverage, last };
  if (jump.isZero()) return { after, entries: [goods] };
  return { after, entries: [goods, { kind: 'correction', value: jump, averageAfter: newAverage }] };
}
