import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AlertFacts, AlertKind } from '../../core/alerts/kinds.ts';
import { instant, quantity } from './columns.ts';
import { company, location, person } from './people.ts';

/** Something that is the case and that somebody should know. Raised once; open until it is no longer so. */
export const alert = pgTable(
  'alert',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    /** Null: it concerns the whole company. */
    locationId: uuid('location_id').references(() => location.id),
    kind: text('kind').$type<AlertKind>().notNull(),
    /** What it is about within its kind: a product, a receipt, an update… */
    subject: text('subject').notNull(),
    facts: jsonb('facts').$type<AlertFacts>().notNull(),
    raisedAt: instant('raised_at').notNull(),
    clearedAt: instant('cleared_at'),
    /** solved: it is no longer so · ordered: goods are on their way · seen: a person said so. */
    clearedBy: text('cleared_by').$type<'solved' | 'ordered' | 'seen'>(),
  },
  (t) => [
    uniqueIndex('alert_open').on(t.companyId, t.kind, t.subject).where(sql`${t.clearedAt} is null`),
    index('alert_subject').on(t.companyId, t.kind, t.subject),
  ],
);

/** One message to one person about alerts of one kind; it follows them as they are cleared. */
export const alertNotice = pgTable(
  'alert_notice',
  {
    id: uuid('id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    kind: text('kind').$type<AlertKind>().notNull(),
    saidAt: instant('said_at').notNull(),
  },
  (t) => [index('alert_notice_person').on(t.personId)],
);

/** Who was told of which alert. */
export const alertNoticeItem = pgTable(
  'alert_notice_item',
  {
    alertId: uuid('alert_id')
      .notNull()
      .references(() => alert.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => alertNotice.id),
  },
  (t) => [primaryKey({ columns: [t.alertId, t.personId] }), index('alert_notice_item_notice').on(t.noticeId)],
);

/** What somebody wants to hear, and when not. */
export const alertPreference = pgTable('alert_preference', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id),
  muted: jsonb('muted').$type<readonly AlertKind[]>().notNull().default([]),
  quiet: boolean('quiet').notNull().default(true),
  /** Minutes after midnight in the shop's time; the hours may go over midnight. */
  quietFrom: integer('quiet_from').notNull().default(1380),
  quietTo: integer('quiet_to').notNull().default(480),
});

/** From when on something is worth an alert, per company. */
export const alertSettings = pgTable('alert_settings', {
  companyId: uuid('company_id')
    .primaryKey()
    .references(() => company.id),
  coverDays: integer('cover_days').notNull().default(3),
  priceJumpPercent: quantity('price_jump_percent').notNull().default('10'),
  expiryDays: integer('expiry_days').notNull().default(7),
});
