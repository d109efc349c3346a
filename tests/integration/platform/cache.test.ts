import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cache, createMemoryCache, createRedisCache } from '../../../core/platform/cache.ts';
import { newSecret } from '../../../core/platform/ids.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { eventually } from '../../support/eventually.ts';

const logger = createLogger({ level: 'silent' });
const redisUrl = process.env.REDIS_URL;
const key = `test:${newSecret(6)}`;

const makers: readonly (readonly [string, () => Cache])[] = [
  ['memory', () => createMemoryCache()],
  ['a Redis that is not there', () => createRedisCache('redis://127.0.0.1:1', logger)],
  ...(redisUrl === undefined ? [] : [['Redis', () => createRedisCache(redisUrl, logger)] as const]),
];

describe.each(makers)('the cache on %s', (name, make) => {
  const cache = make();
  afterAll(() => cache.close());

  it('When a value is set, then it is there until its time is over', async () => {
    if (name === 'Redis') await eventually('connected', async () => (await cache.health()) === 'healthy');
    expect(await cache.get(key)).toBeNull();
    await cache.set(key, 'a', 1);
    expect(await cache.get(key)).toBe('a');
    await sleep(1_100);
    expect(await cache.get(key)).toBeNull();
  });

  it('When two claim one key, then one gets it', async () => {
    const claims = await Promise.all([cache.claim(`${key}:c`, 5), cache.claim(`${key}:c`, 5)]);
    expect(claims.sort()).toEqual([false, true]);
  });
});

describe('Redis in trouble', () => {
  it('When nobody answers at its address, then the cache is degraded and works', async () => {
    const cache = createRedisCache('redis://127.0.0.1:1', logger);
    expect(await cache.health()).toBe('degraded');
    expect(await cache.claim('x', 5)).toBe(true);
    expect(await cache.claim('x', 5)).toBe(false);
    await cache.close();
  });

  it('When it is paused, then a call answers from memory in time', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const cache = createRedisCache(`redis://127.0.0.1:${port}`, logger);
    const began = Date.now();
    await cache.set('y', '1', 5);
    expect(await cache.get('y')).toBe('1');
    expect(Date.now() - began).toBeLessThan(2_000);
    await cache.close();
    silent.close();
  });
});
