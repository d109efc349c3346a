import type { Logger } from '../core/platform/logger.ts';

const DRAIN_MS = 10_000;

/** What a process has open and how it ends: on SIGTERM or SIGINT, or because a part of it broke. */
export interface Lifetime {
  /** Aborts when the process should stop taking new work. */
  readonly signal: AbortSignal;
  /** Registers something to close at the end; the last one registered closes first. */
  onEnd(close: () => Promise<void>): void;
  /** A loop that must run as long as the process. Its failure, or its ending too early, ends the process. */
  run(name: string, loop: Promise<void>): void;
  /** Resolves when the process should stop. */
  readonly stopped: Promise<void>;
  /** Begins to stop, with this exit code. */
  stop(code: number): void;
  /** Logs what broke and stops with exit code 1. */
  fail(part: string, error: unknown): void;
  /** Waits for the stop; resolves with the exit code when everything is closed, or the time to drain is over. */
  end(): Promise<number>;
}

export function createLifetime(logger: Logger): Lifetime {
  const stop = new AbortController();
  const loops: Promise<void>[] = [];
  const closers: (() => Promise<void>)[] = [];
  let code = 0;

  const begin = (exitCode: number): void => {
    code ||= exitCode;
    stop.abort();
  };
  const fail = (part: string, error: unknown): void => {
    logger.fatal({ err: error, part }, 'stopping because of an unexpected failure');
    begin(1);
  };
  const stopped = new Promise<void>((resolve) =>
    stop.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  for (const name of ['SIGTERM', 'SIGINT'] as const)
    process.on(name, () => {
      logger.info({ signal: name }, 'stopping');
      begin(0);
    });
  process.on('uncaughtException', (error) => fail('process', error));
  process.on('unhandledRejection', (error) => fail('process', error));

  const close = async (): Promise<void> => {
    await Promise.all(loops);
    for (const closer of closers.reverse()) await closer();
  };
  return {
    signal: stop.signal,
    onEnd: (closer) => {
      closers.push(closer);
    },
    run: (name, loop) => {
      const guarded = loop.then(
        () => (stop.signal.aborted ? undefined : fail(name, new Error('it ended by itself'))),
        (error: unknown) => fail(name, error),
      );
      loops.push(guarded);
    },
    stopped,
    stop: begin,
    fail,
    end: async () => {
      await stopped;
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), DRAIN_MS);
      });
      const outcome = await Promise.race([close().catch((error: unknown) => fail('closing', error)), late]);
      clearTimeout(timer);
      // What is still running has its lease in the database; the next process takes it up.
      if (outcome === 'late') logger.warn('not everything stopped in time');
      return code;
    },
  };
}
