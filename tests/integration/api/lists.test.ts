import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MONITORED } from '../../../api/http/policy.ts';
import { json, route } from '../../../api/http/route.ts';
import { recordOperation } from '../../../core/stock/operations.ts';
import { document, documentPage, storedFile } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aDraft, aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';
import { aUser, type RunningApi, startTestApi } from '../../support/running-api.ts';

const ID = '0b8f9f5e-6f5a-4d7c-9f0e-1d1f3a1b2c3d';

describe.each(databaseKinds)('lists and writes on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let api: RunningApi;
  let owner = '';
  let staff = '';
  let stranger = '';
  let yerba = '';
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    const { db } = database;
    shop = await aShop(db);
    const other = await aShop(db);
    api = await startTestApi({ db });
    await aUser(db, { ...shop, username: 'marta', role: 'owner' });
    await aUser(db, { ...shop, username: 'lucia', role: 'staff' });
    await aUser(db, { ...other, username: 'otra', role: 'owner' });
    owner = await api.logIn('marta');
    staff = await api.logIn('lucia');
    stranger = await api.logIn('otra');
    for (const name of ['Azúcar 1 kg', 'Fideos 500 g', '=HYPERLINK("x")'])
      await aProduct(db, shop.owner, name);
    yerba = (await aProduct(db, shop.owner, 'Yerba 1 kg')).id;
    const items = [{ productId: yerba, quantity: '10', unitCost: '1500.5' }];
    const entry = await recordOperation(db, {
      actor: shop.owner,
      key: 'first',
      kind: 'entry',
      items,
      now: NOON,
    });
    expect(entry.ok).toBe(true);
    await db
      .insert(storedFile)
      .values({ sha256: 'a', bytes: Buffer.from('jpeg'), mime: 'image/jpeg', size: 4 });
    await db.insert(document).values({
      id: ID,
      companyId: shop.companyId,
      locationId: shop.shopId,
      uploadedBy: shop.staff.personId,
      chatId: 1,
      state: 'review',
      draft: aDraft(),
    });
    await db.insert(documentPage).values({
      documentId: ID,
      chatId: 1,
      messageId: 1,
      telegramFileId: 'f',
      telegramUniqueId: 'f',
      imageSha256s: ['a'],
    });
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  const get = (path: string, token = owner) => api.ask('GET', path, { token });
  const move = (body: unknown, key: string, token = owner) =>
    api.ask('POST', '/api/v1/movements', { token, headers: { 'idempotency-key': key }, body });
  const sale = (quantity: string) => ({ kind: 'sale', items: [{ product_id: yerba, quantity }] });

  it('When a list is read page by page, then every row comes once and in order', async () => {
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/api/v1/products?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      names.push(...body.items.map((one: { name: string }) => one.name));
      cursor = body.next_cursor ?? '';
    } while (cursor !== '');
    expect(names.sort()).toEqual(['=HYPERLINK("x")', 'Azúcar 1 kg', 'Fideos 500 g', 'Yerba 1 kg']);
    expect((await get('/api/v1/products?cursor=nada')).body.code).toBe('invalid_cursor');
    expect((await get('/api/v1/products?q=azucar')).body.items).toHaveLength(1);
  });

  it('When staff look at products, then they see how much there is and not what it cost', async () => {
    const path = `/api/v1/products/${yerba}`;
    expect((await get(path)).body).toMatchObject({
      stock: '10',
      average_cost: '1500.5',
      stock_value: '15005',
    });
    expect((await get(path, staff)).body).toMatchObject({
      stock: '10',
      average_cost: null,
      stock_value: null,
    });
    expect((await get('/api/v1/movements', staff)).body.items[0]).toMatchObject({ unit_cost: null });
    for (const closed of ['audit', 'users', 'orders', 'price-moves', 'exports/products.csv'])
      expect((await get(`/api/v1/${closed}`, staff)).body.code, closed).toBe('forbidden');
  });

  it('When somebody of another company asks, then nothing of ours exists for them', async () => {
    for (const path of [
      `/api/v1/products/${yerba}`,
      `/api/v1/products/${yerba}/forecast`,
      `/api/v1/invoices/${ID}`,
      `/api/v1/invoices/${ID}/lines`,
      `/api/v1/invoices/${ID}/pages/1/picture`,
    ])
      expect((await get(path, stranger)).body.code, path).toBe('not_found');
    for (const list of ['products', 'invoices', 'movements', 'suppliers', 'orders', 'alerts', 'price-moves'])
      expect((await get(`/api/v1/${list}`, stranger)).body.items, list).toEqual([]);
    expect((await move(sale('1'), 'stranger-1', stranger)).body.code).toBe('unknown_product');
    const revoke = await api.ask('DELETE', `/api/v1/users/${shop.staff.personId}`, {
      token: stranger,
      headers: { 'idempotency-key': 'stranger-2' },
    });
    expect(revoke.body.code).toBe('not_found');
  });

  it('When a write is sent again, then it was done once and answers the same', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => move(sale('2'), 'sale-0001')));
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((one) => one.body.operation_id)).size).toBe(1);
    expect((await get(`/api/v1/products/${yerba}`)).body.stock).toBe('8');
    expect((await move(sale('3'), 'sale-0001')).body.code).toBe('idempotency_key_reused');
    expect((await move(sale('3'), '')).body.code).toBe('idempotency_key_missing');
  });

  it('When a write is refused, then nothing of it stays and its key may be used again', async () => {
    const body = { name: 'Café', barcode: '7790000000001' };
    const create = (sent: unknown) =>
      api.ask('POST', '/api/v1/products', {
        token: owner,
        headers: { 'idempotency-key': 'product-1' },
        body: sent,
      });
    expect((await create(body)).body.code).toBe('bad_barcode');
    expect((await create({ name: 'Café' })).status).toBe(201);
  });

  it('When an invoice waits, then its lines and its picture can be seen', async () => {
    expect((await get('/api/v1/invoices?state=waiting')).body.items).toMatchObject([
      { id: ID, state: 'review', issuer_name: 'GOLOSINAS CAÑADA S.R.L.', lines: 1, pages: 1 },
    ]);
    expect((await get(`/api/v1/invoices/${ID}/lines`)).body.items).toMatchObject([{ quantity: '12' }]);
    const picture = await get(`/api/v1/invoices/${ID}/pages/1/picture`);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect((await get(`/api/v1/invoices/${ID}/pages/2/picture`)).status).toBe(404);
  });

  it('When a table is exported, then a name that looks like a formula stays text', async () => {
    const csv = (await get('/api/v1/exports/products.csv')).body as string;
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv.split('\n')[0]).toContain('sku,nombre');
  });

  it('When changes were made, then the audit names who made them', async () => {
    const { items } = (await get('/api/v1/audit?limit=100')).body;
    expect(items.map((one: { action: string }) => one.action)).toContain('product.create');
    expect((await get('/api/v1/users')).body.items.length).toBeGreaterThan(2);
  });

  it('When a route says no policy, then it does not compile', () => {
    // @ts-expect-error a route without a policy
    route({ method: 'get', path: '/open', tag: 'x', summary: 'x', handle: () => json({}) });
    const handle: Parameters<typeof route<typeof MONITORED>>[0]['handle'] = ({ caller }) =>
      // @ts-expect-error with the monitoring key nobody in particular is asking
      json(caller.personId);
    expect(handle).toBeTypeOf('function');
  });
});
