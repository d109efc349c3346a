import type { Db } from '../../drizzle/client.ts';
import { type MovedProduct, openDays, salesHistory } from '../../drizzle/queries/demand.ts';
import { knownShopDays } from '../../drizzle/queries/forecasts.ts';
import { argentineDays } from '../forecast/argentine-days.ts';
import { dayNumber, isoDate } from '../forecast/calendar.ts';
import { demandSeries } from '../forecast/history.ts';
import type { PanelSeries } from '../forecast/panel.ts';
import { HORIZON_DAYS } from '../forecast/product-forecast.ts';
import { openDaysAhead } from '../forecast/shop-calendar.ts';

/** Older sales say little about a shop and cost the same to read. */
const HISTORY_DAYS = 3 * 365;

export interface Place {
  readonly companyId: string;
  readonly locationId: string;
}

/** The days of a shop, as a forecast made on `today` sees them. */
export interface ShopDays {
  readonly today: string;
  readonly from: string;
  /** Open days before today. */
  readonly past: readonly string[];
  /** The open days that follow, today included. */
  readonly future: readonly string[];
  /** date → what is known of it, past and future. */
  readonly events: ReadonlyMap<string, readonly string[]>;
  /** Days on which somebody said that the shop is closed. */
  readonly closed: ReadonlySet<string>;
}

/** What people are shown of the days: a day that they said is closed is that before it is a holiday. */
export const shownEvents = ({ events, closed }: ShopDays): ReadonlyMap<string, readonly string[]> =>
  new Map([...events, ...[...closed].map((date) => [date, ['closed']] as const)]);

export async function readShopDays(db: Db, place: Place, today: string): Promise<ShopDays> {
  const from = isoDate(dayNumber(today) - HISTORY_DAYS);
  const past = await openDays(db, { locationId: place.locationId, from, until: today });
  const said = await knownShopDays(db, place.locationId);
  const knownDays = argentineDays(from, isoDate(dayNumber(today) + 8 * HORIZON_DAYS));
  const future = openDaysAhead(
    { openDates: past, knownDays, said: new Map(said.map(({ day, kind }) => [day, kind])) },
    today,
    HORIZON_DAYS,
  );
  return {
    today,
    from,
    past,
    future,
    events: new Map([...knownDays].map(([date, kind]) => [date, [kind]])),
    closed: new Set(said.flatMap(({ day, kind }) => (kind === 'closed' ? day : []))),
  };
}

/** The demand of these products; one that has only come today has no values yet. */
export async function readDemand(
  db: Db,
  place: Place,
  days: ShopDays,
  products: readonly Pick<MovedProduct, 'productId' | 'category'>[],
): Promise<readonly PanelSeries[]> {
  const rows = await salesHistory(db, {
    locationId: place.locationId,
    productIds: products.map((one) => one.productId),
    from: days.from,
    until: days.today,
  });
  const moved = new Map(rows.map((row) => [row.productId, row.days]));
  return products.map(({ productId, category }) => {
    const series =
      demandSeries(productId, moved.get(productId) ?? [], days.past, days.events) ??
      ({ id: productId, values: new Float64Array(), start: days.past.length, events: days.events } as const);
    return category === null ? series : { ...series, category };
  });
}
