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
