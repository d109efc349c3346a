import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../core/platform/ids.ts';
import { type DataCopyError, exportData, importData } from '../../../drizzle/data-copy.ts';
import { audit, inboxUpdate, movement, storedFile } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, type Shop } from '../../support/factories.ts';
import { expectSoundLedger, sell, stockAndCost } from '../../support/ledger.ts';

async function copyOf(database: TestDatabase): Promise<readonly string[]> {
  const lines: string[] = [];
  await exportData(database.db, async (line) => {
    lines.push(line.trimEnd());
  });
  return lines;
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

const refusal = (database: TestDatabase, lines: readonly string[]): Promise<string> =>
  importData(database.db, each(lines)).then(
    () => 'taken',
    (error: DataCopyError) => error.code,
  );

describe.each(databaseKinds)('a copy of everything (%s)', (kind) => {
  let source: TestDatabase;
  let target: TestDatabase;
  let shop: Shop;
  let product: { readonly id: string };

  beforeAll(async () => {
    source = await openTestDatabase(kind);
    target = await openTestDatabase('pglite');
    shop = await aShop(source.db);
    product = await aProduct(source.db, shop.owner, 'Ñoquis «La Salteña» 500 g');
    await sell(source.db, shop, product, '2.123456');
    const bytes = Buffer.from([0, 255, 92, 120, 10, 13]);
    await source.db
      .insert(storedFile)
      .values({ sha256: sha256Hex('x'), bytes, mime: 'image/jpeg', size: bytes.length });
    await source.db.insert(inboxUpdate).values({
      botId: 9_007_199_254_740_991,
      updateId: 1,
      chatKey: 'c',
      payload: { update_id: 1, message: { text: '€ "\\ \u{1f9c9}' } },
    });
  });
  afterAll(async () => {
    await source.close();
    await target.close();
  });

  it('When it is put into an empty database and copied again, then the two copies are the same to the byte', async () => {
    const copy = await copyOf(source);
    const summary = await importData(target.db, each(copy));
    expect(summary.rows).toBeGreaterThan(8);
    expect(await copyOf(target)).toEqual(copy);
    await expectSoundLedger(target.db);
    expect((await stockAndCost(target.db, shop, product)).total).toBe('-2.123456');
  });

  it('When life goes on there, then numbering goes on after the last one copied', async () => {
    const before = await target.db.select({ seq: movement.seq }).from(movement);
    await sell(target.db, shop, product, '1');
    const after = await target.db.select({ seq: movement.seq }).from(movement);
    expect(Math.max(...after.map(({ seq }) => seq))).toBeGreaterThan(
      Math.max(...before.map(({ seq }) => seq)),
    );
  });

  it('When the database holds something already, then it is refused', async () => {
    expect(await refusal(target, await copyOf(source))).toBe('not_empty');
  });

  it('When the copy was cut, changed or made by another version, then nothing of it is kept', async () => {
    const empty = await openTestDatabase('pglite');
    const copy = await copyOf(source);
    const [head = '', ...rest] = copy;
    expect(await refusal(empty, copy.slice(0, -1))).toBe('malformed');
    expect(
      await refusal(
        empty,
        copy.map((line) => line.replace('2.123456', '3.123456')),
      ),
    ).toBe('malformed');
    expect(await refusal(empty, [head.replace(/"migration":"/, '$&older_'), ...rest])).toBe(
      'other_migration',
    );
    expect(await refusal(empty, ['{"hello":1}'])).toBe('malformed');
    expect(await refusal(empty, [head, '["pg_user",[{}]]'])).toBe('malformed');
    expect(await empty.db.$count(audit)).toBe(0);
    expect(await copyOf(empty)).toHaveLength(2);
    await empty.close();
  });
});
