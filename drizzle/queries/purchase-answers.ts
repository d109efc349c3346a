import { and, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { priceHistory, product, receipt, supplier } from '../schema/index.ts';

interface Period {
  readonly companyId: string;
  readonly from: Date;
  readonly to: Date;
}

const within = ({ companyId, from, to }: Period) =>
  and(
    eq(receipt.companyId, companyId),
    gte(receipt.postedAt, from),
    lt(receipt.postedAt, to),
    isNull(receipt.reversedAt),
  );

/** What was bought from each supplier in a period, most first: invoices less credit notes, in pesos. */
export async function purchasesBySupplier(db: Db, period: Period) {
  const total = sql<string>`coalesce(sum(case when ${receipt.kind} = 'goods_out' then -${receipt.total} else ${receipt.total} end), 0)::numeric(20, 2)::text`;
  return db
    .select({ supplier: supplier.name, papers: sql<number>`count(*)::int`, total })
    .from(receipt)
    .innerJoin(supplier, eq(supplier.id, receipt.supplierId))
    .where(and(within(period), eq(receipt.currency, 'PES')))
    .groupBy(supplier.id, supplier.name)
    .orderBy(desc(sql`sum(${receipt.total})`), supplier.name)
    .limit(50);
}

/** Unit costs paid in a period, oldest first, with the last one paid before it as the first of each product. */
export async function costsPaid(db: Db, { companyId, from, to }: Period) {
  return db
    .select({
      productId: product.id,
      product: product.name,
      supplier: supplier.name,
      unitCost: priceHistory.unitCost,
      at: priceHistory.at,
    })
    .from(priceHistory)
    .innerJoin(product, eq(product.id, priceHistory.productId))
    .innerJoin(supplier, eq(supplier.id, priceHistory.supplierId))
    .innerJoin(receipt, and(eq(receipt.id, priceHistory.receiptId), isNull(receipt.reversedAt)))
    .where(
      and(
        eq(priceHistory.companyId, companyId),
        lt(priceHistory.at, to),
        sql`(${priceHistory.at} >= ${from.toISOString()} or ${priceHistory.id} in (
          select max(h.id) from price_history h where h.company_id = ${companyId} and h.at < ${from.toISOString()}
          group by h.product_id, h.supplier_id))`,
      ),
    )
    .orderBy(priceHistory.id);
}
