import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../core/platform/logger.ts';
import { type Job, nextOccurrence, runSchedule } from '../../../core/platform/schedule.ts';
import { scheduledJobs } from '../../../drizzle/queries/schedule.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

/** 08:00 of a Tuesday in Argentina is 11:00 UTC. */
const EVERY_MORNING = '0 8 * * *';

describe('nextOccurrence', () => {
  it('is a wall-clock time of the shop', () => {
    const next = (pattern: string, after: string) => nextOccurrence(pattern, new Date(after)).toISOString();
    expect(next(EVERY_MORNING, '2026-11-03T10:59:59Z')).toBe('2026-11-03T11:00:00.000Z');
    expect(next(EVERY_MORNING, '2026-11-03T11:00:00Z')).toBe('2026-11-04T11:00:00.000Z');
    expect(next('0 8 * * 1', '2026-11-03T12:00:00Z')).toBe('2026-11-09T11:00:00.000Z');
  });
});

describe.each(databaseKinds)('runSchedule on %s', (kind) => {
  let database: TestDatabase;
  let now: Date;
  let stop: AbortController;
  let running: Promise<void>[];

  beforeEach(async () => {
    database = await openTestDatabase(kind);
    now = new Date('2026-11-03T10:00:00Z');
    stop = new AbortController();
    running = [];
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(running);
    await database.close();
  });

  const start = (owner: string, job: Omit<Job, 'name' | 'pattern'>): void => {
    running.push(
      runSchedule({
        db: database.db,
        jobs: [{ name: 'morning', pattern: EVERY_MORNING, ...job }],
        clock: { now: () => now },
        logger: createLogger({ level: 'silent' }),
        signal: stop.signal,
        owner,
        idleMs: 10,
      }),
    );
  };
  const row = async () => (await scheduledJobs(database.db)).find((one) => one.name === 'morning');
  const dueAt = (iso: string) =>
    eventually(`due at ${iso}`, async () => (await row())?.dueAt.toISOString() === iso);

  it('When two processes are up at eight, then one of them runs it, once', async () => {
    const runs: string[] = [];
    const run =
      (owner: string): Job['run'] =>
      async ({ dueAt: due }) => {
        runs.push(`${due.toISOString()}`);
        await new Promise((resolve) => setTimeout(resolve, owner === 'a' ? 40 : 20));
      };
    start('a', { run: run('a') });
    start('b', { run: run('b') });
    await dueAt('2026-11-03T11:00:00.000Z');
    expect(runs).toEqual([]);
    now = new Date('2026-11-03T11:00:01Z');
    await dueAt('2026-11-04T11:00:00.000Z');
    expect(runs).toEqual(['2026-11-03T11:00:00.000Z']);
  });

  it('When it was down for five days, then it runs once, late, for the last time it was due', async () => {
    start('a', { run: async () => undefined });
    await dueAt('2026-11-03T11:00:00.000Z');
    stop.abort();
    await Promise.all(running);
    stop = new AbortController();
    now = new Date('2026-11-08T15:00:00Z');
    const runs: string[] = [];
    start('b', { run: async ({ dueAt: due }) => void runs.push(due.toISOString()) });
    await dueAt('2026-11-09T11:00:00.000Z');
    expect(runs).toEqual(['2026-11-08T11:00:00.000Z']);
  });

  it('When it fails, then the row says why, it is tried again later, and a good run clears it', async () => {
    let broken = true;
    let tries = 0;
    start('a', {
      runsAtFirstStart: true,
      run: async () => {
        tries += 1;
        if (broken) throw new Error('no hay papel');
      },
    });
    const failed = await eventually('a failure', async () => {
      const one = await row();
      return one?.error === 'no hay papel' ? one : null;
    });
    expect(failed.attempts).toBe(1);
    expect(failed.availableAt.toISOString()).toBe('2026-11-03T10:01:00.000Z');
    expect(tries).toBe(1);
    broken = false;
    now = new Date('2026-11-03T10:01:01Z');
    await dueAt('2026-11-03T11:00:00.000Z');
    expect(tries).toBe(2);
    expect(await row()).toMatchObject({ error: null, attempts: 0, leaseOwner: null });
  });

  it('When it keeps failing, then this occurrence is given up after the last wait and the error stays', async () => {
    let tries = 0;
    start('a', {
      runsAtFirstStart: true,
      run: async () => {
        tries += 1;
        throw new Error(`intento ${tries}`);
      },
    });
    for (let minutes = 0; minutes < 8; minutes += 1) {
      const expected = minutes + 1;
      await eventually(`try ${expected}`, () => tries === expected);
      const last = minutes === 7;
      if (!last) {
        const waiting = await eventually('it waits', async () => {
          const one = await row();
          return one?.attempts === expected && one.leaseOwner === null ? one : null;
        });
        now = new Date(Math.min(waiting.availableAt.getTime() + 1, Date.parse('2026-11-04T10:00:00Z')));
      }
    }
    await eventually('given up', async () => (await row())?.attempts === 0);
    expect((await row())?.error).toBe('intento 8');
    expect((await row())!.dueAt.getTime()).toBeGreaterThan(now.getTime());
  });
});
