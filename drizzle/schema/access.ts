import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { company, person } from './people.ts';

/** How a person logs in over HTTP; whoever only uses the chat has none. */
export const credential = pgTable('credential', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id),
  /** Lower case; unique over all companies, since a login names no company. */
  username: text('username').notNull().unique(),
  /** argon2id, in its own notation. */
  passwordHash: text('password_hash').notNull(),
  changedAt: instant('changed_at').notNull(),
});

/** Wrong passwords by username, known or not: a lock that depended on the user existing would tell whether they do. */
export const loginFailure = pgTable('login_failure', {
  username: text('username').primaryKey(),
  failures: integer('failures').notNull(),
  lastAt: instant('last_at').notNull(),
  lockedUntil: instant('locked_until'),
});

/** A login: its access tokens are good while it lives; its refresh token changes at each use and is kept hashed. */
export const webSession = pgTable('web_session', {
  id: uuid('id').primaryKey(),
  personId: uuid('person_id')
    .notNull()
    .references(() => person.id),
  refreshHash: text('refresh_hash').notNull(),
  rotatedAt: instant('rotated_at').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
});

/** Links that log in once: the token is kept hashed only. */
export const loginLink = pgTable('login_link', {
  tokenHash: text('token_hash').primaryKey(),
  personId: uuid('person_id')
    .notNull()
    .references(() => person.id),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

/** What a write answered, written with its effect: the same Idempotency-Key again gets the same answer. */
export const httpOperation = pgTable(
  'http_operation',
  {
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    key: text('key').notNull(),
    /** Method, path and body; the same key with another request is a mistake. */
    requestHash: text('request_hash').notNull(),
    status: integer('status'),
    response: jsonb('response').$type<unknown>(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.personId, t.key] })],
);
