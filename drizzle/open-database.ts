import { join } from 'node:path';
import type { Config } from '../core/platform/config.ts';
import { ConfigError } from '../core/platform/config.ts';
import { lockDataDir } from '../core/platform/data-dir-lock.ts';
import { type DatabaseHandle, migrateDatabase, openPglite, openPostgres } from './client.ts';
import type { OnQuery } from './query-watch.ts';

export type DatabaseConfig = Pick<
  Config,
  'ENVIRONMENT' | 'DATABASE_URL' | 'DATA_DIR' | 'MAX_CONNECTIONS' | 'ALLOW_EMBEDDED_DATABASE'
>;

/**
 * The configured database, migrated: PostgreSQL at DATABASE_URL, else the embedded one in DATA_DIR, whose lock is
 * held until `close`. In production the embedded one must be asked for, because its rows are on one machine's disk.
 */
export async function openDatabase(config: DatabaseConfig, onQuery?: OnQuery): Promise<DatabaseHandle> {
  if (config.DATABASE_URL !== undefined) {
    const handle = openPostgres(config.DATABASE_URL, { maxConnections: config.MAX_CONNECTIONS, onQuery });
    await orClose(handle, migrateDatabase(handle, { url: config.DATABASE_URL }));
    return handle;
  }
  if (config.ENVIRONMENT === 'production' && !config.ALLOW_EMBEDDED_DATABASE)
    throw new ConfigError(['DATABASE_URL']);
  const lock = await lockDataDir(config.DATA_DIR);
  try {
    const engine = await openPglite(join(config.DATA_DIR, 'database'), undefined, onQuery);
    const handle: DatabaseHandle = {
      ...engine,
      close: async () => {
        await engine.close();
        lock.release();
      },
    };
    await orClose(engine, migrateDatabase(handle));
    return handle;
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function orClose(handle: DatabaseHandle, step: Promise<void>): Promise<void> {
  try {
    await step;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
