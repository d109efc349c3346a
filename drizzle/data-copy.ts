import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from './client.ts';
import { rowsOf } from './queries/rows.ts';

/** First line of a copy. */
interface CopyHead {
  readonly format: 'inventario-retail/1';
  /** The last migration both sides must have applied. */
  readonly migration: string;
}

/** Last line: what stood between, so that a torn file is noticed. */
export interface CopySummary {
  readonly rows: number;
  readonly sha256: string;
}

/**
 * malformed: not a copy, or one that was cut or changed · other_migration: made by another version of the schema ·
 * not_empty: the database already holds data, which a copy never overwrites.
 */
export class DataCopyError extends Error {
  override readonly name = 'DataCopyError';
  constructor(
    readonly code: 'malformed' | 'other_migration' | 'not_empty',
    detail: string,
  ) {
    super(detail);
  }
}

const CHUNK = 200;

function lastMigration(): string {
  const path = new URL('./migrations/meta/_journal.json', import.meta.url);
  const { entries } = JSON.parse(readFileSync(path, 'utf8')) as { entries: readonly { tag: string }[] };
  return entries.at(-1)?.tag ?? '';
}

/**
 * Writes every row of every table as lines of JSON, in an order that depends on the data alone: copying twice gives the
 * same bytes. Reads one moment of the database. Works on the embedded database and on a server, and from one to the other.
 */
