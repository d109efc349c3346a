import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { scheduledJob } from '../schema/index.ts';

/** Leases run on the database's clock, which all processes share. */
const until = (seconds: number) => sql`clock_timestamp() + make_interval(secs => ${seconds}::float8)`;

/** Adds the job when it is new; a changed pattern changes when it is due, unless it is late already. */
export async function registerJob(
  db: Db,
  job: { name: string; pattern: string; dueAt: Date; nextAt: Date },
): Promise<void> {
  const { nextAt, ...row } = job;
  await db
    .insert(scheduledJob)
    .values({ ...row, availableAt: job.dueAt })
    .onConflictDoUpdate({
      target: scheduledJob.name,
      set: {
        pattern: job.pattern,
        dueAt: sql`least(${scheduledJob.dueAt}, ${nextAt.toISOString()}::timestamptz)`,
        availableAt: sql`least(${scheduledJob.availableAt}, ${nextAt.toISOString()}::timestamptz)`,
      },
      setWhere: sql`${scheduledJob.pattern} <> excluded.pattern`,
    });
}

export interface OccurrenceRow {
  readonly name: string;
  readonly dueAt: Date;
  readonly attempts: number;
}

/** Takes the job that has been due longest under a lease; null when none is. */
export async function claimOccurrence(
  db: Db,
  wish: { names: readonly string[]; now: Date; owner: string; leaseSeconds: number },
): Promise<OccurrenceRow | null> {
  if (wish.names.length === 0) return null;
  const due = db
    .select({ name: scheduledJob.name })
    .from(scheduledJob)
    .where(
      and(
        inArray(scheduledJob.name, [...wish.names]),
        sql`${scheduledJob.dueAt} <= ${wish.now.toISOString()}::timestamptz`,
        sql`${scheduledJob.availableAt} <= ${wish.now.toISOString()}::timestamptz`,
        sql`(${scheduledJob.leaseUntil} is null or ${scheduledJob.leaseUntil} < clock_timestamp())`,
      ),
    )
    .orderBy(asc(scheduledJob.dueAt))
    .limit(1)
    .for('update', { skipLocked: true });
  const [row] = await db
    .update(scheduledJob)
    .set({ leaseOwner: wish.owner, leaseUntil: until(wish.leaseSeconds), progress: null })
    .where(eq(scheduledJob.name, sql`(${due})`))
    .returning({
      name: scheduledJob.name,
      dueAt: scheduledJob.dueAt,
      attempts: scheduledJob.attempts,
    });
  return row ?? null;
}

const held = (name: string, owner: string) =>
  and(eq(scheduledJob.name, name), eq(scheduledJob.leaseOwner, owner));

export async function extendLease(
  db: Db,
  wish: { name: string; owner: string; leaseSeconds: number; progress?: string },
): Promise<void> {
  await db
    .update(scheduledJob)
    .set({
      leaseUntil: until(wish.leaseSeconds),
      ...(wish.progress === undefined ? {} : { progress: wish.progress }),
    })
    .where(held(wish.name, wish.owner));
}

/** The occurrence is over, well or (after all its tries) not; the next one is due at `nextAt`. */
export async function closeOccurrence(
  db: Db,
  end: {
    name: string;
    owner: string;
    nextAt: Date;
    startedAt: Date;
    finishedAt: Date | null;
    error: string | null;
  },
): Promise<void> {
  await db
    .update(scheduledJob)
    .set({
      dueAt: end.nextAt,
      availableAt: end.nextAt,
      attempts: 0,
      leaseOwner: null,
      leaseUntil: null,
      progress: null,
      startedAt: end.startedAt,
      error: end.error,
      ...(end.finishedAt === null ? {} : { finishedAt: end.finishedAt }),
    })
    .where(held(end.name, end.owner));
}

/** The same occurrence again, later. */
export async function putOff(
  db: Db,
  failure: { name: string; owner: string; attempts: number; availableAt: Date; error: string },
): Promise<void> {
  const { name, owner, ...change } = failure;
  await db
    .update(scheduledJob)
    .set({ ...change, leaseOwner: null, leaseUntil: null })
    .where(held(name, owner));
}

/** Frees what a process that is surely dead had taken: only for the holder of the data directory's lock. */
export async function releaseScheduleLeases(db: Db): Promise<void> {
  await db
    .update(scheduledJob)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(sql`${scheduledJob.leaseOwner} is not null`);
}

/** Every job as it stands, for whoever looks after the installation. */
export const scheduledJobs = (db: Db): Promise<(typeof scheduledJob.$inferSelect)[]> =>
  db.select().from(scheduledJob).orderBy(asc(scheduledJob.name));
