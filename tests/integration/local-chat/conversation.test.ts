import { Bot, InlineKeyboard } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestChat, type TestChat } from './support.ts';

const OWNER = 700_000_001;
const STAFF = 700_000_003;

let chat: TestChat;
beforeEach(async () => {
  chat = await openTestChat();
});
afterEach(() => chat.close());

/** Runs a grammY bot by long polling until `done` holds. */
async function runBot(build: (bot: Bot) => void, play: () => Promise<void>): Promise<void> {
  const bot = new Bot(chat.server.token, { client: { apiRoot: chat.server.apiRoot } });
  build(bot);
  const running = bot.start({ timeout: 5 });
  try {
    await play();
  } finally {
    await bot.stop();
    await running;
  }
}

const textsOf = async (person: number) => (await chat.state()).chats[person]?.map((message) => message.text);

describe('A bot polling the local chat', () => {
  it('When a person writes a command, then the bot gets it as a command and its answer is in the chat', async () => {
    await runBot(
      (bot) => bot.command('start', (ctx) => ctx.reply(`Hola <b>${ctx.match}</b>`, { parse_mode: 'HTML' })),
      async () => {
        await chat.page('/chat/text', { person: OWNER, text: '/start abc' });
        await expect.poll(() => textsOf(OWNER)).toEqual(['/start abc', 'Hola abc']);
      },
    );
  });

  it('When a button is pressed, then the bot edits the message in place and answers the press', async () => {
    await runBot(
      (bot) => {
        bot.on('message:text', (ctx) =>
          ctx.reply('¿Seguro?', { reply_markup: new InlineKeyboard().text('Sí', 'yes') }),
        );
        bot.callbackQuery('yes', async (ctx) => {
          await ctx.editMessageText('Hecho');
          await ctx.answerCallbackQuery('Listo');
        });
      },
      async () => {
        await chat.page('/chat/text', { person: STAFF, text: 'hola' });
        await expect.poll(() => textsOf(STAFF)).toEqual(['hola', '¿Seguro?']);
        await chat.page('/chat/press', { person: STAFF, message: 2, data: 'yes' });
        await expect.poll(() => textsOf(STAFF)).toEqual(['hola', 'Hecho']);
        await expect
          .poll(async () => (await chat.state()).calls.map((call) => call.method))
          .toContain('answerCallbackQuery');
      },
    );
  });

  it('When two people write, then each has a chat of their own', async () => {
    await runBot(
      (bot) => bot.on('message:text', (ctx) => ctx.reply(`eco: ${ctx.message.text}`)),
      async () => {
        await chat.page('/chat/text', { person: OWNER, text: 'uno' });
        await chat.page('/chat/text', { person: STAFF, text: 'dos' });
        await expect.poll(() => textsOf(OWNER)).toEqual(['uno', 'eco: uno']);
        await expect.poll(() => textsOf(STAFF)).toEqual(['dos', 'eco: dos']);
      },
    );
  });
});
