import type { Clock } from './clock.ts';

/**
 * Stops asking a service that keeps failing: after `threshold` failures in a row it is left alone for a while, twice as
 * long after each further failure, and then asked once.
 */
export interface Circuit {
  /** Whether it may be asked now. */
  readonly isClosed: boolean;
  succeeded(): void;
  failed(): void;
}

export function createCircuit(options: {
  readonly clock: Clock;
  readonly threshold: number;
  readonly pauseMs: number;
  readonly longestPauseMs: number;
}): Circuit {
  let failures = 0;
  let openUntil = 0;
  return {
    get isClosed() {
      return options.clock.now().getTime() >= openUntil;
    },
    succeeded() {
      failures = 0;
      openUntil = 0;
    },
    failed() {
      failures += 1;
      const beyond = failures - options.threshold;
      if (beyond < 0) return;
      const pause = Math.min(options.longestPauseMs, options.pauseMs * 2 ** Math.min(beyond, 20));
      openUntil = options.clock.now().getTime() + pause;
    },
  };
}
