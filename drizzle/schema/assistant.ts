import { date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { AssistantFailure } from '../../core/assistant/assistant.ts';
import { instant } from './columns.ts';
import { document } from './documents.ts';
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

/** How a second opinion ended; anything but these is why the model gave no answer. */
export type OpinionOutcome =
  /** Offered on the card as a further way to read a line. */
  | 'offered'
  | 'nothing_to_ask'
  | 'not_borne_out'
  /** Posted, discarded or being read again meanwhile. */
  | 'too_late'
  | AssistantFailure;

/** Papers whose doubtful lines were shown to the model: each once. */
export const secondOpinion = pgTable('second_opinion', {
  documentId: uuid('document_id')
    .primaryKey()
    .references(() => document.id),
  askedAt: instant('asked_at').notNull(),
  /** Null while it is being asked, and for good where the process died. */
  outcome: text('outcome').$type<OpinionOutcome>(),
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
    /** Why the last one that failed gave no answer, as a stable code. */
    lastProblem: text('last_problem'),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.day] })],
);
