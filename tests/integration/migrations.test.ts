import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { databaseKinds, openTestDatabase } from '../support/database.ts';

describe.each(databaseKinds)('migrations on %s', (kind) => {
  it('gives an empty schema with trigram search', async () => {
    const database = await openTestDatabase(kind);
    try {
      const rows = await database.db.execute(sql`select similarity('yerba', 'yerva') > 0.3 as alike`);
      const list = Array.isArray(rows) ? rows : (rows as unknown as { rows: unknown[] }).rows;
      expect(list).toEqual([{ alike: true }]);
    } finally {
      await database.close();
    }
  });
});

describe('a migration', () => {
  const folder = new URL('../../drizzle/migrations/', import.meta.url);
  it.each(readdirSync(folder).filter((name) => name.endsWith('.sql')))(
    'When %s is applied, then it names no schema',
    (name) => {
      expect(readFileSync(new URL(name, folder), 'utf8')).not.toContain('"public"');
    },
  );
});
