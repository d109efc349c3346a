import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Observation, Standing } from '../../core/arca/standing.ts';
import type { VoucherQuery } from '../../core/arca/voucher-query.ts';
import { supplier } from './catalog.ts';
import { instant } from './columns.ts';
import { document } from './documents.ts';

/** Access tickets of WSAA: one per CUIT, service and environment, shared by all processes, never kept in the clear. */
export const arcaTicket = pgTable(
  'arca_ticket',
  {
    cuit: text('cuit').notNull(),
    service: text('service').notNull(),
    environment: text('environment').notNull(),
    /** AES-256-GCM of token and sign; null while there is none. */
    sealed: text('sealed'),
    expiresAt: instant('expires_at'),
    /** Not asked for again before this. */
    retryAt: instant('retry_at'),
    /** Why the last request gave no ticket, as a stable code. */
    problem: text('problem'),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
  },
  (t) => [primaryKey({ columns: [t.cuit, t.service, t.environment] })],
);

/** The question that each received invoice puts to ARCA, and the answer. The row is the queue. */
export const arcaCheck = pgTable(
  'arca_check',
  {
    documentId: uuid('document_id')
      .primaryKey()
      .references(() => document.id),
    /** The document's version that `query` was taken from. */
    documentVersion: integer('document_version').notNull(),
    /** Null where the paper cannot be asked about (a till ticket, no CAE, an unread number). */
    query: jsonb('query').$type<VoucherQuery>(),
    state: text('state').$type<'pending' | 'done' | 'skipped'>().notNull(),
    standing: text('standing').$type<Standing>(),
    observations: jsonb('observations').$type<readonly Observation[]>().notNull().default([]),
    /** Why there is no answer yet, as a stable code. */
    problem: text('problem'),
    attempts: integer('attempts').notNull().default(0),
    availableAt: instant('available_at').notNull().defaultNow(),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    checkedAt: instant('checked_at'),
  },
  (t) => [index('arca_check_due').on(t.state, t.availableAt)],
);

/** Suppliers whose constancia is to be fetched or was. The row is the queue. */
export const arcaLookup = pgTable(
  'arca_lookup',
  {
    supplierId: uuid('supplier_id')
      .primaryKey()
      .references(() => supplier.id),
    state: text('state').$type<'pending' | 'found' | 'unknown'>().notNull().default('pending'),
    problem: text('problem'),
    attempts: integer('attempts').notNull().default(0),
    availableAt: instant('available_at').notNull().defaultNow(),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
  },
  (t) => [index('arca_lookup_due').on(t.state, t.availableAt)],
);
