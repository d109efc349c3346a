import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import type { Problem } from './problems.ts';
import type { Reply } from './route.ts';

/** Set by the request log before anything else runs. */
export const requestIdOf = (response: Response): string => String(response.locals.requestId);

export function sendProblem(response: Response, given: Problem): void {
  if (given.retryAfterSeconds !== undefined) response.set('retry-after', String(given.retryAfterSeconds));
  if (given.status === 401) response.set('www-authenticate', 'Bearer');
  response
    .status(given.status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: STATUS_CODES[given.status] ?? 'Error',
        status: given.status,
        detail: given.detail,
        code: given.code,
        request_id: requestIdOf(response),
        ...given.more,
      }),
    );
}

export function sendReply(response: Response, reply: Reply<unknown>): void {
  if (reply.kind === 'problem') {
    sendProblem(response, reply);
    return;
  }
  response.set('cache-control', 'no-store');
  response.set(reply.headers ?? {});
  if (reply.kind === 'json') response.status(reply.status).json(reply.body);
  else response.type(reply.type).send(reply.bytes);
}
