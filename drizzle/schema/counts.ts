import { sql } from 'drizzle-orm';
import { bigint, boolean, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { product } from './catalog.ts';
import { instant, money, quantity } from './columns.ts';
import { company, location, person } from './people.ts';

/** waiting: the differences wait for the owner; undone: closed and taken back on the same day. */
export type CountState = 'open' | 'waiting' | 'closed' | 'cancelled' | 'undone';

/** One count of a place: of everything there, a category, or single products. */
export const stockCount = pgTable(
  'stock_count',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    /** `all`, `category:<name>`, or `product:<id>`: one open count each per place. */
    scope: text('scope').notNull(),
    state: text('state').$type<CountState>().notNull().default('open'),
    startedBy: uuid('started_by')
      .notNull()
      .references(() => person.id),
    startedAt: instant('started_at').notNull(),
    closedBy: uuid('closed_by').references(() => person.id),
    closedAt: instant('closed_at'),
    approvalId: uuid('approval_id'),
  },
  (t) => [
    uniqueIndex('stock_count_open').on(t.locationId, t.scope).where(sql`${t.state} in ('open', 'waiting')`),
  ],
);

/** A product to be counted; `difference` is written when the count closes. */
export const countLine = pgTable(
  'count_line',
  {
    countId: uuid('count_id')
      .notNull()
      .references(() => stockCount.id),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    /** Posted, in stock units; null while open or when nobody counted it. */
    difference: quantity('difference'),
    /** What the difference was worth at the average cost, without sign. */
    value: money('value'),
  },
  (t) => [primaryKey({ columns: [t.countId, t.productId] })],
);

/** What one person counted of one product. A later number of the same person replaces the earlier one. */
export const countEntry = pgTable(
  'count_entry',
  {
    countId: uuid('count_id')
      .notNull()
      .references(() => stockCount.id),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    counted: quantity('counted').notNull(),
    /** What the ledger held there at that moment; the difference is against this, whatever moves later. */
    expected: quantity('expected').notNull(),
    /** The product's last movement then: what came after it is known to come after the count. */
    afterSeq: bigint('after_seq', { mode: 'number' }).notNull(),
    /** What moved there between asking and answering, which the number may or may not contain; 0 once answered. */
    movedMeanwhile: quantity('moved_meanwhile').notNull().default('0'),
    /** Left aside when another person's number was chosen. */
    isDiscarded: boolean('is_discarded').notNull().default(false),
    countedAt: instant('counted_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.countId, t.productId, t.personId] })],
);

/** none: the last question was answered. */
export type QuestionTopic = 'count' | 'transfer' | 'lot' | 'none';

/** What the bot is asking somebody, so that a bare number or date answers it, also after a restart. */
export const question = pgTable(
  'question',
  {
    personId: uuid('person_id')
      .primaryKey()
      .references(() => person.id),
    topic: text('topic').$type<QuestionTopic>().notNull(),
    /** The count, transfer or lot's product that it is about. */
    subjectId: uuid('subject_id').notNull(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id),
    /** What the ledger held there when it was asked. */
    quantity: quantity('quantity').notNull(),
    askedAt: instant('asked_at').notNull(),
    /** The update that asked it: handled again, it is no answer to its own question. */
    operationId: text('operation_id').notNull().default(''),
  },
  (t) => [index('question_subject').on(t.subjectId, t.productId)],
);
