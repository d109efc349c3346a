import { nightlyForecasts } from '../core/demand/nightly.ts';
import type { Job } from '../core/platform/schedule.ts';
import { heartbeat } from '../core/system/heartbeat.ts';
import type { SystemSign } from '../core/system/signs.ts';
import type { BotDeps } from './context.ts';
import { alertScan } from './features/alerts/job.ts';
import { dailyDigest, weeklyOutlook } from './features/forecast/scheduled.ts';

/** Everything that happens at a set time. */
export const scheduledWork = (
  deps: BotDeps,
  system: { readonly signs: () => Promise<readonly SystemSign[]>; readonly heartbeatUrl: string | undefined },
): readonly Job[] => [
  nightlyForecasts(deps.db),
  dailyDigest(deps),
  weeklyOutlook(deps),
  alertScan(deps, system.signs),
  ...(system.heartbeatUrl === undefined
    ? []
    : [heartbeat({ url: system.heartbeatUrl, signs: system.signs, logger: deps.logger })]),
];
