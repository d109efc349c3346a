import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newSecret } from '../../core/platform/ids.ts';
import { TestBotApi } from '../support/bot-api.ts';
import { eventually } from '../support/eventually.ts';
import {
  deliver,
  discard,
  freshDataDir,
  healthUrl,
  OWNER,
  type Product,
  ready,
  startProduct,
} from './support/product-process.ts';

describe('starting and stopping', () => {
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
  const start = (env: Readonly<Record<string, string>> = {}): Product => {
    const product = startProduct({ telegram, dataDir, env });
    products.push(product);
    return product;
  };

  it('When nothing is configured, then the chat page and /health answer, and SIGTERM ends it', async () => {
    const nothing = join(dataDir, 'not', 'yet');
    const product = start({
      DATA_DIR: nothing,
      TELEGRAM_BOT_TOKEN: '',
      TELEGRAM_API_ROOT: '',
      OWNER_TELEGRAM_ID: '',
      ENVIRONMENT: '',
    });
    await ready(product);
    const page = /Chat de prueba: (\S+)/.exec(product.log())?.[1] ?? '';
    expect((await fetch(page)).status).toBe(200);
    const health = await fetch(healthUrl(product));
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      status: 'healthy',
      database: 'healthy',
      redis: 'off',
      telegram: 'healthy',
    });
    expect(await product.kill('SIGTERM')).toBe(0);
  });

  it('When there is a token and no owner, then a one-time link is printed that makes one', async () => {
    const product = start({ OWNER_TELEGRAM_ID: '' });
    await ready(product);
    const token = /t\.me\/inventario_test_bot\?start=([\w-]+)/.exec(product.log())?.[1];
    telegram.send(OWNER, `/start ${token}`);
    await eventually('the greeting', () =>
      telegram.chat(OWNER.id).some((one) => one.text.includes('¡Hola, Marta!')),
    );
    expect(await product.kill('SIGTERM')).toBe(0);
  });

  it('When Redis is configured and not there, then it is degraded and serves', async () => {
    const product = start({ REDIS_URL: 'redis://127.0.0.1:1' });
    await ready(product);
    const health = await fetch(healthUrl(product));
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'degraded', database: 'healthy', redis: 'degraded' });
  });

  it('When it has a public address, then it takes updates by webhook, each once', async () => {
    const secret = newSecret(32);
    const product = start({ PUBLIC_URL: 'https://bot.example', TELEGRAM_WEBHOOK_SECRET: secret });
    await ready(product);
    expect(telegram.webhook).toBe('https://bot.example/telegram/webhook');
    const update = telegram.send(OWNER, '/ayuda');
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(() => deliver(product, secret, update)));
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(await deliver(product, 'x'.repeat(43), update)).toBe(401);
    await deliver(product, secret, telegram.send(OWNER, '/cancelar'));
    await eventually('both replies', () => telegram.chat(OWNER.id).length >= 2);
    expect(telegram.chat(OWNER.id)).toHaveLength(2);
    telegram.webhook = '';
  });

  it.each([
    ['a public address without a secret', { PUBLIC_URL: 'https://bot.example' }, 'TELEGRAM_WEBHOOK_SECRET'],
    ['production on the embedded database', { ENVIRONMENT: 'production' }, 'DATABASE_URL'],
    [
      'production without a bot',
      { ENVIRONMENT: 'production', TELEGRAM_BOT_TOKEN: '', DATABASE_URL: 'postgres://127.0.0.1:1/none' },
      'TELEGRAM_BOT_TOKEN',
    ],
    ['a token that is none', { TELEGRAM_BOT_TOKEN: 'abc' }, 'TELEGRAM_BOT_TOKEN'],
  ])('When it is configured with %s, then it refuses to start and names %s', async (_what, env, variable) => {
    const product = start(env);
    expect(await product.ended).toBe(1);
    expect(product.log()).toContain(variable);
  });
});
