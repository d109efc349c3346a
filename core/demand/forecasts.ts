import type { Db } from '../../drizzle/client.ts';
import { type MovedProduct, movedProducts } from '../../drizzle/queries/demand.ts';
import {
  dropForecastsBefore,
  keepForecasts,
  patternsOf,
  type StoredForecast,
  savePatterns,
  storedForecasts,
} from '../../drizzle/queries/forecasts.ts';
import { type Backtest, prepareBacktest } from '../forecast/backtest.ts';
import { dayNumber } from '../forecast/calendar.ts';
import type { Panel, PanelSeries } from '../forecast/panel.ts';
import { layPool, type Pool, preparePool, type Settings } from '../forecast/pool.ts';
import { forecastProductSeries, keepPatterns, sharedPatterns } from '../forecast/product-forecast.ts';
import { dayOf } from '../platform/clock.ts';
import { type Place, readDemand, readShopDays, type ShopDays } from './shop-history.ts';
import { settingsOf } from './tuning.ts';

/** The usual error is that of a week's total, as people buy. */
const BACKTEST_DAYS = 7;
const BACKTEST_FOLDS = 8;
/** What a shop's products share is measured on so many of them, those with most sales first. */
const PATTERN_PRODUCTS = 1_500;
const BATCH = 200;
/** Shared patterns change slowly; a night without forecasts does not matter. */
const PATTERNS_KEEP_DAYS = 8;

export interface Refresh extends Place {
  readonly now: Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, all: number) => Promise<void>;
}

/**
 * Forecasts every product of a shop anew, in batches: first what they share, then each by itself, so that memory does
 * not grow with their number; what it did not make anew is dropped. Answers how many were forecast.
 */
export async function refreshForecasts(db: Db, wish: Refresh): Promise<number> {
  const days = await readShopDays(db, wish, dayOf(wish.now));
  const products = await movedProducts(db, wish);
  if (days.past.length === 0 || products.length === 0) return 0;
  const settings = await settingsOf(db, wish.locationId);
  const sample = [...products].sort((a, b) => b.sales - a.sales).slice(0, PATTERN_PRODUCTS);
  const series = await readDemand(db, wish, days, sample);
  const panel = panelOf(days, series);
  const pool = preparePool(panel, days.future, settings);
  await savePatterns(db, {
    locationId: wish.locationId,
    day: days.today,
    patterns: keepPatterns(pool),
    madeAt: wish.now,
  });
  const backtest = prepareBacktest(panel, BACKTEST_DAYS, BACKTEST_FOLDS, settings);
  let done = 0;
  for (let i = 0; i < products.length && wish.signal?.aborted !== true; i += BATCH) {
    const batch = products.slice(i, i + BATCH);
    done += await forecastBatch(db, wish, { days, pool, backtest, products: batch });
    await wish.onProgress?.(Math.min(i + BATCH, products.length), products.length);
  }
  if (wish.signal?.aborted !== true) await dropForecastsBefore(db, wish.locationId, wish.now);
  return done;
}

const panelOf = (days: ShopDays, series: readonly PanelSeries[]): Panel => ({
  frequency: 'day',
  dates: days.past,
  series,
});

async function forecastBatch(
  db: Db,
  { companyId, locationId, now }: Refresh,
  work: {
    days: ShopDays;
    pool: Pool;
    backtest: Backtest;
    products: readonly MovedProduct[];
  },
): Promise<number> {
  const lastSeq = new Map(work.products.map((one) => [one.productId, one.lastSeq]));
  const demand = await readDemand(db, { companyId, locationId }, work.days, work.products);
  const series = demand.filter((one) => isForeseeable(one, work.pool));
  await keepForecasts(
    db,
    series.map((one) => ({
      productId: one.id,
      companyId,
      locationId,
      day: work.days.today,
      lastSeq: lastSeq.get(one.id)!,
      madeAt: now,
      forecast: forecastProductSeries(work.pool, one, work.backtest.score(one)),
    })),
  );
  return series.length;
}

/** It has a past, or its category has. */
const isForeseeable = ({ values, category }: PanelSeries, { peers }: Pool): boolean =>
  values.length > 0 || (category !== undefined && peers.has(category));

const DEFAULT_KEEP_SECONDS = 3_600;

interface OneProduct extends Place {
  readonly productId: string;
  readonly now: Date;
  /** How long a kept forecast serves on its day (CACHE_TTL). */
  readonly keepSeconds?: number | undefined;
}

const isCurrent = (
  kept: StoredForecast,
  lastSeq: number,
  { now, keepSeconds = DEFAULT_KEEP_SECONDS }: OneProduct,
): boolean =>
  kept.day === dayOf(now) &&
  kept.lastSeq === lastSeq &&
  now.getTime() - kept.madeAt.getTime() < keepSeconds * 1000;

/**
 * The forecast of one product in a shop, made today: the kept one while nothing moved since and for `keepSeconds` (an
 * hour), else a new one, which is kept. Null in a shop without any sale, and for a product that never moved there before
 * today and whose category says nothing either.
 */
export async function forecastProduct(db: Db, wish: OneProduct): Promise<StoredForecast | null> {
  const today = dayOf(wish.now);
  const { productId } = wish;
  const [moved] = await movedProducts(db, { ...wish, productIds: [productId] });
  if (moved === undefined) return null;
  const [kept] = await storedForecasts(db, { ...wish, productIds: [productId] });
  if (kept !== undefined && isCurrent(kept, moved.lastSeq, wish)) return kept;
  const days = await readShopDays(db, wish, today);
  if (days.past.length === 0) return null;
  const series = (await readDemand(db, wish, days, [moved]))[0]!;
  const settings = await settingsOf(db, wish.locationId);
  const pool = await poolFor(db, wish, days, series, settings);
  if (!isForeseeable(series, pool)) return null;
  const score =
    kept?.forecast.backtest ??
    prepareBacktest(panelOf(days, [series]), BACKTEST_DAYS, BACKTEST_FOLDS, settings).score(series);
  const made: StoredForecast = {
    productId,
    locationId: wish.locationId,
    day: today,
    lastSeq: moved.lastSeq,
    madeAt: wish.now,
    forecast: forecastProductSeries(pool, series, score),
  };
  await keepForecasts(db, [{ ...made, companyId: wish.companyId }]);
  return made;
}

/** With what the shop's products share where that was measured lately, else with the product's own week. */
async function poolFor(
  db: Db,
  place: Place,
  days: ShopDays,
  series: PanelSeries,
  settings: Settings,
): Promise<Pool> {
  const panel = panelOf(days, [series]);
  const kept = await patternsOf(db, place.locationId);
  const isFresh = kept !== null && dayNumber(days.today) - dayNumber(kept.day) <= PATTERNS_KEEP_DAYS;
  return isFresh
    ? layPool(panel, days.future, settings, sharedPatterns(kept.patterns))
    : preparePool(panel, days.future, settings);
}
