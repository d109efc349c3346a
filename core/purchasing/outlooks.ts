import type { Db } from '../../drizzle/client.ts';
import { storedForecasts } from '../../drizzle/queries/forecasts.ts';
import type { StockPosition } from '../../drizzle/queries/stock-positions.ts';
import { dayNumber } from '../forecast/calendar.ts';
import { dailyMean, demandWithin, type ProductForecast } from '../forecast/product-forecast.ts';
import { dayOf } from '../platform/clock.ts';
import { Dec, dec } from '../platform/decimal.ts';
import { type Outlook, outlookFromMean } from './reorder.ts';

/** Orders are sized so that this share of lead times passes without running out. */
const SERVICE_LEVEL = 0.95;
/** An older forecast tells less than the plain mean. */
const FRESH_DAYS = 7;

/** Looks ahead for one product; days are calendar days. */
export type LookAhead = (position: StockPosition, leadTimeDays: number, reviewDays: number) => Outlook | null;

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
  return (position, leadTimeDays, reviewDays) => {
    const forecast = fresh.get(position.productId);
    if (forecast !== undefined) return outlookFromForecast(forecast, today, leadTimeDays, reviewDays);
    const mean = dec(position.demand).div(Math.max(1, position.days));
    return outlookFromMean(mean, leadTimeDays, reviewDays);
  };
}

function outlookFromForecast(
  forecast: ProductForecast,
  today: string,
  leadTimeDays: number,
  reviewDays: number,
): Outlook | null {
  const mean = dailyMean(forecast, today);
  if (!(mean > 0)) return null;
  const within = (days: number): Dec =>
    new Dec(Math.ceil(demandWithin(forecast, { today, days, level: SERVICE_LEVEL })));
  return {
    leadTimeDemand: within(leadTimeDays),
    cycleDemand: within(leadTimeDays + reviewDays),
    dailyMean: new Dec(mean),
  };
}
