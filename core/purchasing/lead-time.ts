export const DEFAULT_LEAD_TIME_DAYS = 7;
/** One orders once a week unless the supplier's terms say otherwise. */
export const DEFAULT_REVIEW_DAYS = 7;

/** Older deliveries tell little about the next one. */
const LATEST = 10;

/**
 * The days from sending an order to its first delivery: the median of the latest ten, rounded up, at least one; the
 * default where none is known.
 *
 * @param days newest first, each at least zero.
 */
export function learnedLeadTime(days: readonly number[]): number {
  const sorted = days.slice(0, LATEST).sort((a, b) => a - b);
  if (sorted.length === 0) return DEFAULT_LEAD_TIME_DAYS;
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return Math.max(1, Math.ceil(median));
}

/** When goods may come, in days from today; each is equally likely. */
export interface Horizon {
  /** Until what is ordered at the next chance is here: stock must last so long. Never empty, each at least one. */
  readonly leadDays: readonly number[];
  /** Until what is ordered at the chance after that is here: an order must last so long. */
  readonly cycleDays: readonly number[];
}

/**
 * How far an order must look ahead: stock must last until what is ordered at the next chance is here. That chance is
 * tomorrow, or the next of the days on which a supplier takes orders.
 *
 * @param leadDays past lead times, or the one that somebody said; at least one.
 * @param today 0 Monday … 6 Sunday.
 */
export function horizonOf(
  leadDays: readonly number[],
  rhythm: { readonly reviewDays: number; readonly orderDays: readonly number[] | null },
  today: number,
): Horizon {
  const after = (days: number) => leadDays.map((lead) => Math.max(1, lead) + days);
  const { orderDays, reviewDays } = rhythm;
  // What is not ordered today can be ordered tomorrow.
  if (orderDays === null || orderDays.length === 0)
    return { leadDays: after(1), cycleDays: after(Math.max(1, reviewDays)) };
  const chances = Array.from({ length: 14 }, (_, ahead) => ahead).filter((ahead) =>
    orderDays.includes((today + ahead) % 7),
  );
  const next = after(chances[1] ?? 7);
  return { leadDays: next, cycleDays: next };
}
