import type { SQL } from 'drizzle-orm';
import type { Db } from '../../../drizzle/client.ts';
import { rowsOf } from '../../../drizzle/queries/rows.ts';

/** Something that must be true of the stored data at any time. */
export interface Invariant {
  /** I1…I16, as in the documentation. */
  readonly id: string;
  readonly says: string;
  /** One readable line per breach, with the ids to look for; empty when it holds. */
  readonly breaches: (db: Db, now: Date) => Promise<readonly string[]>;
}

/** Runs a query whose rows each have a text column `line`. */
export async function lines(db: Db, query: SQL): Promise<readonly string[]> {
  return (await rowsOf<{ line: string }>(db, query)).map((row) => row.line);
}
