import { setTimeout as sleep } from 'node:timers/promises';
import { Cron } from 'croner';
import type { Db } from '../../drizzle/client.ts';
import {
  claimOccurrence,
  closeOccurrence,
  extendLease,
  type OccurrenceRow,
  putOff,
  registerJob,
} from '../../drizzle/queries/schedule.ts';
import { isDatabaseUnavailable } from '../../drizzle/transient.ts';
import { type Clock, TIME_ZONE } from './clock.ts';
import { runDispatcher } from './dispatcher.ts';
import type { Logger } from './logger.ts';
import { createWake } from './wake.ts';

/** One run of a job, for the latest moment at which it was due. */
export interface Occurrence {
  readonly dueAt: Date;
  readonly now: Date;
  readonly signal: AbortSignal;
  /** Says how far a long run is; seen in the job's row. */
  progress(words: string): Promise<void>;
}

export interface Job {
  /** Stable: the key of its row. */
  readonly name: string;
  /** Cron pattern in the shop's time: `0 8 * * *` is every day at 08:00. */
  readonly pattern: string;
  /** Run as soon as it is known for the first time, not only when next due. */
  readonly runsAtFirstStart?: boolean;
  /** May run again for the same occurrence after a failure or a dead process, so its effects must not repeat. */
  readonly run: (occurrence: Occurrence) => Promise<void>;
}

export interface ScheduleOptions {
  readonly db: Db;
  readonly jobs: readonly Job[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Unique to this process and start. */
  readonly owner: string;
  readonly idleMs?: number;
}

/** A process that does not renew its lease for so long is dead. */
const LEASE_SECONDS = 90;
const RENEW_MS = 30_000;
const RETRY_MINUTES: readonly number[] = [1, 2, 5, 10, 20, 30, 60];

/** The first moment after `after` at which the pattern is due, in the shop's time. */
export function nextOccurrence(pattern: string, after: Date): Date {
  const next = new Cron(pattern, { timezone: TIME_ZONE, paused: true }).nextRun(after);
  if (next === null) throw new Error(`the schedule "${pattern}" has no next time`);
  return next;
}

/** The last moment up to `until` at which it was due, given that it was due at `dueAt`. */
function latestOccurrence(pattern: string, dueAt: Date, until: Date): Date {
  const previous = new Cron(pattern, { timezone: TIME_ZONE, paused: true }).previousRuns(
    1,
    new Date(until.getTime() + 1_000),
  )[0];
  return previous !== undefined && previous > dueAt ? previous : dueAt;
}

/**
 * Runs jobs at wall-clock times of the shop. Their rows are in the database: of several processes one runs an
 * occurrence; what was missed during an outage runs once, late; a failure is kept in the row and tried again, less and
 * less often, and given up after the last wait in favour of the next occurrence.
 */
export async function runSchedule(options: ScheduleOptions): Promise<void> {
  const { db, jobs, clock, signal } = options;
  const wake = createWake();
  await whileDatabaseIsAway(options, async () => {
    const now = clock.now();
    for (const job of jobs)
      await registerJob(db, {
        name: job.name,
        pattern: job.pattern,
        dueAt: job.runsAtFirstStart === true ? now : nextOccurrence(job.pattern, now),
        nextAt: nextOccurrence(job.pattern, now),
      });
  });
  const byName = new Map(jobs.map((job) => [job.name, job]));
  await runDispatcher<OccurrenceRow>({
    name: 'schedule',
    claim: () =>
      claimOccurrence(db, {
        names: [...byName.keys()],
        now: clock.now(),
        owner: options.owner,
        leaseSeconds: LEASE_SECONDS,
      }),
    work: (row) => runOccurrence(options, byName.get(row.name)!, row),
    wake,
    signal,
    concurrency: 2,
    idleMs: options.idleMs ?? 5_000,
    logger: options.logger,
    isTransient: isDatabaseUnavailable,
  });
}

async function whileDatabaseIsAway(options: ScheduleOptions, work: () => Promise<void>): Promise<void> {
  while (!options.signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      options.logger.warn({ err: error }, 'schedule waits for the database');
      await sleep(1_000);
    }
  }
}

async function runOccurrence(options: ScheduleOptions, job: Job, row: OccurrenceRow): Promise<void> {
  const { db, clock, logger, owner } = options;
  const started = clock.now();
  const renewal = setInterval(() => {
    extendLease(db, { name: job.name, owner, leaseSeconds: LEASE_SECONDS }).catch((error: unknown) =>
      logger.warn({ err: error, job: job.name }, 'lease not renewed'),
    );
  }, RENEW_MS);
  try {
    await job.run({
      dueAt: latestOccurrence(job.pattern, row.dueAt, started),
      now: started,
      signal: options.signal,
      progress: (words) =>
        extendLease(db, { name: job.name, owner, leaseSeconds: LEASE_SECONDS, progress: words }),
    });
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    return await recordFailure(options, job, row, error);
  } finally {
    clearInterval(renewal);
  }
  await closeOccurrence(db, {
    name: job.name,
    owner,
    nextAt: nextOccurrence(job.pattern, clock.now()),
    startedAt: started,
    finishedAt: clock.now(),
    error: null,
  });
}

async function recordFailure(
  { db, clock, logger, owner }: ScheduleOptions,
  job: Job,
  row: OccurrenceRow,
  error: unknown,
): Promise<void> {
  const words = error instanceof Error ? error.message : String(error);
  const minutes = RETRY_MINUTES[row.attempts];
  logger.error({ err: error, job: job.name, attempt: row.attempts + 1 }, 'scheduled job failed');
  const now = clock.now();
  if (minutes !== undefined)
    return putOff(db, {
      name: job.name,
      owner,
      attempts: row.attempts + 1,
      availableAt: new Date(now.getTime() + minutes * 60_000),
      error: words,
    });
  await closeOccurrence(db, {
    name: job.name,
    owner,
    nextAt: nextOccurrence(job.pattern, now),
    startedAt: now,
    finishedAt: null,
    error: words,
  });
}
