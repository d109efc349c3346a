import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { company, location, person } from './people.ts';

/** entry, exit, sale and waste move a quantity; correction sets what there is, by difference. */
export type OperationKind = 'entry' | 'exit' | 'sale' | 'waste' | 'correction';

/** What one line of an operation did; decimals as text, in stock units. */
export interface OperationLine {
  readonly productId: string;
  /** Moved, without sign; 0 where a correction found what it says. */
  readonly quantity: string;
  /** What there was at the place just before and just after. */
  readonly before: string;
  readonly after: string;
  /** What one cost, where somebody said so. */
  readonly unitCost?: string;
}

/** Movements that a person or a program recorded without a paper: written once per key, undone at most once. */
export const stockOperation = pgTable(
  'stock_operation',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    /** What the caller calls this operation: the same key a second time changes nothing. */
    key: text('key').notNull(),
    /** Hash of what was asked for: a key that comes with other contents is refused. */
    fingerprint: text('fingerprint').notNull(),
    kind: text('kind').$type<OperationKind>().notNull(),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    lines: jsonb('lines').$type<readonly OperationLine[]>().notNull(),
    reason: text('reason'),
    actorId: uuid('actor_id')
      .notNull()
      .references(() => person.id),
    recordedAt: instant('recorded_at').notNull(),
    undoneBy: uuid('undone_by').references(() => person.id),
    undoneAt: instant('undone_at'),
    undoReason: text('undo_reason'),
  },
  (t) => [
    uniqueIndex('stock_operation_key').on(t.companyId, t.key),
    index('stock_operation_actor').on(t.actorId, t.recordedAt),
  ],
);

/** One product of a proposal, as said and as understood. */
export interface ProposalItem {
  readonly phrase: string;
  /** As said; null when nothing was said. */
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly productId: string | null;
  /** Products that may be meant, best first; empty for an unknown one. */
  readonly candidates: readonly string[];
  /** How many stock units one of `unit` is; 1 for loose goods. */
  readonly unitsPerPack: string;
}

export type ProposalState = 'open' | 'waiting' | 'confirmed' | 'cancelled';

/** What somebody asked for in the chat and has not confirmed yet: a row with buttons, so that it outlives restarts. */
export const stockProposal = pgTable(
  'stock_proposal',
  {
    id: uuid('id').primaryKey(),
    companyId: uuid('company_id')
      .notNull()
      .references(() => company.id),
    locationId: uuid('location_id')
      .notNull()
      .references(() => location.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    /** The update that made it: a second run of its handler finds the same row. */
    origin: text('origin').notNull(),
    kind: text('kind').$type<OperationKind>().notNull(),
    items: jsonb('items').$type<readonly ProposalItem[]>().notNull(),
    /** Increments at every change; a button names the version it was drawn for. */
    version: integer('version').notNull().default(1),
    /** waiting: the owner was asked. */
    state: text('state').$type<ProposalState>().notNull().default('open'),
    /** Which item's quantity (or whose name) the next message may give. */
    asking: integer('asking'),
    operationId: uuid('operation_id').references(() => stockOperation.id),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('stock_proposal_origin').on(t.companyId, t.origin),
    index('stock_proposal_person').on(t.personId, t.state, t.updatedAt),
  ],
);
