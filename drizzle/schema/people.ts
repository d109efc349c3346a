import {
  bigint,
  bigserial,
  boolean,
  index,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

export type Role = 'owner' | 'manager' | 'staff';

/** registered: recovers VAT (responsable inscripto); monotributo and exempt do not. */
export type VatCondition = 'registered' | 'monotributo' | 'exempt';

export const company = pgTable('company', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  cuit: text('cuit'),
  vatCondition: text('vat_condition').$type<VatCondition>().notNull().default('registered'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** Places where goods can be; only `shop` and `depot` are physical. The rest are the other side of each movement. */
export type LocationKind =
  | 'shop'
  | 'depot'
  | 'supplier'
  | 'customer'
  | 'loss'
  | 'count'
  | 'opening'
  | 'transit';

export const location = pgTable(
  'location',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    kind: text('kind').$type<LocationKind>().notNull(),
    name: text('name').notNull(),
    active: boolean('active').notNull().default(true),
  },
  (t) => [uniqueIndex('location_name').on(t.companyId, t.kind, t.name)],
);

export const person = pgTable(
  'person',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    telegramUserId: bigint('telegram_user_id', { mode: 'number' }),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** The shop where this person works; receipts land there. */
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    enrolledAt: instant('enrolled_at').notNull().defaultNow(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [uniqueIndex('person_telegram_user').on(t.telegramUserId), index('person_company').on(t.companyId)],
);

/** One-time deep links: the token is kept hashed only. */
export const invitation = pgTable('invitation', {
  id: uuid('id').primaryKey(),
  companyId: uuid('company_id')
    .notNull()
    .references(() => company.id),
  tokenHash: text('token_hash').notNull().unique(),
  role: text('role').$type<Role>().notNull(),
  locationId: uuid('location_id')
    .notNull()
    .references(() => location.id),
  createdBy: uuid('created_by'),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  usedBy: uuid('used_by'),
});

/** Who changed what; written in the same transaction as the change. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    companyId: uuid('company_id').notNull(),
    actorId: uuid('actor_id'),
    action: text('action').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [index('audit_subject').on(t.subjectType, t.subjectId)],
);
