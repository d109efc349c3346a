import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { Bot, webhookCallback } from 'grammy';
import { acceptUpdates } from '../bot/inbox.ts';
import { createWebhook } from '../bot/webhook.ts';
import { createLogger } from '../core/platform/logger.ts';
import { databaseKinds, openTestDatabase } from '../tests/support/database.ts';

const SECRET = 'bench-secret-0123456789-abcdefghijklmnop';
const CLIENTS = 32;
const BAR = 0.25;

const bodyOf = (update_id: number): string =>
  JSON.stringify({
    update_id,
    message: {
      message_id: update_id,
      date: 1_795_000_000,
      chat: { id: 1 + (update_id % 50), type: 'private', first_name: 'Ana' },
      from: { id: 1 + (update_id % 50), is_bot: false, first_name: 'Ana' },
      text: 'saqué 2 paquetes de oreo',
    },
  });

const listen = (server: Server): Promise<Server> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));

function post(agent: Agent, port: number, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ agent, port, host: '127.0.0.1', method: 'POST', path: '/' },
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-telegram-bot-api-secret-token': SECRET,
        },
      },
      (response) => {
        response.resume();
        response.once('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`)),
        );
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

let nextId = 1;

/** Updates a second that this server answers with 200, from CLIENTS senders at once. */
async function rate(server: Server, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const { port } = server.address() as AddressInfo;
  let left = count;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (left > 0) {
        left -= 1;
        nextId += 1;
        await post(agent, port, bodyOf(nextId));
      }
    }),
  );
  agent.destroy();
  return count / ((performance.now() - started) / 1000);
}

function echoServer(): Server {
  const bot = new Bot('1:bench', {
    botInfo: {
      ...{ id: 1, is_bot: true, first_name: 'Echo', username: 'echo_bot' },
      ...{ can_join_groups: false, can_read_all_group_messages: false, supports_inline_queries: false },
    } as never,
    client: { canUseWebhookReply: () => true },
  });
  bot.on('message:text', (ctx) => ctx.reply(ctx.message.text));
  return createServer(webhookCallback(bot, 'http', { secretToken: SECRET }));
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/**
 * `npm run bench -- ingest [--updates N]`: updates through secret, schema and inbox commit, against a grammY bot that echoes
 * on the same http adapter and keeps nothing. On the embedded database, and on DATABASE_URL when it is set.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { updates: { type: 'string', default: '1500' } },
  });
  const count = Number(values.updates);
  const echo = await listen(echoServer());
  let isWithin = true;
  for (const kind of databaseKinds) {
    const database = await openTestDatabase(kind);
    const logger = createLogger({ level: 'error' });
    const ours = await listen(
      createServer(
        createWebhook({
          secret: SECRET,
          accept: (updates) => acceptUpdates(database.db, 1, updates),
          logger,
        }),
      ),
    );
    await rate(echo, 200);
    await rate(ours, 200);
    const rates = { ours: [] as number[], echo: [] as number[] };
    for (let round = 0; round < 3; round++) {
      rates.echo.push(await rate(echo, count));
      rates.ours.push(await rate(ours, count));
    }
    const ratio = median(rates.ours) / median(rates.echo);
    isWithin &&= ratio >= BAR;
    process.stdout.write(
      `ingest on ${kind}: ${Math.round(median(rates.ours))} updates/s committed · echo ${Math.round(median(rates.echo))}/s · ratio ${ratio.toFixed(2)} (bar ${BAR})\n`,
    );
    ours.closeAllConnections();
    ours.close();
    await database.close();
  }
  echo.closeAllConnections();
  echo.close();
  return isWithin ? 0 : 1;
}
