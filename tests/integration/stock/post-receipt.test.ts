import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostWish, postReceipt } from '../../../core/stock/post-receipt.ts';
import { document, movement, productCost, receipt, receiptLine } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  aDocument,
  aDraft,
  aLine,
  aMatch,
  aProduct,
  aShop,
  NOON,
  type Shop,
} from '../../support/factories.ts';

describe.each(databaseKinds)('posting a receipt on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
  });
  afterAll(() => database.close());

  const wishFor = (documentId: string, more: Partial<PostWish> = {}): PostWish => ({
    documentId,
    actor: shop.staff,
    acceptDifference: false,
    now: NOON,
    ...more,
  });

  it('When a certified invoice is confirmed, then its goods are in stock at their net cost', async () => {
    const { db } = database;
    const yerba = await aProduct(db, shop.owner, 'Yerba Playadito 500 g');
    const draft = aDraft({ lines: [aLine(1, { quantity: '10', unitPrice: '1500.5' })] });
    const id = await aDocument(db, { uploader: shop.staff, draft, matches: [aMatch(1, yerba)] });
    const posted = await postReceipt(db, wishFor(id));
    expect(posted).toMatchObject({
      ok: true,
      value: { kind: 'goods_in', supplierName: 'GOLOSINAS CAÑADA S.R.L.' },
    });
    const [cost] = await db.select().from(productCost).where(eq(productCost.productId, yerba.id));
    expect(cost).toMatchObject({
      averageCost: '1500.500000',
      lastCost: '1500.500000',
      value: '15005.000000',
    });
    const rows = await db.select().from(movement).where(eq(movement.productId, yerba.id));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      quantity: '10.000000',
      toLocationId: shop.shopId,
      sourceType: 'receipt',
    });
    const [state] = await db.select({ state: document.state }).from(document).where(eq(document.id, id));
    expect(state).toEqual({ state: 'posted' });
    const [kept] = await db.select().from(receipt).where(eq(receipt.documentId, id));
    expect(await db.select().from(receiptLine).where(eq(receiptLine.receiptId, kept!.id))).toHaveLength(1);
    expect(await postReceipt(db, wishFor(id))).toMatchObject({
      ok: false,
      error: { code: 'already_posted', by: 'Empleado', at: NOON },
    });
  });
});
