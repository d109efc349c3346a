import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../core/catalog/products.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { revokePerson } from '../../../core/people/enrolment.ts';
import { newId } from '../../../core/platform/ids.ts';
import { verifyLedger } from '../../../core/stock/invariants/verify.ts';
import { type NewMovement, recordMovements } from '../../../core/stock/ledger.ts';
import { type PostWish, postReceipt } from '../../../core/stock/post-receipt.ts';
import { undoReceipt } from '../../../core/stock/reverse-receipt.ts';
import { type Db, openPostgres, type Tx } from '../../../drizzle/client.ts';
import { lockCosts, virtualLocation } from '../../../drizzle/queries/ledger.ts';
import { balance, location, movement } from '../../../drizzle/schema/index.ts';
import { inTransaction, sqlState } from '../../../drizzle/transaction.ts';
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
import { expectSoundLedger, stockAndCost } from '../../support/ledger.ts';

/** The embedded database has one connection: these need a server. */
const onServer = describe.skipIf(!databaseKinds.includes('postgres'));

/** Lets several transactions wait for each other: resolves for all once `parties` have come. */
function meetingPoint(parties: number): () => Promise<void> {
  let arrived = 0;
  let open = (): void => undefined;
  const everybody = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    arrived += 1;
    if (arrived === parties) open();
    return everybody;
  };
}

