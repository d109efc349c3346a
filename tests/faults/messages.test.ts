import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FailPoint } from '../../core/platform/fail-point.ts';
import { inboxUpdate } from '../../drizzle/schema/index.ts';
import { TestBotApi } from '../support/bot-api.ts';
import { eventually } from '../support/eventually.ts';
import {
  discard,
  freshDataDir,
  inspect,
  OWNER,
  type Product,
  ready,
  startProduct,
} from './support/product-process.ts';

/** Between a message and its reply: at each of these places the process is killed and started again. */
const POINTS: readonly FailPoint[] = [
  'after-inbox-commit',
  'before-offset-confirmed',
  'before-handler',
  'after-handler',
  'before-send',
  'after-send',
];

describe('a message and its reply, in a real process', () => {
  let telegram: TestBotApi;
  let dataDir = '';
  const products: Product[] = [];

  beforeAll(async () => {
    telegram = await TestBotApi.start();
  });
  afterAll(async () => {
    await telegram.close();
    expect(telegram.problems).toEqual([]);
  });
  beforeEach(async () => {
    telegram.chats.clear();
    dataDir = await freshDataDir();
  });
  afterEach(async () => {
    await Promise.all(products.splice(0).map((product) => product.kill('SIGKILL')));
    discard(dataDir);
  });

  const start = (failPoint?: FailPoint): Product => {
    const product = startProduct({ telegram, dataDir, ...(failPoint === undefined ? {} : { failPoint }) });
    products.push(product);
    return product;
  };
  const replies = (words: string): number =>
    telegram.chat(OWNER.id).filter((message) => message.text.includes(words)).length;
  const states = () =>
    inspect(dataDir, (db) =>
      db.select({ id: inboxUpdate.updateId, state: inboxUpdate.state }).from(inboxUpdate),
    );

  it.each(POINTS)(
    'When it is killed %s, then after a new start the reply comes and nothing is lost',
    async (point) => {
      const doomed = start(point);
      telegram.send(OWNER, '/ayuda');
      expect(await doomed.ended).toBe('SIGKILL');
      telegram.send(OWNER, '/cancelar');
      const heir = start();
      await eventually(
        'both replies',
        () => replies('Cargar una compra') > 0 && replies('nada para cancelar') > 0,
        60_000,
      );
      expect(await heir.kill('SIGTERM')).toBe(0);
      // Telegram has no idempotency key: only a death between its answer and our record may show a reply twice.
      expect(replies('Cargar una compra')).toBe(point === 'after-send' ? 2 : 1);
      expect(replies('nada para cancelar')).toBe(1);
      const { seen, verification } = await states();
      expect(seen.map((row) => row.state)).toEqual(['done', 'done']);
      expect(verification.breaches).toEqual([]);
    },
  );

  it('When it is killed again and again at any moment, then every message gets its reply', async () => {
    const pauses = [40, 200, 700];
    for (const [turn, pause] of pauses.entries()) {
      const product = start();
      await ready(product);
      for (let n = 0; n < 3; n += 1) telegram.send(OWNER, `/ayuda ${turn}${n}`);
      await sleep(pause);
      expect(await product.kill('SIGKILL')).toBe('SIGKILL');
    }
    const last = start();
    await ready(last);
    await eventually('every reply', () => replies('Cargar una compra') >= pauses.length * 3, 60_000);
    expect(await last.kill('SIGTERM')).toBe(0);
    expect(replies('Cargar una compra')).toBeLessThanOrEqual(pauses.length * 4);
    const { seen, verification } = await states();
    expect(seen).toHaveLength(pauses.length * 3);
    expect(seen.every((row) => row.state === 'done')).toBe(true);
    expect(verification.breaches).toEqual([]);
  });

  it('When a second process is started on the same directory, then it refuses and the first goes on', async () => {
    const first = start();
    await ready(first);
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.log()).toContain('está en uso por otro proceso');
    telegram.send(OWNER, '/ayuda');
    await eventually('the reply', () => replies('Cargar una compra') === 1);
    expect(await first.kill('SIGTERM')).toBe(0);
  });

  it('When Telegram is down at the start, then SIGTERM still ends it', async () => {
    telegram.failNext(
      'getMe',
      ...Array.from(
        { length: 20 },
        () => ({ kind: 'error', code: 502, description: 'Bad Gateway' }) as const,
      ),
    );
    const before = telegram.callsOf('getMe').length;
    const product = start();
    await eventually('two calls', () => telegram.callsOf('getMe').length > before + 1, 60_000);
    expect(await product.kill('SIGTERM')).toBe(0);
    telegram.clearFailures();
  });

  it('When it runs, then the bot’s token is in no log line and no row', async () => {
    const product = start();
    await ready(product);
    telegram.failNext('sendMessage', { kind: 'reset', when: 'before' });
    telegram.send(OWNER, '/ayuda');
    await eventually('the reply', () => replies('Cargar una compra') === 1, 30_000);
    expect(await product.kill('SIGTERM')).toBe(0);
    expect(product.log()).not.toContain(telegram.token.split(':')[1]);
  });
});
