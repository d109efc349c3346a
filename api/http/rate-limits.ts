import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import type { Cache } from '../../core/platform/cache.ts';
import { problem } from './problems.ts';
import { sendProblem } from './reply.ts';

export const WINDOW_SECONDS = 60;

/** Counts in the cache, which is Redis where there is one and falls back to memory by itself while it is away. */
const storeOn = (cache: Cache): Store => ({
  increment: async (key) => {
    const { hits, secondsLeft } = await cache.count(key, WINDOW_SECONDS);
    return { totalHits: hits, resetTime: new Date(Date.now() + secondsLeft * 1000) };
  },
  // Nothing here takes a hit back, and a window ends by itself.
  decrement: () => undefined,
  resetKey: () => undefined,
});

/** At most `perMinute` requests a minute from one address (one /56 network for IPv6) under this name. */
export const limitByAddress = (cache: Cache, name: string, perMinute: number): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_SECONDS * 1000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: name.replaceAll(/[^\w-]/g, '-'),
    store: storeOn(cache),
    keyGenerator: (request) => `limit:${name}:${ipKeyGenerator(request.ip ?? '')}`,
    handler: (_request, response) => sendProblem(response, problem('too_many_requests', {}, WINDOW_SECONDS)),
  });
