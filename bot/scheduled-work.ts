import { nightlyForecasts } from '../core/demand/nightly.ts';
import type { Job } from '../core/platform/schedule.ts';
import type { BotDeps } from './context.ts';
import { alertScan } from './features/alerts/job.ts';
import { dailyDigest, weeklyOutlook } from './features/forecast/scheduled.ts';

/** Everything that happens at a set time. */
export const scheduledWork = (deps: BotDeps): readonly Job[] => [
  nightlyForecasts(deps.db),
  dailyDigest(deps),
  weeklyOutlook(deps),
  alertScan(deps),
];
