import { announceCheck } from '../../../bot/features/receiving/document-message.ts';
import { runArcaQueue } from '../../../core/arca/queue.ts';
import { systemClock } from '../../../core/platform/clock.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { createWake } from '../../../core/platform/wake.ts';
import { OUR_CUIT } from '../../integration/arca/papers.ts';
import type { LoopbackArca } from '../../support/arca/server.ts';
import type { Shop } from './shop.ts';

/** Asks the loopback ARCA about the shop's papers until the signal; `pauses` in place of the queue's own between tries. */
export const askArcaFor = (
  shop: Shop,
  arca: LoopbackArca,
  options: { readonly signal: AbortSignal; readonly pauses?: readonly number[] },
): Promise<void> =>
  runArcaQueue({
    db: shop.database.db,
    access: {
      cuit: OUR_CUIT,
      ...arca.issueTo(OUR_CUIT),
      environment: 'production',
      secretKey: 's'.repeat(40),
      apiRoot: arca.url,
      caPem: arca.authority.pem,
    },
    clock: systemClock,
    logger: createLogger({ level: 'silent' }),
    announce: announceCheck(systemClock),
    said: () => undefined,
    wake: createWake(),
    owner: 'arca',
    idleMs: 50,
    ...options,
  });
