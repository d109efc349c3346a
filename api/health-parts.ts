import { statfs } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { Cache } from '../core/platform/cache.ts';
import type { Reader } from '../core/reading/reader.ts';
import type { Db } from '../drizzle/client.ts';
import { queueDepths } from '../drizzle/queries/queues.ts';
import type { HealthPart } from './health.ts';

/** Work that nobody has taken for this long: its worker is gone or cannot keep up. */
const QUEUE_PATIENCE_SECONDS = 300;
const LEAST_FREE_BYTES = 256 * 1024 * 1024;
const FAILURES_IN_A_ROW = 3;

/** Without its database nothing works; everything else is missed but not needed to take what people send. */
export function healthParts(parts: {
  readonly db: Db;
  readonly cache: Cache;
  readonly hasRedis: boolean;
  readonly reader: Reader;
  readonly dataDir: string;
  /** Rejects while Telegram does not answer. */
  readonly telegram: () => Promise<unknown>;
}): readonly HealthPart[] {
  const { db, cache, reader } = parts;
  return [
    {
      name: 'database',
      onFailure: 'unhealthy',
      check: async () => {
        await db.execute(sql`select 1`);
        return 'healthy';
      },
    },
    {
      name: 'redis',
      onFailure: 'degraded',
      check: async () => (parts.hasRedis ? cache.health() : 'off'),
    },
    {
      name: 'telegram',
      onFailure: 'degraded',
      check: async () => {
        await parts.telegram();
        return 'healthy';
      },
    },
    {
      name: 'reading',
      onFailure: 'degraded',
      check: async () => (reader.state().failuresInARow < FAILURES_IN_A_ROW ? 'healthy' : 'degraded'),
    },
    {
      name: 'queue',
      onFailure: 'degraded',
      check: async () => {
        const depths = await queueDepths(db);
        return depths.every(({ oldestSeconds }) => oldestSeconds < QUEUE_PATIENCE_SECONDS)
          ? 'healthy'
          : 'degraded';
      },
    },
    {
      name: 'disk',
      onFailure: 'degraded',
      check: async () => {
        const { bavail, bsize } = await statfs(parts.dataDir);
        return bavail * bsize > LEAST_FREE_BYTES ? 'healthy' : 'degraded';
      },
    },
  ];
}
