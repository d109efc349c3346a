import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../core/catalog/products.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { createPlace } from '../../../core/people/locations.ts';
import { newId } from '../../../core/platform/ids.ts';
import { closeCount } from '../../../core/stock/counting/closing.ts';
import { enterCount } from '../../../core/stock/counting/entries.ts';
import { startCount } from '../../../core/stock/counting/session.ts';
import { verifyLedger } from '../../../core/stock/invariants/verify.ts';
import { recordOperation } from '../../../core/stock/operations.ts';
import { stockOf } from '../../../core/stock/stock-levels.ts';
import { receiveTransfer } from '../../../core/stock/transfers/receiving.ts';
import { cancelTransfer, draftTransfer, sendTransfer } from '../../../core/stock/transfers/sending.ts';
import { type Db, openPostgres, type Tx } from '../../../drizzle/client.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aPerson, aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';
import { expectSoundLedger } from '../../support/ledger.ts';

const silent = async (): Promise<void> => undefined;

/** What people do with goods in one shop with a depot. */
function deeds(db: Db, shop: () => Shop, depotId: () => string) {
  const brings = async (product: Product, quantity: string) => {
    const done = await recordOperation(db, {
      actor: shop().owner,
      key: newId(),
      kind: 'entry',
      items: [{ productId: product.id, quantity, unitCost: '10' }],
      now: NOON,
    });
    if (!done.ok) throw new Error(done.error.code);
  };
  const sells = async (product: Product, quantity: string, actor: Actor = shop().staff) => {
    const done = await recordOperation(db, {
      actor,
      key: newId(),
      kind: 'sale',
      items: [{ productId: product.id, quantity }],
      now: NOON,
    });
    if (!done.ok) throw new Error(done.error.code);
  };
  const counts = async (product: Product, counted: string, actor: Actor) => {
    const scope = { kind: 'product', productId: product.id } as const;
    const started = await startCount(db, { actor, scope, operationId: newId(), now: NOON });
    if (!started.ok) throw new Error(started.error.code);
    const { countId } = started.value;
    const wish = { actor, countId, operationId: newId(), now: NOON, announce: silent };
    const entered = await enterCount(db, { ...wish, productId: product.id, counted });
    return { countId, entered };
  };
  const closes = (countId: string, actor: Actor) =>
    closeCount(db, { actor, countId, operationId: newId(), now: NOON, announce: silent, summary: () => [] });
  const drafts = async (product: Product, quantity: string, origin = newId()) => {
    const drafted = await draftTransfer(db, {
      actor: shop().staff,
      origin,
      fromLocationId: shop().shopId,
      toLocationId: depotId(),
      items: [{ productId: product.id, quantity }],
      now: NOON,
      announce: silent,
    });
    if (!drafted.ok) throw new Error(drafted.error.code);
    return { transferId: drafted.value.id, actor: shop().staff, now: NOON, announce: silent };
  };
  const placesOf = async (product: Product) => {
    const level = await stockOf(db, { companyId: shop().companyId, productId: product.id });
    return Object.fromEntries((level?.places ?? []).map((one) => [one.locationName, one.quantity]));
  };
  return { brings, sells, counts, closes, drafts, placesOf };
}

class Rollback extends Error {}

