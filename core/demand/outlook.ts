import type { Db } from '../../drizzle/client.ts';
import { STALE_SEQ, storedForecasts } from '../../drizzle/queries/forecasts.ts';
import { deliveryDays } from '../../drizzle/queries/orders.ts';
import { type SupplyRow, supplies } from '../../drizzle/queries/outlook.ts';
import { dayNumber, isoDate } from '../forecast/calendar.ts';
import {
  type Cover,
  coverOf,
  dailyMean,
  demandWithin,
  type ProductForecast,
} from '../forecast/product-forecast.ts';
import { dayOf, TIME_ZONE } from '../platform/clock.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { DEFAULT_LEAD_TIME_DAYS, learnedLeadTime } from '../purchasing/lead-time.ts';
import { forecastProduct, refreshForecasts } from './forecasts.ts';
import { type Place, readDemand, readShopDays, shownEvents } from './shop-history.ts';

/** The shop's two shifts. */
const OPENS_AT = 8;
const CLOSES_AT = 23.5;
const HISTORY_SHOWN = 56;

export interface Supply {
  readonly productId: string;
  readonly name: string;
  readonly unit: string;
  readonly stock: DecimalString;
  readonly supplier: { readonly id: string; readonly name: string } | null;
  readonly leadTimeDays: number;
  /** On its way from a supplier. */
  readonly onOrder: DecimalString;
}

export interface ShownDay {
  readonly date: string;
  readonly sold: number;
  /** Without stock: what would have been sold is not known. */
  readonly unseen: boolean;
}

export interface ProductOutlook extends Supply {
  readonly today: string;
  readonly cover: Cover;
  readonly forecast: ProductForecast;
  readonly dailyMean: number;
  /** What the lead time will not exceed nineteen times in twenty. */
  readonly leadTimeDemand: number;
  /** The last eight weeks of open days. */
  readonly history: readonly ShownDay[];
  /** date → the known day on it. */
  readonly events: ReadonlyMap<string, readonly string[]>;
}

export interface RunningOut extends Supply {
  /** Calendar days, in tenths. */
  readonly days: number;
  readonly runsOutOn: string;
}

const supplyOf = (row: SupplyRow, leadTimes: LeadTimes): Supply => ({
  productId: row.productId,
  name: row.name,
  unit: row.unit,
  stock: plain(dec(row.stock)),
  supplier:
    row.supplierId === null || row.supplierName === null
      ? null
      : { id: row.supplierId, name: row.supplierName },
  leadTimeDays: leadTimes.get(row.supplierId) ?? DEFAULT_LEAD_TIME_DAYS,
  onOrder: plain(dec(row.onOrder)),
});

type LeadTimes = ReadonlyMap<string | null, number>;

/** Days from an order to its goods, by supplier: as somebody said, else as past deliveries went. */
async function leadTimesOf(db: Db, rows: readonly SupplyRow[]): Promise<LeadTimes> {
  const days = new Map<string | null, number>();
  for (const { supplierId, leadTimeDays } of rows) {
    if (supplierId === null || days.has(supplierId)) continue;
    days.set(supplierId, leadTimeDays ?? learnedLeadTime(await deliveryDays(db, supplierId)));
  }
  return days;
}

const hourOfDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Share of today's demand that is still to come, taking it as even over the opening hours. */
export function restOfToday(now: Date): number {
  const [hours = 0, minutes = 0] = hourOfDay.format(now).split(':').map(Number);
  return Math.min(1, Math.max(0, (CLOSES_AT - hours - minutes / 60) / (CLOSES_AT - OPENS_AT)));
}

/** Everything that is to be said about one product in one shop; `no_history` where it never moved there before today. */
export async function productOutlook(
  db: Db,
  wish: Place & { readonly productId: string; readonly now: Date; readonly keepSeconds?: number | undefined },
): Promise<ProductOutlook | 'no_history' | 'unknown'> {
  const [row] = await supplies(db, { ...wish, productIds: [wish.productId] });
  if (row === undefined) return 'unknown';
  const made = await forecastProduct(db, wish);
  if (made === null) return 'no_history';
  const supply = supplyOf(row, await leadTimesOf(db, [row]));
  const today = dayOf(wish.now);
  const days = await readShopDays(db, wish, today);
  const [series] = await readDemand(db, wish, days, [{ productId: wish.productId, category: null }]);
  const first = Math.max(series?.start ?? 0, days.past.length - HISTORY_SHOWN);
  const { forecast } = made;
  return {
    ...supply,
    today,
    forecast,
    cover: coverOf(forecast, { stock: Number(supply.stock), today, restOfToday: restOfToday(wish.now) }),
    dailyMean: dailyMean(forecast, today),
    leadTimeDemand: demandWithin(forecast, { today, days: supply.leadTimeDays, level: 0.95 }),
    history:
      series === undefined
        ? []
        : days.past.slice(first).map((date, i) => ({
            date,
            sold: series.values[first - series.start + i]!,
            unseen: series.unseen?.[first - series.start + i] === 1,
          })),
    events: shownEvents(days),
  };
}

/**
 * What runs out before a delivery ordered now would come, or within `days` where given, the most pressing first; what
 * is ordered already and comes in time is left out. Forecasts that are missing or not of today are made first.
 */
export async function runningOut(
  db: Db,
  wish: Place & { readonly now: Date; readonly days?: number },
): Promise<readonly RunningOut[]> {
  const today = dayOf(wish.now);
  let kept = await storedForecasts(db, wish);
  if (kept.length === 0 || kept.some((one) => one.day < today || one.lastSeq === STALE_SEQ)) {
    await refreshForecasts(db, wish);
    kept = await storedForecasts(db, wish);
  }
  const forecasts = new Map(kept.map((one) => [one.productId, one.forecast]));
  const rest = restOfToday(wish.now);
  const rows = await supplies(db, wish);
  const leadTimes = await leadTimesOf(db, rows);
  const found = rows.flatMap((row): RunningOut[] => {
    const supply = supplyOf(row, leadTimes);
    const forecast = forecasts.get(supply.productId);
    if (forecast === undefined) return [];
    const available = dec(supply.stock).plus(supply.onOrder).toNumber();
    const until = isoDate(dayNumber(today) + (wish.days ?? supply.leadTimeDays));
    const { runsOutOn, days } = coverOf(forecast, { stock: available, today, restOfToday: rest });
    return runsOutOn === null || days === null || runsOutOn >= until ? [] : [{ ...supply, days, runsOutOn }];
  });
  return found.sort((a, b) => a.days - b.days || a.name.localeCompare(b.name, 'es'));
}
