import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { supplier } from '../../drizzle/schema/index.ts';
import { newId } from '../platform/ids.ts';
import type { SupplierProfile } from './supplier-profile.ts';

export interface Supplier {
  readonly id: string;
  readonly cuit: string;
  readonly name: string;
  readonly profile: SupplierProfile;
}

/** The supplier with this CUIT; null where nothing was received from them yet. */
export async function findSupplier(db: Db, companyId: string, cuit: string): Promise<Supplier | null> {
  const [row] = await db
    .select({ id: supplier.id, cuit: supplier.cuit, name: supplier.name, profile: supplier.profile })
    .from(supplier)
    .where(and(eq(supplier.companyId, companyId), eq(supplier.cuit, cuit)));
  return row ?? null;
}

/** Finds or creates the supplier; two receipts of a new supplier at once make one. The first name read is kept. */
export async function ensureSupplier(
  tx: Tx,
  wish: { companyId: string; cuit: string; name: string | null },
): Promise<Supplier> {
  await tx
    .insert(supplier)
    .values({ id: newId(), companyId: wish.companyId, cuit: wish.cuit, name: wish.name ?? wish.cuit })
    .onConflictDoNothing({ target: [supplier.companyId, supplier.cuit] });
  const found = await findSupplier(tx, wish.companyId, wish.cuit);
  if (found === null) throw new Error('a supplier vanished while it was being created');
  if (found.name !== found.cuit || wish.name === null) return found;
  await tx.update(supplier).set({ name: wish.name }).where(eq(supplier.id, found.id));
  return { ...found, name: wish.name };
}

/** Adds what a confirmed receipt showed about how this supplier prints; what it does not show stays as it was. */
export async function updateProfile(tx: Tx, of: Supplier, learned: SupplierProfile): Promise<void> {
  const profile = { ...of.profile, ...learned };
  if (JSON.stringify(profile) === JSON.stringify(of.profile)) return;
  await tx.update(supplier).set({ profile }).where(eq(supplier.id, of.id));
}
