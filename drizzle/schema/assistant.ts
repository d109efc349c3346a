import { date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { company, person } from './people.ts';

/** The owner's word that a company's sentences may go to a model, and to which server. */
export const assistantConsent = pgTable('assistant_consent', {
  companyId: uuid('company_id')
    .primaryKey()
    .references(() => company.id),
  /** Where the data may go; another server needs another word. */
  host: text('host').notNull(),
  grantedBy: uuid('granted_by')
    .notNull()
    .references(() => person.id),
  grantedAt: instant('granted_at').notNull(),
  revokedAt: instant('revoked_at'),
});

/** What was asked of the model, per company and shop day. */
export const assistantUsage = pgTable(
  'assistant_usage',
  {
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    day: date('day').notNull(),
    calls: integer('calls').notNull().default(0),
    failures: integer('failures').notNull().default(0),
    inputTokens: integer('input_tokens').notNull().default(0),
    outputTokens: integer('output_tokens').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.day] })],
);
