import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PRODUCTS } from '../../../bot/local-chat/demo-products.ts';
import { seedDemoShop } from '../../../bot/local-chat/demo-shop.ts';
import { LOCAL_PEOPLE } from '../../../bot/local-chat/people.ts';
import { ensureOwner, findActor } from '../../../core/people/enrolment.ts';
import { dec } from '../../../core/platform/decimal.ts';
import { balance, movement, product } from '../../../drizzle/schema/index.ts';
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

  it('When it is opened, then every product is on the shelf through a movement', async () => {
    expect(await database.db.$count(product)).toBe(DEMO_PRODUCTS.length);
    const movements = await database.db.select().from(movement);
    expect(movements.map((one) => one.sourceType)).toEqual(DEMO_PRODUCTS.map(() => 'opening'));
    const balances = await database.db.select().from(balance);
    const total = balances.reduce((sum, one) => sum.plus(dec(one.quantity)), dec(0));
    expect(total.toString()).toBe('0');
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
    await seedDemoShop(database.db, LOCAL_PEOPLE, new Date('2026-11-03T12:00:00Z'));
    expect(await database.db.$count(product)).toBe(DEMO_PRODUCTS.length);
    expect(await database.db.$count(movement)).toBe(DEMO_PRODUCTS.length);
  });
});
