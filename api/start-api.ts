import type { Cache } from '../core/platform/cache.ts';
import type { Clock } from '../core/platform/clock.ts';
import type { Config } from '../core/platform/config.ts';
import type { Logger } from '../core/platform/logger.ts';
import type { Reader } from '../core/reading/reader.ts';
import type { Db } from '../drizzle/client.ts';
import { createApp } from './app.ts';
import { signingKeyOf } from './auth/signing-key.ts';
import type { ApiDeps } from './deps.ts';
import { healthParts } from './health-parts.ts';
import type { Metrics } from './metrics.ts';
import { ROUTES } from './routes/index.ts';
import type { HttpServer } from './server.ts';

const PER_MINUTE = { usual: 600, costly: 20 } as const;

/** Opens the API and the dashboard on a server that listens already. Throws ConfigError where a key is missing. */
export function startApi(
  http: HttpServer,
  options: {
    readonly config: Config;
    readonly db: Db;
    readonly cache: Cache;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly reader: Reader;
    readonly metrics: Metrics;
    /** The bot's token, for what Mini Apps sign. */
    readonly botToken: string;
    /** Rejects while Telegram does not answer. */
    readonly telegram: () => Promise<unknown>;
    readonly ourCuit: string | undefined;
    readonly helpers: ApiDeps['helpers'];
    readonly approvals: ApiDeps['approvals'];
    /** Null where there is no Telegram to be invited into. */
    readonly botName: string | null;
  },
): void {
  const { config, db, cache, clock, logger, reader } = options;
  const app = createApp(
    {
      db,
      cache,
      clock,
      logger,
      reader,
      metrics: options.metrics,
      health: healthParts({
        db,
        cache,
        hasRedis: config.REDIS_URL !== undefined,
        reader,
        dataDir: config.DATA_DIR,
        telegram: options.telegram,
      }),
      settings: {
        signingKey: signingKeyOf(config),
        monitoringKey: config.MONITORING_KEY,
        corsOrigins: config.CORS_ORIGINS,
        trustedProxies: config.TRUSTED_PROXIES,
        perMinute: PER_MINUTE,
        secure: config.PUBLIC_URL?.startsWith('https:') ?? false,
        botToken: options.botToken,
        botName: options.botName,
        ourCuit: options.ourCuit,
        cacheTtl: config.CACHE_TTL,
      },
      helpers: options.helpers,
      approvals: options.approvals,
    },
    ROUTES,
  );
  http.serve(app);
}
