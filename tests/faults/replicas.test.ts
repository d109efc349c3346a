import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gt } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSecret } from '../../core/platform/ids.ts';
import { inboxUpdate, outboxMessage } from '../../drizzle/schema/index.ts';
import { TestBotApi } from '../support/bot-api.ts';
import { eventually } from '../support/eventually.ts';
import {
  deliver,
  discard,
  inspect,
  OWNER,
  type Product,
  ready,
  startProduct,
} from './support/product-process.ts';

const server = process.env.DATABASE_URL;
/** One chat's messages go out one after the other, from each process that was killed. */
const SENT_AT_ONCE = 1;

describe.skipIf(server === undefined)('two webs and two workers on one PostgreSQL', () => {
  const name = `faults_${process.pid}_${newSecret(4).toLowerCase().replace(/\W/g, 'x')}`;
  const url = new URL(server ?? 'postgres://127.0.0.1/none');
  const secret = newSecret(32);
  let admin: postgres.Sql;
  let telegram: TestBotApi;
  let dataDir = '';
  const products: Product[] = [];

  beforeAll(async () => {
    admin = postgres(server ?? '', { max: 1, onnotice: () => undefined });
    await admin`create database ${admin(name)}`;
    url.pathname = `/${name}`;
    telegram = await TestBotApi.start();
    dataDir = mkdtempSync(join(tmpdir(), 'replicas-'));
  });
  afterAll(async () => {
    await Promise.all(products.map((product) => product.kill('SIGKILL')));
    await admin`drop database ${admin(name)} with (force)`;
    await admin.end();
    await telegram.close();
    discard(dataDir);
    expect(telegram.problems).toEqual([]);
  });
  const start = (role: 'web' | 'worker'): Product => {
    const env = {
      PROCESS_ROLE: role,
      DATABASE_URL: url.href,
      PUBLIC_URL: 'https://bot.example',
      TELEGRAM_WEBHOOK_SECRET: secret,
    };
    const product = startProduct({ telegram, dataDir, env });
    products.push(product);
    return product;
  };

  it('When all start at once on an empty database and every update comes to both webs, shuffled, then each is handled once', async () => {
    const [first, second] = [start('web'), start('web')];
    const [worker, otherWorker] = [start('worker'), start('worker')];
    await Promise.all([first, second, worker, otherWorker].map(ready));
    const updates = Array.from({ length: 16 }, () => telegram.send(OWNER, '/cancelar'));
    const order = [...updates, ...updates].sort(
      (a, b) => ((a.update_id * 7) % 13) - ((b.update_id * 7) % 13),
    );
    await Promise.all(
      order.map((update, index) => deliver(index % 2 === 0 ? first : second, secret, update)),
    );
    await eventually('all replies', () => telegram.chat(OWNER.id).length >= updates.length, 60_000);
    await Promise.all([first.kill('SIGKILL'), worker.kill('SIGKILL')]);
    const late = telegram.send(OWNER, '/ayuda');
    expect(await deliver(second, secret, late)).toBe(200);
    // What the killed process may have held is free when its lease is over.
    await eventually(
      'the last reply',
      () => telegram.chat(OWNER.id).some((one) => one.text.includes('Cargar una compra')),
      120_000,
    );
    expect(await second.kill('SIGTERM')).toBe(0);
    expect(await otherWorker.kill('SIGTERM')).toBe(0);
    const { seen, verification } = await inspect(
      dataDir,
      async (db) => ({
        updates: await db.select({ state: inboxUpdate.state }).from(inboxUpdate),
        unsent: await db.$count(outboxMessage, gt(outboxMessage.desiredVersion, outboxMessage.sentVersion)),
        replies: await db.$count(outboxMessage),
      }),
      url.href,
    );
    const all = Array.from({ length: updates.length + 1 });
    expect(seen.updates).toEqual(all.map(() => ({ state: 'done' })));
    expect(seen).toMatchObject({ replies: all.length, unsent: 0 });
    // A reply that Telegram had taken when its sender was killed goes out again: Telegram cannot tell the two apart.
    const shown = telegram.chat(OWNER.id).length;
    expect(shown).toBeGreaterThanOrEqual(all.length);
    expect(shown).toBeLessThanOrEqual(all.length + SENT_AT_ONCE * 2);
    expect(verification.breaches).toEqual([]);
  });
});
