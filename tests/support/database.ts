import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { sha256Hex } from '../../core/platform/ids.ts';
import { type DatabaseHandle, migrateDatabase, openPglite, openPostgres } from '../../drizzle/client.ts';
import type { OnQuery } from '../../drizzle/query-watch.ts';

/** Where something made of this set of migrations is kept between test files. */
function keptPath(suffix: string): string {
  const folder = new URL('../../drizzle/migrations/', import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const key = sha256Hex(files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')).slice(
    0,
    16,
  );
  return join(tmpdir(), `inventario-test-${key}${suffix}`);
}

/** Makes what is kept at a path, once; two test files at a time do no harm. */
async function keep(path: string, make: (temporary: string) => Promise<void>): Promise<string> {
  if (existsSync(path)) return path;
  const temporary = `${path}.${randomBytes(4).toString('hex')}`;
  await make(temporary);
  try {
    await rename(temporary, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
    await rm(temporary, { recursive: true });
  }
  return path;
}

/** Migrating PGlite costs seconds, so a migrated dump is kept per set of migrations and loaded by each test file. */
async function migratedDump(): Promise<Blob> {
  const path = await keep(keptPath('.tar'), async (temporary) => {
    const handle = await openPglite();
    await migrateDatabase(handle);
    const dump = await handle.engine.dumpDataDir('none');
    await handle.close();
    await writeFile(temporary, Buffer.from(await dump.arrayBuffer()));
  });
  return new Blob([await readFile(path)]);
}

/** Puts a migrated, empty database where a product started on this data directory finds it. */
export async function fillDataDir(dataDir: string): Promise<void> {
  const filled = await keep(keptPath('-data'), async (temporary) => {
    const handle = await openPglite(temporary, await migratedDump());
    await handle.close();
  });
  await cp(filled, join(dataDir, 'database'), { recursive: true });
}

export interface TestDatabase extends DatabaseHandle {
  /** For a second process or a second handle on the same data; PostgreSQL only. */
  readonly url?: string;
  readonly schemaName?: string;
}

/** A fresh, migrated, empty database: in memory, or a schema of its own on the server of DATABASE_URL. */
export async function openTestDatabase(
  kind: 'pglite' | 'postgres' = 'pglite',
  onQuery?: OnQuery,
): Promise<TestDatabase> {
  if (kind === 'pglite') return openPglite(undefined, await migratedDump(), onQuery);
  const url = process.env.DATABASE_URL;
  if (url === undefined) throw new Error('DATABASE_URL is not set');
  const schemaName = `test_${process.pid}_${randomBytes(5).toString('hex')}`;
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin`create schema ${admin(schemaName)}`;
  const handle = openPostgres(url, { schemaName, onQuery });
  await migrateDatabase(handle, { url, schemaName });
  return {
    ...handle,
    url,
    schemaName,
    close: async () => {
      await handle.close();
      await admin`drop schema ${admin(schemaName)} cascade`;
      await admin.end({ timeout: 5 });
    },
  };
}

/** The engines a suite runs on: always PGlite, and PostgreSQL too when DATABASE_URL is set. */
export const databaseKinds: readonly ('pglite' | 'postgres')[] =
  process.env.DATABASE_URL === undefined ? ['pglite'] : ['pglite', 'postgres'];
