import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { type OnQuery, watchQueries } from './query-watch.ts';
import * as schema from './schema/index.ts';

type Schema = typeof schema;

/** A database or an open transaction: what queries take. Never use the outer `db` inside a transaction: PGlite has one connection and would wait for itself. */
export type Db = PgDatabase<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;
export type Tx = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;

export interface DatabaseHandle {
  readonly db: Db;
  readonly kind: 'pglite' | 'postgres';
  close(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any constant; all processes of this product agree on it. */
const MIGRATION_LOCK = 7_301_944_021;

/** Embedded PostgreSQL in a directory (undefined: in memory, for tests). The caller holds the directory's lock. */
export async function openPglite(
  dataDir?: string,
  loadDataDir?: Blob,
  onQuery?: OnQuery,
): Promise<DatabaseHandle & { readonly engine: PGlite }> {
  const engine = await PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(loadDataDir === undefined ? {} : { loadDataDir }),
    extensions: { pg_trgm },
  });
  const client = onQuery === undefined ? engine : watchQueries(engine, onQuery);
  return { db: drizzlePglite(client, { schema }), kind: 'pglite', engine, close: () => engine.close() };
}

/** A PostgreSQL server. `schemaName` puts every table into a schema of its own (tests). */
export function openPostgres(
  url: string,
  options: { maxConnections?: number; schemaName?: string; onQuery?: OnQuery | undefined } = {},
): DatabaseHandle {
  const client = postgres(url, {
    max: options.maxConnections ?? 10,
    onnotice: () => undefined,
    ...(options.schemaName === undefined
      ? {}
      : { connection: { search_path: `${options.schemaName},public` } }),
  });
  return {
    db: drizzlePostgres(options.onQuery === undefined ? client : watchQueries(client, options.onQuery), {
      schema,
    }),
    kind: 'postgres',
    close: () => client.end({ timeout: 5 }),
  };
}

/** Brings the schema up to date. Drizzle takes no lock of its own, so two starting processes would race without ours. */
export async function migrateDatabase(
  handle: DatabaseHandle,
  options: { url?: string; schemaName?: string } = {},
): Promise<void> {
  const config = { migrationsFolder: MIGRATIONS, migrationsSchema: options.schemaName ?? 'drizzle' };
  if (handle.kind === 'pglite') {
    await migratePglite(handle.db as unknown as ReturnType<typeof drizzlePglite<Schema>>, config);
    return;
  }
  if (options.url === undefined) throw new Error('migrating a PostgreSQL server needs its url');
  // One connection of its own, so that the session lock and the migration share a session.
  const client = postgres(options.url, {
    max: 1,
    onnotice: () => undefined,
    ...(options.schemaName === undefined
      ? {}
      : { connection: { search_path: `${options.schemaName},public` } }),
  });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migratePostgres(drizzlePostgres(client, { schema }), config);
  } finally {
    await client.end({ timeout: 5 });
  }
}
