import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { findDeliveryNote } from '../../../core/stock/delivery-notes.ts';
import { type PostWish, postReceipt } from '../../../core/stock/post-receipt.ts';
import { undoReceipt } from '../../../core/stock/reverse-receipt.ts';
import { movement, priceHistory } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  aDeliveryNote,
  aDocument,
  aDraft,
  aLine,
  aMatch,
  aProduct,
  aShop,
  NOON,
  OTHER_SUPPLIER_CUIT,
  type Shop,
} from '../../support/factories.ts';
import { expectSoundLedger, sell, stockAndCost } from '../../support/ledger.ts';

const DAY = 24 * 60 * 60 * 1000;
const later = (days: number): Date => new Date(NOON.getTime() + days * DAY);

describe.each(databaseKinds)('a delivery note and its invoice on %s', (kind) => {
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

  const twoProducts = async (name: string) => [
    await aProduct(database.db, shop.owner, `${name} grande`),
    await aProduct(database.db, shop.owner, `${name} chica`),
  ];
  type Products = Awaited<ReturnType<typeof twoProducts>>;
  const quantities = (...counts: string[]) => counts.map((quantity, index) => aLine(index + 1, { quantity }));
  const review = (draft: InvoiceDraft, products: Products, more = {}) =>
    aDocument(database.db, {
      uploader: shop.staff,
      draft,
      matches: products.map((product, index) => aMatch(index + 1, product)),
      more,
    });
  const post = (documentId: string, more: Partial<PostWish> = {}) =>
    postReceipt(database.db, { documentId, actor: shop.staff, acceptDifference: false, now: NOON, ...more });
  const posted = async (documentId: string, more: Partial<PostWish> = {}) => {
    const outcome = await post(documentId, more);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    return outcome.value;
  };
  const totals = async (products: Products) =>
    Promise.all(products.map(async (product) => (await stockAndCost(database.db, shop, product)).total));

  it('When the invoice comes after the note, then it is asked about, moves the difference only, and prices all of it', async () => {
    const { db } = database;
    const products = await twoProducts('Salsa');
    const note = await posted(await review(aDeliveryNote({ lines: quantities('10', '6') }), products));
    expect(await totals(products)).toEqual(['10', '6']);
    const draft = aDraft({ lines: quantities('12', '5') });
    const id = await review(draft, products);
    const asked = await post(id, { now: later(3) });
    expect(asked).toMatchObject({
      ok: false,
      error: {
        code: 'delivery_note',
        note: {
          receiptId: note.receiptId,
          differences: [
            { productId: products[0]!.id, units: '2' },
            { productId: products[1]!.id, units: '-1' },
          ],
        },
      },
    });
    const invoice = await posted(id, { completesReceiptId: note.receiptId, now: later(3) });
    expect(await totals(products)).toEqual(['12', '5']);
    expect((await stockAndCost(db, shop, products[0]!)).averageCost).toBe('100');
    const rows = await db.select().from(movement).where(eq(movement.sourceId, invoice.receiptId));
    expect(rows.map((row) => row.quantity).sort()).toEqual(['1.000000', '2.000000']);
    const prices = await db.select().from(priceHistory).where(eq(priceHistory.receiptId, invoice.receiptId));
    expect(prices).toHaveLength(2);
  });

  it('When the note came at an older cost and some is sold, then what is left gets the new one, and undo gives it back', async () => {
    const { db } = database;
    const products = await twoProducts('Puré');
    await posted(
      await review(aDraft({ lines: [aLine(1, { quantity: '10', unitPrice: '80' })] }), products.slice(0, 1)),
    );
    const note = await posted(
      await review(aDeliveryNote({ lines: quantities('10') }), products.slice(0, 1)),
      {
        completesReceiptId: null,
        now: later(1),
      },
    );
    await sell(db, shop, products[0]!, '5');
    expect(await stockAndCost(db, shop, products[0]!)).toEqual({ total: '15', averageCost: '80' });
    const invoice = await posted(
      await review(aDraft({ lines: [aLine(1, { quantity: '10', unitPrice: '110' })] }), products.slice(0, 1)),
      { completesReceiptId: note.receiptId, now: later(2) },
    );
    // 15 × 80 + 10 × 30
    expect(await stockAndCost(db, shop, products[0]!)).toEqual({ total: '15', averageCost: '100' });
    const early = await undoReceipt(db, { receiptId: note.receiptId, actor: shop.staff, now: later(1) });
    expect(early).toMatchObject({ ok: false, error: { code: 'completed_by', receiptId: invoice.receiptId } });
    expect(
      (await undoReceipt(db, { receiptId: invoice.receiptId, actor: shop.staff, now: later(2) })).ok,
    ).toBe(true);
    expect(await stockAndCost(db, shop, products[0]!)).toEqual({ total: '15', averageCost: '80' });
    expect((await undoReceipt(db, { receiptId: note.receiptId, actor: shop.staff, now: later(1) })).ok).toBe(
      true,
    );
    expect(await stockAndCost(db, shop, products[0]!)).toEqual({ total: '5', averageCost: '80' });
  });

  it('When the note comes after its invoice, then it is linked and moves nothing', async () => {
    const products = await twoProducts('Mayonesa');
    const invoice = await posted(await review(aDraft({ lines: quantities('10', '6') }), products));
    const id = await review(aDeliveryNote({ lines: quantities('10', '6') }), products);
    expect(await post(id)).toMatchObject({
      error: { code: 'delivery_note', note: { receiptId: invoice.receiptId } },
    });
    expect(await posted(id, { completesReceiptId: invoice.receiptId })).toMatchObject({
      completesReceiptId: invoice.receiptId,
    });
    expect(await totals(products)).toEqual(['10', '6']);
  });

  it('When a person said on the document that it is the same or another delivery, then that holds', async () => {
    const products = await twoProducts('Mostaza');
    const note = await posted(await review(aDeliveryNote({ lines: quantities('10', '6') }), products));
    const other = await review(aDraft({ lines: quantities('10', '6') }), products, {
      deliveryNoteReceiptId: note.receiptId,
      deliveryNoteSame: false,
    });
    await posted(other);
    expect(await totals(products)).toEqual(['20', '12']);
    const same = await review(aDraft({ lines: quantities('10', '6') }), products, {
      deliveryNoteReceiptId: note.receiptId,
      deliveryNoteSame: true,
    });
    await posted(same);
    expect(await totals(products)).toEqual(['20', '12']);
  });

  it('When the note is completed, reversed or of another supplier, then it cannot be completed', async () => {
    const products = await twoProducts('Ketchup');
    const note = await posted(await review(aDeliveryNote({ lines: quantities('10') }), products));
    await posted(await review(aDraft({ lines: quantities('10') }), products), {
      completesReceiptId: note.receiptId,
    });
    const second = await review(aDraft({ lines: quantities('10') }), products);
    expect(await post(second, { completesReceiptId: note.receiptId })).toMatchObject({
      error: { code: 'delivery_note_gone' },
    });
    const foreign = await review(
      aDraft({ lines: quantities('10'), header: { issuerCuit: OTHER_SUPPLIER_CUIT } }),
      products,
    );
    expect(await post(foreign, { completesReceiptId: note.receiptId })).toMatchObject({
      error: { code: 'delivery_note_gone' },
    });
    expect((await post(second)).ok).toBe(true);
  });

  it('When goods differ, the note is older than 30 days, or both are invoices, then nothing is proposed', async () => {
    const { db } = database;
    const products = await twoProducts('Aceto');
    const strangers = await twoProducts('Vino');
    await posted(await review(aDeliveryNote({ lines: quantities('10', '6') }), products));
    const find = (draft: InvoiceDraft, of: Products, now: Date) =>
      findDeliveryNote(db, {
        companyId: shop.companyId,
        locationId: shop.shopId,
        draft,
        matches: of.map((product, index) => aMatch(index + 1, product)),
        now,
      });
    const invoice = aDraft({ lines: quantities('10', '6') });
    expect(await find(invoice, products, later(29))).not.toBeNull();
    expect(await find(invoice, products, later(31))).toBeNull();
    expect(await find(invoice, strangers, later(1))).toBeNull();
    expect(await find(aDeliveryNote({ lines: quantities('10', '6') }), products, later(1))).toBeNull();
  });
});
