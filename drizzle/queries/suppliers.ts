import { and, asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '../client.ts';
import { supplier, supplierTerms } from '../schema/index.ts';

type TermsRow = typeof supplierTerms.$inferSelect;

/** How one buys from a supplier, where somebody said so. */
export async function termsOf(db: Db, supplierId: string): Promise<TermsRow | null> {
  const [row] = await db.select().from(supplierTerms).where(eq(supplierTerms.supplierId, supplierId));
  return row ?? null;
}

/** Writes these terms and keeps the others. */
export async function saveTerms(
  tx: Tx,
  supplierId: string,
  terms: Partial<Omit<TermsRow, 'supplierId'>>,
): Promise<void> {
  await tx
    .insert(supplierTerms)
    .values({ supplierId, ...terms })
    .onConflictDoUpdate({ target: supplierTerms.supplierId, set: terms });
}

/** Every supplier of a company, by name. */
export const suppliersOf = (db: Db, companyId: string): Promise<{ id: string; name: string }[]> =>
  db
    .select({ id: supplier.id, name: supplier.name })
    .from(supplier)
    .where(eq(supplier.companyId, companyId))
    .orderBy(asc(supplier.name), asc(supplier.id));

/** A supplier of this company, held until the transaction ends. */
export async function lockSupplier(
  tx: Tx,
  companyId: string,
  supplierId: string,
): Promise<{ readonly name: string } | null> {
  const [row] = await tx
    .select({ name: supplier.name })
    .from(supplier)
    .where(and(eq(supplier.id, supplierId), eq(supplier.companyId, companyId)))
    .for('update');
  return row ?? null;
}

export async function renameSupplier(tx: Tx, supplierId: string, name: string): Promise<void> {
  await tx.update(supplier).set({ name }).where(eq(supplier.id, supplierId));
}
