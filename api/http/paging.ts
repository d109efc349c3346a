import { z } from 'zod';

const LIMIT = { usual: 50, most: 200 } as const;

/** A page of a list: rows after the cursor, in the list's own order. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(LIMIT.most).default(LIMIT.usual),
  cursor: z.string().max(400).optional(),
};

/** The next page's cursor is null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });

/** Where the next page begins: the sort key of the last row, opaque to the client. */
export const encodeCursor = (key: readonly string[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** Null for a cursor that this list did not give. */
export function decodeCursor<Key>(cursor: string, shape: z.ZodType<Key>): Key | null {
  try {
    const parsed = shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Cuts a list that was asked for with one row more than the page holds. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
): { readonly rows: readonly Row[]; readonly next_cursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page,
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}
