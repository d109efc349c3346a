import { eq, sql } from 'drizzle-orm';
import { createProductIn } from '../core/catalog/products.ts';
import { ensureSupplier } from '../core/catalog/suppliers.ts';
import { refreshForecasts } from '../core/demand/forecasts.ts';
import type { Actor } from '../core/people/actor.ts';
import { ensureCompany } from '../core/people/company.ts';
import { dayOf, systemClock } from '../core/platform/clock.ts';
import { ConfigError, parseConfig } from '../core/platform/config.ts';
import { DataDirBusyError } from '../core/platform/data-dir-lock.ts';
import { newId } from '../core/platform/ids.ts';
import { type NewMovement, recordMovements } from '../core/stock/ledger.ts';
import type { Db } from '../drizzle/client.ts';
import { openDatabase } from '../drizzle/open-database.ts';
import { virtualLocation } from '../drizzle/queries/ledger.ts';
import { person, product, supplierAlias } from '../drizzle/schema/index.ts';
import { inTransaction } from '../drizzle/transaction.ts';
import { DEMO_SUPPLIERS, type DemoLine } from './demo/catalog.ts';
import { seededRandom } from './demo/random.ts';
import { type DemoDay, demoDays } from './demo/sales.ts';

const USAGE = `Usage: npm run seed:demo -- [--days 730] [--seed 7]
  Fills an empty shop with 12 suppliers, over 200 products and two years of deliveries and sales, in DATABASE_URL or else in
  DATA_DIR (while nothing else uses it). A shop that has products is left as it is: exit 1.`;

/** Days per transaction: few enough for the parameters of one statement. */
const BATCH_DAYS = 10;

interface Seeded {
  readonly products: readonly { readonly id: string; readonly line: DemoLine; readonly deliversOn: number }[];
  readonly actor: Actor;
}

async function seed(db: Db, days: number, seedNumber: number): Promise<string> {
  const now = systemClock.now();
  const { companyId, shopId } = await ensureCompany(db, {
    name: 'Autoservicio de prueba',
    shopName: 'Local',
  });
  if ((await db.$count(product, eq(product.companyId, companyId))) > 0) return 'has_products';
  const seeded = await createShelves(db, { companyId, shopId, now });
  const today = dayOf(now);
  let movements = 0;
  let batch: DemoDay[] = [];
  const flush = async (): Promise<void> => {
    movements += await record(db, seeded, shopId, batch);
    batch = [];
  };
  for (const day of demoDays(seeded.products, today, days, seededRandom(seedNumber))) {
    batch.push(day);
    if (batch.length === BATCH_DAYS) await flush();
  }
  await flush();
  const forecasts = await refreshForecasts(db, { companyId, locationId: shopId, now });
  return `${DEMO_SUPPLIERS.length} suppliers, ${seeded.products.length} products, ${movements} movements, ${forecasts} forecasts`;
}

/** Whoever owns the shop, else somebody who is nobody's Telegram account. */
async function ownerOf(db: Db, place: { companyId: string; shopId: string }): Promise<Actor> {
  const [found] = await db
    .select({ personId: person.id, name: person.name, telegramUserId: person.telegramUserId })
    .from(person)
    .where(
      sql`${person.companyId} = ${place.companyId} and ${person.role} = 'owner' and ${person.revokedAt} is null`,
    )
    .limit(1);
  const who = found ?? { personId: newId(), name: 'Demostración', telegramUserId: null };
  const actor: Actor = { ...who, companyId: place.companyId, role: 'owner', locationId: place.shopId };
  if (found === undefined)
    await db.insert(person).values({
      id: actor.personId,
      companyId: actor.companyId,
      locationId: actor.locationId,
      role: 'owner',
      name: actor.name,
    });
  return actor;
}

async function createShelves(
  db: Db,
  place: { companyId: string; shopId: string; now: Date },
): Promise<Seeded> {
  const actor = await ownerOf(db, place);
  return inTransaction(db, async (tx) => {
    const products: Seeded['products'][number][] = [];
    for (const supplier of DEMO_SUPPLIERS) {
      const { id: supplierId } = await ensureSupplier(tx, {
        companyId: place.companyId,
        cuit: supplier.cuit,
        name: supplier.name,
      });
      for (const line of supplier.lines) {
        const created = await createProductIn(
          tx,
          actor,
          { name: line.name, category: line.category, packSize: String(line.pack), vatRate: '21' },
          place.now,
        );
        if (!created.ok) throw new Error(`demo product refused: ${created.error}`);
        await tx.insert(supplierAlias).values({
          companyId: place.companyId,
          supplierId,
          kind: 'description',
          key: line.name.toLowerCase(),
          productId: created.value.id,
          unitsPerPack: String(line.pack),
        });
        products.push({ id: created.value.id, line, deliversOn: supplier.deliversOn });
      }
    }
    return { products, actor };
  });
}

/** Deliveries at ten, sales at six in the evening, all through the ledger. */
async function record(
  db: Db,
  { products, actor }: Seeded,
  shopId: string,
  days: readonly DemoDay[],
): Promise<number> {
  if (days.length === 0) return 0;
  const supplierPlace = await virtualLocation(db, actor.companyId, 'supplier');
  const customers = await virtualLocation(db, actor.companyId, 'customer');
  const movements = days.flatMap(({ date, delivered, sold }): NewMovement[] => [
    ...[...delivered].map(
      ([i, units], n): NewMovement => ({
        productId: products[i]!.id,
        fromLocationId: supplierPlace,
        toLocationId: shopId,
        quantity: String(units),
        cost: String(units * products[i]!.line.cost),
        sourceType: 'entry',
        sourceId: `demo:${actor.companyId}:${date}`,
        lineNo: n + 1,
        recordedAt: new Date(`${date}T13:00:00Z`),
      }),
    ),
    ...[...sold].map(
      ([i, units], n): NewMovement => ({
        productId: products[i]!.id,
        fromLocationId: shopId,
        toLocationId: customers,
        quantity: String(units),
        sourceType: 'sale',
        sourceId: `demo:${actor.companyId}:${date}`,
        lineNo: n + 1,
        recordedAt: new Date(`${date}T21:00:00Z`),
      }),
    ),
  ]);
  const outcome = await inTransaction(db, (tx) =>
    recordMovements(tx, {
      companyId: actor.companyId,
      actorId: actor.personId,
      now: new Date(`${days.at(-1)!.date}T21:00:00Z`),
      movements,
    }),
  );
  if (!outcome.ok) throw new Error(`demo movements refused: ${outcome.error.code}`);
  return movements.length;
}

function numberOption(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? fallback : Number(process.argv[at + 1]);
}

async function main(): Promise<number> {
  const days = numberOption('days', 730);
  const seedNumber = numberOption('seed', 7);
  if (!Number.isInteger(days) || days < 1 || days > 1500 || !Number.isInteger(seedNumber)) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const database = await openDatabase(parseConfig(process.env));
  try {
    const done = await seed(database.db, days, seedNumber);
    const refused = done === 'has_products';
    process.stdout.write(`${refused ? 'This shop has products already; nothing was changed.' : done}\n`);
    return refused ? 1 : 0;
  } finally {
    await database.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof DataDirBusyError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
