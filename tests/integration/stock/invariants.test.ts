import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../core/platform/ids.ts';
import { createCheckpoint } from '../../../core/stock/checkpoints.ts';
import { verifyLedger } from '../../../core/stock/invariants/verify.ts';
import { postReceipt } from '../../../core/stock/post-receipt.ts';
import { undoReceipt } from '../../../core/stock/reverse-receipt.ts';
import type { Tx } from '../../../drizzle/client.ts';
import {
  document,
  documentPage,
  inboxUpdate,
  movement,
  outboxMessage,
  storedFile,
} from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aDocument, aDraft, aMatch, aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';

const HOUR = 60 * 60 * 1000;
const AN_HOUR_AGO = new Date(NOON.getTime() - HOUR);

class Rollback extends Error {}

describe.each(databaseKinds)('the verifier on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let live: { receiptId: string; documentId: string };
  let undone: { receiptId: string; documentId: string };

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    const product = await aProduct(database.db, shop.owner, 'Yerba Playadito 500 g');
    live = await receive(1, product);
    undone = await receive(2, product);
    await undoReceipt(database.db, { receiptId: undone.receiptId, actor: shop.owner, now: NOON });
    await createCheckpoint(database.db, NOON);
  });
  afterAll(() => database.close());

  /** A photo that went all the way: file, page, update, receipt, status message. */
  async function receive(nth: number, product: { id: string; name: string }) {
    const { db } = database;
    const documentId = await aDocument(db, {
      uploader: shop.staff,
      draft: aDraft(),
      matches: [aMatch(1, product)],
    });
    const bytes = Buffer.from(`photo ${nth}`);
    const sha256 = sha256Hex(bytes);
    const chatId = shop.staff.telegramUserId!;
    await db.insert(storedFile).values({ sha256, bytes, mime: 'image/jpeg', size: bytes.length });
    await db.insert(documentPage).values({
      documentId,
      chatId,
      messageId: nth,
      telegramFileId: `file-${nth}`,
      telegramUniqueId: `unique-${nth}`,
      fileSha256: sha256,
    });
    await db.insert(inboxUpdate).values({
      botId: 1,
      updateId: nth,
      chatKey: String(chatId),
      payload: {},
      state: 'done',
      receivedAt: NOON,
    });
    const posted = await postReceipt(db, {
      documentId,
      actor: shop.staff,
      acceptDifference: false,
      now: NOON,
      announce: async (tx) => {
        await tx.insert(outboxMessage).values({
          slot: `doc:${documentId}`,
          chatId,
          desired: { text: '✅ En stock' },
          messageId: 100 + nth,
        });
      },
    });
    if (!posted.ok) throw new Error(posted.error.code);
    return posted.value;
  }

  /** What is found after some damage, which is then rolled back. */
  async function breachesAfter(damage: (tx: Tx) => Promise<unknown>): Promise<readonly string[]> {
    let found: readonly string[] = [];
    await database.db
      .transaction(async (tx) => {
        await damage(tx);
        const { breaches } = await verifyLedger(tx, { now: NOON });
        found = [...new Set(breaches.map((breach) => breach.invariant))];
        throw new Rollback();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Rollback)) throw error;
      });
    return found;
  }
  const afterSql = (statement: ReturnType<typeof sql>) => breachesAfter((tx) => tx.execute(statement));
  const withoutGuard = (statement: ReturnType<typeof sql>) =>
    breachesAfter(async (tx) => {
      await tx.execute(sql`alter table movement disable trigger movement_immutable`);
      await tx.execute(statement);
    });

  it('When everything went as it should, then nothing is found', async () => {
    const { breaches, checked } = await verifyLedger(database.db, { now: NOON });
    expect(breaches).toEqual([]);
    expect(checked).toEqual('I1 I2 I3 I4 I5 I6 I7 I9 I10 I11 I14 I15 I16 I17 I18 I19'.split(' '));
  });

  it('When a balance was changed by hand, then I1, I2 and I11 say so', async () => {
    expect(
      await afterSql(sql`update balance set quantity = quantity + 1 where location_id = ${shop.shopId}`),
    ).toEqual(['I1', 'I2', 'I11']);
  });

  it('When a sealed movement was changed or removed, then I3 says so', async () => {
    expect(
      await withoutGuard(sql`update movement set reason = 'otra cosa' where source_type = 'reversal'`),
    ).toEqual(['I3']);
    expect(
      await withoutGuard(sql`update movement set recorded_at = recorded_at + interval '1 second'`),
    ).toEqual(['I3']);
  });

  it('When a movement is changed the ordinary way, then the database refuses', async () => {
    const change = database.db.update(movement).set({ quantity: '1' });
    await expect(change).rejects.toThrow();
    await expect(database.db.delete(movement)).rejects.toThrow();
  });

  it('When a receipt came back to life, then I4 or I5 and I10 say so', async () => {
    expect(
      await afterSql(
        sql`update receipt set reversed_at = null, reversed_by = null where id = ${undone.receiptId}`,
      ),
    ).toEqual(['I5', 'I10']);
  });

  it('When a posted document has no receipt, a line no movement, or another quantity, then I5 says so', async () => {
    expect(await afterSql(sql`update document set state = 'review' where id = ${live.documentId}`)).toEqual([
      'I5',
    ]);
    expect(
      await afterSql(sql`update receipt_line set units = units + 1 where receipt_id = ${live.receiptId}`),
    ).toEqual(['I5']);
    expect(
      await afterSql(sql`insert into receipt_line (receipt_id, line_no, product_id, units)
        select receipt_id, 2, product_id, 3 from receipt_line where receipt_id = ${live.receiptId}`),
    ).toEqual(['I5']);
    expect(
      await afterSql(sql`update receipt set kind = 'money_only' where id = ${live.receiptId}`),
    ).toContain('I5');
  });

  it('When an update is stuck or was given up in silence, then I6 says so', async () => {
    const stuck = {
      botId: 1,
      updateId: 50,
      chatKey: '9',
      payload: {},
      receivedAt: AN_HOUR_AGO,
      availableAt: AN_HOUR_AGO,
    };
    const afterUpdate = (row: Partial<typeof inboxUpdate.$inferInsert>) =>
      breachesAfter((tx) => tx.insert(inboxUpdate).values({ ...stuck, ...row }));
    expect(await afterUpdate({})).toEqual(['I6']);
    expect(await afterUpdate({ receivedAt: NOON, availableAt: NOON })).toEqual([]);
    expect(await afterUpdate({ leaseOwner: 'a', leaseUntil: new Date(NOON.getTime() + 1000) })).toEqual([]);
    expect(await afterUpdate({ state: 'dead', error: 'boom' })).toEqual(['I6']);
  });

  it('When a photo is forgotten or its bytes changed, then I7 says so', async () => {
    expect(
      await breachesAfter(async (tx) => {
        await tx
          .update(document)
          .set({ state: 'reading', updatedAt: AN_HOUR_AGO })
          .where(eq(document.id, undone.documentId));
      }),
    ).toEqual(['I7']);
    expect(await afterSql(sql`update stored_file set bytes = 'other'::bytea, size = 5`)).toEqual(['I7']);
    expect(
      await afterSql(sql`update document_page set file_sha256 = null where document_id = ${live.documentId}`),
    ).toEqual(['I7']);
  });

  it('When a posted document has no message that says so, then I9 says so', async () => {
    expect(await afterSql(sql`delete from outbox_message where slot = ${`doc:${live.documentId}`}`)).toEqual([
      'I9',
    ]);
    expect(
      await afterSql(
        sql`update outbox_message set desired = '{"text":"Para revisar"}'::jsonb where slot = ${`doc:${live.documentId}`}`,
      ),
    ).toEqual(['I9']);
  });

  it('When a reversal gave back another value, then I10 and I11 say so', async () => {
    expect(
      await afterSql(sql`update cost_entry set value = value - 1
        where movement_seq in (select seq from movement where source_type = 'reversal')`),
    ).toEqual(['I10', 'I11']);
  });

  it('When the value of the stock was changed by hand, then I11 says so', async () => {
    expect(await afterSql(sql`update product_cost set value = value + 0.01`)).toEqual(['I11']);
    expect(await afterSql(sql`update product_cost set average_cost = average_cost + 1`)).toEqual(['I11']);
  });

  it('When a difference was not accepted, or nobody is on record, then I14 says so', async () => {
    expect(
      await afterSql(
        sql`update document set draft = jsonb_set(draft, '{header,total}', '"9999"') where id = ${live.documentId}`,
      ),
    ).toEqual(['I14']);
    expect(await afterSql(sql`delete from audit where subject_id = ${live.receiptId}`)).toEqual(['I14']);
  });

  it('When a CUIT has a wrong digit, then I15 says so', async () => {
    expect(
      await afterSql(sql`update receipt set issuer_cuit = '30645322859' where id = ${live.receiptId}`),
    ).toEqual(['I15']);
  });

  it('When one effect was written twice, then I16 says so', async () => {
    expect(
      await breachesAfter(async (tx) => {
        await tx.execute(sql`drop index movement_source`);
        await tx.execute(sql`insert into movement (company_id, product_id, from_location_id, to_location_id, quantity,
            source_type, source_id, line_no, actor_id)
          select company_id, product_id, from_location_id, to_location_id, quantity, source_type, source_id, line_no, actor_id
          from movement where source_id = ${live.receiptId}`);
      }),
    ).toContain('I16');
  });

  it('When nothing moved since the last checkpoint, then none is made', async () => {
    expect(await createCheckpoint(database.db, NOON)).toBeNull();
  });
});
