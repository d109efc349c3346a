import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { parseConfig } from '../core/platform/config.ts';
import { exportData } from '../drizzle/data-copy.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s export-critical-data -- --output FILE
  Copies everything stored in DATABASE_URL, or else in DATA_DIR (while nothing else uses it), to one file of JSON lines:
  people, products, movements, invoices with their pictures, messages. The file can be imported into an empty database
  of the same version, embedded or on a server. It holds business data: it is written for its owner only.
  Prints one JSON object: file, rows, sha256.`;

await runScript({ usage: USAGE, options: { output: { type: 'string' } } }, async ({ output }) => {
  if (typeof output !== 'string') return 'usage';
  const database = await openDatabase(parseConfig(process.env));
  const temporary = `${output}.part`;
  try {
    const file = createWriteStream(temporary, { mode: 0o600 });
    const summary = await exportData(database.db, async (line) => {
      if (!file.write(line)) await once(file, 'drain');
    });
    file.end();
    await finished(file);
    await rename(temporary, output);
    process.stdout.write(`${JSON.stringify({ file: output, ...summary })}\n`);
    return 0;
  } finally {
    await database.close();
  }
});
