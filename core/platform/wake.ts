/** Lets one part of a process tell another that there is work, without a queue: a wait ends at the first wake or after `ms`. */
export interface Wake {
  wake(): void;
  /** Resolves at a wake (also one that came since the last wait), after `ms`, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function createWake(): Wake {
  let pending = false;
  let release: (() => void) | null = null;
  return {
    wake() {
      pending = true;
      release?.();
    },
    wait(ms, signal) {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          release = null;
          pending = false;
          resolve();
        };
        const timer = setTimeout(done, pending || signal.aborted ? 0 : ms);
        signal.addEventListener('abort', done, { once: true });
        release = done;
      });
    },
  };
}
