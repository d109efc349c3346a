import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureCompany } from '../../../core/people/company.ts';
import { ensureOwner, findActor, listPeople, revokePerson } from '../../../core/people/enrolment.ts';
import { acceptInvitation, createInvitation } from '../../../core/people/invitations.ts';
import { newId } from '../../../core/platform/ids.ts';
import { audit, company, invitation, location, person } from '../../../drizzle/schema/index.ts';
import { databaseKinds, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { aPerson, aShop, NOON, type Shop } from '../../support/factories.ts';

const HOUR = 60 * 60 * 1000;
const after = (ms: number): Date => new Date(NOON.getTime() + ms);

let telegramIds = 7_000_000;
const somebody = () => {
  telegramIds += 1;
  return telegramIds;
};

describe.each(databaseKinds)('people on %s', (kind) => {
  let database: TestDatabase;
  let shop: Shop;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    shop = await aShop(database.db);
  });
  afterAll(() => database.close());

  const invite = async (more: Partial<Parameters<typeof createInvitation>[2]> = {}, by = shop.owner) =>
    createInvitation(database.db, by, { role: 'staff', now: NOON, ttlMs: HOUR, ...more });
  const aToken = async (more: Partial<Parameters<typeof createInvitation>[2]> = {}) => {
    const invited = await invite(more);
    if (!invited.ok) throw new Error(invited.error);
    return invited.value.token;
  };
  const accept = (token: string, telegramUserId: number, now = NOON) =>
    acceptInvitation(database.db, { token, telegramUserId, name: 'Ana', now });

  it('When somebody opens the link, then they are enrolled with its role and shop, and it is on record', async () => {
    const token = await aToken({ role: 'manager' });
    expect(token).toMatch(/^[\w-]{32,64}$/);
    const id = somebody();
    expect(await findActor(database.db, id)).toBeNull();
    const accepted = await accept(token, id);
    expect(accepted).toMatchObject({
      ok: true,
      value: { role: 'manager', locationId: shop.shopId, name: 'Ana' },
    });
    const actor = await findActor(database.db, id);
    expect(actor).toEqual(accepted.ok ? accepted.value : null);
    const rows = await database.db.select().from(audit).where(eq(audit.subjectId, actor!.personId));
    expect(rows).toMatchObject([{ action: 'person.enrol', actorId: actor!.personId }]);
    const stored = await database.db.select().from(invitation);
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  it('When the link was used, has expired or is invented, then nobody is enrolled', async () => {
    const token = await aToken();
    const first = somebody();
    const second = somebody();
    expect((await accept(token, first)).ok).toBe(true);
    expect(await accept(token, second)).toEqual({ ok: false, error: 'used' });
    expect(await accept(await aToken(), second, after(HOUR))).toEqual({ ok: false, error: 'expired' });
    expect(await accept('x'.repeat(32), second)).toEqual({ ok: false, error: 'invalid' });
    expect(await findActor(database.db, second)).toBeNull();
  });

  it('When two people open one link at once, then one of them is enrolled', async () => {
    const token = await aToken();
    const outcomes = await Promise.all([accept(token, somebody()), accept(token, somebody())]);
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.error)).sort()).toEqual(['ok', 'used']);
  });

  it('When somebody enrolled opens a link, then they stay what they are and the link stays good', async () => {
    const token = await aToken();
    expect(await accept(token, shop.owner.telegramUserId!)).toEqual({ ok: false, error: 'already_enrolled' });
    expect(await findActor(database.db, shop.owner.telegramUserId!)).toMatchObject({ role: 'owner' });
    expect((await accept(token, somebody())).ok).toBe(true);
  });

  it('When staff or a manager invites, then it is refused; so is a shop of another company', async () => {
    const manager = await aPerson(database.db, {
      companyId: shop.companyId,
      locationId: shop.shopId,
      role: 'manager',
    });
    expect(await invite({}, shop.staff)).toEqual({ ok: false, error: 'forbidden' });
    expect(await invite({}, manager)).toEqual({ ok: false, error: 'forbidden' });
    const other = await aShop(database.db);
    expect(await invite({ locationId: other.shopId })).toEqual({ ok: false, error: 'unknown_location' });
    const [virtual] = await database.db.select().from(location).where(eq(location.kind, 'supplier'));
    expect(await invite({ locationId: virtual!.id })).toEqual({ ok: false, error: 'unknown_location' });
  });

  it('When somebody is revoked, then at once they are nobody, their links die, and they may come back by a new one', async () => {
    const { db } = database;
    const second = await aPerson(db, {
      companyId: shop.companyId,
      locationId: shop.shopId,
      role: 'owner',
      name: 'Socio',
    });
    const left = await invite({}, second);
    expect(await revokePerson(db, shop.owner, { personId: second.personId, now: NOON })).toEqual({
      ok: true,
      value: { name: 'Socio' },
    });
    expect(await findActor(db, second.telegramUserId!)).toBeNull();
    expect(await invite({}, second)).toEqual({ ok: false, error: 'revoked' });
    expect(await accept(left.ok ? left.value.token : '', somebody())).toEqual({
      ok: false,
      error: 'expired',
    });
    expect(await accept(await aToken(), second.telegramUserId!)).toMatchObject({
      ok: true,
      value: { personId: second.personId, role: 'staff' },
    });
    const people = await listPeople(db, shop.companyId);
    expect(people.map((one) => one.personId)).toContain(second.personId);
  });

  it('When the last owner would go, then it is refused; so is anybody of another company', async () => {
    const { db } = database;
    const other = await aShop(db);
    expect(await revokePerson(db, other.owner, { personId: other.owner.personId, now: NOON })).toEqual({
      ok: false,
      error: 'last_owner',
    });
    expect(await revokePerson(db, other.owner, { personId: shop.staff.personId, now: NOON })).toEqual({
      ok: false,
      error: 'not_found',
    });
    expect(await revokePerson(db, shop.staff, { personId: shop.owner.personId, now: NOON })).toEqual({
      ok: false,
      error: 'forbidden',
    });
    expect(await revokePerson(db, shop.owner, { personId: newId(), now: NOON })).toMatchObject({ ok: false });
  });
});

