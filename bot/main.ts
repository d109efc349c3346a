import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Api } from 'grammy';
import { createMetrics } from '../api/metrics.ts';
import { type HttpServer, startHttpServer } from '../api/server.ts';
import { startApi } from '../api/start-api.ts';
import { createLoginLink } from '../core/access/login-links.ts';
import { arcaAccess } from '../core/arca/access.ts';
import { ensureOwner, findActor } from '../core/people/enrolment.ts';
import { createMemoryCache, createRedisCache } from '../core/platform/cache.ts';
import { systemClock } from '../core/platform/clock.ts';
import { type Config, ConfigError, parseConfig } from '../core/platform/config.ts';
import { DataDirBusyError } from '../core/platform/data-dir-lock.ts';
import { createLogger, type Logger } from '../core/platform/logger.ts';
import { runSchedule } from '../core/platform/schedule.ts';
import { createWake } from '../core/platform/wake.ts';
import { createReader } from '../core/reading/reader.ts';
import { createPaperReader } from '../core/receiving/paper-reader.ts';
import { systemSigns } from '../core/system/signs.ts';
import { logSlowQueries, logSlowReadings } from '../core/system/slow-events.ts';
import type { Db } from '../drizzle/client.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { releaseArcaLeases } from '../drizzle/queries/arca-queue.ts';
import { releaseReadingLeases } from '../drizzle/queries/documents.ts';
import { releaseScheduleLeases } from '../drizzle/queries/schedule.ts';
import { askArca } from './ask-arca.ts';
import { offerDashboard, offerEverybodysCommands } from './commands.ts';
import type { BotDeps } from './context.ts';
import { createBot } from './create-bot.ts';
import { announceDeadLetter } from './dead-letter.ts';
import { createDownload } from './download.ts';
import { announceApproval } from './features/approvals/announce.ts';
import { APPROVAL_EFFECTS } from './features/approvals/effects.ts';
import { runReading } from './features/receiving/reading.ts';
import { acceptUpdates, releaseInboxLeases, runInbox } from './inbox.ts';
import { createLifetime, type Lifetime } from './lifetime.ts';
import { seedDemoShop } from './local-chat/demo-shop.ts';
import { startLocalChat } from './local-chat/server.ts';
import { releaseOutboxLeases, runOutbox } from './outbox.ts';
import { runPolling } from './polling.ts';
import { scheduledWork } from './scheduled-work.ts';
import { configuredAssistant, giveOpinions } from './start-assistant.ts';
import { asTelegramSignal } from './telegram.ts';
import { createWebhook, registerWebhook, WEBHOOK_PATH } from './webhook.ts';

/** Longer than a long poll, shorter than the outbox's lease. */
const CALL_SECONDS = 45;
const DEMO_LINK_MS = 24 * 60 * 60_000;
const TELEGRAM_CHECK_MS = 1_500;
const TELEGRAM_MEMORY_MS = 30_000;

/** Where the bot lives: Telegram, or the chat page of this process when there is no token. */
interface Telegram {
  readonly token: string;
  readonly apiRoot: string;
  readonly pageUrl: string | null;
  readonly ownerTelegramId: number | undefined;
}

