import { Redis } from 'ioredis';
import type { Logger } from './logger.ts';

/** Short-lived values that may vanish at any moment: nothing is correct because of a cache. */
export interface Cache {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Sets the key only if it is absent; true when this call set it. */
  claim(key: string, ttlSeconds: number): Promise<boolean>;
  /** Counts one more under this key; the count begins again when its window has passed. */
  count(key: string, windowSeconds: number): Promise<Count>;
  health(): Promise<'healthy' | 'degraded'>;
  close(): Promise<void>;
}

export interface Count {
  readonly hits: number;
  /** Until the window has passed. */
  readonly secondsLeft: number;
}

const MEMORY_LIMIT = 10_000;

/** Values of this process only; the oldest go first when there are too many. */
export function createMemoryCache(now: () => number = Date.now): Cache {
  const entries = new Map<string, { readonly value: string; readonly until: number }>();
  const live = (key: string): string | null => {
    const entry = entries.get(key);
    if (entry !== undefined && entry.until > now()) return entry.value;
    entries.delete(key);
    return null;
  };
  const put = (key: string, value: string, ttlSeconds: number): void => {
    entries.delete(key);
    entries.set(key, { value, until: now() + ttlSeconds * 1000 });
    const oldest = entries.size > MEMORY_LIMIT ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
  };
  return {
    get: async (key) => live(key),
    set: async (key, value, ttlSeconds) => put(key, value, ttlSeconds),
    claim: async (key, ttlSeconds) => {
      if (live(key) !== null) return false;
      put(key, '1', ttlSeconds);
      return true;
    },
    count: async (key, windowSeconds) => {
      const hits = Number(live(key) ?? 0) + 1;
      const until = hits === 1 ? now() + windowSeconds * 1000 : entries.get(key)!.until;
      put(key, String(hits), (until - now()) / 1000);
      return { hits, secondsLeft: Math.ceil((until - now()) / 1000) };
    },
    health: async () => 'healthy',
    close: async () => entries.clear(),
  };
}

const PREFIX = 'inventario:';
const COMMAND_TIMEOUT_MS = 250;

/**
 * Redis, with this process's memory behind it: while Redis is gone, paused or slow every call answers from
 * memory, and one warning is logged per outage.
 */
export function createRedisCache(url: string, logger: Logger): Cache {
  const memory = createMemoryCache();
  const redis = new Redis(url, {
    keyPrefix: PREFIX,
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5_000),
  });
  let down = false;
  const fell = (error: unknown): void => {
    if (!down) logger.warn({ err: error }, 'Redis is not answering; using memory');
    down = true;
  };
  redis.on('error', fell);
  redis.on('ready', () => {
    if (down) logger.info('Redis is back');
    down = false;
  });
  redis.connect().catch(fell);

  const orMemory = async <T>(ask: () => Promise<T>, fallback: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      fell(error);
      return fallback();
    }
  };
  return {
    get: (key) =>
      orMemory(
        () => redis.get(key),
        () => memory.get(key),
      ),
    set: (key, value, ttlSeconds) =>
      orMemory(
        async () => {
          await redis.set(key, value, 'EX', ttlSeconds);
        },
        () => memory.set(key, value, ttlSeconds),
      ),
    claim: (key, ttlSeconds) =>
      orMemory(
        async () => (await redis.set(key, '1', 'EX', ttlSeconds, 'NX')) === 'OK',
        () => memory.claim(key, ttlSeconds),
      ),
    count: (key, windowSeconds) =>
      orMemory(
        async () => {
          const answers = await redis
            .multi()
            .set(key, 0, 'EX', windowSeconds, 'NX')
            .incr(key)
            .pttl(key)
            .exec();
          if (answers === null) throw new Error('Redis dropped a transaction');
          const [hits, msLeft] = answers.slice(1).map(([error, value]) => {
            if (error !== null) throw error;
            return Number(value);
          });
          return { hits: hits!, secondsLeft: Math.ceil(msLeft! / 1000) };
        },
        () => memory.count(key, windowSeconds),
      ),
    health: () =>
      orMemory<'healthy' | 'degraded'>(
        async () => ((await redis.ping()) === 'PONG' ? 'healthy' : 'degraded'),
        async () => 'degraded',
      ),
    close: async () => {
      redis.disconnect();
      await memory.close();
    },
  };
}
