import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Product } from '../../../core/catalog/products.ts';
import { foundCompany } from '../../../core/people/company.ts';
import { revokePerson } from '../../../core/people/enrolment.ts';
import { newId } from '../../../core/platform/ids.ts';
import {
  type OperationItem,
  type OperationWish,
  type RecordedOperation,
  recordOperation,
} from '../../../core/stock/operations.ts';
import { undoOperation } from '../../../core/stock/undo-operation.ts';
import { audit, movement, type OperationKind } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aPerson, aProduct, aShop, NOON, type Shop } from '../../support/factories.ts';
import { expectSoundLedger, stockAndCost } from '../../support/ledger.ts';

describe.each(databaseKinds)('stock operations on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  let yerba: Product;
  let azucar: Product;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    shop = await aShop(database.db);
    yerba = await aProduct(database.db, shop.owner, 'Yerba Playadito 1 kg');
    azucar = await aProduct(database.db, shop.owner, { name: 'Azúcar suelta', unit: 'kg' });
  });

  const attempt = (of: OperationKind, items: readonly OperationItem[], more: Partial<OperationWish> = {}) =>
    recordOperation(database.db, { actor: shop.staff, key: newId(), kind: of, items, now: NOON, ...more });
  const record = async (...args: Parameters<typeof attempt>): Promise<RecordedOperation> => {
    const outcome = await attempt(...args);
    if (!outcome.ok) throw new Error(outcome.error.code);
    return outcome.value;
  };
  const refusal = async (...args: Parameters<typeof attempt>): Promise<string> => {
    const outcome = await attempt(...args);
    return outcome.ok ? 'ok' : outcome.error.code;
  };
  const of = (product: Product, quantity: string, unitCost?: string): OperationItem => ({
    productId: product.id,
    quantity,
    unitCost,
  });
  const undo = (operationId: string, more: Partial<Parameters<typeof undoOperation>[1]> = {}) =>
    undoOperation(database.db, { actor: shop.staff, operationId, now: NOON, ...more });

  it('When goods come in, go out, are sold and spoil, then each answer says before and after', async () => {
    const entry = await record('entry', [of(yerba, '10', '1200'), of(azucar, '2.5')]);
    expect(entry.lines.map(({ name, before, after }) => [name, before, after])).toEqual([
      ['Yerba Playadito 1 kg', '0', '10'],
      ['Azúcar suelta', '0', '2.5'],
    ]);
    expect((await record('exit', [of(yerba, '1')])).lines[0]).toMatchObject({ before: '10', after: '9' });
    expect((await record('sale', [of(yerba, '2')])).lines[0]).toMatchObject({ before: '9', after: '7' });
    expect((await record('waste', [of(yerba, '3')])).lines[0]).toMatchObject({ before: '7', after: '4' });
    expect(await stockAndCost(database.db, shop, yerba)).toEqual({ total: '4', averageCost: '1200' });
    await expectSoundLedger(database.db);
  });

  it('When one product is named twice, then its lines follow each other', async () => {
    const entry = await record('entry', [of(yerba, '4'), of(yerba, '6')]);
    expect(entry.lines.map(({ before, after }) => `${before}→${after}`)).toEqual(['0→4', '4→10']);
  });

  it('When a manager says how much there is, then the difference moves and the cost stays', async () => {
    await record('entry', [of(yerba, '10', '1000')]);
    const manager = await aPerson(database.db, {
      companyId: shop.companyId,
      locationId: shop.shopId,
      role: 'manager',
    });
    const down = await record('correction', [of(yerba, '7'), of(azucar, '0')], { actor: manager });
    expect(down.lines).toMatchObject([
      { quantity: '3', before: '10', after: '7' },
      { quantity: '0', before: '0', after: '0' },
    ]);
    await record('correction', [of(yerba, '12')], { actor: manager });
    expect(await stockAndCost(database.db, shop, yerba)).toEqual({ total: '12', averageCost: '1000' });
    await expectSoundLedger(database.db);
  });

  it('When more is sold than there is, then it is recorded and shown as less than nothing', async () => {
    expect((await record('sale', [of(yerba, '2')])).lines[0]).toMatchObject({ before: '0', after: '-2' });
    await expectSoundLedger(database.db);
  });

  it('When the same key comes again, then nothing more is written and the first answer is given', async () => {
    const first = await record('entry', [of(yerba, '5')], { key: 'request-1' });
    const again = await record('entry', [of(yerba, '5.0')], { key: 'request-1', now: new Date(+NOON + 1) });
    expect(again).toEqual({ ...first, isRepetition: true });
    expect(await refusal('entry', [of(yerba, '6')], { key: 'request-1' })).toBe('key_reused');
    expect((await stockAndCost(database.db, shop, yerba)).total).toBe('5');
  });

  it('When something is not right, then nothing is written and the code says what', async () => {
    const other = await aShop(database.db);
    const foreign = await aProduct(database.db, other.owner, 'Ajeno');
    expect(await refusal('entry', [])).toBe('no_items');
    expect(await refusal('entry', [of(yerba, '0')])).toBe('bad_quantity');
    expect(await refusal('entry', [of(yerba, '-1')])).toBe('bad_quantity');
    expect(await refusal('entry', [of(yerba, '1e3')])).toBe('bad_quantity');
    expect(await refusal('entry', [of(yerba, '0.0000001')])).toBe('bad_quantity');
    expect(await refusal('entry', [of(yerba, '1000000000000')])).toBe('bad_quantity');
    expect(await refusal('sale', [of(yerba, '1', '100')])).toBe('bad_cost');
    expect(await refusal('entry', [of(yerba, '1'), of(foreign, '1')])).toBe('unknown_product');
    expect(await refusal('entry', [of(yerba, '1')], { locationId: other.shopId, actor: shop.owner })).toBe(
      'unknown_location',
    );
    expect(await refusal('entry', [of(yerba, '1')], { key: 'con espacios' })).toBe('bad_key');
    expect(await refusal('correction', [of(yerba, '1')])).toBe('forbidden');
    expect(await refusal('correction', [of(yerba, '1'), of(yerba, '2')], { actor: shop.owner })).toBe(
      'repeated_product',
    );
    expect((await stockAndCost(database.db, shop, yerba)).total).toBe('0');
  });

  it('When staff work in one shop, then they cannot move the goods of another', async () => {
    const elsewhere = (await foundCompany(database.db, { name: 'Otra', shopName: 'Otro' })).shopId;
    expect(await refusal('entry', [of(yerba, '1')], { locationId: elsewhere })).toBe('forbidden');
  });

  it('When somebody was revoked, then what they send is refused', async () => {
    await revokePerson(database.db, shop.owner, { personId: shop.staff.personId, now: NOON });
    expect(await refusal('entry', [of(yerba, '1')])).toBe('revoked');
  });

  it('When more leaves than a role may take out alone, then nothing is written until the owner says yes', async () => {
    await record('entry', [of(yerba, '10', '60000')]);
    expect(await refusal('exit', [of(yerba, '2')])).toBe('needs_approval');
    expect((await record('exit', [of(yerba, '1')])).lines[0]?.after).toBe('9');
    expect((await record('sale', [of(yerba, '2')])).lines[0]?.after).toBe('7');
    expect((await record('exit', [of(yerba, '3')], { approvedBy: shop.owner })).lines[0]?.after).toBe('4');
    expect((await record('waste', [of(yerba, '4')], { actor: shop.owner })).lines[0]?.after).toBe('0');
  });

  it('When an operation is undone the same day, then quantity and value are what they were, once', async () => {
    await record('entry', [of(yerba, '10', '1000')]);
    const entry = await record('entry', [of(yerba, '10', '2000')]);
    expect((await stockAndCost(database.db, shop, yerba)).averageCost).toBe('1500');
    const undone = await undo(entry.operationId, { reason: 'me equivoqué' });
    expect(undone.ok && undone.value.undone).toMatchObject({ by: 'Empleado', reason: 'me equivoqué' });
    expect(await stockAndCost(database.db, shop, yerba)).toEqual({ total: '10', averageCost: '1000' });
    expect(await undo(entry.operationId)).toMatchObject({ ok: false, error: { code: 'already_undone' } });
    await expectSoundLedger(database.db);
  });

  it('When somebody else, another company or another day asks, then it is not undone', async () => {
    const colleague = await aPerson(database.db, {
      companyId: shop.companyId,
      locationId: shop.shopId,
      role: 'manager',
    });
    const stranger = (await aShop(database.db)).owner;
    const { operationId } = await record('exit', [of(yerba, '1')]);
    const codeOf = async (more: Parameters<typeof undo>[1]) => {
      const outcome = await undo(operationId, more);
      return outcome.ok ? 'ok' : outcome.error.code;
    };
    expect(await codeOf({ actor: colleague })).toBe('forbidden');
    expect(await codeOf({ actor: stranger })).toBe('not_found');
    expect(await codeOf({ now: new Date(+NOON + 24 * 3_600_000) })).toBe('too_late');
    expect(await codeOf({ actor: shop.owner })).toBe('ok');
  });

  it('When two people press at once, then an operation is undone once', async () => {
    const { operationId } = await record('exit', [of(yerba, '1')]);
    const outcomes = await Promise.all([undo(operationId), undo(operationId, { actor: shop.owner })]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error.code)).sort()).toEqual([
      'already_undone',
      'ok',
    ]);
    await expectSoundLedger(database.db);
  });

  it('When an operation is recorded, then the audit names its author and its lines', async () => {
    const { operationId } = await record('waste', [of(yerba, '1')], { reason: 'vencida' });
    const rows = (await database.db.select().from(audit)).filter((row) => row.subjectId === operationId);
    expect(rows).toMatchObject([
      { action: 'stock.waste', actorId: shop.staff.personId, detail: { reason: 'vencida' } },
    ]);
  });

  it('When any operations follow each other and some are undone, then the ledger stays sound', async () => {
    const step = fc.record({
      kind: fc.constantFrom<OperationKind>('entry', 'exit', 'sale', 'waste', 'correction'),
      thousandths: fc.integer({ min: 1, max: 30_000 }),
      cost: fc.option(fc.integer({ min: 1, max: 9999 }), { nil: undefined }),
      undone: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const done: RecordedOperation[] = [];
        for (const { kind: stepKind, thousandths, cost } of steps) {
          const takesCost = stepKind === 'entry' || stepKind === 'correction';
          const item = of(yerba, String(thousandths / 1000), takesCost ? cost?.toString() : undefined);
          done.push(await record(stepKind, [item], { actor: shop.owner }));
        }
        for (const [index, { undone }] of steps.entries())
          if (undone) await undo(done[index]!.operationId, { actor: shop.owner });
        await expectSoundLedger(database.db);
      }),
      { numRuns: 8, seed: 4 },
    );
  });

  it('When the key is used by two writers at once, then one operation is written', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => attempt('entry', [of(yerba, '1')], { key: 'same' })),
    );
    expect(outcomes.filter((one) => one.ok && !one.value.isRepetition)).toHaveLength(1);
    const rows = (await database.db.select().from(movement)).filter((row) => row.productId === yerba.id);
    expect(rows).toHaveLength(1);
  });
});
