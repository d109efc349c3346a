import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Product } from '../../../core/catalog/products.ts';
import { newId } from '../../../core/platform/ids.ts';
import { type OperationItem, recordOperation } from '../../../core/stock/operations.ts';
import { postReceipt } from '../../../core/stock/post-receipt.ts';
import { undoOperation } from '../../../core/stock/undo-operation.ts';
import type { OperationKind } from '../../../drizzle/schema/index.ts';
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
import { expectSoundLedger, stockAndCost } from '../../support/ledger.ts';

describe.skipIf(!databaseKinds.includes('postgres'))('several writers on one product, on postgres', () => {
  let database: TestDatabase;
  let shop: Shop;
  let yerba: Product;
  beforeAll(async () => {
    database = await openTestDatabase('postgres');
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    shop = await aShop(database.db);
    yerba = await aProduct(database.db, shop.owner, 'Yerba Playadito 1 kg');
  });

  const record = async (kind: OperationKind, quantity: string, unitCost?: string) => {
    const item: OperationItem = { productId: yerba.id, quantity, unitCost };
    const outcome = await recordOperation(database.db, {
      actor: shop.owner,
      key: newId(),
      kind,
      items: [item],
      now: NOON,
    });
    if (!outcome.ok) throw new Error(outcome.error.code);
    return outcome.value;
  };
  const receive = async (quantity: string) => {
    const documentId = await aDocument(database.db, {
      uploader: shop.staff,
      draft: aDraft({ lines: [aLine(1, { quantity, unitPrice: '120' })] }),
      matches: [aMatch(1, yerba)],
    });
    const posted = await postReceipt(database.db, {
      documentId,
      actor: shop.staff,
      acceptDifference: false,
      now: NOON,
    });
    if (!posted.ok) throw new Error(posted.error.code);
  };
  const total = async () => (await stockAndCost(database.db, shop, yerba)).total;

  it('When receipts, sales, exits and waste meet, then every unit is accounted for', async () => {
    await record('entry', '100', '100');
    await Promise.all([
      ...Array.from({ length: 5 }, () => receive('10')),
      ...Array.from({ length: 8 }, () => record('sale', '3')),
      ...Array.from({ length: 6 }, () => record('exit', '2')),
      ...Array.from({ length: 4 }, () => record('waste', '1')),
    ]);
    expect(await total()).toBe(String(100 + 50 - 24 - 12 - 4));
    await expectSoundLedger(database.db);
  });

  it('When two people say how much there is, then the later one holds and nothing is counted twice', async () => {
    await record('entry', '20', '100');
    const said = await Promise.all([record('correction', '15'), record('correction', '12')]);
    const last = said.find((one) => one.lines[0]?.before !== '20')!;
    expect(await total()).toBe(last.lines[0]?.after);
    await expectSoundLedger(database.db);
  });

  it('When an entry is undone while others sell, then what was sold stays sold', async () => {
    const entry = await record('entry', '10', '100');
    const sales = Array.from({ length: 6 }, () => record('sale', '1'));
    const undone = undoOperation(database.db, {
      actor: shop.owner,
      operationId: entry.operationId,
      now: NOON,
    });
    await Promise.all([...sales, undone]);
    expect(await total()).toBe('-6');
    await expectSoundLedger(database.db);
  });
});
