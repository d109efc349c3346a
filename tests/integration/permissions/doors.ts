import { eq } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { createBot } from '../../../bot/create-bot.ts';
import { createModel } from '../../../core/assistant/model.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { foundCompany } from '../../../core/people/company.ts';
import { createMemoryCache } from '../../../core/platform/cache.ts';
import { systemClock } from '../../../core/platform/clock.ts';
import { newId } from '../../../core/platform/ids.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { createWake } from '../../../core/platform/wake.ts';
import type { Db } from '../../../drizzle/client.ts';
import { location, outboxMessage, person } from '../../../drizzle/schema/index.ts';
import { aPerson } from '../../support/factories.ts';

export const PERSONAS = ['stranger', 'revoked', 'other shop', 'personal', 'encargado', 'dueño'] as const;
export type Persona = (typeof PERSONAS)[number];

export interface Cast {
  readonly companyId: string;
  readonly shopId: string;
  readonly people: Readonly<Record<Exclude<Persona, 'stranger'>, Actor>>;
}

export const STRANGER = 999_999_999;

/** One company with two shops and somebody of every sort; `other shop` is staff of the second shop. */
export async function castOf(db: Db): Promise<Cast> {
  const { companyId, shopId } = await foundCompany(db, { name: 'Almacén', shopName: 'Local' });
  const secondId = newId();
  await db.insert(location).values({ id: secondId, companyId, kind: 'shop', name: 'Otro local' });
  const at = { companyId, locationId: shopId };
  const revoked = await aPerson(db, { ...at, role: 'owner', name: 'X' });
  await db.update(person).set({ revokedAt: new Date() }).where(eq(person.id, revoked.personId));
  return {
    companyId,
    shopId,
    people: {
      revoked,
      'other shop': await aPerson(db, { companyId, locationId: secondId, role: 'staff', name: 'Otra' }),
      personal: await aPerson(db, { ...at, role: 'staff', name: 'Lucía' }),
      encargado: await aPerson(db, { ...at, role: 'manager', name: 'Diego' }),
      dueño: await aPerson(db, { ...at, role: 'owner', name: 'Marta' }),
    },
  };
}

export interface Answer {
  /** Everything said: messages and the pop-up. */
  readonly said: string;
  readonly documents: number;
  /** What the buttons say that are now there. */
  readonly buttons: readonly string[];
}

export type Doors = ReturnType<typeof doorsOf>;

/** An assistant that is there to be allowed or not, and is never asked. */
const NOWHERE = {
  apiKey: 'k',
  baseUrl: 'http://127.0.0.1:9',
  model: 'm',
  transcriptionModel: 't',
  limitMs: 1,
  pausesMs: [],
} as const;

/** Never the same twice: an update that was seen says nothing new. */
let updateId = 0;

/** A bot without a network: what people send goes in, what they would be told comes out. */
export function doorsOf(db: Db) {
  const calls: { method: string; payload: Record<string, unknown> }[] = [];
  const bot = createBot(
    '1:permissions',
    {
      db,
      clock: systemClock,
      logger: createLogger({ level: 'silent' }),
      cache: createMemoryCache(),
      ourCuit: undefined,
      wakes: { outbox: createWake(), reading: createWake() },
      assistant: {
        clock: systemClock,
        dailyCalls: 0,
        model: createModel({ ...NOWHERE, clock: systemClock }),
        download: () => Promise.resolve({ ok: false, error: 'gone' }),
      },
    },
    { apiRoot: 'http://127.0.0.1:9' },
  );
  Object.assign(bot, { botInfo: { id: 1, is_bot: true, first_name: 'bot', username: 'bot' } });
  bot.api.config.use((_call, method, payload) => {
    calls.push({ method, payload: payload as Record<string, unknown> });
    return Promise.resolve({ ok: true, result: true } as never);
  });
  const answerTo = async (update: Omit<Update, 'update_id'>): Promise<Answer> => {
    updateId += 1;
    calls.length = 0;
    const before = new Map(
      (await db.select().from(outboxMessage)).map((row) => [row.slot, row.desiredVersion]),
    );
    await bot.handleUpdate({ update_id: updateId, ...update });
    const now = await db.select().from(outboxMessage);
    const changed = now.filter((row) => before.get(row.slot) !== row.desiredVersion);
    const said = changed.map((row) => row.desired.text);
    const buttons = changed.flatMap((row) => row.desired.keyboard ?? []).flat();
    const popUps = calls
      .filter((call) => call.method === 'answerCallbackQuery' || call.method === 'sendMessage')
      .map((call) => String(call.payload.text ?? ''));
    return {
      said: [...said, ...popUps].join('\n'),
      documents: calls.filter((call) => call.method === 'sendDocument').length,
      buttons: buttons.flatMap((button) => ('data' in button ? [button.data] : [])),
    };
  };
  const from = (id: number) => ({ id, is_bot: false, first_name: 'X' });
  const chat = (id: number) => ({ id, type: 'private' as const, first_name: 'X' });
  return {
    sends: (id: number, text: string): Promise<Answer> => {
      const command = /^\/\w+/.exec(text)?.[0];
      return answerTo({
        message: {
          message_id: 1000 + updateId,
          date: 0,
          from: from(id),
          chat: chat(id),
          text,
          ...(command === undefined
            ? {}
            : { entities: [{ type: 'bot_command' as const, offset: 0, length: command.length }] }),
        },
      });
    },
    presses: (id: number, data: string): Promise<Answer> =>
      answerTo({
        callback_query: {
          id: String(updateId),
          from: from(id),
          chat_instance: '1',
          data,
          message: { message_id: 1, date: 0, chat: chat(id), text: 'x' } as never,
        },
      }),
  };
}
