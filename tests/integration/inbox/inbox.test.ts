import { setTimeout as sleep } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptUpdates, type InboxOptions, releaseInboxLeases, runInbox } from '../../../bot/inbox.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { createWake } from '../../../core/platform/wake.ts';
import { type Db, openPostgres } from '../../../drizzle/client.ts';
import { audit, inboxUpdate } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';

const BOT = 7;
const textOf = (update: Update): string => update.message?.text ?? '';

const update = (id: number, chat: number, text = String(id)): Update => ({
  update_id: id,
  message: {
    message_id: id,
    date: 1,
    chat: { id: chat, type: 'private', first_name: 'A' },
    from: { id: chat, is_bot: false, first_name: 'A' },
    text,
  },
});

describe.each(databaseKinds)('the inbox on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  const running: { stop: AbortController; loop: Promise<void> }[] = [];

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
  });
  afterAll(() => database.close());
  afterEach(async () => {
    await stopAll();
    await db.delete(inboxUpdate);
    await db.delete(audit);
  });

  const stopAll = async (): Promise<void> => {
    for (const one of running) one.stop.abort();
    await Promise.all(running.splice(0).map((one) => one.loop));
  };

  function run(handle: InboxOptions['handle'], options: Partial<InboxOptions> = {}): void {
    const stop = new AbortController();
    const loop = runInbox({
      db,
      botId: BOT,
      handle,
      onDead: async () => undefined,
      wake: createWake(),
      signal: stop.signal,
      concurrency: 4,
      owner: `owner-${running.length}`,
      logger: createLogger({ level: 'silent' }),
      idleMs: 20,
      retrySeconds: [0.05, 0.05],
      ...options,
    });
    running.push({ stop, loop });
  }

  const states = async (): Promise<string[]> =>
    (await db.select({ state: inboxUpdate.state }).from(inboxUpdate).orderBy(inboxUpdate.updateId)).map(
      (row) => row.state,
    );
  const allDone = () =>
    eventually('all done', async () => (await states()).every((state) => state !== 'pending'));

  it('When an update is delivered five times, then it is handled once', async () => {
    const handled: number[] = [];
    const deliver = () => acceptUpdates(db, BOT, [update(1, 10), update(2, 10)]);
    await deliver();
    run(async (one) => void handled.push(one.update_id));
    await Promise.all([deliver(), deliver()]);
    await allDone();
    await deliver();
    await deliver();
    await sleep(100);
    expect(handled).toEqual([1, 2]);
  });

  it('When two processes share shuffled chats, then each update runs once and each chat in order', async () => {
    const second =
      kind === 'postgres'
        ? openPostgres(database.url ?? '', { schemaName: database.schemaName ?? '' })
        : null;
    const handled = new Map<number, number[]>();
    const busy = new Set<number>();
    const handle = async (one: Update): Promise<void> => {
      const chat = one.message?.chat.id ?? 0;
      expect(busy.has(chat)).toBe(false);
      busy.add(chat);
      await sleep(one.update_id % 3);
      handled.set(chat, [...(handled.get(chat) ?? []), one.update_id]);
      busy.delete(chat);
    };
    const updates = Array.from({ length: 60 }, (_, index) => update(100 + index, index % 5));
    const shuffled = [...updates].sort((a, b) => ((a.update_id * 7) % 11) - ((b.update_id * 7) % 11));
    await acceptUpdates(db, BOT, shuffled);
    run(handle);
    run(handle, { db: second?.db ?? db });
    await allDone();
    await stopAll();
    await second?.close();
    for (const [chat, ids] of handled)
      expect(ids).toEqual(updates.filter((one) => one.message?.chat.id === chat).map((one) => one.update_id));
    expect(handled.size).toBe(5);
  });

  it('When an update fails, then it is tried again before anything later in its chat, and other chats go on', async () => {
    const handled: string[] = [];
    let failures = 0;
    await acceptUpdates(db, BOT, [update(1, 10, 'bad'), update(2, 10, 'after'), update(3, 20, 'other')]);
    run(
      async (one) => {
        if (textOf(one) === 'bad' && failures < 2) {
          failures += 1;
          throw new Error('not yet');
        }
        handled.push(textOf(one));
      },
      { retrySeconds: [0.2, 0.2, 0.2] },
    );
    await allDone();
    expect(handled).toEqual(['other', 'bad', 'after']);
  });

  it('When an update fails every time, then it is given up with its alert in the same transaction, and its chat goes on', async () => {
    const handled: string[] = [];
    await acceptUpdates(db, BOT, [update(1, 10, 'bad'), update(2, 10, 'after')]);
    run(
      async (one) => {
        if (textOf(one) === 'bad') throw new Error('broken 12345678:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
        handled.push(textOf(one));
      },
      {
        onDead: async (tx, dead) => {
          await tx.insert(audit).values({
            companyId: '00000000-0000-0000-0000-000000000000',
            action: 'alert',
            subjectType: 'update',
            subjectId: String(dead.update_id),
          });
        },
      },
    );
    await allDone();
    expect(handled).toEqual(['after']);
    expect(await states()).toEqual(['dead', 'done']);
    expect(await db.select({ id: audit.subjectId }).from(audit)).toEqual([{ id: '1' }]);
    const [row] = await db
      .select({ error: inboxUpdate.error })
      .from(inboxUpdate)
      .where(eq(inboxUpdate.updateId, 1));
    expect(row?.error).toBe('Error: broken [token]');
  });

  it('When giving up fails, then the update is not marked dead without its alert', async () => {
    await acceptUpdates(db, BOT, [update(1, 10)]);
    run(async () => Promise.reject(new Error('bad')), {
      retrySeconds: [],
      onDead: async () => Promise.reject(new Error('no alert')),
    });
    await expect(running.pop()?.loop).rejects.toThrow('no alert');
    expect(await states()).toEqual(['pending']);
  });

  it('When a process died while handling, then the update is taken again once its lease is over', async () => {
    const handled: number[] = [];
    await acceptUpdates(db, BOT, [update(1, 10)]);
    await db.update(inboxUpdate).set({
      leaseOwner: 'dead',
      leaseUntil: sql`clock_timestamp() + interval '400 milliseconds'`,
      attempts: 1,
    });
    const began = Date.now();
    run(async (one) => void handled.push(one.update_id));
    await allDone();
    expect(handled).toEqual([1]);
    expect(Date.now() - began).toBeGreaterThan(300);
  });

  it('When the directory’s lock proves that the owner is dead, then its updates are free at once', async () => {
    await acceptUpdates(db, BOT, [update(1, 10)]);
    await db
      .update(inboxUpdate)
      .set({ leaseOwner: 'dead', leaseUntil: sql`clock_timestamp() + interval '1 hour'`, attempts: 1 });
    await releaseInboxLeases(db);
    run(async () => undefined);
    await allDone();
    expect(await states()).toEqual(['done']);
  });

  it('When an update killed the process at every try, then it is given up without another', async () => {
    const handled: number[] = [];
    await acceptUpdates(db, BOT, [update(1, 10)]);
    await db.update(inboxUpdate).set({ attempts: 3 });
    run(async (one) => void handled.push(one.update_id));
    await allDone();
    expect(handled).toEqual([]);
    expect(await states()).toEqual(['dead']);
  });

  it('When a handler outlives its lease, then the renewal keeps others away', async () => {
    const handled: string[] = [];
    await acceptUpdates(db, BOT, [update(1, 10)]);
    const slow = (owner: string) => async () => {
      handled.push(owner);
      await sleep(900);
    };
    run(slow('a'), { leaseSeconds: 0.4, owner: 'a' });
    run(slow('b'), { leaseSeconds: 0.4, owner: 'b' });
    await allDone();
    expect(handled).toHaveLength(1);
  });

  it('When the signal aborts, then the running handler finishes and is recorded', async () => {
    let begun = false;
    await acceptUpdates(db, BOT, [update(1, 10), update(2, 10)]);
    run(async () => {
      begun = true;
      await sleep(150);
    });
    await eventually('begun', () => begun);
    await stopAll();
    expect(await states()).toEqual(['done', 'pending']);
  });

  it('When a text holds what jsonb cannot, then the update is kept all the same', async () => {
    const texts: string[] = [];
    await acceptUpdates(db, BOT, [update(1, 10, 'a\u0000b \ud83d c 🧉')]);
    run(async (one) => void texts.push(textOf(one)));
    await allDone();
    expect(texts).toEqual(['a\ufffdb \ufffd c 🧉']);
  });

  it('When another bot’s update waits in the same database, then it is left alone', async () => {
    await acceptUpdates(db, BOT + 1, [update(1, 10)]);
    run(async () => undefined);
    await sleep(100);
    expect(await states()).toEqual(['pending']);
  });
});
