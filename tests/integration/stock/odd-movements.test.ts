import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Product } from '../../../core/catalog/products.ts';
import { newId } from '../../../core/platform/ids.ts';
import { oddMovements } from '../../../core/stock/odd-movements.ts';
import { recordOperation } from '../../../core/stock/operations.ts';
import { undoOperation } from '../../../core/stock/undo-operation.ts';
import type { OperationKind } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';

const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number): Date => new Date(NOON.getTime() - days * DAY);

describe.each(databaseKinds)('odd movements on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let yerba: Product;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
    yerba = await aProduct(database.db, shop.owner, 'Yerba Playadito 500 g');
    await does('entry', '500', daysAgo(60), '1000');
    for (const ago of [50, 40, 30, 20]) await does('sale', '2', daysAgo(ago));
  });
  afterAll(() => database.close());

  async function does(
    operation: OperationKind,
    quantity: string,
    now: Date,
    unitCost?: string,
  ): Promise<string> {
    const item = { productId: yerba.id, quantity, ...(unitCost === undefined ? {} : { unitCost }) };
    const wish = { actor: shop.owner, key: newId(), kind: operation, items: [item], now };
    const done = await recordOperation(database.db, wish);
    if (!done.ok) throw new Error(done.error.code);
    return done.value.operationId;
  }
  const found = async (companyId = shop.companyId) =>
    (await oddMovements(database.db, { companyId, since: daysAgo(1), now: NOON })).map(
      ({ kind: what, quantity, value, actorName }) => `${what} ${quantity} ${value} ${actorName}`,
    );

  it('When nothing is out of the ordinary, then nothing is found', async () => {
    await does('exit', '3', NOON);
    expect(await found()).toEqual([]);
  });

  it('When a lot leaves at once, then it is found until it is taken back, and only for its own company', async () => {
    const large = await does('waste', '25', NOON);
    expect(await found()).toEqual(['large 25 25000 Dueña']);
    expect(await found((await aShop(database.db)).companyId)).toEqual([]);
    await undoOperation(database.db, { actor: shop.owner, operationId: large, now: NOON });
    expect(await found()).toEqual([]);
  });

  it('When the third correction of a week comes today, then it is found today', async () => {
    await does('correction', '480', daysAgo(5));
    await does('correction', '478', daysAgo(3));
    expect(await found()).toEqual([]);
    await does('correction', '477', NOON);
    expect(await found()).toEqual([expect.stringMatching(/^repeated_correction 12 12000/)]);
  });
});
