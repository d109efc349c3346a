import { sql } from 'drizzle-orm';
import type { Cache } from '../core/platform/cache.ts';
import type { Reader } from '../core/reading/reader.ts';
import { hasDiskSpace, isReadingWell, stuckQueues } from '../core/system/signs.ts';
import type { Db } from '../drizzle/client.ts';
import type { HealthPart } from './health.ts';

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
      check: async () => (isReadingWell(reader) ? 'healthy' : 'degraded'),
    },
    {
      name: 'queue',
      onFailure: 'degraded',
      check: async () => ((await stuckQueues(db)).length === 0 ? 'healthy' : 'degraded'),
    },
    {
      name: 'disk',
      onFailure: 'degraded',
      check: async () => ((await hasDiskSpace(parts.dataDir)) ? 'healthy' : 'degraded'),
    },
  ];
}
