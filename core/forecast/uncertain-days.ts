import { demandWithin, type ProductForecast, TOTAL_LEVELS } from './product-forecast.ts';

/** Probability up to which a total reaches, known at these levels; below the first even, beyond the last never certain. */
function shareBelow(quantiles: readonly number[], demand: number): number {
  let level = 0;
  let quantile = 0;
  for (const [i, next] of quantiles.entries()) {
    const nextLevel = TOTAL_LEVELS[i]!;
    if (demand < next) return level + ((nextLevel - level) * (demand - quantile)) / (next - quantile);
    level = nextLevel;
    quantile = next;
  }
  return level;
}

const HALVINGS = 40;

/**
 * What demand will not exceed with probability `level` before goods come, when they may come after any of `days` days,
 * each as likely as the next: the quantile of the mixture. With one day it is `demandWithin`.
 *
 * @param level at most the last of TOTAL_LEVELS.
 * @param days calendar days, today included; not empty.
 */
export function demandUntil(
  forecast: ProductForecast,
  wish: { today: string; days: readonly number[]; level: number },
): number {
  const { today, level } = wish;
  const counts = new Map<number, number>();
  for (const days of wish.days) counts.set(days, (counts.get(days) ?? 0) + 1);
  const [only] = counts.keys();
  if (counts.size === 1 && only !== undefined) return demandWithin(forecast, { today, days: only, level });
  const totals = [...counts].map(([days, count]) => ({
    share: count / wish.days.length,
    quantiles: TOTAL_LEVELS.map((one) => demandWithin(forecast, { today, days, level: one })),
  }));
  let low = 0;
  let high = Math.max(...totals.map(({ quantiles }) => quantiles.at(-1)!));
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const below = totals.reduce((sum, one) => sum + one.share * shareBelow(one.quantiles, middle), 0);
    if (below < level) low = middle;
    else high = middle;
  }
  return high;
}
