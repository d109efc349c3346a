import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '../../platform/result.ts';
import type { ChildMessage } from './messages.ts';
import { residentMegabytes } from './resident-memory.ts';

export interface PoolOptions {
  /** The module each child runs; it calls `serve`. */
  readonly module: URL;
  readonly workers: number;
  /** A task that says nothing for this long is ended, its child with it. */
  readonly timeLimitMs: number;
  /** Resident memory at which a child is ended. */
  readonly memoryLimitMb: number;
  readonly env?: Readonly<Record<string, string>>;
}

export type PoolFailure = 'timeout' | 'out_of_memory' | 'crashed' | 'closed';

/** Child processes that do heavy work one task at a time; a child that hangs or grows is replaced. */
export interface WorkerPool<Task, Outcome, News> {
  run(task: Task, onNews?: (news: News) => void): Promise<Result<Outcome, PoolFailure>>;
  /** Children allowed and at work, tasks that wait, and tasks in a row that ended without an outcome. */
  state(): PoolState;
  /** Ends all children; waiting and running tasks fail with `closed`. */
  close(): Promise<void>;
}

export interface PoolState {
  readonly workers: number;
  readonly busy: number;
  readonly waiting: number;
  readonly failuresInARow: number;
}

interface Job<Task, Outcome, News> {
  readonly task: Task;
  readonly onNews: ((news: News) => void) | undefined;
  readonly settle: (result: Result<Outcome, PoolFailure>) => void;
  attempts: number;
}

interface Worker<Task, Outcome, News> {
  readonly child: ChildProcess;
  job: { readonly id: number; readonly of: Job<Task, Outcome, News> } | null;
  timer: NodeJS.Timeout | undefined;
  /** Why this pool killed the child; null when it ended by itself. */
  killedFor: PoolFailure | null;
}

const WATCH_EVERY_MS = 200;
/** A child that dies by itself gets its task once more: the cause may have been outside. */
const ATTEMPTS = 2;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** V8 aborts when its heap is full; the kernel kills when the machine's memory is. */
const MEMORY_SIGNALS: ReadonlySet<string> = new Set(['SIGABRT', 'SIGKILL']);

export function createWorkerPool<Task, Outcome, News>(options: PoolOptions): WorkerPool<Task, Outcome, News> {
  type ThisJob = Job<Task, Outcome, News>;
  type ThisWorker = Worker<Task, Outcome, News>;
  const waiting: ThisJob[] = [];
  const workers = new Set<ThisWorker>();
  let closed = false;
  let nextId = 1;
  let failuresInARow = 0;

  const watchdog = setInterval(() => {
    for (const worker of workers) {
      const used = worker.child.pid === undefined ? null : residentMegabytes(worker.child.pid);
      if (used !== null && used > options.memoryLimitMb) end(worker, 'out_of_memory');
    }
  }, WATCH_EVERY_MS);
  watchdog.unref();

  function end(worker: ThisWorker, reason: PoolFailure): void {
    worker.killedFor ??= reason;
    worker.child.kill('SIGKILL');
  }

  function start(): ThisWorker {
    const child = fork(options.module, {
      cwd: ROOT,
      execArgv: ['--import', 'tsx', `--max-old-space-size=${Math.round(options.memoryLimitMb / 2)}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...options.env },
    });
    const worker: ThisWorker = { child, job: null, timer: undefined, killedFor: null };
    workers.add(worker);
    child.on('message', (message) => onMessage(worker, message as ChildMessage<Outcome, News>));
    child.on('error', () => onEnd(worker, null));
    child.on('exit', (_code, signal) => onEnd(worker, signal));
    return worker;
  }

  function onMessage(worker: ThisWorker, message: ChildMessage<Outcome, News>): void {
    if (message.id !== worker.job?.id) return;
    const job = worker.job.of;
    if (message.kind === 'news') {
      if (message.restart) startClock(worker);
      job.onNews?.(message.news);
      return;
    }
    release(worker);
    failuresInARow = 0;
    job.settle(ok(message.outcome));
    feed();
  }

  function onEnd(worker: ThisWorker, signal: NodeJS.Signals | null): void {
    if (!workers.delete(worker)) return;
    const job = worker.job?.of;
    release(worker);
    if (job) {
      const ownEnd = signal !== null && MEMORY_SIGNALS.has(signal) ? 'out_of_memory' : 'crashed';
      if (!worker.killedFor && !closed && ownEnd === 'crashed' && job.attempts < ATTEMPTS)
        waiting.unshift(job);
      else {
        failuresInARow += 1;
        job.settle(err(worker.killedFor ?? ownEnd));
      }
    }
    feed();
  }

  function release(worker: ThisWorker): void {
    clearTimeout(worker.timer);
    worker.job = null;
    setReferenced(worker.child, false);
  }

  function startClock(worker: ThisWorker): void {
    clearTimeout(worker.timer);
    worker.timer = setTimeout(() => end(worker, 'timeout'), options.timeLimitMs);
  }

  function feed(): void {
    while (!closed && waiting.length > 0) {
      const free = [...workers].find(({ job, killedFor }) => job === null && killedFor === null);
      const worker = free ?? (workers.size < options.workers ? start() : undefined);
      if (!worker) return;
      const job = waiting.shift()!;
      job.attempts++;
      worker.job = { id: nextId++, of: job };
      setReferenced(worker.child, true);
      startClock(worker);
      worker.child.send({ id: worker.job.id, task: job.task }, (failure) => {
        if (failure) worker.child.kill('SIGKILL');
      });
    }
  }

  return {
    run: (task, onNews) =>
      new Promise((settle) => {
        if (closed) settle(err('closed'));
        else {
          waiting.push({ task, onNews, settle, attempts: 0 });
          feed();
        }
      }),
    state: () => ({
      workers: options.workers,
      busy: [...workers].filter(({ job }) => job !== null).length,
      waiting: waiting.length,
      failuresInARow,
    }),
    async close() {
      closed = true;
      clearInterval(watchdog);
      for (const job of waiting.splice(0)) job.settle(err('closed'));
      const gone = [...workers].map(
        (worker) => new Promise<void>((resolve) => worker.child.once('exit', () => resolve())),
      );
      for (const worker of [...workers]) {
        setReferenced(worker.child, true); // or the process would end before its children have
        end(worker, 'closed');
      }
      await Promise.all(gone);
    },
  };
}

/** An idle child must not keep its parent alive; a working one must. */
function setReferenced(child: ChildProcess, referenced: boolean): void {
  if (referenced) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
