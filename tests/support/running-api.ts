import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/deps.ts';
import type { HealthPart } from '../../api/health.ts';
import type { Route } from '../../api/http/route.ts';
import { createMetrics } from '../../api/metrics.ts';
import { ROUTES } from '../../api/routes/index.ts';
import { announceApproval } from '../../bot/features/approvals/announce.ts';
import { APPROVAL_EFFECTS } from '../../bot/features/approvals/effects.ts';
import { setCredential } from '../../core/access/credentials.ts';
import { type Cache, createMemoryCache } from '../../core/platform/cache.ts';
import { createLogger, type Logger } from '../../core/platform/logger.ts';
import type { Reader } from '../../core/reading/reader.ts';
import type { Db } from '../../drizzle/client.ts';
import type { Role } from '../../drizzle/schema/index.ts';
import { NOON } from './factories.ts';

export const MONITORING_KEY = 'k3y-for-the-checks-0123456789-abcdefgh';
export const SIGNING_KEY = 's1gns-the-access-tokens-of-these-tests-42';
export const BOT_TOKEN = '7000000001:AAE-canary_bot_token_0123456789abcdef';
export const PASSWORD = 'una clave larga';

/** A reader for tests that read nothing. */
export const idleReader: Reader = {
  read: () => Promise.reject(new Error('this test reads nothing')),
  readText: () => Promise.reject(new Error('this test reads nothing')),
  warm: async () => undefined,
  state: () => ({ workers: 1, busy: 0, waiting: 0, failuresInARow: 0 }),
  close: async () => undefined,
};

export interface RunningApi {
  readonly url: string;
  /** Moves the API's clock. */
  setNow(now: Date): void;
  /** A request with JSON in and out; the body is what came back, parsed where it is JSON. */
  ask(method: string, path: string, options?: AskOptions): Promise<Answer>;
  /** The access token of this username, logged in anew. */
  logIn(username: string): Promise<string>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, not what shape everything has
  readonly body: any;
}

interface ApiOptions {
  readonly db: Db;
  readonly cache?: Cache;
  readonly logger?: Logger;
  readonly reader?: Reader;
  readonly health?: readonly HealthPart[];
  readonly perMinute?: { readonly usual: number; readonly costly: number };
  readonly corsOrigins?: readonly string[];
  readonly routes?: readonly Route[];
  readonly now?: Date;
  readonly helpers?: ApiDeps['helpers'];
}

/** The API on a port of its own, at noon unless told otherwise. */
export async function startTestApi(options: ApiOptions): Promise<RunningApi> {
  let now = options.now ?? NOON;
  const app = createApp(
    {
      db: options.db,
      cache: options.cache ?? createMemoryCache(),
      clock: { now: () => now },
      logger: options.logger ?? createLogger({ level: 'silent' }),
      reader: options.reader ?? idleReader,
      metrics: createMetrics(),
      health: options.health ?? [],
      helpers: options.helpers ?? { assistant: undefined, asksArca: false },
      settings: {
        signingKey: SIGNING_KEY,
        monitoringKey: MONITORING_KEY,
        corsOrigins: options.corsOrigins ?? [],
        trustedProxies: 0,
        perMinute: options.perMinute ?? { usual: 100_000, costly: 100_000 },
        secure: false,
        botToken: BOT_TOKEN,
        ourCuit: undefined,
        botName: 'almacen_bot',
      },
      approvals: { effects: APPROVAL_EFFECTS, announce: announceApproval },
    },
    options.routes ?? ROUTES,
  );
  const server = await listen(createServer(app));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask: RunningApi['ask'] = async (method, path, { token, headers, body } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const content = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(content) as unknown) : content,
    };
  };
  return {
    url,
    setNow: (at) => {
      now = at;
    },
    ask,
    async logIn(username) {
      const { body } = await ask('POST', '/api/v1/auth/login', { body: { username, password: PASSWORD } });
      return (body as { access_token: string }).access_token;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const listen = (server: Server): Promise<Server> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));

/** Somebody who may log in with `PASSWORD`. */
export async function aUser(
  db: Db,
  who: { companyId: string; shopId: string; username: string; role: Role },
): Promise<string> {
  const { shopId, ...wish } = who;
  const stored = await setCredential(db, { ...wish, locationId: shopId, password: PASSWORD, now: NOON });
  if (!stored.ok) throw new Error(stored.error);
  return stored.value.personId;
}