onServer('many people at once on postgres', () => {
  let database: TestDatabase;
  let many: ReturnType<typeof openPostgres>;
  let db: Db;
  let shop: Shop;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
    many = openPostgres(database.url!, { schemaName: database.schemaName!, maxConnections: 24 });
    db = many.db;
    shop = await aShop(db);
  });
  afterAll(async () => {
    await many.close();
    await database.close();
  });

  const post = (documentId: string, actor: Actor, more: Partial<PostWish> = {}) =>
    postReceipt(db, { documentId, actor, acceptDifference: false, now: NOON, ...more });
  const codes = (outcomes: readonly { ok: boolean; error?: { code: string } }[]) =>
    outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error!.code)).sort();

  it('When two people confirm one draft, then one receipt is posted', async () => {
    const product = await aProduct(db, shop.owner, 'Yerba Playadito 500 g');
    for (let round = 0; round < 5; round += 1) {
      const id = await aDocument(db, {
        uploader: shop.staff,
        draft: aDraft(),
        matches: [aMatch(1, product)],
      });
      const outcomes = await Promise.all([post(id, shop.staff), post(id, shop.owner), post(id, shop.staff)]);
      expect(codes(outcomes)).toEqual(['already_posted', 'already_posted', 'ok']);
    }
    expect((await stockAndCost(db, shop, product)).total).toBe('60');
    await expectSoundLedger(db);
  });

  it('When one invoice is confirmed in two shops at once, then one receives it and the other learns who did', async () => {
    const product = await aProduct(db, shop.owner, 'Azúcar Ledesma 1 kg');
    const secondShop = newId();
    await db
      .insert(location)
      .values({ id: secondShop, companyId: shop.companyId, kind: 'shop', name: 'Sucursal' });
    const there = await aPerson(db, { companyId: shop.companyId, locationId: secondShop, role: 'staff' });
    for (let round = 0; round < 5; round += 1) {
      const draft = aDraft();
      const here = await aDocument(db, { uploader: shop.staff, draft, matches: [aMatch(1, product)] });
      const elsewhere = await aDocument(db, { uploader: there, draft, matches: [aMatch(1, product)] });
      const outcomes = await Promise.all([post(here, shop.staff), post(elsewhere, there)]);
      expect(codes(outcomes)).toEqual(['already_received', 'ok']);
    }
    expect((await stockAndCost(db, shop, product)).total).toBe('60');
    await expectSoundLedger(db);
  });

  it('When somebody is revoked while confirming, then it comes wholly before or wholly after', async () => {
    const product = await aProduct(db, shop.owner, 'Sal fina Celusal 500 g');
    const leaving = await aPerson(db, { companyId: shop.companyId, locationId: shop.shopId, role: 'staff' });
    const id = await aDocument(db, { uploader: leaving, draft: aDraft(), matches: [aMatch(1, product)] });
    const inside = meetingPoint(2);
    const posting = post(id, leaving, { announce: () => inside() });
    const revoking = inside().then(() =>
      revokePerson(db, shop.owner, { personId: leaving.personId, now: NOON }),
    );
    const [posted, revoked] = await Promise.all([posting, revoking]);
    expect([posted.ok, revoked.ok]).toEqual([true, true]);
    const next = await aDocument(db, {
      uploader: shop.staff,
      draft: aDraft(),
      matches: [aMatch(1, product)],
    });
    expect(codes([await post(next, leaving)])).toEqual(['revoked']);
  });

  it('When one receipt is undone twice at once, then it is undone once', async () => {
    const product = await aProduct(db, shop.owner, 'Té Green Hills x 50');
    const id = await aDocument(db, { uploader: shop.staff, draft: aDraft(), matches: [aMatch(1, product)] });
    const posted = await post(id, shop.staff);
    if (!posted.ok) throw new Error(posted.error.code);
    const wish = { receiptId: posted.value.receiptId, now: NOON };
    const outcomes = await Promise.all([
      undoReceipt(db, { ...wish, actor: shop.staff }),
      undoReceipt(db, { ...wish, actor: shop.owner }),
    ]);
    expect(codes(outcomes)).toEqual(['already_reversed', 'ok']);
    expect((await stockAndCost(db, shop, product)).total).toBe('0');
    await expectSoundLedger(db);
  });

  const exit = (customer: string, product: Product, sourceId: string, lineNo: number): NewMovement => ({
    productId: product.id,
    fromLocationId: shop.shopId,
    toLocationId: customer,
    quantity: '1',
    sourceType: 'sale',
    sourceId,
    lineNo,
  });
  const record = (tx: Tx, movements: readonly NewMovement[]) =>
    recordMovements(tx, { companyId: shop.companyId, actorId: shop.staff.personId, now: NOON, movements });

  it('When twenty clients receive and sell the same products in any order, then every unit is accounted for', async () => {
    const products = await Promise.all(
      ['Coca Cola', 'Sprite', 'Fanta', 'Quilmes', 'Brahma'].map((name) =>
        aProduct(db, shop.owner, `${name} 1 l`),
      ),
    );
    const customer = await virtualLocation(db, shop.companyId, 'customer');
    const rotated = (by: number) =>
      products.map((_, index) => products[(index * (by % 2 === 0 ? 1 : 4) + by) % 5]!);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async (_, client) => {
        const order = rotated(client);
        if (client % 2 === 0)
          return inTransaction(db, (tx) =>
            record(
              tx,
              order.map((product, index) => exit(customer, product, `client-${client}`, index + 1)),
            ),
          );
        const id = await aDocument(db, {
          uploader: shop.staff,
          draft: aDraft({ lines: order.map((_product, index) => aLine(index + 1, { quantity: '3' })) }),
          matches: order.map((product, index) => aMatch(index + 1, product)),
        });
        return post(id, shop.staff);
      }),
    );
    expect(outcomes.filter((outcome) => !outcome.ok)).toEqual([]);
    for (const product of products) expect((await stockAndCost(db, shop, product)).total).toBe('20');
    await expectSoundLedger(db);
  });

  it('When two writers name the same products in opposite orders, then neither deadlocks', async () => {
    const a = await aProduct(db, shop.owner, 'Arroz A');
    const b = await aProduct(db, shop.owner, 'Arroz B');
    const customer = await virtualLocation(db, shop.companyId, 'customer');
    for (let round = 0; round < 10; round += 1) {
      const writers = [
        [a, b],
        [b, a],
      ].map((order, writer) =>
        // Without the retry of `inTransaction`: a deadlock would be seen.
        db.transaction((tx) =>
          record(
            tx,
            order.map((product, index) => exit(customer, product, `${round}-${writer}`, index + 1)),
          ),
        ),
      );
      expect((await Promise.all(writers)).every((outcome) => outcome.ok)).toBe(true);
    }
  });

  it('Planted bug: when locks are taken unsorted, then a deadlock is seen', async () => {
    const a = await aProduct(db, shop.owner, 'Fideos A');
    const b = await aProduct(db, shop.owner, 'Fideos B');
    await inTransaction(db, (tx) => lockCosts(tx, [a.id, b.id].sort()));
    const bothHoldOne = meetingPoint(2);
    const unsorted = (first: Product, second: Product) =>
      db.transaction(async (tx) => {
        await lockCosts(tx, [first.id]);
        await bothHoldOne();
        await lockCosts(tx, [second.id]);
      });
    const outcomes = await Promise.allSettled([unsorted(a, b), unsorted(b, a)]);
    const failures = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [sqlState(outcome.reason)] : [],
    );
    expect(failures).toEqual(['40P01']);
  });

  it('When a transaction is given up for a deadlock, then it is run again and succeeds', async () => {
    const a = await aProduct(db, shop.owner, 'Puré A');
    const b = await aProduct(db, shop.owner, 'Puré B');
    await inTransaction(db, (tx) => lockCosts(tx, [a.id, b.id].sort()));
    const bothHoldOne = meetingPoint(2);
    let runs = 0;
    const unsorted = (first: Product, second: Product) =>
      inTransaction(db, async (tx) => {
        runs += 1;
        await lockCosts(tx, [first.id]);
        await bothHoldOne();
        await lockCosts(tx, [second.id]);
        return 'done';
      });
    expect(await Promise.all([unsorted(a, b), unsorted(b, a)])).toEqual(['done', 'done']);
    expect(runs).toBe(3);
  });
});

