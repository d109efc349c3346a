import { and, eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { product } from '../schema/index.ts';

/** Every active product of a company, as understanding people needs it. */
export function spokenProducts(db: Db, companyId: string) {
  return db
    .select({
      id: product.id,
      sku: product.sku,
      name: product.name,
      unit: product.unit,
      packSize: product.packSize,
      category: product.category,
    })
    .from(product)
    .where(and(eq(product.companyId, companyId), eq(product.active, true)));
}