describe.each(databaseKinds)('counts and transfers on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let depotId: string;
  let yerba: Product;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    const depot = await createPlace(database.db, shop.owner, { kind: 'depot', name: 'Fondo', now: NOON });
    if (!depot.ok) throw new Error(depot.error);
    depotId = depot.value.id;
    yerba = await aProduct(database.db, shop.owner, 'Yerba Playadito 500 g');
  });
  afterAll(() => database.close());
  const act = () =>
    deeds(
      database.db,
      () => shop,
      () => depotId,
    );

  it('When goods move between count and adjustment, then the difference is what counts', async () => {
    const { brings, sells, counts, closes, placesOf } = act();
    await brings(yerba, '10');
    const { countId } = await counts(yerba, '8', shop.owner);
    await sells(yerba, '3');
    await brings(yerba, '5');
    expect((await closes(countId, shop.owner)).ok).toBe(true);
    expect((await closes(countId, shop.owner)).ok).toBe(false);
    expect(await placesOf(yerba)).toMatchObject({ Local: '10' });
    await expectSoundLedger(database.db);
  });

  it('When a transfer is sent, received or cancelled twice, then goods move once', async () => {
    const { drafts, placesOf } = act();
    const first = await drafts(yerba, '4', 'u1');
    expect((await drafts(yerba, '4', 'u1')).transferId).toBe(first.transferId);
    const sent = await Promise.all([sendTransfer(database.db, first), sendTransfer(database.db, first)]);
    expect(sent.filter((one) => one.ok)).toHaveLength(1);
    expect(await placesOf(yerba)).toEqual({ Local: '6', 'En tránsito': '4' });
    const ended = await Promise.all([
      receiveTransfer(database.db, first),
      cancelTransfer(database.db, first),
      receiveTransfer(database.db, first),
    ]);
    expect(ended.filter((one) => one.ok)).toHaveLength(1);
    expect((await placesOf(yerba))['En tránsito']).toBe('0');
    await expectSoundLedger(database.db);
  });

  it('When somebody of another shop or company acts, then they are refused', async () => {
    const { drafts, counts } = act();
    const other = await aShop(database.db);
    const elsewhere = await createPlace(database.db, shop.owner, {
      kind: 'shop',
      name: 'Sucursal',
      now: NOON,
    });
    if (!elsewhere.ok) throw new Error(elsewhere.error);
    const there = await aPerson(database.db, {
      companyId: shop.companyId,
      locationId: elsewhere.value.id,
      role: 'staff',
    });
    const draft = await drafts(yerba, '1');
    const codes = async (actor: Actor) => {
      const outcome = await sendTransfer(database.db, { ...draft, actor });
      return outcome.ok ? 'ok' : outcome.error.code;
    };
    expect([await codes(there), await codes(other.owner)]).toEqual(['forbidden', 'not_found']);
    const { countId } = await counts(yerba, '1', shop.owner);
    const close = (actor: Actor) => act().closes(countId, actor);
    expect(
      [await close(there), await close(other.owner)].map((one) => (one.ok ? 'ok' : one.error.code)),
    ).toEqual(['forbidden', 'not_found']);
  });

  /** Which invariants notice some damage, which is then rolled back. */
  async function noticing(damage: (tx: Tx) => Promise<unknown>): Promise<readonly string[]> {
    let found: readonly string[] = [];
    await database.db
      .transaction(async (tx) => {
        await damage(tx);
        const { breaches } = await verifyLedger(tx, { now: NOON });
        found = [...new Set(breaches.map((breach) => breach.invariant))];
        throw new Rollback();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Rollback)) throw error;
      });
    return found;
  }

  it('When a count or transfer says something else than the ledger, then I17 or I18 says so', async () => {
    const { drafts, counts, closes } = act();
    const draft = await drafts(yerba, '1');
    expect((await sendTransfer(database.db, draft)).ok).toBe(true);
    const { countId } = await counts(yerba, '2', shop.owner);
    expect((await closes(countId, shop.owner)).ok).toBe(true);
    await expectSoundLedger(database.db);
    const { transferId } = draft;
    expect(
      await noticing((tx) =>
        tx.execute(sql`update count_line set difference = 5 where count_id = ${countId}`),
      ),
    ).toEqual(['I17']);
    expect(
      await noticing((tx) => tx.execute(sql`update stock_count set state = 'open' where id = ${countId}`)),
    ).toEqual(['I17']);
    expect(
      await noticing((tx) => tx.execute(sql`update transfer set state = 'draft' where id = ${transferId}`)),
    ).toEqual(['I18']);
    expect(
      await noticing((tx) =>
        tx.execute(sql`update transfer set state = 'received' where id = ${transferId}`),
      ),
    ).toEqual(['I18']);
    expect(
      await noticing((tx) =>
        tx.execute(sql`update transfer_line set sent = 7 where transfer_id = ${transferId}`),
      ),
    ).toEqual(['I18']);
  });
});

/** The embedded database has one connection: these need a server. */
describe.skipIf(!databaseKinds.includes('postgres'))('many people at once on postgres', () => {
  it('When a product is counted, sold, received and transferred at once, then the quantity is right', async () => {
    const database = await openTestDatabase('postgres');
    const many = openPostgres(database.url!, { schemaName: database.schemaName!, maxConnections: 16 });
    try {
      const shop = await aShop(many.db);
      const depot = await createPlace(many.db, shop.owner, { kind: 'depot', name: 'Fondo', now: NOON });
      if (!depot.ok) throw new Error(depot.error);
      const act = deeds(
        many.db,
        () => shop,
        () => depot.value.id,
      );
      const yerba = await aProduct(many.db, shop.owner, 'Yerba Playadito 500 g');
      await act.brings(yerba, '100');
      const { countId } = await act.counts(yerba, '90', shop.owner);
      const twelve = Array.from({ length: 12 }, (_, i) => i);
      const drafted = await Promise.all(twelve.slice(0, 6).map(() => act.drafts(yerba, '2')));
      await Promise.all([
        ...twelve.map(() => act.sells(yerba, '1')),
        ...twelve.slice(0, 4).map(() => act.brings(yerba, '5')),
        ...drafted.map(async (draft) => {
          const sent = await sendTransfer(many.db, draft);
          const received = await receiveTransfer(many.db, draft);
          expect([sent.ok, received.ok]).toEqual([true, true]);
        }),
        ...[0, 1].map(() => act.closes(countId, shop.owner)),
      ]);
      // 100 − 10 counted less − 12 sold + 20 received − 12 to the depot.
      expect(await act.placesOf(yerba)).toEqual({ Local: '86', Fondo: '12', 'En tránsito': '0' });
      await expectSoundLedger(many.db);
    } finally {
      await many.close();
      await database.close();
    }
  });
});
