import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { NotedItem } from '../../core/purchasing/noted-item.ts';
import { product, supplier } from './catalog.ts';
import { instant, money, quantity } from './columns.ts';
import { company, location, person } from './people.ts';
import { receipt } from './stock.ts';

/** What a phrase would write down, while its author looks at it; one row is one card with buttons. */
export const missingNote = pgTable(
  'missing_note',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    items: jsonb('items').$type<readonly NotedItem[]>().notNull(),
    state: text('state').$type<'asked' | 'noted' | 'dropped' | 'undone'>().notNull().default('asked'),
    /** The update that brought it: a second run of its handler finds it again. */
    operationId: text('operation_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('missing_note_operation').on(t.operationId)],
);

/** open: on the list · ordered: in an order that was sent · done: it came, or somebody ticked it · removed. */
export type MissingState = 'open' | 'ordered' | 'done' | 'removed';

/** The shop's notebook of what is missing. A product is on it once; what nobody could name is kept as words. */
export const missingItem = pgTable(
  'missing_item',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    productId: uuid('product_id').references(() => product.id),
    /** As it was said. */
    words: text('words').notNull(),
    /** How many stock units are wanted; null: whatever is usual. */
    quantity: quantity('quantity'),
    state: text('state').$type<MissingState>().notNull().default('open'),
    noteId: uuid('note_id'),
    orderId: uuid('order_id'),
    addedBy: uuid('added_by')
      .notNull()
      .references(() => person.id),
    addedAt: instant('added_at').notNull(),
    closedBy: uuid('closed_by'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('missing_item_product')
      .on(t.locationId, t.productId)
      .where(sql`${t.state} = 'open' and ${t.productId} is not null`),
    index('missing_item_state').on(t.companyId, t.state),
  ],
);

export type OrderState = 'draft' | 'sent' | 'partly_received' | 'closed' | 'cancelled';

export const purchaseOrder = pgTable(
  'purchase_order',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    /** Null: nobody knows yet who sells it. */
    supplierId: uuid('supplier_id').references(() => supplier.id),
    number: integer('number').notNull(),
    state: text('state').$type<OrderState>().notNull().default('draft'),
    version: integer('version').notNull().default(1),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: instant('created_at').notNull(),
    sentBy: uuid('sent_by').references(() => person.id),
    sentAt: instant('sent_at'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    uniqueIndex('purchase_order_number').on(t.companyId, t.number),
    uniqueIndex('purchase_order_draft').on(t.locationId, t.supplierId).where(sql`${t.state} = 'draft'`),
    index('purchase_order_state').on(t.companyId, t.state),
  ],
);

export const purchaseOrderLine = pgTable(
  'purchase_order_line',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => purchaseOrder.id),
    lineNo: integer('line_no').notNull(),
    productId: uuid('product_id').references(() => product.id),
    words: text('words').notNull(),
    /** Stock units. */
    quantity: quantity('quantity').notNull(),
    packSize: quantity('pack_size').notNull().default('1'),
    /** True unit cost at the last purchase when the line was written; null: never bought. */
    expectedCost: money('expected_cost'),
    origin: text('origin').$type<'missing' | 'suggestion' | 'person'>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.lineNo] }),
    uniqueIndex('purchase_order_line_product').on(t.orderId, t.productId),
    index('purchase_order_line_by_product').on(t.productId),
  ],
);

/** Which receipts brought an order. A reversed receipt counts no more. */
export const purchaseOrderReceipt = pgTable(
  'purchase_order_receipt',
  {
    receiptId: uuid('receipt_id')
      .primaryKey()
      .references(() => receipt.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => purchaseOrder.id),
  },
  (t) => [index('purchase_order_receipt_order').on(t.orderId)],
);

/** How one buys from a supplier, where somebody said so. */
export const supplierTerms = pgTable('supplier_terms', {
  supplierId: uuid('supplier_id')
    .primaryKey()
    .references(() => supplier.id),
  /** By hand; null: learned from orders and receipts. */
  leadTimeDays: integer('lead_time_days'),
  /** How often one orders from them. */
  reviewDays: integer('review_days'),
  /** Weekdays on which they take orders, 0 Monday … 6 Sunday; null: any day. */
  orderDays: integer('order_days').array(),
  minimumOrder: money('minimum_order'),
  budget: money('budget'),
});

/** What a person decided about keeping a product in a shop. */
export const stockRule = pgTable(
  'stock_rule',
  {
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    minimum: quantity('minimum'),
    /** The most that fits or keeps. */
    maximum: quantity('maximum'),
    /** For how many days goods keep on the shelf. */
    shelfDays: integer('shelf_days'),
  },
  (t) => [primaryKey({ columns: [t.productId, t.locationId] })],
);
