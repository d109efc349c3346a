import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseConfig } from '../core/platform/config.ts';
import { importData } from '../drizzle/data-copy.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s import-critical-data -- --input FILE
  Puts a copy made by export-critical-data into DATABASE_URL, or else into DATA_DIR. The database must be empty (it is
  created and migrated when it is not there); a copy that was cut, changed or made by another version is refused whole.
  Prints one JSON object: rows, sha256. Run verify:ledger afterwards.`;

await runScript({ usage: USAGE, options: { input: { type: 'string' } } }, async ({ input }) => {
  if (typeof input !== 'string') return 'usage';
  const database = await openDatabase(parseConfig(process.env));
  try {
    const lines = createInterface({ input: createReadStream(input), crlfDelay: Number.POSITIVE_INFINITY });
    process.stdout.write(`${JSON.stringify(await importData(database.db, lines))}\n`);
    return 0;
  } finally {
    await database.close();
  }
});