export async function exportData(db: Db, write: (line: string) => Promise<void>): Promise<CopySummary> {
  const digest = createHash('sha256');
  let rows = 0;
  const say = async (line: string): Promise<void> => {
    digest.update(`${line}\n`);
    await write(`${line}\n`);
  };
  await db.transaction(
    async (tx) => {
      await tx.execute(sql`set local timezone = 'UTC'`);
      await say(
        JSON.stringify({ format: 'inventario-retail/1', migration: lastMigration() } satisfies CopyHead),
      );
      for (const table of await tablesInOrder(tx))
        for await (const chunk of chunksOf(tx, table)) {
          rows += chunk.length;
          await say(`["${table}",[${chunk.join(',')}]]`);
        }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
  const summary = { rows, sha256: digest.digest('hex') };
  await write(`${JSON.stringify(summary)}\n`);
  return summary;
}

/** Puts a copy into an empty database, all of it or, when anything is wrong with it, nothing. */
export async function importData(db: Db, lines: AsyncIterable<string>): Promise<CopySummary> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local timezone = 'UTC'`);
    const tables = await tablesInOrder(tx);
    await refuseUnlessEmpty(tx, tables);
    const digest = createHash('sha256');
    let rows = 0;
    let isFirst = true;
    for await (const line of lines) {
      const isChunk = line.startsWith('[');
      if (!isChunk && !isFirst) return finish(tx, tables, line, { rows, sha256: digest.digest('hex') });
      digest.update(`${line}\n`);
      if (isFirst) checkHead(line);
      else rows += await insertChunk(tx, tables, line);
      isFirst = false;
    }
    throw new DataCopyError('malformed', 'the copy was cut off: its last line is missing');
  });
}

function objectIn(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below, with the line.
  }
  throw new DataCopyError('malformed', `not a line of a copy: ${line.slice(0, 60)}`);
}

function checkHead(line: string): void {
  const { format, migration } = objectIn(line);
  if (format !== 'inventario-retail/1') throw new DataCopyError('malformed', 'not a copy of this product');
  if (migration !== lastMigration())
    throw new DataCopyError('other_migration', `made at ${migration}, this version is at ${lastMigration()}`);
}

async function refuseUnlessEmpty(tx: Tx, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const found = await rowsOf(tx, sql`select 1 from ${sql.identifier(table)} limit 1`);
    if (found.length > 0) throw new DataCopyError('not_empty', `the table ${table} already has rows`);
  }
}

/** The rows go to the database as they were written: a number that passed through JavaScript could lose digits. */
async function insertChunk(tx: Tx, tables: readonly string[], line: string): Promise<number> {
  const [, table = '', chunk] = /^\["(\w+)",(\[.*\])\]$/s.exec(line) ?? [];
  if (chunk === undefined || !tables.includes(table))
    throw new DataCopyError('malformed', `not rows of a table: ${line.slice(0, 60)}`);
  const name = sql.identifier(table);
  const [inserted] = await rowsOf<{ rows: number }>(
    tx,
    sql`with inserted as (
        insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${chunk}::text::jsonb) returning 1)
      select count(*)::int as rows from inserted`,
  );
  return inserted?.rows ?? 0;
}

async function finish(
  tx: Tx,
  tables: readonly string[],
  line: string,
  found: CopySummary,
): Promise<CopySummary> {
  const { rows, sha256 } = objectIn(line);
  if (rows !== found.rows || sha256 !== found.sha256)
    throw new DataCopyError('malformed', 'the copy was changed: its checksum does not match');
  for (const table of tables) await continueSequences(tx, table);
  return found;
}

/** A table's next number comes after the highest one copied. */
async function continueSequences(tx: Tx, table: string): Promise<void> {
  const columns = await rowsOf<{ column: string; sequence: string }>(
    tx,
    sql`select a.attname as column, pg_get_serial_sequence(quote_ident(${table}), a.attname) as sequence
      from pg_attribute a
      where a.attrelid = quote_ident(${table})::regclass and a.attnum > 0 and not a.attisdropped
        and pg_get_serial_sequence(quote_ident(${table}), a.attname) is not null`,
  );
  for (const { column, sequence } of columns)
    await tx.execute(
      sql`select setval(${sequence}::regclass, greatest(max(${sql.identifier(column)}), 1), max(${sql.identifier(column)}) is not null)
        from ${sql.identifier(table)}`,
    );
}

/** Every table of the schema, those that others refer to first. */
async function tablesInOrder(tx: Tx): Promise<readonly string[]> {
  const tables = await rowsOf<{ name: string; needs: readonly string[] }>(
    tx,
    sql`select c.relname as name,
        coalesce((select jsonb_agg(distinct r.relname) from pg_constraint k join pg_class r on r.oid = k.confrelid
          where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '[]'::jsonb) as needs
      from pg_class c
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        and c.relname not like '\\_\\_%'
      order by c.relname`,
  );
  const done: string[] = [];
  while (done.length < tables.length) {
    const next = tables.find(
      ({ name, needs }) => !done.includes(name) && needs.every((other) => done.includes(other)),
    );
    if (next === undefined) throw new Error('tables refer to each other in a circle');
    done.push(next.name);
  }
  return done;
}

/** Rows as JSON by primary key, a few at a time: a picture is a row of some hundred kilobytes. */
async function* chunksOf(tx: Tx, table: string): AsyncGenerator<readonly string[]> {
  const cursor = sql.identifier(`copy_${table}`);
  await tx.execute(
    sql`declare ${cursor} no scroll cursor for select to_jsonb(t)::text as row from ${sql.identifier(table)} t order by ${await keyOf(tx, table)}`,
  );
  while (true) {
    const chunk = await rowsOf<{ row: string }>(tx, sql`fetch ${sql.raw(String(CHUNK))} from ${cursor}`);
    if (chunk.length > 0) yield chunk.map(({ row }) => row);
    if (chunk.length < CHUNK) break;
  }
  await tx.execute(sql`close ${cursor}`);
}

async function keyOf(tx: Tx, table: string): Promise<SQL> {
  const columns = await rowsOf<{ name: string }>(
    tx,
    sql`select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indisprimary and i.indrelid = quote_ident(${table})::regclass
      order by array_position(i.indkey::int2[], a.attnum)`,
  );
  if (columns.length === 0) throw new Error(`${table} has no primary key`);
  return sql.join(
    columns.map(({ name }) => sql`t.${sql.identifier(name)}`),
    sql`, `,
  );
}
