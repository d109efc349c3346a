import { sql } from 'drizzle-orm';
import { bigint, bigserial, date, index, pgTable, primaryKey, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { product } from './catalog.ts';
import { instant, quantity } from './columns.ts';
import { location, person } from './people.ts';
import { movement } from './stock.ts';

/** Goods of one product that expire on one day. */
export const lot = pgTable(
  'lot',
  {
    id: uuid('id').primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    expiresOn: date('expires_on').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('lot_product_day').on(t.productId, t.expiresOn)],
);

/** How much of a lot is where: Σ of its entries. Never negative, and the lots of a product never exceed its balance. */
export const lotBalance = pgTable(
  'lot_balance',
  {
    lotId: uuid('lot_id')
      .notNull()
      .references(() => lot.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    quantity: quantity('quantity').notNull().default('0'),
  },
  (t) => [primaryKey({ columns: [t.lotId, t.locationId] })],
);

/** What changed a lot's balance: a movement, or (without one) a person who said which goods expire when. */
export const lotEntry = pgTable(
  'lot_entry',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    lotId: uuid('lot_id')
      .notNull()
      .references(() => lot.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    /** Signed. */
    quantity: quantity('quantity').notNull(),
    movementSeq: bigint('movement_seq', { mode: 'number' }).references(() => movement.seq),
    personId: uuid('person_id').references(() => person.id),
    at: instant('at').notNull(),
  },
  (t) => [
    index('lot_entry_movement').on(t.movementSeq).where(sql`${t.movementSeq} is not null`),
    index('lot_entry_lot').on(t.lotId, t.locationId),
  ],
);
