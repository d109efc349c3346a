import type { Logger } from '../platform/logger.ts';
import type { Job } from '../platform/schedule.ts';
import type { SystemSign } from './signs.ts';

const LIMIT_MS = 10_000;

/**
 * Asks an outside service's address every minute while all is well. Its silence is the alarm, and that service raises it:
 * so also when the database, the schedule, the network or the whole machine is gone.
 */
export const heartbeat = (options: {
  /** Holds a secret: never logged. */
  readonly url: string;
  readonly signs: () => Promise<readonly SystemSign[]>;
  readonly logger: Logger;
}): Job => ({
  name: 'heartbeat',
  pattern: '* * * * *',
  run: async () => {
    const { logger } = options;
    const signs = await options.signs();
    if (signs.length > 0) return logger.warn({ signs }, 'no heartbeat while something is wrong');
    try {
      const answer = await fetch(options.url, { signal: AbortSignal.timeout(LIMIT_MS), redirect: 'error' });
      await answer.body?.cancel();
      if (!answer.ok) logger.warn({ status: answer.status }, 'the heartbeat was refused');
    } catch (error) {
      // Not the error itself: its text may hold the address.
      logger.warn(
        { reason: error instanceof Error ? error.name : 'unknown' },
        'the heartbeat did not arrive',
      );
    }
  },
});
