import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ProductForecast, ShopPatterns } from '../../core/forecast/product-forecast.ts';
import { product } from './catalog.ts';
import { instant } from './columns.ts';
import { company, location } from './people.ts';

/** What the products of a shop share (week, year, known days), measured at night. */
export const shopPatterns = pgTable('shop_patterns', {
  locationId: uuid('location_id')
    .primaryKey()
    .references(() => location.id),
  /** First day that is not in the history. */
  day: date('day').notNull(),
  patterns: jsonb('patterns').$type<ShopPatterns>().notNull(),
  madeAt: instant('made_at').notNull(),
});

/** The last forecast of a product in a shop. */
export const demandForecast = pgTable(
  'demand_forecast',
  {
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    /** First day that is not in the history. */
    day: date('day').notNull(),
    /** The product's last movement when it was made: a later one may have changed the history. */
    lastSeq: bigint('last_seq', { mode: 'number' }).notNull(),
    forecast: jsonb('forecast').$type<ProductForecast>().notNull(),
    madeAt: instant('made_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.locationId] }),
    index('demand_forecast_location').on(t.locationId),
  ],
);

/** Days on which a shop is known to be closed, or open although it is a holiday. */
export const shopDay = pgTable(
  'shop_day',
  {
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    day: date('day').notNull(),
    kind: text('kind').$type<'closed' | 'open'>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.locationId, t.day] })],
);

/** Model settings tuned on a shop's own past, with the error that chose them. */
export const forecastSettings = pgTable('forecast_settings', {
  locationId: uuid('location_id')
    .primaryKey()
    .references(() => location.id),
  settings: jsonb('settings').$type<Readonly<Record<string, number | boolean>>>().notNull(),
  /** Mean weighted quantile loss over past folds that had no say, with these settings and with the defaults; in ten-thousandths. */
  loss: integer('loss').notNull(),
  defaultLoss: integer('default_loss').notNull(),
  madeAt: instant('made_at').notNull(),
});
