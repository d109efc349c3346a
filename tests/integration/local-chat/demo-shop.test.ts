import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PRODUCTS } from '../../../bot/local-chat/demo-products.ts';
import { seedDemoShop } from '../../../bot/local-chat/demo-shop.ts';
import { LOCAL_PEOPLE } from '../../../bot/local-chat/people.ts';
import { searchProducts } from '../../../core/catalog/products.ts';
import { productOutlook } from '../../../core/demand/outlook.ts';
import { ensureOwner, findActor } from '../../../core/people/enrolment.ts';
import { verifyLedger } from '../../../core/stock/invariants/verify.ts';
import { balance, location, movement, product } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-02T12:00:00Z');

describe.each(databaseKinds)('The demo shop on %s', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    await seedDemoShop(database.db, LOCAL_PEOPLE, NOW);
  });
  afterAll(() => database.close());

  it('When it is opened, then everybody but the stranger is enrolled with their role', async () => {
    const roles = await Promise.all(
      LOCAL_PEOPLE.map(async (one) => (await findActor(database.db, one.telegramId))?.role ?? null),
    );
    expect(roles).toEqual(LOCAL_PEOPLE.map((one) => one.role));
  });

  it('When it is opened, then the shelves hold what the list says, each through movements that leave a past', async () => {
    const shelves = await database.db
      .select({ name: product.name, quantity: balance.quantity })
      .from(balance)
      .innerJoin(product, eq(product.id, balance.productId))
      .innerJoin(location, and(eq(location.id, balance.locationId), eq(location.kind, 'shop')));
    const listed = DEMO_PRODUCTS.map(({ name, units }) => [name, Number(units)] as const);
    expect(new Map(shelves.map((one) => [one.name, Number(one.quantity)]))).toEqual(new Map(listed));
    const { breaches } = await verifyLedger(database.db, { now: NOW });
    expect(breaches).toEqual([]);
  });

  it('When a stranger first asks how long the yerba lasts, then there is a forecast with weeks behind it', async () => {
    const owner = (await findActor(database.db, LOCAL_PEOPLE[0]!.telegramId))!;
    const { companyId, locationId } = owner;
    const [yerba] = await searchProducts(database.db, { companyId, words: 'yerba playadito', limit: 1 });
    const outlook = await productOutlook(database.db, {
      companyId,
      locationId,
      productId: yerba!.id,
      now: NOW,
    });
    if (typeof outlook === 'string') throw new Error(outlook);
    expect(outlook.history.length).toBeGreaterThanOrEqual(50);
    expect(outlook.cover.days).toBeGreaterThan(3);
    expect(outlook.cover.days).toBeLessThan(8);
    expect(outlook.forecast.backtest.totalError).not.toBeNull();
  });

  it('When real people already work in the company, then nobody of the page is let in', async () => {
    const other = await openTestDatabase(kind);
    try {
      await ensureOwner(other.db, { ownerTelegramId: 123_456, now: NOW });
      await seedDemoShop(other.db, LOCAL_PEOPLE, NOW);
      expect(await findActor(other.db, LOCAL_PEOPLE[0]!.telegramId)).toBeNull();
      expect(await other.db.$count(product)).toBe(0);
    } finally {
      await other.close();
    }
  });

  it('When it is opened again, then nothing changes', async () => {
    const movements = await database.db.$count(movement);
    await seedDemoShop(database.db, LOCAL_PEOPLE, new Date('2026-11-03T12:00:00Z'));
    expect(await database.db.$count(product)).toBe(DEMO_PRODUCTS.length);
    expect(await database.db.$count(movement)).toBe(movements);
  });
});
