import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runOutbox, say } from '../../../bot/outbox.ts';
import { sha256Hex } from '../../../core/platform/ids.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { createWake } from '../../../core/platform/wake.ts';
import type { Db } from '../../../drizzle/client.ts';
import { type MessageView, outboxMessage, storedFile } from '../../../drizzle/schema/index.ts';
import { TestBotApi } from '../../support/bot-api.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

const view = (text: string, more: Partial<MessageView> = {}): MessageView => ({ text, ...more });

describe.each(databaseKinds)('the outbox on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  let telegram: TestBotApi;
  const running: { stop: AbortController; loop: Promise<void> }[] = [];

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    telegram = await TestBotApi.start();
  });
  afterEach(async () => {
    for (const one of running) one.stop.abort();
    await Promise.all(running.splice(0).map((one) => one.loop));
    await telegram.close();
    await db.delete(outboxMessage);
    expect(telegram.problems).toEqual([]);
  });

  function run(owner = 'a'): void {
    const stop = new AbortController();
    const loop = runOutbox({
      db,
      api: new Api(telegram.token, { apiRoot: telegram.apiRoot }),
      wake: createWake(),
      signal: stop.signal,
      concurrency: 4,
      owner,
      logger: createLogger({ level: 'silent' }),
      idleMs: 20,
    });
    running.push({ stop, loop });
  }

  const rows = () => db.select().from(outboxMessage).orderBy(outboxMessage.createdAt);
  const settled = () =>
    eventually('nothing left to say', async () =>
      (await rows()).every((row) => row.state === 'failed' || row.sentVersion === row.desiredVersion),
    );
  const texts = (chatId: number): string[] => telegram.chat(chatId).map((message) => message.text);

  it('When several messages are said, then each chat gets its own in order', async () => {
    await db.transaction(async (tx) => {
      for (let n = 1; n <= 12; n += 1)
        await say(tx, { chatId: n % 2, slot: `u1:${n}`, view: view(String(n)) });
    });
    run();
    run('b');
    await settled();
    expect(texts(1)).toEqual(['1', '3', '5', '7', '9', '11']);
    expect(texts(0)).toEqual(['2', '4', '6', '8', '10', '12']);
  });

  it('When a transaction rolls back, then nothing is said', async () => {
    run();
    const failing = db.transaction(async (tx) => {
      await say(tx, { chatId: 1, slot: 'doc:1', view: view('✅') });
      throw new Error('no commit');
    });
    await expect(failing).rejects.toThrow('no commit');
    await sleep(80);
    expect(telegram.calls).toEqual([]);
  });

  it('When a message changes several times before it is sent, then it is sent once; later changes edit it', async () => {
    for (const text of ['1', '2', '3']) await say(db, { chatId: 1, slot: 'doc:1', view: view(text) });
    run();
    await settled();
    for (const text of ['4', '4', '5'])
      await say(db, {
        chatId: 1,
        slot: 'doc:1',
        view: view(text, { keyboard: [[{ text: 'Sí', data: 'x' }]] }),
      });
    await settled();
    expect(texts(1)).toEqual(['5']);
    expect(telegram.chat(1)[0]?.buttons).toEqual([{ text: 'Sí', data: 'x' }]);
    expect(telegram.callsOf('sendMessage')).toHaveLength(1);
  });

  it('When the same is said again, then nothing is sent', async () => {
    run();
    await say(db, { chatId: 1, slot: 'u1:1', view: view('hola') });
    await settled();
    await say(db, { chatId: 1, slot: 'u1:1', view: view('hola') });
    await sleep(60);
    expect(telegram.calls).toHaveLength(1);
  });

  it('When progress follows progress, then it is edited at most once a second, and the outcome at once', async () => {
    run();
    await say(db, { chatId: 1, slot: 'doc:1', view: view('leyendo 0') });
    await settled();
    const began = Date.now();
    for (let n = 1; n <= 8; n += 1) {
      await say(db, { chatId: 1, slot: 'doc:1', view: view(`leyendo ${n}`, { progress: true }) });
      await sleep(20);
    }
    expect(telegram.callsOf('editMessageText')).toHaveLength(0);
    await say(db, { chatId: 1, slot: 'doc:1', view: view('listo') });
    await settled();
    expect(Date.now() - began).toBeLessThan(900);
    expect(texts(1)).toEqual(['listo']);
    expect(telegram.callsOf('editMessageText')).toHaveLength(1);
  });

  it('When Telegram asks for a pause, then that chat waits as long and the others do not', async () => {
    telegram.failNext('sendMessage', {
      kind: 'error',
      code: 429,
      description: 'Too Many Requests',
      retryAfter: 1,
    });
    await say(db, { chatId: 1, slot: 'a', view: view('first') });
    run();
    await eventually('refused', () => telegram.calls.length === 1);
    const began = Date.now();
    await say(db, { chatId: 1, slot: 'b', view: view('second') });
    await say(db, { chatId: 2, slot: 'c', view: view('other') });
    await eventually('the other chat', () => texts(2).length === 1);
    expect(texts(1)).toEqual([]);
    await settled();
    expect(Date.now() - began).toBeGreaterThan(800);
    expect(texts(1)).toEqual(['first', 'second']);
  });

  it('When somebody blocked the bot, then the message fails once and is not tried again', async () => {
    telegram.blockedBy.add(1);
    await say(db, { chatId: 1, slot: 'a', view: view('hola') });
    run();
    await settled();
    await sleep(80);
    expect(telegram.calls).toHaveLength(1);
    expect((await rows())[0]).toMatchObject({
      state: 'failed',
      error: '403: Forbidden: bot was blocked by the user',
    });
    telegram.blockedBy.clear();
    await say(db, { chatId: 1, slot: 'a', view: view('hola de nuevo') });
    await settled();
    expect(texts(1)).toEqual(['hola de nuevo']);
  });

  it('When an edit changes nothing or its message is gone, then it counts as said or is sent anew', async () => {
    run();
    await say(db, { chatId: 1, slot: 'a', view: view('uno') });
    await settled();
    telegram.failNext('editMessageText', {
      kind: 'error',
      code: 400,
      description: 'Bad Request: message is not modified: specified new message content…',
    });
    await say(db, { chatId: 1, slot: 'a', view: view('dos') });
    await settled();
    expect(texts(1)).toEqual(['uno']);
    telegram.chats.clear();
    await say(db, { chatId: 1, slot: 'a', view: view('tres') });
    await settled();
    expect(texts(1)).toEqual(['tres']);
  });

  it.each([
    ['the connection breaks before the effect', { kind: 'reset', when: 'before' } as const, 1],
    // Telegram has no idempotency key: twice is better than never.
    ['the connection breaks after the effect', { kind: 'reset', when: 'after' } as const, 2],
    ['Telegram is down', { kind: 'error', code: 502, description: 'Bad Gateway' } as const, 1],
  ])('When %s, then the message is sent again', async (_name, failure, times) => {
    telegram.failNext('sendMessage', failure);
    await say(db, { chatId: 1, slot: 'a', view: view('hola') });
    run();
    await settled();
    expect(texts(1)).toEqual(Array.from({ length: times }, () => 'hola'));
  });

  it('When an edit’s reply is lost, then the second edit finds it done', async () => {
    run();
    await say(db, { chatId: 1, slot: 'a', view: view('uno') });
    await settled();
    telegram.failNext('editMessageText', { kind: 'reset', when: 'after' });
    await say(db, { chatId: 1, slot: 'a', view: view('dos') });
    await settled();
    expect(telegram.chat(1)).toMatchObject([{ text: 'dos', edits: 1 }]);
  });

  it('When a view has a picture, then its bytes are sent, and edited in place', async () => {
    const store = async (bytes: Buffer): Promise<string> => {
      const sha256 = sha256Hex(bytes);
      await db.insert(storedFile).values({ sha256, bytes, mime: 'image/jpeg', size: bytes.length });
      return sha256;
    };
    const [one, two] = [Buffer.from([1, 2, 255, 13, 10, 0]), Buffer.from('two')];
    run();
    await say(db, { chatId: 1, slot: 'p', view: view('<b>foto</b>', { photoSha256: await store(one) }) });
    await settled();
    expect(telegram.chat(1)[0]).toMatchObject({ text: '<b>foto</b>', photo: one });
    await say(db, {
      chatId: 1,
      slot: 'p',
      view: view('otra', { photoSha256: await store(two), keyboard: [[{ text: 'Ver', data: 'v' }]] }),
    });
    await settled();
    expect(telegram.chat(1)).toMatchObject([
      { text: 'otra', photo: two, buttons: [{ text: 'Ver', data: 'v' }] },
    ]);
  });

  it('When markup cannot be read, then the words arrive without it', async () => {
    run();
    await say(db, { chatId: 1, slot: 'a', view: view('<b>3 < 5 &amp; listo') });
    await settled();
    expect(texts(1)).toEqual(['3 < 5 & listo']);
  });
});
