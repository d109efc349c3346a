import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './logger.ts';
import type { Wake } from './wake.ts';

export interface DispatcherOptions<Job> {
  readonly name: string;
  /** Takes the next job under a lease, or null when there is none. */
  readonly claim: () => Promise<Job | null>;
  /** Does one job and records its outcome. What it throws is a broken database or a bug. */
  readonly work: (job: Job) => Promise<void>;
  readonly wake: Wake;
  readonly signal: AbortSignal;
  readonly concurrency: number;
  /** How long to wait for a wake before looking again: a second process has no way to wake this one. */
  readonly idleMs: number;
  readonly logger: Logger;
  /** True for errors that pass by themselves, such as a database that is restarting. */
  readonly isTransient: (error: unknown) => boolean;
}

const PAUSES_MS = [100, 250, 500, 1_000, 2_000, 5_000] as const;

/**
 * Runs jobs that are rows in the database, `concurrency` at a time, until the signal aborts; then it lets the
 * running ones finish and resolves. A transient error is logged and waited out; any other error stops the
 * loop and rejects, because a loop that limps on after a bug hides it.
 */
export async function runDispatcher<Job>(options: DispatcherOptions<Job>): Promise<void> {
  const { wake, signal, logger, name } = options;
  const running = new Set<Promise<void>>();
  let failures = 0;
  let fatal: { readonly error: unknown } | null = null;

  const absorb = (error: unknown): void => {
    if (!options.isTransient(error)) {
      fatal ??= { error };
      return;
    }
    failures += 1;
    logger.warn({ err: error, loop: name, failures }, 'passing failure');
  };
  const start = (job: Job): void => {
    const task = options
      .work(job)
      .then(
        () => {
          failures = 0;
        },
        (error: unknown) => absorb(error),
      )
      .finally(() => {
        running.delete(task);
        wake.wake();
      });
    running.add(task);
  };

  while (!signal.aborted && fatal === null) {
    try {
      const job = running.size < options.concurrency ? await options.claim() : null;
      if (job !== null) {
        start(job);
        continue;
      }
    } catch (error) {
      absorb(error);
    }
    if (failures === 0) await wake.wait(options.idleMs, signal);
    else await pause(failures, signal);
  }
  await Promise.all(running);
  if (fatal !== null) throw (fatal as { readonly error: unknown }).error;
}

async function pause(failures: number, signal: AbortSignal): Promise<void> {
  const ms = PAUSES_MS[Math.min(failures, PAUSES_MS.length) - 1] ?? 5_000;
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
