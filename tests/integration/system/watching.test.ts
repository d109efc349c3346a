import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellNotice } from '../../../bot/features/alerts/notice.ts';
import { scanAlerts } from '../../../core/alerts/scan.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { heartbeat } from '../../../core/system/heartbeat.ts';
import { type SystemSign, systemSigns } from '../../../core/system/signs.ts';
import { logSlowQueries, logSlowReadings } from '../../../core/system/slow-events.ts';
import { inboxUpdate, outboxMessage } from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';
import { idleReader } from '../../support/running-api.ts';

const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000);

describe.each(databaseKinds)('the product watching itself on %s', (kind) => {
  const logged: string[] = [];
  const logger = createLogger({ write: (line) => logged.push(line) });
  let slow = 0;
  let limitMs = Number.POSITIVE_INFINITY;
  let database: TestDatabase;
  let shop: Shop;
  beforeAll(async () => {
    const watch = (text: string, ms: number) =>
      logSlowQueries(logger, limitMs, () => {
        slow += 1;
      })(text, ms);
    database = await openTestDatabase(kind, watch);
    shop = await aShop(database.db);
  });
  afterAll(() => database.close());

  const system = (failuresInARow = 0) => ({
    db: database.db,
    reader: { state: () => ({ ...idleReader.state(), failuresInARow }) },
    dataDir: '.',
  });

  it('When a statement is slow, in a transaction or not, then it is logged with placeholders and without its values', async () => {
    limitMs = 0;
    await aProduct(database.db, shop.owner, 'Canario 500 g');
    await inTransaction(database.db, (tx) => tx.execute(sql`select ${'canary-value'}::text`));
    await expect(database.db.execute(sql`select ${'canary-value'}::text from nowhere`)).rejects.toThrow();
    limitMs = Number.POSITIVE_INFINITY;
    const text = logged.join('');
    expect(slow).toBeGreaterThan(5);
    expect(logged).toHaveLength(slow);
    expect(text).toContain('slow query');
    expect(text).toMatch(/insert into \\"product\\".*\$1/);
    expect(text).toContain('select $1::text from nowhere');
    for (const value of ['Canario', 'canary-value', shop.owner.personId, 'Dueña'])
      expect(text, value).not.toContain(value);
    const before = slow;
    await database.db.execute(sql`select 1`);
    expect(slow).toBe(before);
  });

  it('When a statement fails and its error is logged, then its values are not in the line, and its stack is', async () => {
    logged.length = 0;
    const failed = await database.db
      .insert(inboxUpdate)
      .values({
        botId: 1,
        updateId: 1,
        chatKey: 'canary-key',
        payload: { text: 'canary\nsecond-canary' },
      } as never)
      .then(() =>
        database.db.insert(inboxUpdate).values({ botId: 1, updateId: 1, chatKey: 'canary-key' } as never),
      )
      .then(
        () => null,
        (error: unknown) => error,
      );
    logger.error({ err: failed }, 'a request failed');
    expect(logged.join('')).toContain('watching.test.ts');
    expect(logged.join('')).toMatch(/23502|inbox_update/);
    expect(logged.join('')).not.toContain('canary');
    await database.db.delete(inboxUpdate);
  });

  it('When a file takes long to read, then its document is logged; a quick one is only counted', () => {
    logged.length = 0;
    const seen: string[] = [];
    const observe = logSlowReadings(logger, 1000, ({ outcome }) => seen.push(outcome));
    observe({ documentId: 'd1', outcome: 'ok', ms: 999 });
    observe({ documentId: 'd2', outcome: 'timeout', ms: 60_000.4 });
    expect(seen).toEqual(['ok', 'timeout']);
    expect(logged.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { msg: 'slow reading', documentId: 'd2', outcome: 'timeout', ms: 60_000 },
    ]);
  });

  it('When work waits, messages are not taken or readings fail, then each is a sign; when all is well, none', async () => {
    const { db } = database;
    expect(await systemSigns(system())).toEqual([]);
    const old = sql`clock_timestamp() - interval '6 minutes'`;
    const update = { botId: 1, updateId: 1, chatKey: 'c', payload: { update_id: 1 }, receivedAt: old };
    await db.insert(inboxUpdate).values(update as never);
    await db.insert(outboxMessage).values({ slot: 'x', chatId: 1, desired: { text: 'x' }, attempts: 12 });
    expect(await systemSigns(system(3))).toEqual(['inbox_stuck', 'outbox_failing', 'reading_failing']);
    // A container keeps nothing in its data directory, so that it may not be there.
    expect(await systemSigns({ ...system(), dataDir: '/nowhere/at/all' })).not.toContain('disk_full');
    await db.delete(inboxUpdate);
    await db.delete(outboxMessage);
    expect(await systemSigns(system())).toEqual([]);
  });

  it('When a sign comes, goes and flutters, then the owner has one message, and another only after a quiet hour', async () => {
    const { db } = database;
    const scan = (at: number, ...signs: SystemSign[]) =>
      scanAlerts(db, { now: minutes(at), tell: tellNotice, signs });
    const told = async () => {
      const rows = await db
        .select({ view: outboxMessage.desired })
        .from(outboxMessage)
        .where(eq(outboxMessage.chatId, shop.owner.telegramUserId!));
      return rows.map((row) => row.view.text);
    };
    // At night too: nobody reads photos meanwhile.
    await scan(12 * 60, 'disk_full');
    for (let at = 2; at < 20; at += 2) await scan(12 * 60 + at, 'disk_full');
    expect(await told()).toEqual([expect.stringContaining('queda poco lugar en el disco')]);
    for (let at = 20; at < 60; at += 2)
      await scan(12 * 60 + at, ...(at % 4 === 0 ? [] : ['disk_full' as const]));
    expect(await told()).toEqual([expect.stringContaining('✓')]);
    await scan(14 * 60, 'disk_full');
    expect(await told()).toHaveLength(2);
  });

  describe('the heartbeat', () => {
    let server: Server;
    let url = '';
    let beats = 0;
    let status = 200;
    let signs: readonly SystemSign[] = [];
    beforeAll(async () => {
      server = createServer((_request, response) => {
        beats += 1;
        response.writeHead(status).end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/canary-secret`;
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));
    const beat = (to = url) =>
      heartbeat({ url: to, signs: async () => signs, logger }).run({
        ...{ dueAt: NOON, now: NOON, signal: new AbortController().signal },
        progress: async () => undefined,
      });

    it('When all is well, then the address is asked; when something is wrong, then it is silent; its secret is never logged', async () => {
      logged.length = 0;
      await beat();
      expect([beats, logged]).toEqual([1, []]);
      signs = ['reading_stuck'];
      await beat();
      expect(beats).toBe(1);
      signs = [];
      status = 500;
      await beat();
      await beat('http://127.0.0.1:1/canary-secret');
      expect(beats).toBe(2);
      expect(logged).toHaveLength(3);
      expect(logged.join('')).not.toContain('canary-secret');
    });
  });
});
