import { settingsChanged, tuneShop } from '../core/demand/tuning.ts';
import { systemClock } from '../core/platform/clock.ts';
import { parseConfig } from '../core/platform/config.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { stockingPlaces } from '../drizzle/queries/demand.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s optimize-models
  Tunes the forecast of each shop on its own past (five folds of 14 days: the older three choose, the newer two judge)
  and keeps the settings with their error; the nightly forecasts use them. The same history gives the same settings.
  Prints one JSON line per shop: its name, the weighted quantile loss before and after, and what differs from the
  defaults; "tuned": false where there is too little history. Run it with the server stopped on the embedded database.`;

await runScript({ usage: USAGE, options: {} }, async () => {
  const database = await openDatabase(parseConfig(process.env));
  try {
    for (const { name, ...place } of await stockingPlaces(database.db)) {
      const tuned = await tuneShop(database.db, { ...place, now: systemClock.now() });
      const line =
        tuned === null
          ? { shop: name, tuned: false }
          : {
              shop: name,
              tuned: true,
              lossBefore: Number(tuned.defaultLoss.toFixed(4)),
              lossAfter: Number(tuned.loss.toFixed(4)),
              changed: settingsChanged(tuned.settings),
            };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
    return 0;
  } finally {
    await database.close();
  }
});
