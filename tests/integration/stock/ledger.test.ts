import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../core/catalog/products.ts';
import { newId } from '../../../core/platform/ids.ts';
import { type NewMovement, recordMovements } from '../../../core/stock/ledger.ts';
import { searchStock, stockOf } from '../../../core/stock/stock-levels.ts';
import { virtualLocation } from '../../../drizzle/queries/ledger.ts';
import { costEntry, location, type MovementSource, productCost } from '../../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../../drizzle/transaction.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';
import { expectSoundLedger, stockAndCost } from '../../support/ledger.ts';

describe.each(databaseKinds)('the ledger on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let depot: string;
  let places: Record<'supplier' | 'customer' | 'opening' | 'count', string>;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    depot = newId();
    await database.db
      .insert(location)
      .values({ id: depot, companyId: shop.companyId, kind: 'depot', name: 'Depósito' });
    const of = (place: 'supplier' | 'customer' | 'opening' | 'count') =>
      virtualLocation(database.db, shop.companyId, place);
    places = {
      supplier: await of('supplier'),
      customer: await of('customer'),
      opening: await of('opening'),
      count: await of('count'),
    };
  });
  afterAll(async () => {
    await expectSoundLedger(database.db);
    await database.close();
  });

  const record = (...movements: readonly NewMovement[]) =>
    decideInTransaction(database.db, (tx) =>
      recordMovements(tx, { companyId: shop.companyId, actorId: shop.owner.personId, now: NOON, movements }),
    );
  const move = (
    product: Product,
    from: string,
    to: string,
    quantity: string,
    more: { cost?: string; sourceType?: MovementSource } = {},
  ): NewMovement => ({
    productId: product.id,
    fromLocationId: from,
    toLocationId: to,
    quantity,
    sourceType: 'opening',
    sourceId: newId(),
    lineNo: 1,
    ...more,
  });

  it('When goods move between two places of ours, then their value stays', async () => {
    const product = await aProduct(database.db, shop.owner, 'Yerba Taragüí 1 kg');
    await record(move(product, places.opening, shop.shopId, '10', { cost: '1000' }));
    await record(move(product, shop.shopId, depot, '4', { sourceType: 'transfer' }));
    const level = await stockOf(database.db, { companyId: shop.companyId, productId: product.id });
    expect(level).toMatchObject({
      places: [
        { locationName: 'Depósito', quantity: '4' },
        { locationName: 'Local', quantity: '6' },
      ],
      total: '10',
      averageCost: '100',
    });
    const entries = await database.db.select().from(costEntry).where(eq(costEntry.productId, product.id));
    expect(entries).toHaveLength(1);
  });

  it('When a transfer or a count would leave less than nothing, then it is refused and nothing is written', async () => {
    const product = await aProduct(database.db, shop.owner, 'Azúcar Ledesma 1 kg');
    await record(move(product, places.opening, shop.shopId, '3', { cost: '30' }));
    for (const sourceType of ['transfer', 'count'] as const) {
      const to = sourceType === 'transfer' ? depot : places.count;
      const outcome = await record(move(product, shop.shopId, to, '5', { sourceType }));
      expect(outcome).toEqual({
        ok: false,
        error: {
          code: 'insufficient_stock',
          productId: product.id,
          locationId: shop.shopId,
          available: '3',
        },
      });
    }
    expect((await stockAndCost(database.db, shop, product)).total).toBe('3');
  });

  it('When a sale leaves less than nothing, then it is allowed, and the next purchase sets the cost with a correction', async () => {
    const product = await aProduct(database.db, shop.owner, 'Coca Cola 1,5 l');
    await record(move(product, places.opening, shop.shopId, '2', { cost: '200' }));
    expect((await record(move(product, shop.shopId, places.customer, '6', { sourceType: 'sale' }))).ok).toBe(
      true,
    );
    expect(await stockAndCost(database.db, shop, product)).toEqual({ total: '-4', averageCost: '100' });
    await record(move(product, places.supplier, shop.shopId, '10', { cost: '1500', sourceType: 'entry' }));
    expect(await stockAndCost(database.db, shop, product)).toEqual({ total: '6', averageCost: '150' });
    const entries = await database.db.select().from(costEntry).where(eq(costEntry.productId, product.id));
    expect(entries.map((entry) => [entry.kind, entry.value])).toEqual([
      ['movement', '200.000000'],
      ['movement', '-600.000000'],
      ['movement', '1500.000000'],
      ['correction', '-200.000000'],
    ]);
  });

  it('When goods are weighed, then grams are exact', async () => {
    const product = await aProduct(database.db, shop.owner, { name: 'Queso cremoso', unit: 'kg' });
    await record(move(product, places.opening, shop.shopId, '3.755', { cost: '30040' }));
    await record(move(product, shop.shopId, places.customer, '0.255', { sourceType: 'sale' }));
    expect(await stockAndCost(database.db, shop, product)).toEqual({ total: '3.5', averageCost: '8000' });
    await expect(record(move(product, shop.shopId, places.customer, '0.0000001'))).rejects.toThrow(
      'six decimals',
    );
    await expect(record(move(product, shop.shopId, places.customer, '0'))).rejects.toThrow('positive');
  });

  it('When goods come without a price, then they come at the average and the last cost stays', async () => {
    const product = await aProduct(database.db, shop.owner, 'Fideos Matarazzo 500 g');
    await record(move(product, places.opening, shop.shopId, '10', { cost: '1000' }));
    await record(move(product, places.supplier, shop.shopId, '10', { sourceType: 'entry' }));
    expect(await stockAndCost(database.db, shop, product)).toEqual({ total: '20', averageCost: '100' });
    const [cost] = await database.db.select().from(productCost).where(eq(productCost.productId, product.id));
    expect(cost).toMatchObject({ lastCost: '100.000000', value: '2000.000000' });
  });

  it('When the same source is recorded twice, then the second is refused by the database', async () => {
    const product = await aProduct(database.db, shop.owner, 'Sal gruesa 1 kg');
    const once = move(product, places.opening, shop.shopId, '1');
    expect((await record(once)).ok).toBe(true);
    await expect(record(once)).rejects.toThrow();
    expect((await stockAndCost(database.db, shop, product)).total).toBe('1');
  });

  it('When a place or a product belongs to another company, then it is a bug and throws', async () => {
    const other = await aShop(database.db);
    const product = await aProduct(database.db, shop.owner, 'Arroz 1 kg');
    const foreign = await aProduct(database.db, other.owner, 'Arroz ajeno 1 kg');
    await expect(record(move(product, places.opening, other.shopId, '1'))).rejects.toThrow('another company');
    await expect(record(move(foreign, places.opening, shop.shopId, '1'))).rejects.toThrow('another company');
    expect(await stockOf(database.db, { companyId: shop.companyId, productId: foreign.id })).toBeNull();
  });

  it('When somebody asks for what there is, then the words find it, misspelt or not, with zero for what never came', async () => {
    const { companyId } = shop;
    await aProduct(database.db, shop.owner, 'Cerveza Andes lata 473 ml');
    const names = async (words: string) =>
      (await searchStock(database.db, { companyId, words, limit: 5 })).map(
        (level) => `${level.name}: ${level.total}`,
      );
    expect(await names('yerb tarag')).toEqual(['Yerba Taragüí 1 kg: 10']);
    expect(await names('YERVA TARAGUI')).toEqual(['Yerba Taragüí 1 kg: 10']);
    expect(await names('andes')).toEqual(['Cerveza Andes lata 473 ml: 0']);
    expect(await names('coca 1,5')).toEqual(['Coca Cola 1,5 l: 6']);
    expect(await names('100% nada_que\\ver')).toEqual([]);
  });
});
