import type { Db } from '../../drizzle/client.ts';
import { storedForecasts } from '../../drizzle/queries/forecasts.ts';
import type { StockPosition } from '../../drizzle/queries/stock-positions.ts';
import { dayNumber } from '../forecast/calendar.ts';
import { dailyMean, type ProductForecast } from '../forecast/product-forecast.ts';
import { demandUntil } from '../forecast/uncertain-days.ts';
import { dayOf } from '../platform/clock.ts';
import { Dec, dec } from '../platform/decimal.ts';
import type { Horizon } from './lead-time.ts';
import { type Outlook, outlookFromMean } from './reorder.ts';

/** Orders are sized so that this share of lead times passes without running out. */
const SERVICE_LEVEL = 0.95;
/** An older forecast tells less than the plain mean. */
const FRESH_DAYS = 7;

/** Looks ahead for one product; days are calendar days. */
export type LookAhead = (position: StockPosition, horizon: Horizon) => Outlook | null;

/** By the stored forecasts of a shop where they are fresh, else by the plain mean of demand. */
export async function outlooksOf(
  db: Db,
  question: { companyId: string; locationId: string; now: Date; productIds?: readonly string[] },
): Promise<LookAhead> {
  const today = dayOf(question.now);
  const fresh = new Map(
    (await storedForecasts(db, question))
      .filter((one) => dayNumber(today) - dayNumber(one.day) <= FRESH_DAYS)
      .map((one) => [one.productId, one.forecast]),
  );
  return (position, horizon) => {
    const forecast = fresh.get(position.productId);
    if (forecast !== undefined) return outlookFromForecast(forecast, today, horizon);
    const mean = dec(position.demand).div(Math.max(1, position.days));
    return outlookFromMean(mean, horizon);
  };
}

/** By a forecast: its quantiles of demand over the days until goods come, however many those turn out to be. */
export function outlookFromForecast(
  forecast: ProductForecast,
  today: string,
  { leadDays, cycleDays }: Horizon,
): Outlook | null {
  const mean = dailyMean(forecast, today);
  if (!(mean > 0)) return null;
  const within = (days: readonly number[]): Dec =>
    new Dec(Math.ceil(demandUntil(forecast, { today, days, level: SERVICE_LEVEL }) - 1e-9));
  return {
    leadTimeDemand: within(leadDays),
    cycleDemand: within(cycleDays),
    dailyMean: new Dec(mean),
  };
}
