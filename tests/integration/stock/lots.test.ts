import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../core/catalog/products.ts';
import { createPlace } from '../../../core/people/locations.ts';
import { newId } from '../../../core/platform/ids.ts';
import { verifyLedger } from '../../../core/stock/invariants/verify.ts';
import { assignLot, unassignLot } from '../../../core/stock/lots/assigning.ts';
import { expiringLots } from '../../../core/stock/lots/expiring.ts';
import { recordOperation } from '../../../core/stock/operations.ts';
import { receiveTransfer } from '../../../core/stock/transfers/receiving.ts';
import { draftTransfer, sendTransfer } from '../../../core/stock/transfers/sending.ts';
import { undoOperation } from '../../../core/stock/undo-operation.ts';
import { lotsOf } from '../../../drizzle/queries/lots.ts';
import type { OperationKind } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';
import { expectSoundLedger } from '../../support/ledger.ts';

const silent = async (): Promise<void> => undefined;
const SOON = '2026-11-10';
const LATER = '2026-12-24';

class Rollback extends Error {}

describe.each(databaseKinds)('lots on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let depotId: string;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    const depot = await createPlace(database.db, shop.owner, { kind: 'depot', name: 'Fondo', now: NOON });
    if (!depot.ok) throw new Error(depot.error);
    depotId = depot.value.id;
  });
  afterAll(() => database.close());

  const does = async (kindOf: OperationKind, product: Product, quantity: string) => {
    const items = [{ productId: product.id, quantity }];
    const wish = { actor: shop.owner, key: newId(), kind: kindOf, items, now: NOON };
    const done = await recordOperation(database.db, wish);
    if (!done.ok) throw new Error(done.error.code);
    return done.value.operationId;
  };
  const dates = (product: Product, expiresOn: string, quantity: string | null) =>
    assignLot(database.db, { actor: shop.owner, productId: product.id, expiresOn, quantity, now: NOON });
  const lots = async (product: Product) =>
    (await lotsOf(database.db, [product.id])).map(
      (one) =>
        `${one.expiresOn} ${one.locationId === shop.shopId ? 'shop' : 'depot'} ${Number(one.quantity)}`,
    );

  it('When goods leave, then what expires first leaves first; taken back, it is there again', async () => {
    const yogur = await aProduct(database.db, shop.owner, 'Yogur frutilla');
    await does('entry', yogur, '10');
    expect((await dates(yogur, LATER, '6')).ok).toBe(true);
    expect((await dates(yogur, SOON, '4')).ok).toBe(true);
    expect(await dates(yogur, SOON, '1')).toMatchObject({ error: { code: 'too_many', available: '0' } });
    const sale = await does('sale', yogur, '5');
    expect(await lots(yogur)).toEqual([`${LATER} shop 5`]);
    const undone = await undoOperation(database.db, { actor: shop.owner, operationId: sale, now: NOON });
    expect(undone.ok).toBe(true);
    expect(await lots(yogur)).toEqual([`${SOON} shop 4`, `${LATER} shop 6`]);
    await expectSoundLedger(database.db);
  });

  it('When goods are transferred, then their lots go along', async () => {
    const queso = await aProduct(database.db, shop.owner, 'Queso cremoso');
    await does('entry', queso, '10');
    await dates(queso, SOON, '4');
    const drafted = await draftTransfer(database.db, {
      actor: shop.owner,
      origin: newId(),
      fromLocationId: shop.shopId,
      toLocationId: depotId,
      items: [{ productId: queso.id, quantity: '6' }],
      now: NOON,
      announce: silent,
    });
    if (!drafted.ok) throw new Error(drafted.error.code);
    const wish = { actor: shop.owner, transferId: drafted.value.id, now: NOON, announce: silent };
    await sendTransfer(database.db, wish);
    await receiveTransfer(database.db, wish);
    expect(await lots(queso)).toEqual([`${SOON} depot 4`]);
    await expectSoundLedger(database.db);
  });

  it('When a delivery comes where less than nothing was, then no lot says there is more than there is', async () => {
    const leche = await aProduct(database.db, shop.owner, 'Leche entera');
    await does('entry', leche, '2');
    await dates(leche, SOON, null);
    const first = await does('sale', leche, '2');
    await does('sale', leche, '3');
    await undoOperation(database.db, { actor: shop.owner, operationId: first, now: NOON });
    expect(await lots(leche)).toEqual([]);
    await does('entry', leche, '5');
    expect(await dates(leche, LATER, null)).toMatchObject({ ok: true, value: '4' });
    await unassignLot(database.db, { actor: shop.owner, productId: leche.id, expiresOn: LATER, now: NOON });
    expect(await lots(leche)).toEqual([]);
    await expectSoundLedger(database.db);
  });

  it('When it sells slowly, then it says how many expire before they are sold', async () => {
    const crema = await aProduct(database.db, shop.owner, 'Crema 200 ml');
    await does('entry', crema, '48');
    await does('sale', crema, '28');
    await dates(crema, SOON, null);
    const found = await expiringLots(database.db, { companyId: shop.companyId, now: NOON });
    // One a day for eight days, from the 3rd to the 10th.
    expect(found.find((one) => one.productId === crema.id)).toMatchObject({
      daysLeft: 7,
      quantity: '20',
      unsold: '12',
      dailyExit: '1',
    });
  });

  it('When staff of another company or somebody forged gives a date, then nothing is written', async () => {
    const other = await aShop(database.db);
    const pan = await aProduct(database.db, shop.owner, 'Pan lactal');
    await does('entry', pan, '3');
    const wish = { productId: pan.id, expiresOn: SOON, quantity: null, now: NOON };
    expect(await assignLot(database.db, { ...wish, actor: other.owner })).toMatchObject({
      error: { code: 'unknown_product' },
    });
    expect(await lots(pan)).toEqual([]);
  });

  it('When a lot’s balance or entries were changed by hand, then I19 says so', async () => {
    const noticing = async (statement: ReturnType<typeof sql>) => {
      let found: readonly string[] = [];
      await database.db
        .transaction(async (tx) => {
          await tx.execute(statement);
          const { breaches } = await verifyLedger(tx, { now: NOON });
          found = [...new Set(breaches.map((breach) => breach.invariant))];
          throw new Rollback();
        })
        .catch((error: unknown) => {
          if (!(error instanceof Rollback)) throw error;
        });
      return found;
    };
    expect(await noticing(sql`update lot_balance set quantity = quantity + 1 where quantity > 0`)).toEqual([
      'I19',
    ]);
    expect(await noticing(sql`delete from lot_entry where movement_seq is not null`)).toEqual(['I19']);
    expect(
      await noticing(sql`insert into lot_entry (lot_id, location_id, quantity, at)
        select lot_id, location_id, 1000, now() from lot_balance where quantity > 0 limit 1`),
    ).toEqual(['I19']);
  });

  const lastOf = new Map<string, string>();
  /** Undoes the product's last operation, gives a date to what has none, or moves some. */
  async function carryOut(product: Product, { kind: what, units }: { kind: string; units: number }) {
    if (what === 'soon' || what === 'later') return dates(product, what === 'soon' ? SOON : LATER, null);
    if (what !== 'undo')
      return lastOf.set(product.id, await does(what as OperationKind, product, String(units)));
    const operationId = lastOf.get(product.id);
    if (operationId === undefined) return undefined;
    return undoOperation(database.db, { actor: shop.owner, operationId, now: NOON });
  }

  it('Whatever is done in whatever order, then the lots keep to the ledger', async () => {
    const deed = fc.record({
      kind: fc.constantFrom('entry', 'sale', 'waste', 'correction', 'undo', 'soon', 'later'),
      units: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 8 }), async (deeds) => {
        const product = await aProduct(database.db, shop.owner, `Fiambre ${newId()}`);
        for (const one of deeds) await carryOut(product, one);
        const { breaches } = await verifyLedger(database.db, { now: NOON, only: ['I1', 'I2', 'I19'] });
        expect(breaches).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
});
