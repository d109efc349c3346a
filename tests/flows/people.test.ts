import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureOwner } from '../../core/people/enrolment.ts';
import { sha256Hex } from '../../core/platform/ids.ts';
import { invitation, outboxMessage, person } from '../../drizzle/schema/index.ts';
import { TestBotApi } from '../support/bot-api.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { type RunningBot, runBot } from '../support/running-bot.ts';
import type { ShownMessage } from '../support/shown-message.ts';

const owner = { id: 101, firstName: 'Marta' };
const newcomer = { id: 102, firstName: 'Lucía <b>' };
const stranger = { id: 103, firstName: 'Nadie' };

describe('people', () => {
  let database: TestDatabase;
  let telegram: TestBotApi;
  let bot: RunningBot;
  let ownerCode = '';

  beforeAll(async () => {
    database = await openTestDatabase();
    telegram = await TestBotApi.start();
    const owning = await ensureOwner(database.db, { now: new Date() });
    if (owning.kind === 'code') ownerCode = owning.token;
    bot = await runBot(database.db, telegram);
  });
  afterAll(async () => {
    await bot.stop();
    await telegram.close();
    await database.close();
    expect(telegram.problems).toEqual([]);
  });

  /** The newest message of a chat whose text has these words. */
  const reads = (who: { id: number }, words: string): Promise<ShownMessage> =>
    eventually(`"${words}" for ${who.id}`, () =>
      telegram.chat(who.id).findLast((message) => message.text.includes(words)),
    );
  const button = (message: ShownMessage, text: string): string => {
    const found = message.buttons.find((one) => one.text.includes(text));
    if (found === undefined) throw new Error(`no button "${text}" under "${message.text}"`);
    return found.data;
  };
  const linkToken = (message: ShownMessage): string => /start=([\w-]+)/.exec(message.text)?.[1] ?? '';

  it('When strangers write, then they get one neutral line an hour and nothing else', async () => {
    telegram.send(stranger, '/start');
    await reads(stranger, 'uso privado');
    telegram.send(stranger, '/usuarios');
    telegram.send(stranger, 'hola');
    telegram.send(stranger, `/start ${'x'.repeat(32)}`);
    telegram.sendPhoto(stranger, Buffer.from('not even a picture'));
    telegram.press(stranger, { ...telegram.chat(stranger.id)[0]! }, 'usr:list');
    await eventually('every press answered', () => telegram.callsOf('answerCallbackQuery').length === 1);
    expect(telegram.chat(stranger.id)).toHaveLength(1);
    expect(telegram.chat(stranger.id)[0]?.buttons).toEqual([]);
  });

  it('When somebody opens the code printed at start, then they are the owner and get the owner’s commands', async () => {
    telegram.send(owner, `/start ${ownerCode}`);
    const greeting = await reads(owner, '¡Hola, Marta!');
    expect(greeting.text).toContain('/invitar');
    const menu = await eventually('commands', () =>
      telegram.callsOf('setMyCommands').find((call) => JSON.stringify(call.params.scope)?.includes('101')),
    );
    expect(JSON.stringify(menu.params.commands)).toContain('usuarios');
  });

  it('When somebody comes back with another name, then they are greeted and kept by it', async () => {
    telegram.send({ ...owner, firstName: 'Marta G.' }, '/start');
    await reads(owner, '¡Hola, Marta G.!');
    telegram.send(owner, '/start');
    await eventually(
      'two greetings as Marta',
      () => telegram.chat(owner.id).filter((message) => message.text.includes('¡Hola, Marta!')).length === 2,
    );
  });

  it('When the same code is opened again by another, then it is refused', async () => {
    telegram.send({ id: 104, firstName: 'Tarde' }, `/start ${ownerCode}`);
    await reads({ id: 104 }, 'ya se usó');
  });

  let link = '';
  it('When the owner invites, then a one-time link comes that is stored nowhere', async () => {
    telegram.send(owner, '/invitar');
    const choice = await reads(owner, '¿Qué va a hacer');
    telegram.press(owner, choice, button(choice, 'Personal'));
    link = linkToken(await reads(owner, 'Enlace para entrar como <b>Personal</b>'));
    await reads(owner, 'acá abajo va el enlace');
    expect(link).toMatch(/^[\w-]{32}$/);
    const hashes = await database.db.select({ hash: invitation.tokenHash }).from(invitation);
    expect(hashes.map((row) => row.hash)).toContain(sha256Hex(link));
    const said = await database.db.select({ desired: outboxMessage.desired }).from(outboxMessage);
    expect(JSON.stringify(said)).not.toContain(link);
  });

  it('When the invited person opens the link, then they belong to the shop with that role', async () => {
    telegram.send(newcomer, `/start ${link}`);
    const greeting = await reads(newcomer, '¡Hola, Lucía &lt;b&gt;!');
    expect(greeting.text).not.toContain('/invitar');
    const rows = await database.db.select({ id: person.telegramUserId, role: person.role }).from(person);
    expect(rows).toContainEqual({ id: 102, role: 'staff' });
  });

  it('When staff ask for the owner’s commands or forge the owner’s buttons, then they are refused', async () => {
    telegram.send(newcomer, '/invitar');
    await reads(newcomer, 'solo el dueño');
    const [row] = await database.db.select().from(person);
    telegram.press(newcomer, telegram.chat(newcomer.id)[0]!, `inv:${row?.locationId}:r:owner`);
    telegram.press(newcomer, telegram.chat(newcomer.id)[0]!, `usr:${row?.id}:revoke`);
    await eventually('both refused', () => telegram.callsOf('answerCallbackQuery').length === 4);
    const roles = await database.db.select({ role: person.role, revokedAt: person.revokedAt }).from(person);
    expect(roles).toHaveLength(2);
    expect(roles.every((one) => one.revokedAt === null)).toBe(true);
  });

  it('When words are forwarded, come from a group or from a channel, then they carry no authority', async () => {
    const before = telegram.chat(owner.id).length;
    telegram.send(owner, {
      text: '/invitar',
      entities: [{ type: 'bot_command', offset: 0, length: 8 }],
      forward_origin: { type: 'user', date: 1, sender_user: { id: 103, is_bot: false, first_name: 'Nadie' } },
    });
    await reads(owner, 'reenviados no los tomo');
    telegram.push({
      message: {
        message_id: 9_000,
        date: 1,
        from: { id: owner.id, is_bot: false, first_name: 'Marta' },
        chat: { id: -500, type: 'group', title: 'Grupo' },
        text: '/usuarios',
        entities: [{ type: 'bot_command', offset: 0, length: 9 }],
      },
    });
    telegram.send(owner, '/ayuda');
    await reads(owner, 'Cargar una compra');
    expect(telegram.chat(-500)).toEqual([]);
    expect(telegram.chat(owner.id)).toHaveLength(before + 2);
  });

  it('When the owner takes access away, then it is asked first and works at once', async () => {
    telegram.send(owner, '/usuarios');
    const list = await reads(owner, '👥');
    telegram.press(owner, list, button(list, 'Lucía'));
    const question = await reads(owner, '¿Le quitás el acceso');
    expect(question.messageId).toBe(list.messageId);
    telegram.press(owner, question, button(question, 'Sí, quitar'));
    await reads(owner, 'ya no tiene acceso');
    telegram.send(newcomer, '/ayuda');
    await reads(newcomer, 'uso privado');
  });
});