describe.each(databaseKinds)('the first start on %s', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  it('When two processes start at once, then there is one company with its places', async () => {
    const founding = { name: 'Mi negocio', shopName: 'Local' };
    const [one, two] = await Promise.all([
      ensureCompany(database.db, founding),
      ensureCompany(database.db, founding),
    ]);
    expect(one).toEqual(two);
    expect(await database.db.select().from(company)).toHaveLength(1);
    const kinds = (await database.db.select({ kind: location.kind }).from(location)).map((row) => row.kind);
    expect(kinds.sort()).toEqual(['count', 'customer', 'loss', 'opening', 'shop', 'supplier', 'transit']);
  });

  it('When nobody owns it, then each start gives one good code and forgets the last', async () => {
    const { db } = database;
    const first = await ensureOwner(db, { now: NOON });
    const second = await ensureOwner(db, { now: NOON });
    if (first.kind !== 'code' || second.kind !== 'code') throw new Error('expected codes');
    expect(await db.select().from(invitation)).toHaveLength(1);
    const owner = { telegramUserId: somebody(), name: 'Dueña', now: NOON };
    expect(await acceptInvitation(db, { ...owner, token: first.token })).toEqual({
      ok: false,
      error: 'invalid',
    });
    expect(await acceptInvitation(db, { ...owner, token: second.token })).toMatchObject({
      ok: true,
      value: { role: 'owner' },
    });
    expect(await ensureOwner(db, { now: NOON })).toEqual({ kind: 'enrolled' });
  });

  it('When an owner is configured, then they are owner whatever they were, once', async () => {
    const { db } = database;
    const id = somebody();
    for (let start = 0; start < 2; start += 1)
      expect(await ensureOwner(db, { ownerTelegramId: id, now: NOON })).toEqual({ kind: 'enrolled' });
    const configured = await findActor(db, id);
    expect(configured).toMatchObject({ role: 'owner' });
    await db.update(person).set({ role: 'staff', name: 'Raúl' }).where(eq(person.telegramUserId, id));
    await ensureOwner(db, { ownerTelegramId: id, now: NOON });
    expect(await findActor(db, id)).toMatchObject({
      role: 'owner',
      name: 'Raúl',
      personId: configured!.personId,
    });
    const rows = await db.select().from(audit).where(eq(audit.subjectId, configured!.personId));
    expect(rows).toHaveLength(2);
  });
});
