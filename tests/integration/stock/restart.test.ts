import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moveButton } from '../../../bot/features/moves/callbacks.ts';
import { createProduct } from '../../../core/catalog/products.ts';
import { stockOf } from '../../../core/stock/stock-levels.ts';
import { stockProposal } from '../../../drizzle/schema/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Cast, castOf, doorsOf } from '../permissions/doors.ts';

describe('a process that ends in the middle of a dialogue', () => {
  let database: TestDatabase;
  let cast: Cast;
  let productId: string;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    cast = await castOf(database.db);
    const created = await createProduct(database.db, cast.people.dueño, { name: 'Yerba Amanda' }, new Date());
    if (!created.ok) throw new Error(created.error);
    productId = created.value.id;
  });

  /** A new process knows nothing but the database. */
  const restarted = () => doorsOf(database.db);
  const staff = () => cast.people.personal.telegramUserId ?? 0;
  const proposal = async () => {
    const [row] = await database.db
      .select()
      .from(stockProposal)
      .where(eq(stockProposal.personId, cast.people.personal.personId));
    if (row === undefined) throw new Error('nothing was proposed');
    return row;
  };
  const total = async () => (await stockOf(database.db, { companyId: cast.companyId, productId }))?.total;

  it('When it ends before the yes, then the card’s button still records it, once', async () => {
    await restarted().sends(staff(), 'dejé 2 yerba amanda');
    const { id, version } = await proposal();
    const confirm = moveButton(id, version, { verb: 'confirm' });
    expect((await restarted().presses(staff(), confirm)).said).toContain('✅');
    expect((await restarted().presses(staff(), confirm)).said).toContain('ya está resuelto');
    expect(await total()).toBe('2');
  });

  it('When it ends while a number is asked for, then the number still answers', async () => {
    await restarted().sends(staff(), 'dejé yerba amanda');
    expect((await restarted().sends(staff(), '7')).said).toContain('0 → 7');
    const { id, version } = await proposal();
    await restarted().presses(staff(), moveButton(id, version, { verb: 'confirm' }));
    expect(await total()).toBe('7');
  });

  it('When it ends before /cancelar, then the card is cancelled all the same', async () => {
    await restarted().sends(staff(), 'dejé 2 yerba amanda');
    expect((await restarted().sends(staff(), '/cancelar')).said).toContain('Cancelado');
    expect((await proposal()).state).toBe('cancelled');
  });
});
