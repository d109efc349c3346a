import { parseArgs } from 'node:util';
import { type SQL, sql } from 'drizzle-orm';
import { newId } from '../core/platform/ids.ts';
import { postReceipt } from '../core/stock/post-receipt.ts';
import type { Db } from '../drizzle/client.ts';
import { databaseKinds, openTestDatabase } from '../tests/support/database.ts';
import {
  aDocument,
  aDraft,
  aLine,
  aMatch,
  aProduct,
  aShop,
  NOON,
  type Shop,
} from '../tests/support/factories.ts';

const LINES = 10;
const BAR = 0.5;

type Product = Awaited<ReturnType<typeof aProduct>>;

async function byTheDomain(db: Db, shop: Shop, products: readonly Product[]): Promise<() => Promise<void>> {
  const draft = aDraft({
    lines: products.map((one, i) => aLine(i + 1, { description: one.name, code: `C${i}` })),
  });
  const matches = products.map((one, i) => aMatch(i + 1, one));
  const documentId = await aDocument(db, { uploader: shop.owner, draft, matches });
  return async () => {
    const posted = await postReceipt(db, {
      documentId,
      actor: shop.owner,
      acceptDifference: false,
      now: NOON,
    });
    if (!posted.ok) throw new Error(JSON.stringify(posted.error));
  };
}

interface Places {
  readonly supplierId: string;
  readonly supplierPlace: string;
}

