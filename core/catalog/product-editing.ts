import type { Db } from '../../drizzle/client.ts';
import { holdsStock } from '../../drizzle/queries/balances.ts';
import { changeProduct, lockProduct } from '../../drizzle/queries/catalog.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { fold } from '../platform/text.ts';

/** What may change of a product; absent is kept. Its unit stays: what was moved was counted in it. */
export interface ProductChange {
  readonly name?: string | undefined;
  readonly category?: string | null | undefined;
  readonly packSize?: DecimalString | undefined;
  readonly vatRate?: DecimalString | null | undefined;
  readonly hasExpiry?: boolean | undefined;
  /** False takes it out of lists and matching. */
  readonly active?: boolean | undefined;
}

export type ProductChangeFailure =
  | AuthorizationFailure
  | 'not_found'
  | 'empty_name'
  | 'bad_pack'
  /** A product with goods somewhere cannot be put away: nobody could move them any more. */
  | 'in_stock';

/** Changes a product of the actor's company; the audit keeps what each changed field was before. */
export function editProduct(
  db: Db,
  actor: Actor,
  wish: { readonly productId: string; readonly change: ProductChange; readonly now: Date },
): Promise<Result<null, ProductChangeFailure>> {
  return decideInTransaction<null, ProductChangeFailure>(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'product.edit');
    if (!allowed.ok) return allowed;
    const held = await lockProduct(tx, allowed.value.companyId, wish.productId);
    if (held === null) return err('not_found');
    const known = valuesOf(held);
    const after = valuesOf(wish.change);
    if (after.name !== undefined && fold(after.name) === '') return err('empty_name');
    if (after.packSize !== undefined && !dec(after.packSize).gt(0)) return err('bad_pack');
    if (after.active === false && (await holdsStock(tx, wish.productId))) return err('in_stock');
    const changed = (Object.keys(after) as (keyof typeof after)[]).filter((one) => after[one] !== known[one]);
    if (changed.length === 0) return ok(null);
    await changeProduct(tx, wish.productId, {
      ...after,
      ...(after.name === undefined ? {} : { searchName: fold(after.name) }),
    });
    const only = (row: typeof after) => Object.fromEntries(changed.map((field) => [field, row[field]]));
    await writeAudit(tx, {
      companyId: allowed.value.companyId,
      actorId: allowed.value.personId,
      action: 'product.edit',
      subjectType: 'product',
      subjectId: wish.productId,
      detail: { before: only(known), after: only(after) },
      at: wish.now,
    });
    return ok(null);
  });
}

/** As stored: names without stray spaces, decimals plain. */
function valuesOf({ name, packSize, vatRate, ...rest }: ProductChange): ProductChange {
  const given = {
    ...rest,
    name: name?.replace(/\s+/g, ' ').trim(),
    packSize: packSize === undefined ? undefined : plain(dec(packSize)),
    vatRate: vatRate == null ? vatRate : plain(dec(vatRate)),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
