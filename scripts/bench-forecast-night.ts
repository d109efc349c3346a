import { sql } from 'drizzle-orm';
import { refreshForecasts } from '../core/demand/forecasts.ts';
import { prepareBacktest } from '../core/forecast/backtest.ts';
import { forecastSeries } from '../core/forecast/engine.ts';
import { preparePool } from '../core/forecast/pool.ts';
import { forecastProductSeries, HORIZON_DAYS } from '../core/forecast/product-forecast.ts';
import { DEFAULT_SETTINGS } from '../core/forecast/settings.ts';
import { foundCompany } from '../core/people/company.ts';
import { enrol } from '../core/people/invitations.ts';
import { type Db, migrateDatabase, openPglite } from '../drizzle/client.ts';
import { virtualLocation } from '../drizzle/queries/ledger.ts';
import { inTransaction } from '../drizzle/transaction.ts';
import { demoSet } from './bench-forecast-sets.ts';

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** One series after the other, nothing kept: first the forecast alone, then as a night does it, with its backtest. */
export function forecastManySeries(count: number): void {
  const { panel } = demoSet(7);
  const settings = DEFAULT_SETTINGS.day;
  const series = panel.series.filter((one) => one.values.length > 700);
  const pool = preparePool(panel, 14, settings);
  const night = preparePool(panel, HORIZON_DAYS, settings);
  const backtest = prepareBacktest(panel, 7, 8, settings);
  timed(`${count} daily series of two years, 14 days ahead`, count, (i) => {
    forecastSeries(pool, series[i % series.length]!, 14, [7]);
  });
  timed(`${count} more, ${HORIZON_DAYS} days ahead with totals and 8 past folds`, count, (i) => {
    const one = series[i % series.length]!;
    forecastProductSeries(night, one, backtest.score(one));
  });
}

function timed(what: string, count: number, work: (i: number) => void): void {
  for (let i = 0; i < Math.min(count, 300); i++) work(i);
  const before = process.memoryUsage().heapUsed;
  const started = process.cpuUsage();
  for (let i = 0; i < count; i++) work(i);
  const seconds = process.cpuUsage(started).user / 1e6;
  process.stdout.write(
    `\n${what}: ${Math.round(count / seconds)} series a CPU second; heap ${megabytes(before)} before, ${megabytes(process.memoryUsage().heapUsed)} after\n`,
  );
}

/** Sales on about one day in four over two years, of products that were bought once. */
async function fillLedger(db: Db, products: number): Promise<{ companyId: string; locationId: string }> {
  const { companyId, shopId } = await foundCompany(db, { name: 'Banco', shopName: 'Local' });
  await inTransaction(db, (tx) =>
    enrol(tx, {
      companyId,
      role: 'owner',
      locationId: shopId,
      telegramUserId: 77,
      name: 'Marta',
      now: new Date(),
      replaceRole: false,
    }),
  );
  const supplier = await virtualLocation(db, companyId, 'supplier');
  const customer = await virtualLocation(db, companyId, 'customer');
  const owner = sql`(select id from person where company_id = ${companyId} limit 1)`;
  await db.execute(sql`insert into product (id, company_id, sku, name, search_name)
    select gen_random_uuid(), ${companyId}, 'S' || i, 'Producto ' || i, 'producto ' || i from generate_series(1, ${products}) i`);
  await db.execute(sql`insert into movement
      (company_id, product_id, from_location_id, to_location_id, quantity, source_type, source_id, line_no, actor_id, recorded_at)
    select ${companyId}::uuid, p.id, ${supplier}::uuid, ${shopId}::uuid, 5000, 'receipt', 'r' || p.sku, 1, ${owner},
      now() - interval '731 days' from product p`);
  await db.execute(sql`insert into movement
      (company_id, product_id, from_location_id, to_location_id, quantity, source_type, source_id, line_no, actor_id, recorded_at)
    select ${companyId}::uuid, p.id, ${shopId}::uuid, ${customer}::uuid, 1 + hash % 5, 'sale', 's' || p.sku || '-' || ago, 1, ${owner},
      now() - make_interval(days => ago)
    from (select *, abs(hashtext(sku || ago)) as hash from product, generate_series(1, 730) ago) p where hash % 4 = 0`);
  await db.execute(sql`analyze movement`);
  return { companyId, locationId: shopId };
}

/** A night from the ledger to the kept forecasts, in the embedded database; memory and speed as it goes. */
export async function forecastOneNight(products: number): Promise<void> {
  const handle = await openPglite();
  try {
    await migrateDatabase(handle);
    const place = await fillLedger(handle.db, products);
    const started = performance.now();
    const tenth = Math.max(1, Math.floor(products / 10));
    let next = tenth;
    process.stdout.write(`\nA night of ${products} products:\n`);
    const done = await refreshForecasts(handle.db, {
      ...place,
      now: new Date(),
      onProgress: async (count) => {
        if (count < next) return;
        next += tenth;
        const seconds = (performance.now() - started) / 1000;
        process.stdout.write(
          `${String(count).padStart(8)}  ${(count / seconds).toFixed(0).padStart(5)} products a second, resident ${megabytes(process.memoryUsage().rss)}\n`,
        );
      },
    });
    process.stdout.write(
      `${done} forecast and kept in ${((performance.now() - started) / 1000).toFixed(0)} s\n`,
    );
  } finally {
    await handle.close();
  }
}
