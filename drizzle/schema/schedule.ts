import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** One row per job that runs at wall-clock times: when it is due, who is at it, and how the last run ended. */
export const scheduledJob = pgTable('scheduled_job', {
  name: text('name').primaryKey(),
  /** Cron pattern in the shop's time. */
  pattern: text('pattern').notNull(),
  /** The occurrence to be run next; in the past: late. */
  dueAt: instant('due_at').notNull(),
  /** Not before: later than `dueAt` while a failure is waited out. */
  availableAt: instant('available_at').notNull(),
  /** Failures of this occurrence so far. */
  attempts: integer('attempts').notNull().default(0),
  leaseOwner: text('lease_owner'),
  leaseUntil: instant('lease_until'),
  progress: text('progress'),
  startedAt: instant('started_at'),
  /** Of the last run that went well. */
  finishedAt: instant('finished_at'),
  /** Of the last run; null when it went well. */
  error: text('error'),
});
