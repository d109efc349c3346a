import { arcaAccess } from '../../../core/arca/access.ts';
import { runArcaQueue } from '../../../core/arca/queue.ts';
import { systemClock } from '../../../core/platform/clock.ts';
import { parseConfig } from '../../../core/platform/config.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { createWake } from '../../../core/platform/wake.ts';
import { openPglite, openPostgres } from '../../../drizzle/client.ts';

/** The queue in a process of its own: on a schema of a server, or on a data directory. Runs until it is killed. */
const { TEST_SCHEMA: schemaName, TEST_DATABASE_DIR: dataDir } = process.env;
const config = parseConfig(process.env);
const { db } =
  schemaName === undefined
    ? await openPglite(dataDir)
    : openPostgres(config.DATABASE_URL ?? '', { schemaName });
const access = arcaAccess(config, systemClock.now());
if (!access.ok) throw new Error(access.error);
await runArcaQueue({
  db,
  access: access.value,
  clock: systemClock,
  logger: createLogger({ level: 'silent' }),
  announce: async () => undefined,
  said: () => undefined,
  wake: createWake(),
  signal: new AbortController().signal,
  owner: `process-${process.pid}`,
  idleMs: 50,
  leaseSeconds: 1,
});
