import { type SQL, sql } from 'drizzle-orm';

/** UTC to the microsecond: what a list sorts by can go into its cursor unrounded. */
export const isoTime = (column: SQL): SQL =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Every condition that is there. */
export const all = (...conditions: readonly (SQL | null)[]): SQL =>
  sql.join(
    conditions.filter((condition) => condition !== null),
    sql` and `,
  );
