import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { ProductForecast, ShopPatterns } from '../../core/forecast/product-forecast.ts';
import type { Db, Tx } from '../client.ts';
import { demandForecast, forecastSettings, shopDay, shopPatterns } from '../schema/index.ts';

export interface StoredForecast {
  readonly productId: string;
  readonly locationId: string;
  /** First day that is not in the history. */
  readonly day: string;
  readonly lastSeq: number;
  readonly madeAt: Date;
  readonly forecast: ProductForecast;
}

export type NewForecast = StoredForecast & { readonly companyId: string };

export function storedForecasts(
  db: Db,
  wish: { companyId: string; locationId: string; productIds?: readonly string[] },
): Promise<StoredForecast[]> {
  return db
    .select({
      productId: demandForecast.productId,
      locationId: demandForecast.locationId,
      day: demandForecast.day,
      lastSeq: demandForecast.lastSeq,
      madeAt: demandForecast.madeAt,
      forecast: demandForecast.forecast,
    })
    .from(demandForecast)
    .where(
      and(
        eq(demandForecast.companyId, wish.companyId),
        eq(demandForecast.locationId, wish.locationId),
        wish.productIds === undefined ? undefined : inArray(demandForecast.productId, [...wish.productIds]),
      ),
    )
    .orderBy(demandForecast.productId);
}

export async function keepForecasts(db: Db, rows: readonly NewForecast[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(demandForecast)
    .values([...rows])
    .onConflictDoUpdate({
      target: [demandForecast.productId, demandForecast.locationId],
      set: {
        day: sql`excluded.day`,
        lastSeq: sql`excluded.last_seq`,
        forecast: sql`excluded.forecast`,
        madeAt: sql`excluded.made_at`,
      },
    });
}

export async function patternsOf(
  db: Db,
  locationId: string,
): Promise<{ readonly day: string; readonly patterns: ShopPatterns } | null> {
  const [row] = await db
    .select({ day: shopPatterns.day, patterns: shopPatterns.patterns })
    .from(shopPatterns)
    .where(eq(shopPatterns.locationId, locationId));
  return row ?? null;
}

export async function savePatterns(
  db: Db,
  row: { locationId: string; day: string; patterns: ShopPatterns; madeAt: Date },
): Promise<void> {
  const { locationId: _, ...change } = row;
  await db
    .insert(shopPatterns)
    .values(row)
    .onConflictDoUpdate({ target: shopPatterns.locationId, set: change });
}

/** What was tuned for a shop, as kept: names and values of settings; null where nothing was. */
export async function tunedSettings(
  db: Db,
  locationId: string,
): Promise<Readonly<Record<string, number | boolean>> | null> {
  const [row] = await db
    .select({ settings: forecastSettings.settings })
    .from(forecastSettings)
    .where(eq(forecastSettings.locationId, locationId));
  return row?.settings ?? null;
}

/** Losses in ten-thousandths. */
export async function saveSettings(db: Db, row: typeof forecastSettings.$inferInsert): Promise<void> {
  const { locationId: _, ...change } = row;
  await db
    .insert(forecastSettings)
    .values(row)
    .onConflictDoUpdate({ target: forecastSettings.locationId, set: change });
}

/** Days that somebody said the shop is closed or open. */
export const knownShopDays = (
  db: Db,
  locationId: string,
): Promise<{ day: string; kind: 'closed' | 'open' }[]> =>
  db.select({ day: shopDay.day, kind: shopDay.kind }).from(shopDay).where(eq(shopDay.locationId, locationId));

export async function saveShopDays(
  tx: Tx,
  rows: readonly { locationId: string; day: string; kind: 'closed' | 'open' }[],
): Promise<void> {
  await tx
    .insert(shopDay)
    .values([...rows])
    .onConflictDoUpdate({ target: [shopDay.locationId, shopDay.day], set: { kind: sql`excluded.kind` } });
}

export async function forgetShopDays(tx: Tx, locationId: string, days: readonly string[]): Promise<void> {
  await tx.delete(shopDay).where(and(eq(shopDay.locationId, locationId), inArray(shopDay.day, [...days])));
}

/** No movement has this number: a forecast with it counts as made before the last one. */
export const STALE_SEQ = -1;

/** What was foreseen for a shop no longer holds; it stays until it is made anew. */
export async function staleForecasts(tx: Tx, locationId: string): Promise<void> {
  await tx
    .update(demandForecast)
    .set({ lastSeq: STALE_SEQ })
    .where(eq(demandForecast.locationId, locationId));
}

/** Those that a run over the whole shop did not make anew: of products that it no longer keeps. */
export async function dropForecastsBefore(db: Db, locationId: string, madeAt: Date): Promise<void> {
  await db
    .delete(demandForecast)
    .where(and(eq(demandForecast.locationId, locationId), lt(demandForecast.madeAt, madeAt)));
}
