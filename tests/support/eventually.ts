import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `look` gives something other than null, undefined or false; fails with `what` after `ms`. */
export async function eventually<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  ms = 10_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not seen in ${ms} ms: ${what}`);
    await sleep(15);
  }
}
