import type { Db } from '../../drizzle/client.ts';
import { stockingPlaces } from '../../drizzle/queries/demand.ts';
import type { Job } from '../platform/schedule.ts';
import { refreshForecasts } from './forecasts.ts';

/** Forecasts every product of every shop while nobody is there, and once at the first start. */
export const nightlyForecasts = (db: Db): Job => ({
  name: 'forecasts',
  pattern: '0 4 * * *',
  runsAtFirstStart: true,
  run: async ({ now, signal, progress }) => {
    for (const place of await stockingPlaces(db))
      await refreshForecasts(db, {
        ...place,
        now,
        signal,
        onProgress: (done, all) => progress(`${place.name}: ${done}/${all}`),
      });
  },
});
