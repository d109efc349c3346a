import cors from 'cors';
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { z } from 'zod';
import type { Actor } from '../core/people/actor.ts';
import { isDatabaseUnavailable } from '../drizzle/transient.ts';
import type { ApiDeps } from './deps.ts';
import { onlyOnce } from './http/idempotency.ts';
import { callerOf } from './http/policy.ts';
import { type ProblemCode, problem } from './http/problems.ts';
import { limitByAddress, WINDOW_SECONDS } from './http/rate-limits.ts';
import { requestIdOf, sendProblem, sendReply } from './http/reply.ts';
import { logRequests } from './http/request-log.ts';
import type { Call, Reply, Route } from './http/route.ts';

const BODY_LIMIT = '256kb';

/** The HTTP API and the dashboard: every route with its declared policy, and nothing beside them. */
export function createApp(deps: ApiDeps, routes: readonly Route[]): Express {
  const { settings } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', settings.trustedProxies);
  app.set('query parser', 'simple');
  app.use(logRequests(deps));
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: settings.secure,
      // Telegram Web shows the dashboard in a frame; frame-ancestors above says who else may not.
      xFrameOptions: false,
    }),
  );
  app.use(
    cors({
      origin: [...settings.corsOrigins],
      allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'X-Request-Id'],
      exposedHeaders: ['X-Request-Id', 'Retry-After', 'Idempotent-Replayed'],
      maxAge: 600,
    }),
  );
  const everything = limitByAddress(deps.cache, 'all', settings.perMinute.usual);
  app.use((request, response, next) =>
    request.path.startsWith('/health') ? next() : everything(request, response, next),
  );
  app.use(express.json({ limit: BODY_LIMIT, type: 'application/json', strict: false }));
  for (const one of routes) mount(app, deps, one);
  app.use((_request, response) => sendProblem(response, problem('no_such_route')));
  app.use(onError(deps));
  return app;
}

/** Code and styles from this server alone; pictures also from what the page fetched with its token. */
const CONTENT_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'self'", 'https://web.telegram.org'],
};

function mount(app: Express, deps: ApiDeps, one: Route): void {
  const { costly } = deps.settings.perMinute;
  const limits = one.costly ? [limitByAddress(deps.cache, `${one.method} ${one.path}`, costly)] : [];
  app[one.method](one.path, ...limits, async (request, response) => {
    response.locals.route = one.path;
    sendReply(response, await answer(deps, one, request, response));
  });
}

async function answer(
  deps: ApiDeps,
  one: Route,
  request: Request,
  response: Response,
): Promise<Reply<unknown>> {
  const admitted = await callerOf(deps, one.policy, request);
  if ('kind' in admitted) return admitted;
  const { caller } = admitted;
  if (caller !== null) {
    response.locals.personId = caller.personId;
    const { hits, secondsLeft } = await deps.cache.count(`limit:person:${caller.personId}`, WINDOW_SECONDS);
    if (hits > deps.settings.perMinute.usual) return problem('too_many_requests', {}, secondsLeft);
  }
  const input = readInput(one, request);
  if (input.kind === 'problem') return input;
  const { params, query, body } = input;
  const handle = (db: ApiDeps['db'], operationId: string): Promise<Reply<unknown>> | Reply<unknown> =>
    one.handle({
      deps,
      db,
      // The policy decides whether it is there, and `Caller` says so to the handler.
      caller: caller as Actor,
      params,
      query,
      body,
      now: deps.clock.now(),
      request,
      operationId,
    } satisfies Call<unknown, unknown, unknown, { kind: 'logged_in' }>);
  if (one.idempotent !== true) return handle(deps.db, requestIdOf(response));
  if (caller === null) throw new Error(`${one.path} is a write that nobody in particular may do`);
  return onlyOnce(deps, caller, request, async (tx, operationId) => handle(tx, operationId));
}

type Input = { kind: 'input'; params: unknown; query: unknown; body: unknown };

function readInput(one: Route, request: Request): Input | ReturnType<typeof problem> {
  const hasContent = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'];
  if (
    one.body !== undefined &&
    hasContent &&
    request.headers['content-length'] !== '0' &&
    !request.is('json')
  )
    return problem('unsupported_type');
  const errors: { path: string; message: string }[] = [];
  const read = (schema: z.ZodType, value: unknown, where: string): unknown => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      errors.push({ path: [where, ...issue.path.map(String)].join('.'), message: issue.message });
    return undefined;
  };
  const input = {
    kind: 'input' as const,
    params: read(one.params, request.params, 'path'),
    query: read(one.query, request.query, 'query'),
    body: one.body === undefined ? undefined : read(one.body, request.body as unknown, 'body'),
  };
  return errors.length > 0 ? problem('invalid_request', { errors: errors.slice(0, 20) }) : input;
}

/** What Express and its body parser throw, by the type they give it. */
const PARSER_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  'entity.parse.failed': 'invalid_json',
  'entity.too.large': 'too_large',
  'encoding.unsupported': 'unsupported_type',
  'charset.unsupported': 'unsupported_type',
  'request.aborted': 'invalid_request',
  'request.size.invalid': 'invalid_request',
};

const onError =
  ({ logger }: ApiDeps): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const known = error instanceof Error && 'type' in error ? PARSER_PROBLEMS[String(error.type)] : undefined;
    if (known !== undefined) return sendProblem(response, problem(known));
    if (error instanceof URIError) return sendProblem(response, problem('invalid_request'));
    const requestId = requestIdOf(response);
    logger.error({ err: error, requestId }, 'a request failed');
    sendProblem(response, problem(isDatabaseUnavailable(error) ? 'unavailable' : 'internal_error'));
  };