onServer('planted bugs on postgres', () => {
  let database: TestDatabase;
  let shop: Shop;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
    shop = await aShop(database.db);
  });
  afterAll(() => database.close());

  it('Planted bug: when the fiscal key is not unique, then a paper posted twice is noticed', async () => {
    const { db } = database;
    const debit = () => aDraft({ kind: 'debit_note', header: { documentType: 2, number: 77 } });
    const known = await aDocument(db, {
      uploader: shop.staff,
      draft: aDraft({ kind: 'debit_note', header: { documentType: 2, number: 76 } }),
      matches: [],
    });
    const wish = { actor: shop.staff, acceptDifference: false, now: NOON };
    expect((await postReceipt(db, { ...wish, documentId: known })).ok).toBe(true);
    await db.execute(sql`drop index receipt_fiscal_key`);
    const bothInside = meetingPoint(2);
    const outcomes = await Promise.all(
      [debit(), debit()].map(async (draft) => {
        const documentId = await aDocument(db, { uploader: shop.staff, draft, matches: [] });
        return postReceipt(db, { ...wish, documentId, announce: () => bothInside() });
      }),
    );
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true]);
    const { breaches } = await verifyLedger(db, { now: NOON, only: ['I4'] });
    expect(breaches.map((breach) => breach.line)).toEqual([
      '30645322858 type 2 number 3-77: 2 live receipts',
    ]);
  });

  it('Planted bug: when a balance is read and then written without a lock, then the lost unit is noticed', async () => {
    const { db } = database;
    const product = await aProduct(db, shop.owner, 'Cerveza Quilmes 1 l');
    const opening = await virtualLocation(db, shop.companyId, 'opening');
    const bothHaveRead = meetingPoint(2);
    const careless = (sourceId: string) =>
      db.transaction(async (tx) => {
        const rows = await tx
          .select()
          .from(balance)
          .where(sql`product_id = ${product.id} and location_id = ${shop.shopId}`);
        await bothHaveRead();
        await tx.insert(movement).values({
          companyId: shop.companyId,
          productId: product.id,
          fromLocationId: opening,
          toLocationId: shop.shopId,
          quantity: '1',
          sourceType: 'opening',
          sourceId,
          lineNo: 1,
          actorId: shop.owner.personId,
        });
        const quantity = String(Number(rows[0]?.quantity ?? 0) + 1);
        await tx
          .insert(balance)
          .values({ productId: product.id, locationId: shop.shopId, quantity })
          .onConflictDoUpdate({ target: [balance.productId, balance.locationId], set: { quantity } });
      });
    await Promise.all([careless('one'), careless('two')]);
    const { breaches } = await verifyLedger(db, { now: NOON, only: ['I1'] });
    expect(breaches.some((breach) => breach.line.includes('balance 1.000000, movements 2.000000'))).toBe(
      true,
    );
  });
});
