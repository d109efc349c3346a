import type { Db, Tx } from '../../drizzle/client.ts';
import { lockSupplier, renameSupplier, saveTerms, termsOf } from '../../drizzle/queries/suppliers.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { isValidCuit } from '../fiscal/cuit.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { ensureSupplier, findSupplier } from './suppliers.ts';

/** How one buys from a supplier; null: as learned from orders and receipts, or no limit. Absent is kept. */
export interface SupplierTerms {
  readonly leadTimeDays?: number | null | undefined;
  /** How often one orders from them. */
  readonly reviewDays?: number | null | undefined;
  /** Weekdays on which they take orders, 0 Monday … 6 Sunday, ascending; null: any day. */
  readonly orderDays?: readonly number[] | null | undefined;
  /** Pesos. */
  readonly minimumOrder?: DecimalString | null | undefined;
  /** Pesos an order may cost. */
  readonly budget?: DecimalString | null | undefined;
}

export interface SupplierChange extends SupplierTerms {
  readonly name?: string | undefined;
}

export type SupplierFailure =
  | AuthorizationFailure
  | 'not_found'
  | 'empty_name'
  | 'bad_cuit'
  | 'supplier_exists';

/** A supplier before their first paper. Answers its id. */
export function createSupplier(
  db: Db,
  actor: Actor,
  wish: {
    readonly cuit: string;
    readonly change: SupplierChange & { readonly name: string };
    readonly now: Date;
  },
): Promise<Result<string, SupplierFailure>> {
  return decideInTransaction<string, SupplierFailure>(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'supplier.edit');
    if (!allowed.ok) return allowed;
    const { companyId } = allowed.value;
    const cuit = wish.cuit.replace(/\D/g, '');
    const name = cleanName(wish.change.name);
    if (!isValidCuit(cuit)) return err('bad_cuit');
    if (name === '') return err('empty_name');
    if ((await findSupplier(tx, companyId, cuit)) !== null) return err('supplier_exists');
    const { id } = await ensureSupplier(tx, { companyId, cuit, name });
    const terms = await keepTerms(tx, id, wish.change);
    await audited(tx, allowed.value, {
      id,
      verb: 'create',
      detail: { cuit, name, ...terms.after },
      at: wish.now,
    });
    return ok(id);
  });
}

/** Changes a supplier of the actor's company; the audit keeps what each changed field was before. */
export function editSupplier(
  db: Db,
  actor: Actor,
  wish: { readonly supplierId: string; readonly change: SupplierChange; readonly now: Date },
): Promise<Result<null, SupplierFailure>> {
  return decideInTransaction<null, SupplierFailure>(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'supplier.edit');
    if (!allowed.ok) return allowed;
    const known = await lockSupplier(tx, allowed.value.companyId, wish.supplierId);
    if (known === null) return err('not_found');
    const name = cleanName(wish.change.name ?? known.name);
    if (name === '') return err('empty_name');
    if (name !== known.name) await renameSupplier(tx, wish.supplierId, name);
    const terms = await keepTerms(tx, wish.supplierId, wish.change);
    const before = { ...(name === known.name ? {} : { name: known.name }), ...terms.before };
    const after = { ...(name === known.name ? {} : { name }), ...terms.after };
    if (Object.keys(after).length === 0) return ok(null);
    await audited(tx, allowed.value, {
      id: wish.supplierId,
      verb: 'edit',
      detail: { before, after },
      at: wish.now,
    });
    return ok(null);
  });
}

const cleanName = (words: string): string => words.replace(/\s+/g, ' ').trim();

const NO_TERMS = {
  leadTimeDays: null,
  reviewDays: null,
  orderDays: null,
  minimumOrder: null,
  budget: null,
} as const;
type Terms = {
  readonly [Field in keyof typeof NO_TERMS]?: number | readonly number[] | DecimalString | null;
};

/** Only what was given, decimals without trailing zeros. */
const given = (terms: SupplierTerms): Terms =>
  Object.fromEntries(
    (Object.keys(NO_TERMS) as (keyof Terms)[])
      .filter((field) => terms[field] !== undefined)
      .map((field) => {
        const value = terms[field] ?? null;
        return [field, typeof value === 'string' ? plain(dec(value)) : value];
      }),
  );

/** Writes what was given of the terms; answers what changed. */
async function keepTerms(
  tx: Tx,
  supplierId: string,
  change: SupplierTerms,
): Promise<{ readonly before: Terms; readonly after: Terms }> {
  const known = given((await termsOf(tx, supplierId)) ?? NO_TERMS);
  const wanted = given(change);
  const changed = (Object.keys(wanted) as (keyof Terms)[]).filter(
    (field) => JSON.stringify(wanted[field]) !== JSON.stringify(known[field]),
  );
  const only = (terms: Terms) => Object.fromEntries(changed.map((field) => [field, terms[field] ?? null]));
  if (changed.length > 0) await saveTerms(tx, supplierId, only(wanted));
  return { before: only(known), after: only(wanted) };
}

const audited = (
  tx: Tx,
  actor: Actor,
  change: {
    readonly id: string;
    readonly verb: 'create' | 'edit';
    readonly detail: Readonly<Record<string, unknown>>;
    readonly at: Date;
  },
): Promise<void> =>
  writeAudit(tx, {
    companyId: actor.companyId,
    actorId: actor.personId,
    action: `supplier.${change.verb}`,
    subjectType: 'supplier',
    subjectId: change.id,
    detail: change.detail,
    at: change.at,
  });
