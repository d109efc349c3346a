import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { and, eq, isNull } from 'drizzle-orm';
import { createProductIn } from '../core/catalog/products.ts';
import { type Actor, actorColumns } from '../core/people/actor.ts';
import { systemClock } from '../core/platform/clock.ts';
import { parseConfig } from '../core/platform/config.ts';
import type { Db } from '../drizzle/client.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { person } from '../drizzle/schema/index.ts';
import { inTransaction } from '../drizzle/transaction.ts';
import { runScript } from './support/script.ts';

const USAGE = `Usage: npm run -s seed-initial-data -- --products FILE.csv
  Creates the products of a CSV \`sku,name,barcode,unit,packSize,supplier,category\` as the owner, all of them or none.
  A product whose sku is there already is left as it is, so that running it again changes nothing.
  Prints one JSON object: created, kept.`;

type Row = Readonly<Partial<Record<'sku' | 'name' | 'barcode' | 'unit' | 'packSize' | 'category', string>>>;

async function ownerOf(db: Db): Promise<Actor | null> {
  const [owner] = await db
    .select(actorColumns)
    .from(person)
    .where(and(eq(person.role, 'owner'), isNull(person.revokedAt)))
    .limit(1);
  return owner ?? null;
}

function createProducts(
  db: Db,
  owner: Actor,
  rows: readonly Row[],
): Promise<{ created: number; kept: number }> {
  return inTransaction(db, async (tx) => {
    let created = 0;
    for (const [index, row] of rows.entries()) {
      const { sku, name = '', barcode, unit, packSize, category } = row;
      const given = Object.entries({ sku, barcode, unit, packSize, category }).filter(([, value]) => value);
      const outcome = await createProductIn(
        tx,
        owner,
        { name, ...Object.fromEntries(given) },
        systemClock.now(),
      );
      if (outcome.ok) created += 1;
      else if (outcome.error !== 'sku_taken') throw new Error(`row ${index + 2}: ${outcome.error}`);
    }
    return { created, kept: rows.length - created };
  });
}

await runScript({ usage: USAGE, options: { products: { type: 'string' } } }, async ({ products }) => {
  if (typeof products !== 'string') return 'usage';
  const rows: readonly Row[] = parse(readFileSync(products), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  const database = await openDatabase(parseConfig(process.env));
  try {
    const owner = await ownerOf(database.db);
    if (owner === null) {
      process.stderr.write(
        'nobody owns this installation yet: set OWNER_TELEGRAM_ID and run setup-initial-data\n',
      );
      return 1;
    }
    process.stdout.write(`${JSON.stringify(await createProducts(database.db, owner, rows))}\n`);
    return 0;
  } finally {
    await database.close();
  }
});