/** The statements that the domain sends, written by hand with their values known: reads, locks and rows, in its order. */
async function byHand(
  db: Db,
  shop: Shop,
  products: readonly Product[],
  places: Places,
): Promise<() => Promise<void>> {
  const draft = aDraft({ lines: products.map((_, i) => aLine(i + 1)) });
  const documentId = await aDocument(db, { uploader: shop.owner, draft, matches: [] });
  const receiptId = newId();
  const { companyId, shopId, owner } = shop;
  const { supplierId, supplierPlace } = places;
  const list = <T>(of: (product: Product, index: number) => T) =>
    sql.join(
      products.map((product, index) => sql`(${of(product, index)})`),
      sql`, `,
    );
  const { number, pointOfSale } = draft.header;
  return () =>
    db.transaction(async (tx) => {
      const ask = (query: SQL) => tx.execute(query);
      const ids = list((product) => sql`${product.id}`);
      await ask(sql`select * from document where id = ${documentId} for update`);
      await ask(sql`select * from person where id = ${owner.personId} for share`);
      await ask(sql`select id from product where company_id = ${companyId} and id in (${ids})`);
      await ask(sql`select r.id, r.document_id, p.name, r.posted_at, l.name from receipt r join person p on p.id = r.posted_by
        join location l on l.id = r.location_id where r.company_id = ${companyId} and r.issuer_cuit = '30645322858'
        and r.document_type = 1 and r.point_of_sale = ${pointOfSale} and r.number = ${number} and r.reversed_at is null`);
      await ask(sql`select id, cuit, vat_condition from company where id = ${companyId}`);
      await ask(sql`select r.id, r.number from receipt r where r.company_id = ${companyId} and r.issuer_cuit = '30645322858'
        and r.document_type in (91) and r.kind = 'goods_in' and r.reversed_at is null and r.completes_receipt_id is null
        and not exists (select 1 from receipt c where c.completes_receipt_id = r.id and c.reversed_at is null)`);
      await ask(sql`insert into supplier (id, company_id, cuit, name) values (${newId()}, ${companyId}, '30645322858', 'x')
        on conflict (company_id, cuit) do nothing`);
      await ask(
        sql`select id, cuit, name, profile from supplier where company_id = ${companyId} and cuit = '30645322858'`,
      );
      await ask(sql`insert into receipt (id, company_id, document_id, supplier_id, location_id, kind, issuer_cuit,
          document_type, point_of_sale, number, date, total, posted_by, posted_at)
        values (${receiptId}, ${companyId}, ${documentId}, ${supplierId}, ${shopId}, 'goods_in', '30645322858', 1,
          ${pointOfSale}, ${number}, '2026-11-02', 14520, ${owner.personId}, now())`);
      await ask(sql`insert into receipt_line (receipt_id, line_no, product_id, quantity, units, unit_price, amount, vat_rate, unit_cost)
        values ${list((one, i) => sql`${receiptId}, ${i + 1}, ${one.id}, 12, 12, 100, 1200, 21, 100`)}`);
      await ask(sql`select id from location where company_id = ${companyId} and kind = 'supplier' limit 1`);
      await ask(sql`select id, kind from location where company_id = ${companyId}`);
      await ask(sql`insert into product_cost (product_id, average_cost, last_cost, value)
        values ${list((one) => sql`${one.id}, 100, 100, 1200`)}
        on conflict (product_id) do update set value = product_cost.value + excluded.value, last_cost = excluded.last_cost`);
      await ask(sql`select c.*, p.company_id from product_cost c join product p on p.id = c.product_id
        where c.product_id in (${ids}) order by c.product_id for update of c`);
      await ask(sql`select b.product_id, sum(b.quantity)::text from balance b join location l on l.id = b.location_id
        where b.product_id in (${ids}) and l.kind in ('shop', 'depot', 'transit') group by b.product_id`);
      await ask(sql`insert into movement (company_id, product_id, from_location_id, to_location_id, quantity, unit_cost,
          source_type, source_id, line_no, actor_id)
        values ${list((one, i) => sql`${companyId}, ${one.id}, ${supplierPlace}, ${shopId}, 12, 100, 'receipt', ${receiptId}, ${i + 1}, ${owner.personId}`)}`);
      await ask(sql`insert into balance (product_id, location_id, quantity)
        values ${list((one) => sql`${one.id}, ${shopId}, 12`)}, ${list((one) => sql`${one.id}, ${supplierPlace}, -12`)}
        on conflict (product_id, location_id) do update set quantity = balance.quantity + excluded.quantity`);
      await ask(sql`insert into cost_entry (product_id, movement_seq, kind, value, average_after)
        select product_id, seq, 'movement', 1200, 100 from movement where source_id = ${receiptId}`);
      await ask(sql`insert into price_history (company_id, product_id, supplier_id, receipt_id, unit_cost, at)
        values ${list((one) => sql`${companyId}, ${one.id}, ${supplierId}, ${receiptId}, 100, now()`)}`);
      await ask(
        sql`select * from purchase_order where company_id = ${companyId} and supplier_id = ${supplierId} and state = 'sent'`,
      );
      await ask(
        sql`select id, product_id from missing_item where location_id = ${shopId} and state = 'open' and product_id in (${ids})`,
      );
      await ask(sql`insert into supplier_alias (company_id, supplier_id, kind, key, product_id)
        values ${list((one, i) => sql`${companyId}, ${supplierId}, 'code', ${`C${i}`}, ${one.id}`)},
          ${list((one, i) => sql`${companyId}, ${supplierId}, 'description', ${`producto ${i}`}, ${one.id}`)}
        on conflict (company_id, supplier_id, kind, key) do update set product_id = excluded.product_id`);
      await ask(sql`select id, pack_size from product where company_id = ${companyId} and id in (${ids})`);
      await ask(
        sql`update document set state = 'posted', version = version + 1, updated_at = now() where id = ${documentId}`,
      );
      await ask(sql`insert into audit (company_id, actor_id, action, subject_type, subject_id)
        values (${companyId}, ${owner.personId}, 'receipt.post', 'receipt', ${receiptId})`);
    });
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function time(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/**
 * `npm run bench -- post [--receipts N]`: a ten-line receipt through the domain (roles, certificate, duplicates, valuation,
 * aliases, audit) against the same statements written by hand. On the embedded database, and on DATABASE_URL when it is set.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { receipts: { type: 'string', default: '60' } } });
  let isWithin = true;
  for (const kind of databaseKinds) {
    const database = await openTestDatabase(kind);
    const { db } = database;
    const shop = await aShop(db);
    const products: Product[] = [];
    for (let i = 0; i < LINES; i++) products.push(await aProduct(db, shop.owner, `Producto ${i}`));
    await (await byTheDomain(db, shop, products))();
    const [places] = (await db.query.supplier.findMany()).map(({ id }) => id);
    const place = (await db.query.location.findMany()).find((one) => one.kind === 'supplier');
    if (places === undefined || place === undefined) throw new Error('the first receipt made no supplier');
    const times = { domain: [] as number[], hand: [] as number[] };
    for (let i = 0; i < Number(values.receipts); i++) {
      times.domain.push(await time(await byTheDomain(db, shop, products)));
      const rows = { supplierId: places, supplierPlace: place.id };
      times.hand.push(await time(await byHand(db, shop, products, rows)));
    }
    const ratio = median(times.hand) / median(times.domain);
    isWithin &&= ratio >= BAR;
    process.stdout.write(
      `post on ${kind}: ${median(times.domain).toFixed(1)} ms through the domain · ${median(times.hand).toFixed(1)} ms by hand · ratio ${ratio.toFixed(2)} (bar ${BAR})\n`,
    );
    await database.close();
  }
  return isWithin ? 0 : 1;
}
