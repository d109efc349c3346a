import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProduct } from '../../../core/catalog/products.ts';
import { rowsOf } from '../../../drizzle/queries/rows.ts';
import { outboxMessage } from '../../../drizzle/schema/index.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { expectSoundLedger } from '../../support/ledger.ts';
import { castOf, type Doors, doorsOf } from '../permissions/doors.ts';
import { bringGoods, type Scene } from '../permissions/rows/row.ts';
import { DIALOGUES, type Dialogue, type Step } from './dialogues.ts';

/** Ids, one-time links, numbers of papers and times of the day. */
const CHANGING = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|start=[\w-]+|\d+/g;

describe('a process that ends in the middle of a dialogue', () => {
  let database: TestDatabase;
  let tables: readonly string[];
  beforeAll(async () => {
    database = await openTestDatabase();
    const named = await rowsOf<{ name: string }>(
      database.db,
      sql`select tablename as name from pg_tables where schemaname = current_schema()`,
    );
    tables = named.map(({ name }) => name).filter((name) => name !== 'outbox_message');
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.db.delete(outboxMessage);
  });

  const aScene = async (): Promise<Scene> => {
    const { db } = database;
    const cast = await castOf(db);
    const created = await createProduct(db, cast.people.dueño, { name: 'Yerba Amanda' }, new Date());
    if (!created.ok) throw new Error(created.error);
    const scene = { db, cast, yerba: created.value, doors: doorsOf(db) };
    await bringGoods(scene, '10');
    return scene;
  };

  const amounts = async (): Promise<ReadonlyMap<string, number>> => {
    const each = tables.map(
      (name) => sql`select ${name} as name, count(*)::int as rows from ${sql.identifier(name)}`,
    );
    const counted = await rowsOf<{ name: string; rows: number }>(
      database.db,
      sql.join(each, sql` union all `),
    );
    return new Map(counted.map(({ name, rows }) => [name, rows]));
  };

  /** The newest button in somebody's chat that looks so: chats outlive processes. */
  const buttonIn = async (chatId: number, wanted: RegExp): Promise<string> => {
    const messages = await rowsOf<{ data: string }>(
      database.db,
      sql`select button->>'data' as data from outbox_message m,
            jsonb_array_elements(m.desired->'keyboard') with ordinality r(buttons, y),
            jsonb_array_elements(r.buttons) with ordinality b(button, x)
          where m.chat_id = ${chatId} order by m.xmin::text::bigint desc, y, x`,
    );
    const found = messages.find(({ data }) => wanted.test(data ?? ''));
    if (found === undefined)
      throw new Error(`no ${wanted} among ${messages.map((one) => one.data).join(' ')}`);
    return found.data;
  };

  const take = async (scene: Scene, doors: Doors, [who, what]: Step): Promise<string> => {
    const id = scene.cast.people[who].telegramUserId ?? 0;
    if (typeof what === 'string') return (await doors.sends(id, what)).said;
    const data = what instanceof RegExp ? await buttonIn(id, what) : await what(scene);
    return (await doors.presses(id, data)).said;
  };

  /** What is said at each step, and how many rows of each table it leaves. */
  const play = async ({ prepare, steps }: Dialogue, isCut: boolean) => {
    const scene = await aScene();
    await prepare?.(scene);
    const before = await amounts();
    const said: string[] = [];
    let { doors } = scene;
    for (const step of steps) {
      // A new process knows nothing but the database.
      if (isCut) doors = doorsOf(database.db);
      said.push((await take(scene, doors, step)).replace(CHANGING, '#'));
    }
    const left = [...(await amounts())].map(
      ([name, rows]) => [name, rows - (before.get(name) ?? 0)] as const,
    );
    return { said, left: Object.fromEntries(left) };
  };

  it.each(DIALOGUES)(
    'When it ends before each step of $name, then it goes on as if it had not',
    async (dialogue) => {
      const whole = await play(dialogue, false);
      expect(whole.left).toMatchObject(dialogue.leaves);
      const cut = await play(dialogue, true);
      expect(cut).toEqual(whole);
    },
  );

  it('When all of that is over, then the ledger is sound', () => expectSoundLedger(database.db));
});
