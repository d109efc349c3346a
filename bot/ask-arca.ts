import { arcaAccess } from '../core/arca/access.ts';
import { runArcaQueue } from '../core/arca/queue.ts';
import type { Config } from '../core/platform/config.ts';
import { createWake } from '../core/platform/wake.ts';
import type { BotDeps } from './context.ts';
import { announceCheck } from './features/receiving/document-message.ts';
import type { Lifetime } from './lifetime.ts';

/** Optional: without a certificate nothing is asked and nothing is missing. */
export function askArca(
  config: Config,
  { db, clock, logger, wakes }: BotDeps,
  life: Lifetime,
  owner: string,
): void {
  const access = arcaAccess(config, clock.now());
  if (!access.ok) {
    if (access.error !== 'off') logger.warn({ problem: access.error }, 'ARCA cannot be asked');
    return;
  }
  life.run(
    'arca',
    runArcaQueue({
      db,
      clock,
      logger,
      owner,
      access: access.value,
      announce: announceCheck(clock),
      said: () => wakes.outbox.wake(),
      wake: createWake(),
      signal: life.signal,
    }),
  );
}
