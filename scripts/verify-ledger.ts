import { parseArgs } from 'node:util';
import { systemClock } from '../core/platform/clock.ts';
import { ConfigError, parseConfig } from '../core/platform/config.ts';
import { DataDirBusyError } from '../core/platform/data-dir-lock.ts';
import { createCheckpoint } from '../core/stock/checkpoints.ts';
import { type Verification, verifyLedger } from '../core/stock/invariants/verify.ts';
import { openDatabase } from '../drizzle/open-database.ts';

const USAGE = `Usage: npm run -s verify:ledger -- [--json] [--checkpoint]
  Checks every invariant of the stored data in DATABASE_URL, or else in DATA_DIR (while nothing else uses it).
  One line per breach and a summary; exit 0 when all hold, 1 when one does not, 2 when it could not be checked.
  --json        one JSON object instead
  --checkpoint  when all hold, seal the movements so far: later runs notice any change to them`;

interface Report extends Verification {
  readonly checkpoint: number | null;
}

async function verify(checkpoint: boolean): Promise<Report> {
  const database = await openDatabase(parseConfig(process.env));
  try {
    const now = systemClock.now();
    const verification = await verifyLedger(database.db, { now });
    const seal = checkpoint && verification.breaches.length === 0;
    return { ...verification, checkpoint: seal ? await createCheckpoint(database.db, now) : null };
  } finally {
    await database.close();
  }
}

function asText({ breaches, checked, checkpoint }: Report): string {
  const broken = new Set(breaches.map((breach) => breach.invariant));
  return [
    ...breaches.map((breach) => `${breach.invariant} ${breach.says}: ${breach.line}`),
    breaches.length === 0
      ? `${checked.length} invariants hold: ${checked.join(' ')}`
      : `${breaches.length} breaches of ${[...broken].join(' ')}; ${checked.length - broken.size} of ${checked.length} invariants hold`,
    ...(checkpoint === null ? [] : [`checkpoint at movement ${checkpoint}`]),
  ].join('\n');
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, checkpoint: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const report = await verify(values.checkpoint === true);
  process.stdout.write(`${values.json === true ? JSON.stringify(report) : asText(report)}\n`);
  return report.breaches.length === 0 ? 0 : 1;
}

const isUsage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

try {
  process.exitCode = await main();
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof DataDirBusyError;
  const message = error instanceof Error ? (expected ? error.message : String(error.stack)) : String(error);
  process.stderr.write(isUsage(error) ? `${message}\n${USAGE}\n` : `${message}\n`);
  process.exitCode = 2;
}
