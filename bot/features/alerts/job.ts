import { scanAlerts } from '../../../core/alerts/scan.ts';
import type { Job } from '../../../core/platform/schedule.ts';
import type { SystemSign } from '../../../core/system/signs.ts';
import type { BotDeps } from '../../context.ts';
import { tellNotice } from './notice.ts';

/** Looks every other minute at what people should know. */
export const alertScan = ({ db, wakes }: BotDeps, signs: () => Promise<readonly SystemSign[]>): Job => ({
  name: 'alerts',
  pattern: '*/2 * * * *',
  run: async ({ now }) => {
    await scanAlerts(db, { now, tell: tellNotice, signs: await signs() });
    wakes.outbox.wake();
  },
});
