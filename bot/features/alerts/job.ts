import { scanAlerts } from '../../../core/alerts/scan.ts';
import type { Job } from '../../../core/platform/schedule.ts';
import type { BotDeps } from '../../context.ts';
import { tellNotice } from './notice.ts';

/** Looks every other minute at what people should know. */
export const alertScan = ({ db, wakes }: BotDeps): Job => ({
  name: 'alerts',
  pattern: '*/2 * * * *',
  run: async ({ now }) => {
    await scanAlerts(db, { now, tell: tellNotice });
    wakes.outbox.wake();
  },
});
