import type { Db } from '../../drizzle/client.ts';
import { movedProducts } from '../../drizzle/queries/demand.ts';
import { saveSettings, tunedSettings } from '../../drizzle/queries/forecasts.ts';
import type { Settings } from '../forecast/pool.ts';
import { DEFAULT_SETTINGS } from '../forecast/settings.ts';
import { type Tuned, tuneSettings } from '../forecast/tuning.ts';
import { dayOf } from '../platform/clock.ts';
import { type Place, readDemand, readShopDays } from './shop-history.ts';

const PLAN = { horizon: 14, judging: 2, choosing: 3 };
/** The products with most sales say most, and the time stays bounded. */
const PRODUCTS = 300;
const LOSS_UNIT = 10_000;

/** Tunes the model on a shop's own past and keeps the result for the coming nights; null: too little history. */
export async function tuneShop(db: Db, wish: Place & { readonly now: Date }): Promise<Tuned | null> {
  const days = await readShopDays(db, wish, dayOf(wish.now));
  const products = [...(await movedProducts(db, wish))]
    .sort((a, b) => b.sales - a.sales || a.productId.localeCompare(b.productId))
    .slice(0, PRODUCTS);
  const series = await readDemand(db, wish, days, products);
  // The same order whatever the database answers first, since sums of floats depend on it.
  const panel = {
    frequency: 'day' as const,
    dates: days.past,
    series: [...series].sort((a, b) => a.id.localeCompare(b.id)),
  };
  const tuned = tuneSettings(panel, DEFAULT_SETTINGS.day, PLAN);
  if (tuned === null) return null;
  await saveSettings(db, {
    locationId: wish.locationId,
    settings: { ...tuned.settings },
    loss: Math.round(tuned.loss * LOSS_UNIT),
    defaultLoss: Math.round(tuned.defaultLoss * LOSS_UNIT),
    madeAt: wish.now,
  });
  return tuned;
}

/** The defaults with what was tuned for this shop; a setting that a later release no longer knows is left out. */
export async function settingsOf(db: Db, locationId: string): Promise<Settings> {
  const kept = await tunedSettings(db, locationId);
  const defaults = DEFAULT_SETTINGS.day;
  if (kept === null) return defaults;
  const known = Object.entries(kept).filter(
    ([name, value]) => typeof value === typeof defaults[name as keyof Settings],
  );
  return { ...defaults, ...Object.fromEntries(known) };
}

/** The settings that differ from the defaults. */
export const settingsChanged = (settings: Settings): Readonly<Record<string, number | boolean>> =>
  Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => value !== DEFAULT_SETTINGS.day[name as keyof Settings],
    ),
  );
