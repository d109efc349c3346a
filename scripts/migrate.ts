import { parseConfig } from '../core/platform/config.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s db:migrate
  Brings the schema of DATABASE_URL (or of the embedded database in DATA_DIR) up to date. Forward only, under a lock:
  two at once wait for each other. The product does the same when it starts.`;

await runScript({ usage: USAGE, options: {} }, async () => {
  const database = await openDatabase(parseConfig(process.env));
  await database.close();
  process.stdout.write(`schema up to date (${database.kind})\n`);
  return 0;
});
