import { Dec } from '../platform/decimal.ts';
import type { Horizon } from './lead-time.ts';

/** Demand ahead, in stock units. */
export interface Outlook {
  /** What the lead time will not exceed, at the service level. */
  readonly leadTimeDemand: Dec;
  /** As above, over the lead time and until the delivery after the next. */
  readonly cycleDemand: Dec;
  readonly dailyMean: Dec;
}

export interface ReorderQuestion {
  /** In the shop now; negative where sales ran ahead of receipts. */
  readonly available: Dec;
  /** Ordered and not yet received. */
  readonly onOrder: Dec;
  /** Null: nothing was sold lately. */
  readonly outlook: Outlook | null;
  /** Stock units per purchase pack, above zero. */
  readonly packSize: Dec;
  /** By hand; null where nobody said. */
  readonly minimum: Dec | null;
  readonly maximum: Dec | null;
  /** For how many days goods keep. */
  readonly shelfDays: number | null;
  /** From the list of what is missing: how many somebody asked for; `usual` where they did not say. */
  readonly wanted: Dec | 'usual' | null;
}

export interface Reorder {
  /** Order when available + on order is at or below it; null where neither demand nor a person gives one. */
  readonly orderPoint: Dec | null;
  /** What demand alone gives, beside a minimum by hand. */
  readonly computedPoint: Dec | null;
  /** A multiple of the pack; zero: nothing to order. */
  readonly quantity: Dec;
  /** Days until the shop runs out at the mean demand; null without demand. */
  readonly coverDays: Dec | null;
  /** What held the quantity down. */
  readonly limitedBy: 'maximum' | 'shelf' | null;
}

const ZERO = new Dec(0);
/** Beyond this many days "how long it lasts" says nothing any more. */
const ENDLESS = new Dec(9999);

const roundUp = (quantity: Dec, pack: Dec): Dec => quantity.div(pack).ceil().times(pack);
const roundDown = (quantity: Dec, pack: Dec): Dec => quantity.div(pack).floor().times(pack);

/**
 * Whether and how much to order of one product: (s, S) with the order point s = what the lead time may take at the
 * service level, the target S = what may be taken until the delivery after the next, both at least the minimum by hand,
 * in whole packs, never beyond what fits or keeps. Somebody's own request is honoured even above those limits.
 * Ordering the answer makes the next answer zero.
 */
export function reorder(question: ReorderQuestion): Reorder {
  const { available, onOrder, outlook, packSize, minimum, wanted } = question;
  const position = available.plus(onOrder);
  const computedPoint = outlook?.leadTimeDemand ?? null;
  const orderPoint =
    computedPoint === null && minimum === null ? null : Dec.max(computedPoint ?? ZERO, minimum ?? ZERO);
  const isDue = orderPoint !== null && position.lte(orderPoint);
  const need = isDue || wanted === 'usual' ? needed(question, position, orderPoint) : ZERO;
  const limit = ceilingOf(question);
  const room = limit === null ? null : Dec.max(roundDown(limit.most.minus(position), packSize), ZERO);
  const isLimited = room !== null && need.gt(room);
  const allowed = isLimited ? room : need;
  const asked = wanted instanceof Dec ? roundUp(wanted, packSize) : ZERO;
  return {
    orderPoint,
    computedPoint,
    quantity: Dec.max(allowed, asked, ZERO),
    coverDays: coverOf(available, outlook),
    limitedBy: isLimited && asked.lt(need) ? limit!.because : null,
  };
}

function needed(question: ReorderQuestion, position: Dec, orderPoint: Dec | null): Dec {
  const { outlook, packSize, minimum, maximum } = question;
  const target = Dec.max(outlook?.cycleDemand ?? maximum ?? ZERO, orderPoint ?? ZERO, minimum ?? ZERO);
  const quantity = roundUp(Dec.max(target.minus(position), ZERO), packSize);
  const short = orderPoint !== null && position.plus(quantity).lte(orderPoint);
  return quantity.isZero() || short ? quantity.plus(packSize) : quantity;
}

function ceilingOf(question: ReorderQuestion): { most: Dec; because: 'maximum' | 'shelf' } | null {
  const { outlook, maximum, shelfDays } = question;
  const keeps = outlook === null || shelfDays === null ? null : outlook.dailyMean.times(shelfDays);
  if (maximum !== null && (keeps === null || maximum.lte(keeps)))
    return { most: maximum, because: 'maximum' };
  return keeps === null ? null : { most: keeps, because: 'shelf' };
}

function coverOf(available: Dec, outlook: Outlook | null): Dec | null {
  if (outlook === null || !outlook.dailyMean.gt(0)) return null;
  return Dec.min(Dec.max(available, ZERO).div(outlook.dailyMean), ENDLESS);
}

/** Demand counts spread about as wide as a Poisson's, somewhat more. */
const DISPERSION = new Dec('1.5');
/** The normal quantile at 95 %. */
const Z95 = new Dec('1.645');

/**
 * An outlook from the mean alone, for products without a stored forecast: mean × days, and 1.645 standard deviations
 * of an over-dispersed Poisson on top.
 *
 * @param dailyMean at least zero.
 */
export function outlookFromMean(dailyMean: Dec, { leadDays, cycleDays }: Horizon): Outlook | null {
  if (!dailyMean.gt(0)) return null;
  const within = (days: readonly number[]): Dec => {
    const mean = dailyMean.times(lateOf(days));
    return mean.plus(mean.times(DISPERSION).sqrt().times(Z95)).ceil();
  };
  return { leadTimeDemand: within(leadDays), cycleDemand: within(cycleDays), dailyMean };
}

/** Nine in ten are no longer. */
function lateOf(days: readonly number[]): number {
  const sorted = [...days].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0;
}
