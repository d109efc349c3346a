import { Api } from 'grammy';
import type { BotDeps } from '../../bot/context.ts';
import { createBot } from '../../bot/create-bot.ts';
import { announceDeadLetter } from '../../bot/dead-letter.ts';
import { acceptUpdates, runInbox } from '../../bot/inbox.ts';
import { runOutbox } from '../../bot/outbox.ts';
import { runPolling } from '../../bot/polling.ts';
import { createMemoryCache } from '../../core/platform/cache.ts';
import { systemClock } from '../../core/platform/clock.ts';
import { createLogger } from '../../core/platform/logger.ts';
import { createWake } from '../../core/platform/wake.ts';
import type { Db } from '../../drizzle/client.ts';
import type { TestBotApi } from './bot-api.ts';

export interface RunningBot {
  readonly deps: BotDeps;
  stop(): Promise<void>;
}

/** The bot's loops in this process, against a test server and a test database: what main.ts wires, without the rest. */
export async function runBot(
  db: Db,
  telegram: TestBotApi,
  options: { owner?: string; deps?: Partial<BotDeps> } = {},
): Promise<RunningBot> {
  const logger = createLogger({ level: 'silent' });
  const deps: BotDeps = {
    db,
    clock: systemClock,
    logger,
    cache: createMemoryCache(),
    ourCuit: undefined,
    wakes: { outbox: createWake(), reading: createWake() },
    ...options.deps,
  };
  const bot = createBot(telegram.token, deps, telegram);
  await bot.init();
  const api = new Api(telegram.token, { apiRoot: telegram.apiRoot });
  const stop = new AbortController();
  const inbox = createWake();
  const shared = { db, owner: options.owner ?? 'test', logger, signal: stop.signal, concurrency: 4 };
  const loops = [
    runOutbox({ ...shared, api, wake: deps.wakes.outbox, idleMs: 50 }),
    runInbox({
      ...shared,
      botId: bot.botInfo.id,
      wake: inbox,
      idleMs: 50,
      onDead: announceDeadLetter,
      handle: async (update) => {
        await bot.handleUpdate(update);
        deps.wakes.outbox.wake();
      },
    }),
    runPolling({
      api,
      logger,
      signal: stop.signal,
      accept: async (updates) => {
        await acceptUpdates(db, bot.botInfo.id, updates);
        inbox.wake();
      },
    }),
  ];
  return {
    deps,
    stop: async () => {
      stop.abort();
      await Promise.all(loops);
    },
  };
}
