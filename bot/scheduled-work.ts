import { nightlyForecasts } from '../core/demand/nightly.ts';
import type { Job } from '../core/platform/schedule.ts';
import type { BotDeps } from './context.ts';

/** Everything that happens at a set time. */
export const scheduledWork = ({ db }: BotDeps): readonly Job[] => [nightlyForecasts(db)];
