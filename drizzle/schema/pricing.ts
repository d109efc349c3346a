import {
  bigserial,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { RepricedLine } from '../../core/pricing/reprice.ts';
import { product } from './catalog.ts';
import { instant, money, quantity } from './columns.ts';
import { company, person } from './people.ts';
import { receipt } from './stock.ts';

/** How prices are made, per company. */
export const pricingSettings = pgTable('pricing_settings', {
  companyId: uuid('company_id')
    .primaryKey()
    .references(() => company.id),
  /** Prices end on a multiple of this, in pesos. */
  roundTo: money('round_to').notNull().default('10'),
});

/** The wanted margin on the sale price without VAT, in percent: of a product, of a category, or of everything else. */
export const marginRule = pgTable(
  'margin_rule',
  {
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    scope: text('scope').$type<'product' | 'category' | 'company'>().notNull(),
    /** Product id, folded category name, or empty. */
    key: text('key').notNull(),
    percent: quantity('percent').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.scope, t.key] })],
);

/** Every sale price that ever was; the newest row of a product is its price. */
export const salePrice = pgTable(
  'sale_price',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    /** With VAT, per stock unit; null: taken off (an undone first price). */
    price: money('price'),
    source: text('source').$type<'person' | 'receipt' | 'index' | 'undo'>().notNull(),
    setBy: uuid('set_by')
      .notNull()
      .references(() => person.id),
    at: instant('at').notNull(),
  },
  (t) => [index('sale_price_product').on(t.productId, t.id)],
);

/** What a receipt, an index or a person would change in sale prices; one row is one card with buttons. */
export const priceReview = pgTable(
  'price_review',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    receiptId: uuid('receipt_id').references(() => receipt.id),
    source: text('source').$type<'receipt' | 'index' | 'person'>().notNull(),
    lines: jsonb('lines').$type<readonly RepricedLine[]>().notNull(),
    state: text('state')
      .$type<'open' | 'waiting' | 'applied' | 'ignored' | 'undone' | 'void'>()
      .notNull()
      .default('open'),
    version: integer('version').notNull().default(1),
    operationId: text('operation_id'),
    createdAt: instant('created_at').notNull(),
    closedBy: uuid('closed_by').references(() => person.id),
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('price_review_receipt').on(t.receiptId),
    uniqueIndex('price_review_operation').on(t.operationId),
  ],
);

/** A monthly price index (IPC), by hand or from a file: percent against the month before. */
export const priceIndex = pgTable(
  'price_index',
  {
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    /** First day of the month. */
    month: date('month').notNull(),
    percent: quantity('percent').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.month] })],
);
