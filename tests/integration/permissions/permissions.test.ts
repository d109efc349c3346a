import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProduct } from '../../../core/catalog/products.ts';
import { rowsOf } from '../../../drizzle/queries/rows.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { castOf, doorsOf, PERSONAS, type Persona, STRANGER } from './doors.ts';
import { BUTTON_ROWS, COMMAND_ROWS, FORGED, type Scene } from './rows.ts';

const REFUSAL =
  /No tenés permiso|lo puede hacer solo el dueño|Ya no tenés acceso|ya no está|no existe|los maneja el dueño|decide solo el dueño/;
const NEUTRAL = /^$|uso privado/;

describe('who may do what in the chat', () => {
  let database: TestDatabase;
  let scene: Scene;
  let doors: ReturnType<typeof doorsOf>;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const { db } = database;
    const cast = await castOf(db);
    const created = await createProduct(db, cast.people.dueño, { name: 'Yerba Playadito' }, new Date());
    if (!created.ok) throw new Error(created.error);
    scene = { db, cast, yerba: created.value };
    doors = doorsOf(db);
  });

  const idOf = (persona: Persona): number =>
    persona === 'stranger' ? STRANGER : (scene.cast.people[persona].telegramUserId ?? 0);

  /** Whatever a button or command could have changed; proposals of the chat itself are no change yet. */
  const state = async () =>
    JSON.stringify(
      await rowsOf(
        database.db,
        sql`select (select count(*) from movement) as moved, (select count(*) from stock_operation) as operations,
              (select count(*) from stock_operation where undone_at is not null) as undone,
              (select count(*) from receipt) as receipts, (select count(*) from product) as products,
              (select count(*) from invitation) as invitations, (select count(*) from audit) as audits,
              (select count(*) from person where revoked_at is not null) as revoked,
              (select count(*) from import_file where state <> 'open') as imports`,
      ),
    );

  it.each(COMMAND_ROWS)('When $text is sent, then $allowed may', async ({ text, allowed }) => {
    for (const persona of PERSONAS) {
      const before = await state();
      const { said } = await doors.sends(idOf(persona), text);
      if (persona === 'stranger' || persona === 'revoked') expect(said, persona).toMatch(NEUTRAL);
      else if (allowed.includes(persona)) {
        expect(said, persona).not.toMatch(REFUSAL);
        expect(said, persona).not.toBe('');
      } else expect(said, persona).toMatch(REFUSAL);
      expect(await state(), persona).toBe(before);
    }
  });

  it.each(BUTTON_ROWS)('When $name is pressed, then $allowed may', async ({ allowed, make }) => {
    for (const persona of PERSONAS) {
      const data = await make(scene);
      const before = await state();
      const { said, documents } = await doors.presses(idOf(persona), data);
      if (persona !== 'stranger' && persona !== 'revoked' && allowed.includes(persona)) {
        expect(said, persona).not.toMatch(REFUSAL);
        expect(said !== '' || documents > 0, persona).toBe(true);
        continue;
      }
      expect(documents, persona).toBe(0);
      expect(said, persona).toMatch(persona === 'stranger' || persona === 'revoked' ? NEUTRAL : REFUSAL);
      expect(await state(), persona).toBe(before);
    }
  });

  it('When a button of another company is pressed, then it is as if it were not there', async () => {
    const foreign = await castOf(database.db);
    for (const { name, make } of BUTTON_ROWS.filter((row) => row.allowed.length < 4)) {
      if (name === 'a table to take out') continue;
      const data = await make(scene);
      const before = await state();
      const { said } = await doors.presses(foreign.people.dueño.telegramUserId ?? 0, data);
      expect(said, name).toMatch(/ya no está|ya no tiene acceso/i);
      expect(await state(), name).toBe(before);
    }
  });

  it('When data is forged, then nothing happens and nothing breaks', async () => {
    for (const data of FORGED) {
      const before = await state();
      await doors.presses(idOf('dueño'), data);
      expect(await state(), data).toBe(before);
    }
  });

  it('When a card is old, then its button changes nothing a second time', async () => {
    for (const { name, make } of BUTTON_ROWS.filter((row) => /proposal|undo|paper|sent/.test(row.name))) {
      const data = await make(scene);
      const who = /colleague/.test(name) ? 'encargado' : /sent/.test(name) ? 'dueño' : 'personal';
      await doors.presses(idOf(who), data);
      const before = await state();
      await doors.presses(idOf(who), data);
      expect(await state(), name).toBe(before);
    }
  });
});
