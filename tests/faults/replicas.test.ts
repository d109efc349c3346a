import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, gt, like, ne } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProduct } from '../../core/catalog/products.ts';
import { findActor } from '../../core/people/enrolment.ts';
import { newSecret } from '../../core/platform/ids.ts';
import { openPostgres } from '../../drizzle/client.ts';
import {
  alertPreference,
  inboxUpdate,
  movement,
  outboxMessage,
  scheduledJob,
} from '../../drizzle/schema/index.ts';
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
  let webs: readonly [Product, Product];
  let workers: readonly [Product, Product];

  beforeAll(async () => {
    admin = postgres(server ?? '', { max: 1, onnotice: () => undefined });
    await admin`create database ${admin(name)}`;
    url.pathname = `/${name}`;
    telegram = await TestBotApi.start();
    dataDir = mkdtempSync(join(tmpdir(), 'replicas-'));
    webs = [start('web'), start('web')];
    workers = [start('worker'), start('worker')];
    await Promise.all([...webs, ...workers].map(ready));
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
      ...(process.env.REDIS_URL === undefined ? {} : { REDIS_URL: process.env.REDIS_URL }),
    };
    const product = startProduct({ telegram, dataDir, env });
    products.push(product);
    return product;
  };

  /** The same update to both webs, twice. */
  const deliverEverywhere = (update: unknown) =>
    Promise.all([...webs, ...webs].map((web) => deliver(web, secret, update)));

  it('When the same words and the same press come to both webs, then one movement; a message that is due comes once', async () => {
    const handle = openPostgres(url.href, { maxConnections: 2 });
    const { db } = handle;
    const owner = await findActor(db, OWNER.id);
    if (owner === null) throw new Error('the configured owner is not enrolled');
    await createProduct(db, owner, { name: 'Yerba 1 kg' }, new Date());
    await db.insert(alertPreference).values({ personId: owner.personId, quiet: false });
    const now = new Date();
    await db
      .update(scheduledJob)
      .set({ dueAt: now, availableAt: now })
      .where(eq(scheduledJob.name, 'weekly-outlook'));
    expect(await deliverEverywhere(telegram.send(OWNER, '/entrada 3 yerba'))).toEqual([200, 200, 200, 200]);
    const confirm = () =>
      telegram.chat(OWNER.id).flatMap((card) => {
        const key = card.buttons.find(({ text }) => text.includes('Confirmar'));
        return key?.data === undefined ? [] : [{ card, data: key.data }];
      })[0];
    await eventually('the card', () => confirm() !== undefined, 60_000);
    const { card, data } = confirm()!;
    await deliverEverywhere(telegram.press(OWNER, card, data));
    const weekly = () => db.$count(outboxMessage, like(outboxMessage.slot, 'weekly:%'));
    await eventually(
      'both',
      async () => (await db.$count(movement)) > 0 && (await weekly()) > 0 && confirm() === undefined,
      60_000,
    );
    const jobs = await db.select().from(scheduledJob).where(eq(scheduledJob.name, 'weekly-outlook'));
    expect([await db.$count(movement), await weekly(), jobs[0]?.error]).toEqual([1, 1, null]);
    await handle.close();
  });

  it('When they started at once on an empty database and every update comes to both webs, shuffled, then each is handled once', async () => {
    const [first, second] = webs;
    const [worker, otherWorker] = workers;
    telegram.chats.clear();
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
        unhandled: await db.$count(inboxUpdate, ne(inboxUpdate.state, 'done')),
        unsent: await db.$count(outboxMessage, gt(outboxMessage.desiredVersion, outboxMessage.sentVersion)),
        // What the chat said by itself and the card above are no replies to these.
        replies: await db.$count(outboxMessage, like(outboxMessage.slot, 'u%:1')),
      }),
      url.href,
    );
    const all = Array.from({ length: updates.length + 1 });
    expect(seen).toMatchObject({ unhandled: 0, replies: all.length, unsent: 0 });
    // A reply that Telegram had taken when its sender was killed goes out again: Telegram cannot tell the two apart.
    const shown = telegram.chat(OWNER.id).length;
    expect(shown).toBeGreaterThanOrEqual(all.length);
    expect(shown).toBeLessThanOrEqual(all.length + SENT_AT_ONCE * 2);
    expect(verification.breaches).toEqual([]);
  });
});
