import type { Db } from '../../drizzle/client.ts';
import { changeMissing, lastSuppliers, lockMissing, openMissing } from '../../drizzle/queries/missing.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';

export interface Missing {
  readonly id: string;
  readonly productId: string | null;
  /** The product's name, else the words as said. */
  readonly name: string;
  readonly unit: string | null;
  readonly packSize: DecimalString;
  /** Stock units; null: whatever is usual. */
  readonly quantity: DecimalString | null;
  readonly addedBy: string;
  readonly addedAt: Date;
}

export interface MissingGroup {
  /** Null: nobody brought these yet. */
  readonly supplier: { readonly supplierId: string; readonly name: string } | null;
  readonly items: readonly Missing[];
}

/** What is missing in a shop by the supplier who brought each product last; the unknown ones come last. */
export async function missingList(
  db: Db,
  question: { companyId: string; locationId: string },
): Promise<readonly MissingGroup[]> {
  const rows = await openMissing(db, question.companyId, question.locationId);
  const suppliers = await lastSuppliers(
    db,
    question.companyId,
    rows.flatMap((row) => row.productId ?? []),
  );
  const groups = new Map<string, { supplier: MissingGroup['supplier']; items: Missing[] }>();
  for (const row of rows) {
    const supplier = row.productId === null ? null : (suppliers.get(row.productId) ?? null);
    const key = supplier?.supplierId ?? '';
    const group = groups.get(key) ?? { supplier, items: [] };
    group.items.push({
      id: row.id,
      productId: row.productId,
      name: row.name ?? row.words,
      unit: row.unit,
      packSize: plain(dec(row.packSize ?? '1')),
      quantity: row.quantity === null ? null : plain(dec(row.quantity)),
      addedBy: row.addedBy,
      addedAt: row.addedAt,
    });
    groups.set(key, group);
  }
  return [...groups.values()].sort(bySupplier);
}

const bySupplier = (a: MissingGroup, b: MissingGroup): number => {
  if (a.supplier === null || b.supplier === null) return a.supplier === null ? 1 : -1;
  return a.supplier.name.localeCompare(b.supplier.name, 'es');
};

export type MissingFailure = AuthorizationFailure | 'not_found' | 'already_closed' | 'listed_again';

/** Takes an item off the list (it is here after all, or was never wanted), or puts it back. */
export function markMissing(
  db: Db,
  wish: { actor: Actor; itemId: string; as: 'done' | 'removed' | 'open'; now: Date },
): Promise<Result<{ readonly words: string }, MissingFailure>> {
  return decideInTransaction<{ words: string }, MissingFailure>(db, async (tx) => {
    const item = await lockMissing(tx, wish.actor.companyId, wish.itemId);
    if (item === null) return err('not_found');
    const allowed = await authorize(tx, wish.actor, 'missing.write', item.locationId);
    if (!allowed.ok) return allowed;
    const { companyId, personId } = allowed.value;
    if (wish.as !== 'open' && item.state !== 'open') return err('already_closed');
    if (wish.as === 'open' && item.state !== 'done' && item.state !== 'removed') return err('already_closed');
    if (wish.as === 'open' && item.productId !== null) {
      const listed = await openMissing(tx, companyId, item.locationId);
      if (listed.some((row) => row.productId === item.productId)) return err('listed_again');
    }
    const closed =
      wish.as === 'open' ? { closedBy: null, closedAt: null } : { closedBy: personId, closedAt: wish.now };
    await changeMissing(tx, [item.id], { state: wish.as, ...closed });
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: `missing.${wish.as}`,
      subjectType: 'missing_item',
      subjectId: item.id,
      at: wish.now,
    });
    return ok({ words: item.words });
  });
}
