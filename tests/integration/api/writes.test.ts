import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../api/routes/index.ts';
import { announceApproval } from '../../../bot/features/approvals/announce.ts';
import { readTable } from '../../../core/exchange/table-file.ts';
import { mayDo } from '../../../core/people/roles.ts';
import { createProposal, decideProposal } from '../../../core/stock/proposals.ts';
import { audit, httpOperation, outboxMessage } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, NOON, type Shop, SUPPLIER_CUIT } from '../../support/factories.ts';
import { expectSoundLedger } from '../../support/ledger.ts';
import { type Answer, aUser, type RunningApi, startTestApi } from '../../support/running-api.ts';

const NOBODY = '0b8f9f5e-6f5a-4d7c-9f0e-1d1f3a1b2c3d';

describe.each(databaseKinds)('changing things over HTTP on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let api: RunningApi;
  const tokens: Record<'owner' | 'manager' | 'staff' | 'stranger', string> = {
    owner: '',
    manager: '',
    staff: '',
    stranger: '',
  };
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    const { db } = database;
    shop = await aShop(db);
    const other = await aShop(db);
    api = await startTestApi({ db });
    for (const role of ['owner', 'manager', 'staff'] as const) {
      await aUser(db, { ...shop, username: role, role });
      tokens[role] = await api.logIn(role);
    }
    await aUser(db, { ...other, username: 'stranger', role: 'owner' });
    tokens.stranger = await api.logIn('stranger');
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  let keys = 0;
  const send = (
    method: string,
    path: string,
    body?: unknown,
    who: keyof typeof tokens = 'owner',
  ): Promise<Answer> => {
    keys += 1;
    const headers = { 'idempotency-key': `write-${keys}-of-test` };
    return api.ask(method, `/api/v1/${path}`, {
      token: tokens[who],
      headers,
      ...(body === undefined ? {} : { body }),
    });
  };
  const audited = async (action: string) =>
    (await database.db.select().from(audit).where(eq(audit.action, action))).map((row) => row.detail);

  it('When a role is not allowed what a route asks for, then it is refused before anything else is looked at', async () => {
    const guarded = ROUTES.flatMap((one) =>
      one.policy.kind === 'may' ? [{ ...one, action: one.policy.action }] : [],
    );
    expect(guarded.length).toBeGreaterThan(35);
    for (const { method, path, action } of guarded)
      for (const role of ['owner', 'manager', 'staff'] as const) {
        const asked = path.replace('/api/v1/', '').replaceAll(/:\w+/g, NOBODY);
        const { status, body } = await send(method.toUpperCase(), asked, undefined, role);
        const what = `${role} ${method} ${path}`;
        if (mayDo(role, action)) expect(body.code, what).not.toBe('forbidden');
        else expect([status, body.code], what).toEqual([403, 'forbidden']);
      }
  });

  it('When a product is changed, then the audit says from what to what; one with goods stays active', async () => {
    const { id } = await aProduct(database.db, shop.owner, 'Yerba 500 g');
    const change = { name: ' Yerba  suave 500 g', pack_size: '12', has_expiry: true };
    expect(await send('PATCH', `products/${id}`, change, 'manager')).toMatchObject({
      status: 200,
      body: { name: 'Yerba suave 500 g', pack_size: '12', has_expiry: true, active: true },
    });
    expect((await send('GET', 'products?q=suave')).body.items).toHaveLength(1);
    expect(await audited('product.edit')).toEqual([
      {
        before: { name: 'Yerba 500 g', packSize: '1', hasExpiry: false },
        after: { name: 'Yerba suave 500 g', packSize: '12', hasExpiry: true },
      },
    ]);
    expect((await send('PATCH', `products/${id}`, change)).status).toBe(200);
    expect(await audited('product.edit')).toHaveLength(1);

    const barcode = { barcode: '7790387000016' };
    expect((await send('POST', `products/${id}/barcodes`, barcode)).body.barcodes).toEqual(['7790387000016']);
    expect((await send('POST', `products/${id}/barcodes`, barcode)).body.code).toBe('barcode_taken');
    expect((await send('PATCH', `products/${id}/minimum`, { minimum: '6' })).body).toMatchObject({
      after: '6',
    });

    const items = [{ product_id: id, quantity: '3', unit_cost: '100' }];
    expect((await send('POST', 'movements', { kind: 'entry', items })).status).toBe(201);
    expect((await send('PATCH', `products/${id}`, { active: false })).body.code).toBe('in_stock');
    expect((await send('PATCH', `products/${id}`, { name: '  ' })).status).toBe(400);
    expect((await send('PATCH', `products/${id}`, change, 'stranger')).body.code).toBe('not_found');
  });

  it('When a supplier is written down and its terms change, then only what was given changes', async () => {
    const wish = { cuit: SUPPLIER_CUIT, name: 'Distribuidora Sur', lead_time_days: 3, budget: '250000.50' };
    const created = await send('POST', 'suppliers', wish, 'manager');
    expect(created).toMatchObject({
      status: 201,
      body: { cuit: SUPPLIER_CUIT, lead_time_days: 3, budget: '250000.5', minimum_order: null },
    });
    expect((await send('POST', 'suppliers', wish)).body.code).toBe('supplier_exists');
    expect((await send('POST', 'suppliers', { ...wish, cuit: '30645322857' })).body.code).toBe('bad_cuit');
    const path = `suppliers/${created.body.id}`;
    const change = { minimum_order: '10000', budget: null };
    expect((await send('PATCH', path, change)).body).toMatchObject({
      name: 'Distribuidora Sur',
      lead_time_days: 3,
      minimum_order: '10000',
      budget: null,
    });
    expect(await audited('supplier.edit')).toEqual([
      { before: { minimumOrder: null, budget: '250000.5' }, after: { minimumOrder: '10000', budget: null } },
    ]);
    expect((await send('PATCH', path, change, 'stranger')).body.code).toBe('not_found');
    expect((await send('GET', path)).body.minimum_order).toBe('10000');
  });

  it('From a draft to the supplier and back: an order goes through the states of the chat', async () => {
    const { id: product_id } = await aProduct(database.db, shop.owner, 'Fideos 500 g');
    const draft = await send('POST', 'orders', { supplier_id: null });
    // What the minimum set above asks for is in it already.
    expect(draft).toMatchObject({
      status: 201,
      body: { state: 'draft', supplier: null, lines: [{ line: 1, quantity: '12', origin: 'suggestion' }] },
    });
    const path = `orders/${draft.body.id}`;
    const line = { product_id, quantity: '24' };
    expect((await send('POST', `${path}/lines`, line, 'manager')).body.lines).toMatchObject([
      { line: 1 },
      { line: 2, name: 'Fideos 500 g', quantity: '24', origin: 'person' },
    ]);
    await send('PATCH', `${path}/lines/2`, { quantity: '0' });
    expect((await send('PATCH', `${path}/lines/1`, { quantity: '0' })).body.lines).toEqual([]);
    expect((await send('POST', `${path}/send`)).body.code).toBe('nothing_to_order');
    expect((await send('PATCH', `${path}/lines/9`, { quantity: '1' })).body.code).toBe('unknown_line');
    await send('PATCH', `${path}/lines/1`, { quantity: '12' });
    expect((await send('POST', `${path}/send`)).body).toMatchObject({ state: 'sent', sent_by: 'owner' });
    expect((await send('POST', `${path}/lines`, line)).body.code).toBe('wrong_state');
    expect((await send('GET', 'orders?state=sent')).body.items).toHaveLength(1);
    expect((await send('POST', `${path}/unsend`)).body.state).toBe('draft');
    expect((await send('POST', `${path}/end`)).body.state).toBe('cancelled');
    expect((await send('GET', path, undefined, 'stranger')).body.code).toBe('not_found');
    expect(await audited('order.send')).toHaveLength(1);
  });

  const askForMuch = async (): Promise<string> => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, `Whisky ${keys}`);
    const items = [{ product_id: product.id, quantity: '100', unit_cost: '50000' }];
    expect((await send('POST', 'movements', { kind: 'entry', items })).status).toBe(201);
    const wish = { actor: shop.staff, now: NOON, announce: async () => undefined };
    const item = { phrase: 'whisky', quantity: '90', unit: null, product, candidates: [product] };
    const proposal = await createProposal(db, {
      ...{ ...wish, chatId: shop.staff.telegramUserId!, origin: `much-${keys}` },
      kind: 'exit',
      items: [item],
    });
    if (!proposal.ok) throw new Error(proposal.error.code);
    const request = { ...wish, proposalId: proposal.value.id, change: { verb: 'confirm' } as const };
    const waiting = await decideProposal(db, { ...request, announceApproval });
    expect(waiting).toMatchObject({ ok: true, value: { state: 'waiting' } });
    return product.id;
  };

  it('When the owner approves over HTTP, then it happens and whoever asked hears of it in the chat; once', async () => {
    const product = await askForMuch();
    const [waiting] = (await send('GET', 'approvals')).body.items;
    expect(waiting).toMatchObject({ kind: 'exit', state: 'pending', requested_by: 'Empleado' });
    const path = `approvals/${waiting.id}`;
    expect((await send('POST', `${path}/approve`, undefined, 'stranger')).body.code).toBe('not_found');
    expect((await send('POST', `${path}/approve`)).body).toMatchObject({
      state: 'approved',
      decided_by: 'owner',
    });
    expect((await send('GET', `products/${product}`)).body.stock).toBe('10');
    expect((await send('POST', `${path}/reject`)).body.code).toBe('already_decided');
    const told = await database.db.$count(outboxMessage, eq(outboxMessage.slot, `apr:${waiting.id}:told`));
    expect(told).toBe(1);
    const kept = await askForMuch();
    const [second] = (await send('GET', 'approvals')).body.items;
    expect((await send('POST', `approvals/${second.id}/reject`)).body.state).toBe('rejected');
    expect((await send('GET', `products/${kept}`)).body.stock).toBe('100');
    await expectSoundLedger(database.db);
  });

  it('When somebody is invited, then the link is shown once and its secret is stored nowhere', async () => {
    const [place] = (await send('GET', 'locations')).body.items;
    const invited = await send('POST', 'invitations', { role: 'staff', location_id: place.id });
    expect(invited.status).toBe(201);
    const { token, link } = invited.body;
    expect(link).toBe(`https://t.me/almacen_bot?start=${token}`);
    const stored = [
      ...(await database.db.select().from(httpOperation)),
      ...(await database.db.select().from(audit)),
    ];
    expect(JSON.stringify(stored)).not.toContain(token);
    expect((await send('POST', 'invitations', { role: 'staff', location_id: NOBODY })).body.code).toBe(
      'unknown_location',
    );
    const moved = await send('PATCH', `users/${shop.staff.personId}`, { location_id: place.id });
    expect(moved.body).toEqual({ name: 'Empleado', shop: place.name });
  });

  it('When a table is taken out as a workbook, then it opens, holds what the CSV holds, and is on record', async () => {
    for (const table of ['products', 'stock', 'sales', 'suppliers', 'movements']) {
      const url = `${api.url}/api/v1/exports/${table}`;
      const [csv, xlsx] = await Promise.all(
        ['csv', 'xlsx'].map(async (format) => {
          const response = await fetch(`${url}.${format}`, {
            headers: { authorization: `Bearer ${tokens.manager}` },
          });
          expect(response.headers.get('content-disposition')).toContain(`${table}.${format}`);
          return readTable(Buffer.from(await response.arrayBuffer()));
        }),
      );
      expect(xlsx, table).toEqual(csv);
      if (table !== 'sales') expect(xlsx?.ok, table).toBe(true);
    }
    expect(await audited('data.export')).toHaveLength(10);
  });
});
