import { afterEach, describe, expect, it } from 'vitest';
import {
  createWorkerPool,
  type PoolOptions,
  type WorkerPool,
} from '../../../core/reading/pool/worker-pool.ts';
import type { Deed } from './misbehaving-child.ts';

let pool: WorkerPool<Deed, string, string>;

function start(options: Partial<PoolOptions> = {}): void {
  pool = createWorkerPool<Deed, string, string>({
    module: new URL('./misbehaving-child.ts', import.meta.url),
    workers: 1,
    timeLimitMs: 20_000,
    memoryLimitMb: 400,
    ...options,
  });
}

afterEach(() => pool.close());

const answer = (text: string): Deed => ({ kind: 'answer', text });
const pidOf = (result: Awaited<ReturnType<typeof pool.run>>): number =>
  Number(result.ok ? result.value.split(' from ')[1] : Number.NaN);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a worker pool', () => {
  it('When tasks queue, then one child answers them in order', async () => {
    start();
    const answers = await Promise.all([pool.run(answer('a')), pool.run(answer('b')), pool.run(answer('c'))]);
    expect(new Set(answers.map(pidOf)).size).toBe(1);
    expect(answers.map((one) => one.ok && one.value.split(' ')[0])).toEqual(['a', 'b', 'c']);
  });

  it('When a child loops for ever, then the task times out, the parent stays free and the next task is answered', async () => {
    start({ timeLimitMs: 2500 });
    const first = pidOf(await pool.run(answer('before')));
    let ticks = 0;
    const clock = setInterval(() => ticks++, 50);
    expect(await pool.run({ kind: 'loop' })).toEqual({ ok: false, error: 'timeout' });
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(20);
    expect(isAlive(first)).toBe(false);
    expect(pidOf(await pool.run(answer('after')))).not.toBe(first);
  });

  it('When a child grows without bounds, then it is ended and the next task is answered', async () => {
    start();
    expect(await pool.run({ kind: 'grow' })).toEqual({ ok: false, error: 'out_of_memory' });
    expect((await pool.run(answer('after'))).ok).toBe(true);
  });

  it('When a child dies of every attempt, then the task fails as crashed', async () => {
    start();
    expect(await pool.run({ kind: 'exit', code: 3 })).toEqual({ ok: false, error: 'crashed' });
  });

  it('When a long document makes progress, then the time limit counts from the last page', async () => {
    start({ timeLimitMs: 2500 });
    await pool.run(answer('warm'));
    const news: string[] = [];
    const deed: Deed = { kind: 'work', pages: 4, millisecondsEach: 900 };
    const result = await pool.run(deed, (page) => news.push(page));
    expect(result).toEqual({ ok: true, value: 'worked' });
    expect(news).toEqual(['page 1', 'page 2', 'page 3', 'page 4']);
  });

  it('When the pool closes, then running and waiting tasks fail and no child is left', async () => {
    start();
    const child = pidOf(await pool.run(answer('hello')));
    const running = pool.run({ kind: 'loop' });
    const waiting = pool.run(answer('late'));
    await pool.close();
    expect(await running).toEqual({ ok: false, error: 'closed' });
    expect(await waiting).toEqual({ ok: false, error: 'closed' });
    expect(isAlive(child)).toBe(false);
    expect(await pool.run(answer('too late'))).toEqual({ ok: false, error: 'closed' });
  });
});
