import type { SQL } from 'drizzle-orm';
import type { Db } from '../client.ts';

/** Rows of a raw query: postgres.js answers an array, PGlite an object that holds one. */
export async function rowsOf<Row>(db: Db, query: SQL): Promise<readonly Row[]> {
  const result: unknown = await db.execute(query);
  return (Array.isArray(result) ? result : (result as { rows: unknown[] }).rows) as readonly Row[];
}
