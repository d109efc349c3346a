import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProduct, findProduct, searchProducts } from '../../../core/catalog/products.ts';
import { ensureSupplier, findSupplier } from '../../../core/catalog/suppliers.ts';
import { audit, product } from '../../../drizzle/schema/index.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, NOON, type Shop, SUPPLIER_CUIT } from '../../support/factories.ts';

describe.each(databaseKinds)('the catalogue on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
  });
  afterAll(() => database.close());

  const search = async (words: string, more: { limit?: number; offset?: number } = {}) =>
    (await searchProducts(database.db, { companyId: shop.companyId, words, limit: 10, ...more })).map(
      (hit) => hit.name,
    );

  it('When products are created at once, then each gets a SKU of its own and an audit row', async () => {
    const created = await Promise.all(
      ['Ñoquis  La Salteña', 'Ravioles', 'Sorrentinos'].map((name) =>
        aProduct(database.db, shop.owner, name),
      ),
    );
    expect(created.map((one) => one.sku).sort()).toEqual(['P00001', 'P00002', 'P00003']);
    expect(created[0]!.name).toBe('Ñoquis La Salteña');
    const [row] = await database.db.select().from(product).where(eq(product.id, created[0]!.id));
    expect(row).toMatchObject({ searchName: 'noquis la saltena', unit: 'unidad', packSize: '1.000000' });
    expect(await database.db.select().from(audit).where(eq(audit.subjectId, created[0]!.id))).toHaveLength(1);
  });

  it('When a wish makes no sense, then it is refused with its reason', async () => {
    const create = (wish: Parameters<typeof createProduct>[2]) =>
      createProduct(database.db, shop.owner, wish, NOON);
    expect(await create({ name: '  ' })).toEqual({ ok: false, error: 'empty_name' });
    expect(await create({ name: 'Algo', packSize: '0' })).toEqual({ ok: false, error: 'bad_pack' });
    expect(await create({ name: 'Algo', barcode: '7791234567890' })).toEqual({
      ok: false,
      error: 'bad_barcode',
    });
    expect((await create({ name: 'Algo', barcode: '7791234567898', sku: 'A-1' })).ok).toBe(true);
    expect(await create({ name: 'Otra cosa', barcode: '7791234567898' })).toEqual({
      ok: false,
      error: 'barcode_taken',
    });
    expect(await create({ name: 'Otra cosa', sku: 'A-1' })).toEqual({ ok: false, error: 'sku_taken' });
    expect(await search('otra cosa')).toEqual([]);
  });

  it('When words are searched, then all must begin a word, accents and case aside; the likest come first', async () => {
    for (const name of [
      'Café La Virginia molido 500 g',
      'Café La Virginia en saquitos',
      'Cafetera',
      'Agua 50% menos sodio',
    ])
      await aProduct(database.db, shop.owner, name);
    expect(await search('CAFE virg')).toEqual([
      'Café La Virginia en saquitos',
      'Café La Virginia molido 500 g',
    ]);
    expect(await search('cafe saq')).toEqual(['Café La Virginia en saquitos']);
    expect(await search('irginia')).toEqual([
      'Café La Virginia en saquitos',
      'Café La Virginia molido 500 g',
    ]);
    expect(await search('50%')).toEqual(['Agua 50% menos sodio']);
    expect(await search('%')).toEqual([]);
    expect(await search('a-1')).toEqual(['Algo']);
    expect(await search('7791234567898')).toEqual(['Algo']);
  });

  it('When there are many, then they come in pages without repeats', async () => {
    const all = await search('', { limit: 100 });
    const pages = [
      ...(await search('', { limit: 3 })),
      ...(await search('', { limit: 3, offset: 3 })),
      ...(await search('', { limit: 100, offset: 6 })),
    ];
    expect(pages).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
  });

  it('When another company asks, then it sees nothing of ours', async () => {
    const other = await aShop(database.db);
    const ours = await aProduct(database.db, shop.owner, 'Secreto');
    expect(await findProduct(database.db, other.companyId, ours.id)).toBeNull();
    expect(
      await searchProducts(database.db, { companyId: other.companyId, words: 'secreto', limit: 5 }),
    ).toEqual([]);
  });

  it('When a supplier is met twice at once, then it is one, and a name learned later is kept', async () => {
    const wish = { companyId: shop.companyId, cuit: SUPPLIER_CUIT };
    const meet = (name: string | null) =>
      inTransaction(database.db, (tx) => ensureSupplier(tx, { ...wish, name }));
    const [one, two] = await Promise.all([meet(null), meet(null)]);
    expect(one.id).toBe(two.id);
    expect(one.name).toBe(SUPPLIER_CUIT);
    expect((await meet('GOLOSINAS CAÑADA S.R.L.')).name).toBe('GOLOSINAS CAÑADA S.R.L.');
    expect((await meet('OTRO NOMBRE')).name).toBe('GOLOSINAS CAÑADA S.R.L.');
    const other = await aShop(database.db);
    expect(await findSupplier(database.db, other.companyId, SUPPLIER_CUIT)).toBeNull();
  });
});
