import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { product } from './catalog.ts';
import { instant, quantity } from './columns.ts';
import { company, location, person } from './people.ts';

/** draft: shown and not confirmed; sent: in transit; cancelled is final, received until its day ends; undone: taken back. */
export type TransferState = 'draft' | 'sent' | 'received' | 'cancelled' | 'undone';

/** Why less came than was sent: it broke or got lost on the way, or it never left. */
export type ShortReason = 'broken' | 'lost' | 'stayed';

export const transfer = pgTable(
  'transfer',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    fromLocationId: uuid('from_location_id')
      .notNull()
      .references(() => location.id),
    toLocationId: uuid('to_location_id')
      .notNull()
      .references(() => location.id),
    state: text('state').$type<TransferState>().notNull().default('draft'),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => person.id),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    closedBy: uuid('closed_by').references(() => person.id),
    closedAt: instant('closed_at'),
  },
  (t) => [index('transfer_open').on(t.companyId, t.state)],
);

export const transferLine = pgTable(
  'transfer_line',
  {
    transferId: uuid('transfer_id')
      .notNull()
      .references(() => transfer.id),
    lineNo: integer('line_no').notNull(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    /** Stock units. */
    sent: quantity('sent').notNull(),
    /** What came; null: as sent. May be more than was sent. */
    received: quantity('received'),
    shortReason: text('short_reason').$type<ShortReason>(),
  },
  (t) => [primaryKey({ columns: [t.transferId, t.lineNo] })],
);