async function start(config: Config, logger: Logger, life: Lifetime): Promise<void> {
  const http = await startHttpServer({ port: config.PORT });
  life.onEnd(() => http.close());
  const metrics = createMetrics();
  const database = await openDatabase(
    config,
    logSlowQueries(logger, config.SLOW_QUERY_MS, () => metrics.countSlowQuery()),
  );
  life.onEnd(() => database.close());
  const { db } = database;
  const cache =
    config.REDIS_URL === undefined ? createMemoryCache() : createRedisCache(config.REDIS_URL, logger);
  life.onEnd(() => cache.close());
  // Whoever holds the directory's lock knows that every lease is a dead process's.
  if (database.kind === 'pglite')
    await Promise.all([
      releaseInboxLeases(db),
      releaseOutboxLeases(db),
      releaseReadingLeases(db),
      releaseArcaLeases(db),
      releaseScheduleLeases(db),
    ]);

  const telegram = await connect(config, logger, life, db);
  const owning = await ensureOwner(db, {
    ownerTelegramId: config.OWNER_TELEGRAM_ID ?? telegram.ownerTelegramId,
    now: systemClock.now(),
  });
  // Its loops obey Telegram's answers themselves, so this client has no retries.
  const api = new Api(telegram.token, { apiRoot: telegram.apiRoot, timeoutSeconds: CALL_SECONDS });
  const download = createDownload({ api, ...telegram });
  const arca = arcaAccess(config, systemClock.now());
  const deps: BotDeps = {
    ...configuredAssistant(config, download),
    asksArca: arca.ok,
    arcaProblem: arca.ok || arca.error === 'off' ? undefined : arca.error,
    db,
    cache,
    clock: systemClock,
    logger,
    ourCuit: config.AFIP_CUIT ?? config.CUIT_EMPRESA,
    cacheTtl: config.CACHE_TTL,
    wakes: { outbox: createWake(), reading: createWake() },
  };
  const bot = createBot(telegram.token, deps, telegram);
  await bot.init(asTelegramSignal(life.signal));
  const owner = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
  const botId = bot.botInfo.id;
  const inbox = createWake();
  const accept = async (updates: Parameters<typeof acceptUpdates>[2]): Promise<void> => {
    await acceptUpdates(db, botId, updates);
    inbox.wake();
  };
  const shared = { db, owner, logger, signal: life.signal };

  life.run('outbox', runOutbox({ ...shared, api, wake: deps.wakes.outbox, concurrency: 8 }));
  life.run(
    'inbox',
    runInbox({
      ...shared,
      botId,
      wake: inbox,
      concurrency: 4,
      onDead: announceDeadLetter,
      handle: async (update) => {
        await bot.handleUpdate(update);
        deps.wakes.outbox.wake();
      },
    }),
  );
  const reader = createReader();
  life.onEnd(() => reader.close());
  if (config.PROCESS_ROLE !== 'web') {
    // The first photo should not wait for models to load; a test that kills processes has no use for them.
    if (config.ENVIRONMENT !== 'test')
      reader.warm().catch((error: unknown) => logger.warn({ err: error }, 'reader not warm'));
    life.run(
      'reading',
      runReading(deps, {
        reader: createPaperReader(reader, { ourCuit: deps.ourCuit, clock: deps.clock }),
        download,
        owner,
        signal: life.signal,
        concurrency: config.WORKERS_COUNT,
        observe: logSlowReadings(logger, config.SLOW_READING_MS, (one) => metrics.observeReading(one)),
      }),
    );
    const jobs = scheduledWork(deps, {
      signs: () => systemSigns({ db, reader, dataDir: config.DATA_DIR }),
      heartbeatUrl: config.HEARTBEAT_URL,
    });
    life.run('schedule', runSchedule({ ...shared, clock: deps.clock, jobs }));
    askArca(config, deps, life, owner);
    giveOpinions(deps, life);
  }
  await receiveUpdates({ config, logger, life, api, http, accept });
  offerEverybodysCommands(bot.api, db).catch((error: unknown) => logger.warn({ err: error }, 'commands'));
  if (telegram.pageUrl === null && config.PUBLIC_URL?.startsWith('https:'))
    offerDashboard(bot.api, config.PUBLIC_URL).catch((error: unknown) =>
      logger.warn({ err: error }, 'dashboard'),
    );

  startApi(http, {
    ...{ config, db, cache, logger, reader, metrics },
    clock: deps.clock,
    botToken: telegram.token,
    telegram: rememberSuccess(() => api.getMe(asTelegramSignal(AbortSignal.timeout(TELEGRAM_CHECK_MS)))),
    ourCuit: deps.ourCuit,
    helpers: { assistant: deps.assistant, asksArca: deps.asksArca === true },
    approvals: { effects: APPROVAL_EFFECTS, announce: announceApproval },
    botName: telegram.pageUrl === null ? bot.botInfo.username : null,
  });
  const lines = [
    telegram.pageUrl === null
      ? `Listo: @${bot.botInfo.username} está atendiendo.`
      : `Listo. Chat de prueba: ${telegram.pageUrl}`,
    `Tablero: http://localhost:${http.port}/${await demoEntrance(db, telegram.ownerTelegramId)}`,
    `Estado: http://localhost:${http.port}/health`,
    ...(owning.kind === 'code'
      ? [`Para ser dueño, abrí una sola vez: https://t.me/${bot.botInfo.username}?start=${owning.token}`]
      : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** In the local chat the demo shop's owner enters the dashboard with a link that is good once, until the next day. */
async function demoEntrance(db: Db, ownerTelegramId: number | undefined): Promise<string> {
  const owner = ownerTelegramId === undefined ? null : await findActor(db, ownerTelegramId);
  if (owner === null) return '';
  const wish = { personId: owner.personId, now: systemClock.now(), ttlMs: DEMO_LINK_MS };
  return `#entrar=${await createLoginLink(db, wish)}`;
}

async function connect(config: Config, logger: Logger, life: Lifetime, db: Db): Promise<Telegram> {
  if (config.TELEGRAM_BOT_TOKEN !== undefined)
    return {
      token: config.TELEGRAM_BOT_TOKEN,
      apiRoot: config.TELEGRAM_API_ROOT,
      pageUrl: null,
      ownerTelegramId: undefined,
    };
  const chat = await startLocalChat({ dataDir: config.DATA_DIR, logger });
  life.onEnd(() => chat.close());
  await seedDemoShop(db, chat.people, systemClock.now());
  return chat;
}

/**
 * A webhook where Telegram can reach us, long polling elsewhere. Pending updates are never dropped. Between two roles the
 * web takes the webhook and the worker polls, so that each update has one way in.
 */
async function receiveUpdates(options: {
  config: Config;
  logger: Logger;
  life: Lifetime;
  api: Api;
  http: HttpServer;
  accept: (updates: Parameters<typeof acceptUpdates>[2]) => Promise<void>;
}): Promise<void> {
  const { config, logger, life, api, http, accept } = options;
  const { PUBLIC_URL: url, TELEGRAM_WEBHOOK_SECRET: secret, TELEGRAM_BOT_TOKEN: token } = config;
  const { PROCESS_ROLE: role } = config;
  if (token !== undefined && url !== undefined && secret !== undefined) {
    if (role === 'worker') return;
    http.mount(WEBHOOK_PATH, createWebhook({ secret, accept, logger }));
    return registerWebhook({ api, url, secret, signal: life.signal, logger });
  }
  if (role !== 'web') life.run('polling', runPolling({ api, accept, signal: life.signal, logger }));
}

/** Asks at most twice a minute while all is well: every health check would be a call to Telegram. */
function rememberSuccess(ask: () => Promise<unknown>): () => Promise<void> {
  let goodUntil = 0;
  return async () => {
    if (performance.now() < goodUntil) return;
    await ask();
    goodUntil = performance.now() + TELEGRAM_MEMORY_MS;
  };
}

/** What a person can put right by themselves is one line; anything else is logged whole. */
function explain(error: unknown): string | null {
  if (error instanceof ConfigError || error instanceof DataDirBusyError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return 'El puerto ya está en uso: elegí otro con la variable PORT.';
  return null;
}

async function main(): Promise<number> {
  const logger = createLogger({ level: process.env.DEBUG === 'true' ? 'debug' : 'info' });
  const life = createLifetime(logger);
  try {
    // A signal during the start, say while Telegram does not answer, ends it there.
    await Promise.race([start(parseConfig(process.env), logger, life), life.stopped]);
  } catch (error) {
    const message = explain(error);
    if (message === null) life.fail('start', error);
    else {
      process.stderr.write(`${message}\n`);
      life.stop(1);
    }
  }
  return life.end();
}

process.exit(await main());
