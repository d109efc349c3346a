import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../core/platform/clock.ts';
import { createLogger } from '../../../core/platform/logger.ts';
import { err, ok } from '../../../core/platform/result.ts';
import { createWake } from '../../../core/platform/wake.ts';
import { receivePhoto } from '../../../core/receiving/intake.ts';
import type { DocumentNews } from '../../../core/receiving/news.ts';
import type { Download } from '../../../core/receiving/paper-reader.ts';
import { type ReadingWorkerOptions, runReadingWorker } from '../../../core/receiving/reading-worker.ts';
import { claimForReading, findDocument, pagesOf } from '../../../drizzle/queries/documents.ts';
import { document, storedFile } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/eventually.ts';
import { aPerson, aShop, type Shop } from '../../support/factories.ts';
import { FACTURA } from '../../support/goods.ts';
import { draftOf, unreadable } from '../../support/papers.ts';
import { picture, type Script, scriptedReader } from '../../support/scripted-reader.ts';

const clock: Clock = { now: () => new Date() };

describe.each(databaseKinds)('reading what was received, on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let news: DocumentNews[];
  let messageId = 0;
  let chatId = 500;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  beforeEach(async () => {
    shop = await aShop(database.db);
    news = [];
    chatId += 1;
  });
  afterAll(async () => {
    await database.close();
  });

  const announce = async (_tx: unknown, one: DocumentNews): Promise<void> => {
    news.push(one);
  };

  /** A photo of this name arrives; the file id is its name. */
  async function arrives(name: string, more: { album?: string; answering?: number; message?: number } = {}) {
    messageId += 1;
    const received = await receivePhoto(
      database.db,
      {
        actor: shop.staff,
        chatId,
        messageId: more.message ?? messageId,
        fileId: name,
        fileUniqueId: name,
        mediaGroupId: more.album,
        replyToMessageId: more.answering,
        now: clock.now(),
      },
      { announce, gatherSeconds: 0.3 },
    );
    if (!received.ok) throw new Error(received.error);
    return { ...received.value, messageId: more.message ?? messageId };
  }

  const fromChat: Download = (fileId) => Promise.resolve(ok(picture(fileId)));

  function worker(script: Script, more: Partial<ReadingWorkerOptions> = {}) {
    const stop = new AbortController();
    const wake = createWake();
    const running = runReadingWorker({
      db: database.db,
      reader: scriptedReader(script),
      download: fromChat,
      clock,
      announce,
      wake,
      said: () => undefined,
      signal: stop.signal,
      owner: `worker-${Math.random()}`,
      logger: createLogger({ level: 'silent' }),
      idleMs: 20,
      ...more,
    });
    return {
      wake,
      stop: async () => {
        stop.abort();
        await running;
      },
    };
  }

  const reaches = (id: string, state: string) =>
    eventually(`${id} is ${state}`, async () => {
      const row = await findDocument(database.db, id);
      return row?.state === state ? row : null;
    });

  /** Which of two papers of the same moment is the first is not ours to say. */
  const bothSettled = (sent: readonly { readonly documentId: string }[]) =>
    eventually('both settled', async () => {
      const rows = await Promise.all(sent.map(({ documentId }) => findDocument(database.db, documentId)));
      const settled = rows.filter((row) => row !== null && row.state !== 'reading');
      return settled.length === sent.length ? settled.flatMap((row) => row ?? []) : null;
    });

  it('When a photo is read, then its bytes are kept, its draft waits for review and the lease is gone', async () => {
    const { documentId } = await arrives('factura');
    const reading = worker({ drafts: { factura: draftOf(FACTURA) } });
    const row = await reaches(documentId, 'review');
    await reading.stop();
    expect(row).toMatchObject({ leaseOwner: null, leaseUntil: null, attempts: 0, failure: null });
    expect(row.matches.map((match) => match.lineId)).toEqual([1, 2]);
    const [page] = await pagesOf(database.db, documentId);
    const [file] = await database.db
      .select()
      .from(storedFile)
      .where(eq(storedFile.sha256, page?.fileSha256 ?? ''));
    expect(file?.bytes.equals(picture('factura'))).toBe(true);
    expect(news.map((one) => one.what.kind)).toEqual([
      'received',
      'progress',
      'progress',
      'progress',
      'progress',
      'read',
    ]);
  });

  it('When the same message is delivered again, then it is the same page of the same document', async () => {
    const first = await arrives('factura');
    const again = await arrives('factura', { message: first.messageId });
    expect(again).toMatchObject({ documentId: first.documentId, as: 'again' });
    expect(await pagesOf(database.db, first.documentId)).toHaveLength(1);
    expect(news).toHaveLength(1);
  });

  it('When pages of an album arrive one by one, then each gives the next one more time', async () => {
    const reading = worker({
      drafts: { 'a+b': draftOf(FACTURA), a: unreadable('no_total'), b: unreadable('no_total') },
    });
    const first = await arrives('a', { album: 'one' });
    const second = await arrives('b', { album: 'one' });
    expect(second).toMatchObject({ documentId: first.documentId, as: 'page' });
    const row = await reaches(first.documentId, 'review');
    await reading.stop();
    expect(row.draft?.status).toBe('certified');
  });

  it('When a page comes late, while its album is being read, then it is read too before anything is settled', async () => {
    const reader = scriptedReader({
      drafts: { 'a+b': draftOf(FACTURA), a: unreadable('no_total'), b: unreadable('no_total') },
    });
    let late: Promise<unknown> | null = null;
    const reading = worker(
      { drafts: {} },
      {
        reader: {
          ...reader,
          readFile: async (file, onStage) => {
            late ??= arrives('b', { album: 'two' });
            await late;
            return reader.readFile(file, onStage);
          },
        },
      },
    );
    const first = await arrives('a', { album: 'two' });
    const row = await reaches(first.documentId, 'review');
    await reading.stop();
    expect(row.draft?.status).toBe('certified');
    expect(await pagesOf(database.db, first.documentId)).toHaveLength(2);
  });

  it('When a worker dies, then another takes the document once the lease is over', async () => {
    const { documentId } = await arrives('factura');
    await claimForReading(database.db, 'dead', 0.2);
    const reading = worker({ drafts: { factura: draftOf(FACTURA) } });
    await reaches(documentId, 'review');
    await reading.stop();
  });

  it('When a worker was only slow and another took over, then what it read is dropped', async () => {
    const { documentId } = await arrives('factura');
    const slow = worker(
      { drafts: { factura: draftOf({ ...FACTURA, number: 1 }) } },
      {
        owner: 'slow',
        leaseSeconds: 0.1,
        reader: scriptedReader({ drafts: { factura: draftOf({ ...FACTURA, number: 1 }) } }, { delayMs: 50 }),
      },
    );
    await eventually(
      'taken',
      async () => (await findDocument(database.db, documentId))?.leaseOwner === 'slow',
    );
    await database.db.update(document).set({ leaseOwner: 'other' }).where(eq(document.id, documentId));
    await slow.stop();
    expect((await findDocument(database.db, documentId))?.draft).toBeNull();
    const other = worker({ drafts: { factura: draftOf(FACTURA) } });
    const row = await reaches(documentId, 'review');
    await other.stop();
    expect(row.draft?.header.number).toBe(12345);
  });

  it('When two workers share many documents, then each is settled once', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `paper${i}`);
    const drafts = Object.fromEntries(
      names.map((name, i) => [name, draftOf({ ...FACTURA, number: 100 + i })]),
    );
    const sent = [];
    for (const name of names) sent.push(await arrives(name));
    const workers = [worker({ drafts }, { concurrency: 2 }), worker({ drafts }, { concurrency: 2 })];
    for (const { documentId } of sent) {
      const row = await reaches(documentId, 'review');
      expect(row.version).toBe(2);
    }
    for (const one of workers) await one.stop();
    const read = news.filter((one) => one.what.kind === 'read').map((one) => one.documentId);
    expect(read.sort()).toEqual(sent.map((one) => one.documentId).sort());
  });

  it('When a paper breaks the reader again and again, then a person is asked and the others are read', async () => {
    const bad = await arrives('unknown-to-the-script');
    const good = await arrives('factura');
    const reading = worker({ drafts: { factura: draftOf(FACTURA) } });
    await reaches(good.documentId, 'review');
    const row = await reaches(bad.documentId, 'unreadable');
    await reading.stop();
    expect(row.failure).toBe('interrupted');
  });

  it('When the chat cannot be reached for a while, then the photo is asked for again and nothing is lost', async () => {
    const { documentId } = await arrives('factura');
    let tries = 0;
    const reading = worker(
      { drafts: { factura: draftOf(FACTURA) } },
      {
        download: (fileId) => {
          tries += 1;
          return tries < 3 ? Promise.resolve(err('unavailable')) : fromChat(fileId);
        },
      },
    );
    for (let asked = 1; asked < 3; asked += 1) {
      await eventually(`asked ${asked} times`, () => tries === asked);
      await eventually(
        'postponed',
        async () => (await findDocument(database.db, documentId))?.leaseOwner === null,
      );
      await database.db.update(document).set({ leaseUntil: null }).where(eq(document.id, documentId));
    }
    const row = await reaches(documentId, 'review');
    await reading.stop();
    expect(row.attempts).toBe(0);
  });

  it('When the chat no longer has the photo, then the person is asked to send it again', async () => {
    const { documentId } = await arrives('factura');
    const reading = worker({ drafts: {} }, { download: () => Promise.resolve(err('gone')) });
    const row = await reaches(documentId, 'unreadable');
    await reading.stop();
    expect(row.failure).toBe('download_failed');
  });

  it('When one picture is sent twice before it was read, then exactly one of the two waits for review', async () => {
    const sent = [await arrives('factura'), await arrives('factura')];
    const reading = worker({ drafts: { factura: draftOf(FACTURA) } }, { concurrency: 2 });
    const rows = await bothSettled(sent);
    await reading.stop();
    const kept = rows.find((row) => row.state === 'review');
    const repeated = rows.find((row) => row.state === 'duplicate');
    expect(repeated).toMatchObject({ duplicateOf: kept?.id, failure: 'same_picture' });
  });

  it('When two pictures of one paper are settled at the same moment, then one is the duplicate of the other', async () => {
    const sent = [await arrives('factura'), await arrives('factura~2')];
    const reading = worker({ drafts: { factura: draftOf(FACTURA) } }, { concurrency: 2 });
    const rows = await bothSettled(sent);
    await reading.stop();
    expect(rows.map((row) => row.state).sort()).toEqual(['duplicate', 'review']);
  });

  it('When somebody was revoked, then their photo is refused and nothing is kept', async () => {
    const gone = await aPerson(database.db, {
      companyId: shop.companyId,
      locationId: shop.shopId,
      role: 'staff',
    });
    const stranger = { ...gone, companyId: '00000000-0000-4000-8000-000000000000' };
    messageId += 1;
    const refused = await receivePhoto(
      database.db,
      { actor: stranger, chatId, messageId, fileId: 'x', fileUniqueId: 'x', now: clock.now() },
      { announce },
    );
    expect(refused).toEqual({ ok: false, error: 'revoked' });
    expect(news).toEqual([]);
  });
});
