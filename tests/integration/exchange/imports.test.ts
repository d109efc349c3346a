import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Product } from '../../../core/catalog/products.ts';
import { exportTable } from '../../../core/exchange/exports.ts';
import { applyImport, cancelImport, type OpenImport, openImport } from '../../../core/exchange/imports.ts';
import { writeTable } from '../../../core/exchange/table-file.ts';
import type { Actor } from '../../../core/people/actor.ts';
import { newId } from '../../../core/platform/ids.ts';
import type { ExchangeKind } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';
import { expectSoundLedger, stockAndCost } from '../../support/ledger.ts';

describe.each(databaseKinds)('tables in and out on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let yerba: Product;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    shop = await aShop(database.db);
    yerba = await aProduct(database.db, shop.owner, {
      name: 'Yerba Playadito 1 kg',
      sku: 'Y1',
      packSize: '10',
    });
  });

  const send = (text: string, more: { actor?: Actor; origin?: string } = {}) =>
    openImport(database.db, {
      actor: shop.owner,
      chatId: 1,
      origin: newId(),
      fileName: 'planilla.csv',
      bytes: Buffer.from(text),
      now: NOON,
      ...more,
    });
  const opened = async (...args: Parameters<typeof send>): Promise<OpenImport> => {
    const outcome = await send(...args);
    if (!outcome.ok) throw new Error(outcome.error.code);
    return outcome.value;
  };
  const apply = (importId: string, actor = shop.owner) =>
    applyImport(database.db, { actor, importId, now: NOON });
  const codeOf = (outcome: { ok: boolean; error?: { code: string } }) => outcome.error?.code ?? 'ok';
  const table = async (of: ExchangeKind) => {
    const outcome = await exportTable(database.db, { actor: shop.owner, kind: of, now: NOON });
    if (!outcome.ok) throw new Error(outcome.error);
    return outcome.value;
  };

  it('When products come in, then what is new and what changes is shown first and written once', async () => {
    const csv = 'sku;nombre;codigo_barras;unidad;iva\nY1;Yerba Playadito 1kg;;;21\n;Azúcar suelta;;kg;10,5\n';
    const { file, plan } = await opened(csv);
    expect(plan.changes.map(({ line, before }) => [line, before === null])).toEqual([
      [2, false],
      [3, true],
    ]);
    expect((await table('products')).length).toBe(2);
    expect(codeOf(await apply(file.id))).toBe('ok');
    expect(codeOf(await apply(file.id))).toBe('closed');
    expect(await table('products')).toEqual([
      expect.anything(),
      expect.arrayContaining(['Azúcar suelta', 'kg', '10.5']),
      ['Y1', 'Yerba Playadito 1kg', '', 'unidad', '10', '21', ''],
    ]);
    expect((await opened(csv)).plan).toMatchObject({ changes: [], unchanged: 2 });
  });

  it('When a row is wrong, then the plan says which and why, and nothing of the file can be written', async () => {
    const csv =
      'sku,nombre,local,cantidad,costo\nY1,,Local,8,1000\nNADA,,Local,1,\nY1,,Luna,1,\nY1,,Local,3,\nY1,,,-2,\n';
    const { file, plan } = await opened(csv);
    expect(plan.errors).toEqual([
      { line: 3, problem: 'unknown_product' },
      { line: 4, problem: 'unknown_place' },
      { line: 5, problem: 'repeated' },
      { line: 6, problem: 'repeated' },
    ]);
    expect(codeOf(await apply(file.id))).toBe('has_errors');
    expect((await stockAndCost(database.db, shop, yerba)).total).toBe('0');
  });

  it('When stock comes in with its cost, then the difference moves and the table says the same again', async () => {
    const { file, plan } = await opened('sku,cantidad,costo\nY1,"8,5",1000\n');
    expect(plan.changes).toMatchObject([{ before: '0', after: '8.5' }]);
    expect(codeOf(await apply(file.id))).toBe('ok');
    expect(await stockAndCost(database.db, shop, yerba)).toEqual({ total: '8.5', averageCost: '1000' });
    expect((await table('stock'))[1]).toEqual(['Y1', 'Yerba Playadito 1 kg', 'Local', '8.5', '1000']);
    await expectSoundLedger(database.db);
  });

  it('When a day’s sales come twice in the same file, then they are sold once', async () => {
    const csv = 'fecha,sku,cantidad\n02/11/2026,Y1,2\n02/11/2026,Y1,3\n01/11/2026,Y1,1\n';
    const first = await opened(csv);
    expect(codeOf(await apply(first.file.id))).toBe('ok');
    const again = await opened(csv);
    expect(codeOf(await apply(again.file.id))).toBe('closed');
    expect((await stockAndCost(database.db, shop, yerba)).total).toBe('-6');
    expect((await table('sales')).slice(1)).toEqual([
      ['2026-11-01', 'Y1', 'Yerba Playadito 1 kg', 'Local', '1'],
      ['2026-11-02', 'Y1', 'Yerba Playadito 1 kg', 'Local', '5'],
    ]);
    await expectSoundLedger(database.db);
  });

  it('When what is exported is sent back, in either format, then nothing would change', async () => {
    await aProduct(database.db, shop.owner, { name: '=1+1 "raro", ñandú', barcode: '7791234567898' });
    for (const format of ['csv', 'xlsx'] as const) {
      const bytes = await writeTable(await table('products'), format);
      const outcome = await openImport(database.db, {
        actor: shop.owner,
        chatId: 1,
        origin: newId(),
        fileName: `p.${format}`,
        bytes,
        now: NOON,
      });
      expect(outcome.ok && outcome.value.plan).toMatchObject({ changes: [], errors: [], unchanged: 2 });
    }
  });

  it('When staff, somebody else or another company try, then they are refused', async () => {
    expect(codeOf(await send('sku,nombre\nA,B\n', { actor: shop.staff }))).toBe('forbidden');
    const { file } = await opened('sku,nombre\nA,B\n');
    const other = await aShop(database.db);
    expect(codeOf(await apply(file.id, shop.staff))).toBe('not_yours');
    expect(codeOf(await apply(file.id, other.owner))).toBe('unknown_import');
    expect(codeOf(await cancelImport(database.db, { actor: shop.owner, importId: file.id }))).toBe('ok');
    expect(codeOf(await apply(file.id))).toBe('closed');
    expect((await table('products')).length).toBe(2);
  });
});
