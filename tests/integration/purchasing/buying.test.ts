import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanAlerts } from '../../../core/alerts/scan.ts';
import type { Product } from '../../../core/catalog/products.ts';
import { ensureSupplier } from '../../../core/catalog/suppliers.ts';
import { applyReview } from '../../../core/price-list/applying.ts';
import { proposeByIndex, proposePrice } from '../../../core/price-list/proposing.ts';
import { setPricing } from '../../../core/price-list/settings.ts';
import { askNote, confirmNote } from '../../../core/purchasing/missing-note.ts';
import { draftOrder } from '../../../core/purchasing/orders.ts';
import { deliveryOf } from '../../../core/purchasing/receiving-orders.ts';
import { sendOrder } from '../../../core/purchasing/sending.ts';
import { suggestOrders } from '../../../core/purchasing/suggestion.ts';
import { postReceipt } from '../../../core/stock/post-receipt.ts';
import { lastSuppliers } from '../../../drizzle/queries/missing.ts';
import {
  alert,
  purchaseOrder,
  salePrice,
  stockRule,
  supplier,
  supplierAlias,
} from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
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
import { sell } from '../../support/ledger.ts';

describe.each(databaseKinds)('buying on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let yerba: Product;
  const days = (count: number): Date => new Date(NOON.getTime() + count * 86_400_000);
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    yerba = await aProduct(database.db, shop.owner, { name: 'Yerba 500 g', packSize: '12' });
  });
  afterAll(() => database.close());

  const receive = async (quantity: string, unitPrice: string, now: Date): Promise<string> => {
    const documentId = await aDocument(database.db, {
      uploader: shop.owner,
      draft: aDraft({ lines: [aLine(1, { quantity, unitPrice })] }),
      matches: [aMatch(1, yerba)],
    });
    const posted = await postReceipt(database.db, {
      documentId,
      actor: shop.owner,
      acceptDifference: false,
      now,
    });
    if (!posted.ok) throw new Error(posted.error.code);
    return posted.value.receiptId;
  };
  const suggest = async (now: Date) => {
    const place = { companyId: shop.companyId, locationId: shop.shopId, now };
    return (await suggestOrders(database.db, place)).flatMap((one) => one.lines.map((line) => line.quantity));
  };
  const scan = (now: Date) => scanAlerts(database.db, { now, tell: async () => undefined });
  const alerts = async () =>
    (await database.db.select().from(alert)).map((row) => `${row.kind} ${row.clearedBy ?? 'open'}`).sort();

  it('From a shelf that runs low to the order, the delivery and its differences: each step once', async () => {
    const { db } = database;
    await receive('24', '100', NOON);
    await sell(db, shop, yerba, '20');
    await db.insert(stockRule).values({ productId: yerba.id, locationId: shop.shopId, minimum: '6' });
    await scan(NOON);
    await scan(NOON);
    expect(await alerts()).toEqual(['low_stock open']);

    const [first] = await suggest(NOON);
    expect(Number(first) % 12).toBe(0);
    const [from] = await db.select().from(supplier);
    const drafted = await draftOrder(db, { actor: shop.owner, supplierId: from!.id, now: NOON });
    if (!drafted.ok) throw new Error(drafted.error);
    const order = { actor: shop.owner, orderId: drafted.value.id, now: NOON };
    const sendings = await Promise.all([sendOrder(db, order), sendOrder(db, order)]);
    expect(sendings.filter((sent) => sent.ok)).toHaveLength(1);
    expect(await suggest(NOON)).toEqual([]);
    await scan(NOON);
    expect(await alerts()).toEqual(['low_stock ordered']);

    const receiptId = await receive(drafted.value.lines[0]!.quantity, '150', days(2));
    const delivery = await deliveryOf(db, shop.companyId, receiptId);
    expect(delivery).toMatchObject({
      state: 'closed',
      differences: { missing: [], extra: [], dearer: [{ expected: '100', cost: '150', percent: '50' }] },
    });
    expect((await db.select().from(purchaseOrder)).map((row) => row.state)).toEqual(['closed']);
    await scan(days(2));
    expect(await alerts()).toEqual(['low_stock ordered', 'price_jump open']);
  });

  it('When goods are written down by pack, then the list holds stock units, once', async () => {
    const { db } = database;
    const items = [{ phrase: 'yerba', quantity: '2', unit: 'bulto', productId: yerba.id, candidates: [] }];
    for (const operationId of ['u1', 'u1', 'u2']) {
      const asked = await askNote(db, { actor: shop.staff, items, operationId, now: NOON });
      if (!asked.ok) throw new Error(asked.error);
      await confirmNote(db, { actor: shop.staff, noteId: asked.value.id, now: NOON });
    }
    expect(await suggest(days(2))).toEqual(['24']);
  });

  it('When an index is set, then what was not bought for a month moves by it', async () => {
    const { db } = database;
    const wish = { actor: shop.owner, now: NOON };
    const byHand = await proposePrice(db, { ...wish, operationId: 'p1', productId: yerba.id, price: '250' });
    if (!byHand.ok) throw new Error(byHand.error);
    const apply = { ...wish, reviewId: byHand.value.id, summary: [], announce: async () => undefined };
    const applied = await Promise.all([applyReview(db, apply), applyReview(db, apply)]);
    expect(applied.filter((one) => one.ok)).toHaveLength(1);
    expect(await db.select().from(salePrice)).toHaveLength(1);
    const index = { kind: 'index', months: [{ month: '2026-12', percent: '10' }] } as const;
    await setPricing(db, { actor: shop.owner, setting: index, now: NOON });
    const soon = await proposeByIndex(db, { actor: shop.owner, operationId: 'p2', now: days(20) });
    expect(soon).toEqual({ ok: false, error: 'nothing_to_change' });
    const later = await proposeByIndex(db, { actor: shop.owner, operationId: 'p3', now: days(45) });
    expect(later.ok && later.value.lines.map((line) => line.price)).toEqual(['280']);
  });

  it('When nobody brought a product yet, then whoever is known to sell it is its supplier', async () => {
    const { db } = database;
    const fideos = await aProduct(db, shop.owner, 'Fideos Lucchetti tallarín 500 g');
    const { id: supplierId } = await inTransaction(db, (tx) =>
      ensureSupplier(tx, { companyId: shop.companyId, cuit: '30528582929', name: 'Mayorista La Posta' }),
    );
    expect((await lastSuppliers(db, shop.companyId, [fideos.id])).size).toBe(0);
    await db.insert(supplierAlias).values({
      companyId: shop.companyId,
      supplierId,
      kind: 'code',
      key: 'LP-77',
      productId: fideos.id,
      learnedAt: NOON,
    });
    expect((await lastSuppliers(db, shop.companyId, [fideos.id])).get(fideos.id)).toEqual({
      supplierId,
      name: 'Mayorista La Posta',
    });
  });
});
