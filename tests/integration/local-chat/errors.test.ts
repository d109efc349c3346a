import { Api, GrammyError, InlineKeyboard, InputFile } from 'grammy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestChat, type TestChat } from './support.ts';

const OWNER = 700_000_001;
const MANAGER = 700_000_002;

let chat: TestChat;
beforeAll(async () => {
  chat = await openTestChat();
});
afterAll(() => chat.close());
beforeEach(() => chat.page('/chat/text', { person: OWNER, text: 'hola' }));

/** The code and words of the failure that a call meets. */
async function failureOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
    throw error;
  }
  return 'no failure';
}

const html = (text: string) => chat.api.sendMessage(OWNER, text, { parse_mode: 'HTML' });

describe('The local Bot API answers as Telegram does', () => {
  it('When an edit changes nothing, then it says that the message is not modified', async () => {
    const reply_markup = new InlineKeyboard().text('Sí', 'yes');
    const { message_id: id } = await chat.api.sendMessage(OWNER, 'uno', { reply_markup });
    expect(await failureOf(chat.api.editMessageText(OWNER, id, 'uno', { reply_markup }))).toMatch(
      /^400 Bad Request: message is not modified: specified new message content/,
    );
    expect(await failureOf(chat.api.editMessageText(OWNER, id, 'uno'))).toBe('no failure');
  });

  it('When a message does not exist or is not the bot’s, then it cannot be edited', async () => {
    expect(await failureOf(chat.api.editMessageText(OWNER, 9_999, 'x'))).toBe(
      '400 Bad Request: message to edit not found',
    );
    expect(await failureOf(chat.api.editMessageText(OWNER, 1, 'x'))).toBe(
      "400 Bad Request: message can't be edited",
    );
    expect(await failureOf(chat.api.deleteMessage(OWNER, 9_999))).toBe(
      '400 Bad Request: message to delete not found',
    );
  });

  it('When callback data is longer than 64 bytes, then the keyboard is refused', async () => {
    const send = (data: string) =>
      chat.api.sendMessage(OWNER, 'x', { reply_markup: new InlineKeyboard().text('a', data) });
    expect(await failureOf(send('a'.repeat(65)))).toBe('400 Bad Request: BUTTON_DATA_INVALID');
    expect(await failureOf(send('ñ'.repeat(33)))).toBe('400 Bad Request: BUTTON_DATA_INVALID');
    expect(await failureOf(send('a'.repeat(64)))).toBe('no failure');
  });

  it('When HTML is broken, then it says where', async () => {
    expect(await failureOf(html('ñ <foo>x</foo>'))).toBe(
      '400 Bad Request: can\'t parse entities: Unsupported start tag "foo" at byte offset 3',
    );
    expect(await failureOf(html('<b>x'))).toBe(
      '400 Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    );
    expect(await failureOf(html('<b><i>x</b></i>'))).toBe(
      '400 Bad Request: can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    );
    expect(await failureOf(html('2 < 3'))).toMatch(/Unsupported start tag/);
    expect(await failureOf(html('x</b>'))).toMatch(/Unexpected end tag at byte offset 1/);
  });

  it('When HTML is good, then text and entities are in UTF-16 units', async () => {
    const sent = await html(
      '📷 <b>Ñandú &amp; <i>Cía</i></b> <a href="https://x.ar/?a=1&amp;b=2">ver</a> /stock  ',
    );
    expect(sent.text).toBe('📷 Ñandú & Cía ver /stock');
    expect(sent.entities).toEqual([
      { type: 'bold', offset: 3, length: 11 },
      { type: 'italic', offset: 11, length: 3 },
      { type: 'text_link', offset: 15, length: 3, url: 'https://x.ar/?a=1&b=2' },
      { type: 'bot_command', offset: 19, length: 6 },
    ]);
  });

  it('When text is empty or longer than 4096, then it is refused', async () => {
    expect(await failureOf(html('<b> </b>'))).toBe('400 Bad Request: message text is empty');
    expect(await failureOf(html('a'.repeat(4097)))).toBe('400 Bad Request: message is too long');
    const photo = new InputFile(Buffer.from('no es una imagen'), 'x.jpg');
    expect(await failureOf(chat.api.sendPhoto(OWNER, photo))).toBe('400 Bad Request: IMAGE_PROCESS_FAILED');
  });

  it('When the person never wrote, blocked the bot or does not exist, then nothing is sent', async () => {
    expect(await failureOf(chat.api.sendMessage(MANAGER, 'x'))).toBe(
      "403 Forbidden: bot can't initiate conversation with a user",
    );
    expect(await failureOf(chat.api.sendMessage(42, 'x'))).toBe('400 Bad Request: chat not found');
    await chat.page('/chat/block', { person: OWNER, blocked: true });
    expect(await failureOf(chat.api.sendMessage(OWNER, 'x'))).toBe(
      '403 Forbidden: bot was blocked by the user',
    );
    await chat.page('/chat/block', { person: OWNER, blocked: false });
    expect(await failureOf(chat.api.sendMessage(OWNER, 'x'))).toBe('no failure');
  });

  it('When the token or the method is wrong, then it is 401 or 404', async () => {
    const { apiRoot } = chat.server;
    expect(await failureOf(new Api(`1:${'a'.repeat(35)}`, { apiRoot }).getMe())).toBe('401 Unauthorized');
    const unknown = await fetch(`${apiRoot}/bot${chat.server.token}/sendNothing`);
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      { ok: false, error_code: 404, description: 'Not Found' },
    ]);
  });

  it('When a press is answered that never was, then the query is too old', async () => {
    expect(await failureOf(chat.api.answerCallbackQuery('123456'))).toMatch(
      /^400 Bad Request: query is too old/,
    );
  });

  it('When a failure is planned, then the next call meets it and the one after does not', async () => {
    chat.server.failNext({ method: 'sendMessage', retryAfter: 3 });
    const error = await chat.api.sendMessage(OWNER, 'x').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    });
    expect(await failureOf(chat.api.sendMessage(OWNER, 'x'))).toBe('no failure');
  });

  it('When the reply is to be lost, then the call takes effect and the connection breaks', async () => {
    chat.server.failNext({ method: 'sendMessage', loseReply: true });
    await expect(chat.api.sendMessage(OWNER, 'llega igual')).rejects.toThrow(/Network request/);
    const last = (await chat.state()).chats[OWNER]?.at(-1);
    expect(last?.text).toBe('llega igual');
  });

  it('When a second poller comes, then the first is told of the conflict', async () => {
    const first = failureOf(chat.api.getUpdates({ timeout: 5, offset: 2_000_000_000 }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await chat.api.getUpdates({ timeout: 0, offset: 2_000_000_000 });
    expect(await first).toMatch(/^409 Conflict: terminated by other getUpdates request/);
  });
});

describe('The page’s side of the server', () => {
  it('When another site’s script calls it, or a name pointed at loopback, then it gets nothing', async () => {
    const call = (headers: Record<string, string>) =>
      fetch(`${chat.server.apiRoot}/chat/state`, { headers }).then((response) => response.status);
    expect(await call({ origin: 'https://evil.example' })).toBe(403);
    expect(await call({ origin: chat.server.apiRoot })).toBe(200);
  });

  it('When a path leaves the folder, then it is not found', async () => {
    const status = async (path: string) => (await fetch(`${chat.server.apiRoot}${path}`)).status;
    expect(await status('/..%2f..%2fpackage.json')).toBe(404);
    expect(await status('/samples/..%2fserver.ts')).toBe(404);
    expect(await status('/app.js')).toBe(200);
  });

  it('When what it posts is nonsense, then it is a 400 and not a crash', async () => {
    expect((await chat.page('/chat/text', { person: 'x' })).status).toBe(400);
    expect((await chat.page('/chat/press', { person: OWNER, message: 9_999, data: 'x' })).status).toBe(400);
    expect((await chat.page('/chat/nothing', {})).status).toBe(404);
  });
});
