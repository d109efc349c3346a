import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../../core/catalog/products.ts';
import { rowsOf } from '../../../drizzle/queries/rows.ts';
import { outboxMessage } from '../../../drizzle/schema/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Answer, castOf, doorsOf, PERSONAS, type Persona, STRANGER } from './doors.ts';
import { choicesOf } from './registered.ts';
import { COMMAND_ROWS } from './rows/commands.ts';
import { FORGED, NOBODY } from './rows/forged.ts';
import { OFFICE_ROWS } from './rows/office.ts';
import { PURCHASING_ROWS } from './rows/purchasing.ts';
import { RECEIVING_ROWS } from './rows/receiving.ts';
import { type Allowed, bringGoods, type Scene } from './rows/row.ts';
import { STOCK_ROWS } from './rows/stock.ts';

/** Before the bot's features are imported, so that nothing they listen to is missed. */
const registered = await vi.hoisted(async () => (await import('./registered.ts')).noteRegistrations());

const BUTTON_ROWS = [...STOCK_ROWS, ...RECEIVING_ROWS, ...PURCHASING_ROWS, ...OFFICE_ROWS];

const REFUSAL = new RegExp(
  [
    'No tenés permiso|lo puede hacer solo el dueño|Ya no tenés acceso|ya no está|no existe|los maneja el dueño',
    'decide solo el dueño|No podés (?:contar|cambiar)|lo hace quien trabaja en ese lugar|lo escribió otra persona',
    'los hace el encargado o el dueño|los manejan el encargado y el dueño|los reciben el encargado y el dueño',
    'lo decide el dueño|lo prende o lo apaga el dueño|No encontré ese lugar|No queda nada sin fecha|No lo pude guardar|ya es de un producto',
  ].join('|'),
);
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const NEUTRAL = /^$|uso privado/;

describe('who may do what in the chat', () => {
  let database: TestDatabase;
  let scene: Scene;
  let doors: ReturnType<typeof doorsOf>;
  let tables: readonly string[];
  let foreignOwner: number;
  /** What the last row made, for the catalogue of data that was really there. */
  const made = new Map<string, string>();
  beforeAll(async () => {
    database = await openTestDatabase();
    doors = doorsOf(database.db);
    foreignOwner = (await castOf(database.db)).people.dueño.telegramUserId ?? 0;
    const named = await rowsOf<{ name: string }>(
      database.db,
      sql`select tablename as name from pg_tables where schemaname = current_schema()`,
    );
    // What is said is no change; the refusal itself is a message.
    tables = named.map((one) => one.name).filter((name) => name !== 'outbox_message');
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const { db } = database;
    await db.delete(outboxMessage);
    const cast = await castOf(db);
    const wish = { name: 'Yerba Playadito', category: 'Almacén' };
    const created = await createProduct(db, cast.people.dueño, wish, new Date());
    if (!created.ok) throw new Error(created.error);
    scene = { db, cast, yerba: created.value, doors };
    await bringGoods(scene, '10');
  });

  const idOf = (persona: Persona): number =>
    persona === 'stranger' ? STRANGER : (scene.cast.people[persona].telegramUserId ?? 0);
  const isOutside = (persona: Persona) => persona === 'stranger' || persona === 'revoked';
  const may = (persona: Persona, allowed: Allowed) => allowed.some((one) => one === persona);

  /** Of every table, but for what is said: how many rows, and the last transaction that wrote one. */
  const stored = (mark: SQL): Promise<readonly object[]> => {
    const each = tables.map(
      (name) =>
        sql`select ${name} as name, count(*)::int as rows, ${mark} as mark from ${sql.identifier(name)} t`,
    );
    return rowsOf(database.db, sql.join(each, sql` union all `));
  };
  const state = async (): Promise<string> => JSON.stringify(await stored(sql`max(t.xmin::text::bigint)`));
  /** How much there is of everything: what a second press may not double. Each press is in the audit. */
  const amounts = async (): Promise<string> =>
    JSON.stringify((await stored(sql`null`)).filter((table) => 'name' in table && table.name !== 'audit'));

  type Play = (persona: Persona) => Promise<Answer>;

  /** Everybody else is told no, or nothing at all. */
  const expectRefusals = async (allowed: Allowed, play: Play): Promise<void> => {
    for (const persona of PERSONAS.filter((one) => !may(one, allowed))) {
      const { said, documents } = await play(persona);
      expect(said, persona).toMatch(isOutside(persona) ? NEUTRAL : REFUSAL);
      expect(documents, persona).toBe(0);
    }
  };
  const expectAnswers = async (allowed: Allowed, play: Play): Promise<void> => {
    for (const persona of allowed) {
      const { said, documents } = await play(persona);
      expect(said, persona).not.toMatch(REFUSAL);
      expect(said !== '' || documents > 0, persona).toBe(true);
    }
  };

  it.each(COMMAND_ROWS)('When $text is sent, then $allowed may', async ({ text, allowed }) => {
    const play: Play = (persona) => doors.sends(idOf(persona), text);
    const before = await state();
    await expectRefusals(allowed, play);
    expect(await state()).toBe(before);
    await expectAnswers(allowed, play);
  });

  it.each(BUTTON_ROWS)(
    'When $name is pressed, then $allowed may',
    async ({ name, allowed, make, isRepeatable }) => {
      const data = await make(scene);
      made.set(name, data);
      const before = await state();
      await expectRefusals(allowed, (persona) => doors.presses(idOf(persona), data));
      if (ID.test(data)) {
        const foreign = await doors.presses(foreignOwner, data);
        const forged = await doors.presses(idOf('dueño'), data.replace(ID, NOBODY));
        expect(foreign.documents + forged.documents).toBe(0);
      }
      expect(await state(), 'by whom it is not for, from another company, or forged').toBe(before);

      let old = data;
      await expectAnswers(allowed, async (persona) => {
        if (persona !== allowed[0]) old = await make(scene);
        return doors.presses(idOf(persona), old);
      });
      if (isRepeatable) return;
      const once = await amounts();
      await doors.presses(idOf(allowed.at(-1) ?? 'stranger'), old);
      expect(await amounts(), 'an old button').toBe(once);
    },
  );

  it('When the bot listens to a command or a button, then the table has a row for it and for each of its words', () => {
    const inTable = new Set(COMMAND_ROWS.map(({ text }) => /^\/(\w+)/.exec(text)?.[1]));
    expect([...registered.commands].filter((command) => !inTable.has(command))).toEqual([]);
    const all = [...made.values()];
    const untried = [...registered.buttons].flatMap(([source, pattern]) => {
      const found = all.map((data) => pattern.exec(data)).filter((match) => match !== null);
      if (found.length === 0) return [source];
      return [...choicesOf(pattern)].flatMap(([group, words]) =>
        words
          .filter((word) => !found.some((match) => match[group] === word))
          .map((word) => `${source}: ${word}`),
      );
    });
    expect(made.size).toBe(BUTTON_ROWS.length);
    expect(untried).toEqual([]);
  });

  it('When data is forged, then nothing happens and nothing breaks', async () => {
    const before = await state();
    for (const data of FORGED) await doors.presses(idOf('dueño'), data);
    expect(await state()).toBe(before);
  });
});
