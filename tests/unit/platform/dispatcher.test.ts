import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runDispatcher } from '../../../core/platform/dispatcher.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { createWake } from '../../../core/platform/wake.ts';

class Away extends Error {}

function dispatch(options: {
  claim: () => Promise<number | null>;
  work: (job: number) => Promise<void>;
  idleMs?: number;
}) {
  const stop = new AbortController();
  const wake = createWake();
  const loop = runDispatcher<number>({
    name: 'test',
    wake,
    signal: stop.signal,
    concurrency: 2,
    logger: createLogger({ level: 'silent' }),
    isTransient: (error) => error instanceof Away,
    idleMs: 10,
    ...options,
  });
  return { loop, wake, stop: () => stop.abort() };
}

describe('runDispatcher', () => {
  it('When there is more work than room, then never more than `concurrency` jobs run', async () => {
    const jobs = [1, 2, 3, 4, 5];
    let now = 0;
    let most = 0;
    const dispatcher = dispatch({
      claim: async () => jobs.shift() ?? null,
      work: async () => {
        now += 1;
        most = Math.max(most, now);
        await sleep(10);
        now -= 1;
        if (jobs.length === 0) dispatcher.stop();
      },
    });
    await dispatcher.loop;
    expect(most).toBe(2);
    expect(now).toBe(0);
  });

  it('When it is woken, then it does not wait for the next look', async () => {
    const jobs: number[] = [];
    const done: number[] = [];
    const dispatcher = dispatch({
      claim: async () => jobs.shift() ?? null,
      work: async (job) => {
        done.push(job);
        dispatcher.stop();
      },
      idleMs: 60_000,
    });
    await sleep(20);
    jobs.push(7);
    dispatcher.wake.wake();
    await dispatcher.loop;
    expect(done).toEqual([7]);
  });

  it('When the database goes away for a moment, then it goes on afterwards', async () => {
    let tries = 0;
    const dispatcher = dispatch({
      claim: async () => {
        tries += 1;
        if (tries < 3) throw new Away('restarting');
        return tries === 3 ? 1 : null;
      },
      work: async () => dispatcher.stop(),
    });
    await dispatcher.loop;
    expect(tries).toBeGreaterThanOrEqual(3);
  });

  it.each(['claim', 'work'] as const)('When %s meets a bug, then the loop rejects with it', async (where) => {
    const fail = async () => Promise.reject(new TypeError('bug'));
    const dispatcher = dispatch({
      claim: where === 'claim' ? fail : async () => 1,
      work: where === 'work' ? fail : async () => undefined,
    });
    await expect(dispatcher.loop).rejects.toThrow('bug');
  });
});
