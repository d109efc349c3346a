import type { RequestHandler, Response } from 'express';
import { newId } from '../../core/platform/ids.ts';
import type { ApiDeps } from '../deps.ts';

const GIVEN_ID = /^[\w-]{8,64}$/;
const SLOW_MS = 1_000;

/** What a finished request was, for the log: the route's pattern, never its query or body. */
const routeOf = (response: Response): string => String(response.locals.route ?? 'none');

/** Gives each request an id (the caller's own where it has one), counts it, and logs it without personal data. */
export function logRequests({ logger, metrics }: Pick<ApiDeps, 'logger' | 'metrics'>): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const given = request.get('x-request-id') ?? '';
    const requestId = GIVEN_ID.test(given) ? given : newId();
    response.locals.requestId = requestId;
    response.set('x-request-id', requestId);
    response.once('close', () => {
      const ms = performance.now() - started;
      const { method } = request;
      const { statusCode: status } = response;
      const route = routeOf(response);
      metrics.observeRequest({ method, route, status, seconds: ms / 1000 });
      if (route.startsWith('/health')) return;
      const personId: unknown = response.locals.personId;
      const entry = { requestId, method, route, status, ms: Math.round(ms), personId };
      if (ms > SLOW_MS) logger.warn(entry, 'slow request');
      else logger.info(entry, 'request');
    });
    next();
  };
}
