import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, money, quantity } from './columns.ts';
import { company, person, type Role } from './people.ts';

/** What may need the owner's word before it happens. */
export type ApprovalKind = 'exit' | 'count' | 'price';

/** Above these amounts somebody of this role asks first; null: no limit. A pair without a row has the default. */
export const approvalLimit = pgTable(
  'approval_limit',
  {
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    role: text('role').$type<Role>().notNull(),
    kind: text('kind').$type<ApprovalKind>().notNull(),
    /** Stock units of one product. */
    maxUnits: quantity('max_units'),
    /** Pesos of the whole. */
    maxValue: money('max_value'),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.role, t.kind] })],
);

/** Something that somebody wants to do and that waits for the owner; decided once. */
export const approval = pgTable(
  'approval',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    kind: text('kind').$type<ApprovalKind>().notNull(),
    /** What the effect needs to happen later; the kind's own use case reads it. */
    subject: jsonb('subject').$type<Readonly<Record<string, unknown>>>().notNull(),
    /** What the card says, one plain line each. */
    summary: jsonb('summary').$type<readonly string[]>().notNull(),
    state: text('state')
      .$type<'pending' | 'approved' | 'rejected' | 'withdrawn'>()
      .notNull()
      .default('pending'),
    requestedBy: uuid('requested_by')
      .notNull()
      .references(() => person.id),
    requestedAt: instant('requested_at').notNull(),
    decidedBy: uuid('decided_by').references(() => person.id),
    decidedAt: instant('decided_at'),
  },
  (t) => [index('approval_pending').on(t.companyId, t.state)],
);
