import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchLines } from '../../../core/catalog/matching.ts';
import { postReceipt } from '../../../core/stock/post-receipt.ts';
import { reverseReceipt, undoReceipt } from '../../../core/stock/reverse-receipt.ts';
import { document, movement } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  aDocument,
  aDraft,
  aLine,
  aMatch,
  aPerson,
  aProduct,
  aShop,
  NOON,
  type Shop,
} from '../../support/factories.ts';
import { expectSoundLedger, sell, stockAndCost } from '../../support/ledger.ts';

/** 23:30 and 00:30 of the next day in Argentina. */
const LATE = new Date('2026-11-04T02:30:00Z');
const NEXT_DAY = new Date('2026-11-04T03:30:00Z');

describe.each(databaseKinds)('taking a receipt back on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
  });
  afterAll(async () => {
    await expectSoundLedger(database.db);
    await database.close();
  });

  const receive = async (
    product: { id: string; name: string },
    quantity: string,
    unitPrice: string,
    draft = aDraft({ lines: [aLine(1, { quantity, unitPrice })] }),
  ) => {
    const id = await aDocument(database.db, { uploader: shop.staff, draft, matches: [aMatch(1, product)] });
    const posted = await postReceipt(database.db, {
      documentId: id,
      actor: shop.staff,
      acceptDifference: false,
      now: NOON,
    });
    if (!posted.ok) throw new Error(posted.error.code);
    return { ...posted.value, draft };
  };

  it('When it is undone the same day, then quantity, value and average are as before and the paper may come again', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Yerba Playadito 500 g');
    await receive(product, '10', '100');
    const second = await receive(product, '5', '160');
    expect(await stockAndCost(db, shop, product)).toEqual({ total: '15', averageCost: '120' });
    const states: string[] = [];
    const undone = await undoReceipt(db, {
      receiptId: second.receiptId,
      actor: shop.staff,
      now: LATE,
      announce: async (tx, { documentId }) => {
        const [row] = await tx
          .select({ state: document.state })
          .from(document)
          .where(eq(document.id, documentId));
        states.push(row!.state);
      },
    });
    expect(undone).toMatchObject({ ok: true, value: { reversedBy: { name: 'Empleado' }, reason: null } });
    expect(states).toEqual(['reversed']);
    expect(await stockAndCost(db, shop, product)).toEqual({ total: '10', averageCost: '100' });
    const again = await undoReceipt(db, { receiptId: second.receiptId, actor: shop.staff, now: LATE });
    expect(again).toMatchObject({ ok: false, error: { code: 'already_reversed', at: LATE } });
    await receive(product, '5', '160', second.draft);
    expect((await stockAndCost(db, shop, product)).total).toBe('15');
  });

  it('When some were sold in between, then the counter-movement still takes exactly what came', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Azúcar Ledesma 1 kg');
    await receive(product, '10', '50');
    const second = await receive(product, '10', '100');
    await sell(db, shop, product, '15');
    expect((await undoReceipt(db, { receiptId: second.receiptId, actor: shop.owner, now: NOON })).ok).toBe(
      true,
    );
    expect((await stockAndCost(db, shop, product)).total).toBe('-5');
    await receive(product, '20', '70');
    expect(await stockAndCost(db, shop, product)).toEqual({ total: '15', averageCost: '70' });
  });

  it('When the day is over, then it takes a reversal with a reason by the owner', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Harina 0000 Cañuelas 1 kg');
    const { receiptId, documentId } = await receive(product, '10', '100');
    const wish = { receiptId, now: NEXT_DAY };
    expect(await undoReceipt(db, { ...wish, actor: shop.staff })).toMatchObject({
      error: { code: 'too_late' },
    });
    expect(await reverseReceipt(db, { ...wish, actor: shop.owner, reason: '  ' })).toMatchObject({
      error: { code: 'reason_missing' },
    });
    expect(await reverseReceipt(db, { ...wish, actor: shop.staff, reason: 'error' })).toMatchObject({
      error: { code: 'forbidden' },
    });
    const reversed = await reverseReceipt(db, { ...wish, actor: shop.owner, reason: 'Mercadería devuelta' });
    expect(reversed).toMatchObject({ ok: true, value: { reason: 'Mercadería devuelta', documentId } });
    const rows = await db.select().from(movement).where(eq(movement.productId, product.id));
    expect(rows.map((row) => [row.sourceType, row.reason])).toEqual([
      ['receipt', null],
      ['reversal', 'Mercadería devuelta'],
    ]);
    expect((await stockAndCost(db, shop, product)).total).toBe('0');
  });

  it("When somebody undoes a colleague's receipt, then only the owner may", async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Arroz Gallo Oro 1 kg');
    const { receiptId } = await receive(product, '1', '10');
    const colleague = await aPerson(db, {
      companyId: shop.companyId,
      locationId: shop.shopId,
      role: 'staff',
    });
    expect(await undoReceipt(db, { receiptId, actor: colleague, now: NOON })).toMatchObject({
      error: { code: 'forbidden' },
    });
    const stranger = await aShop(db);
    expect(await undoReceipt(db, { receiptId, actor: stranger.owner, now: NOON })).toMatchObject({
      error: { code: 'not_found' },
    });
    expect((await undoReceipt(db, { receiptId, actor: shop.owner, now: NOON })).ok).toBe(true);
  });

  it('When a credit note is taken back, then its goods are here again at what they were worth', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Fideos Matarazzo 500 g');
    await receive(product, '10', '100');
    const note = aDraft({
      kind: 'credit_note',
      lines: [aLine(1, { quantity: '4', unitPrice: '90' })],
      header: { documentType: 3 },
    });
    const id = await aDocument(db, {
      uploader: shop.staff,
      draft: note,
      matches: [aMatch(1, product)],
      more: { treatment: 'goods' },
    });
    const posted = await postReceipt(db, {
      documentId: id,
      actor: shop.staff,
      acceptDifference: false,
      now: NOON,
    });
    if (!posted.ok) throw new Error(posted.error.code);
    expect((await stockAndCost(db, shop, product)).total).toBe('6');
    await undoReceipt(db, { receiptId: posted.value.receiptId, actor: shop.staff, now: NOON });
    expect(await stockAndCost(db, shop, product)).toEqual({ total: '10', averageCost: '100' });
  });

  it('When a receipt is undone, then what it taught is forgotten, and what was known before is kept', async () => {
    const { db } = database;
    const right = await aProduct(db, shop.owner, 'Mermelada de durazno 454 g');
    const wrong = await aProduct(db, shop.owner, 'Mermelada de frutilla 454 g');
    const line = (code: string) => aDraft({ lines: [aLine(1, { code, description: `MERM ${code}` })] });
    const known = async (code: string) =>
      (await matchLines(db, { companyId: shop.companyId, draft: line(code) }))[0]!.productId;
    await receive(right, '1', '10', line('DUR'));
    const again = await receive(right, '1', '10', line('DUR'));
    const mistaken = await receive(wrong, '1', '10', line('FRU'));
    await undoReceipt(db, { receiptId: again.receiptId, actor: shop.staff, now: NOON });
    await undoReceipt(db, { receiptId: mistaken.receiptId, actor: shop.staff, now: NOON });
    expect([await known('DUR'), await known('FRU')]).toEqual([right.id, null]);
  });
});
