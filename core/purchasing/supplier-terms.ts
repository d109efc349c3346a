import type { Db } from '../../drizzle/client.ts';
import { supplierName } from '../../drizzle/queries/orders.ts';
import { termsOf } from '../../drizzle/queries/suppliers.ts';
import { editSupplier } from '../catalog/supplier-editing.ts';
import type { Actor } from '../people/actor.ts';
import type { AuthorizationFailure } from '../people/roles.ts';
import { dec, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';

/** What somebody may say about a supplier; null is always "nobody said", and then it is learned or there is no limit. */
export const TERMS = ['leadTimeDays', 'reviewDays', 'orderDays', 'minimumOrder', 'budget'] as const;
export type Term = (typeof TERMS)[number];

/** Days as "5", weekdays as digits "03" (0 Monday), money as "50000.5". */
export type TermValue = string | null;

const LONGEST_DAYS = 120;

/** As kept; undefined where the value is no such thing. */
function keptValue(term: Term, value: TermValue) {
  if (value === null) return null;
  switch (term) {
    case 'leadTimeDays':
    case 'reviewDays':
      return /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= LONGEST_DAYS
        ? Number(value)
        : undefined;
    case 'orderDays':
      return /^[0-6]{1,7}$/.test(value) ? [...new Set([...value].map(Number))].sort() : undefined;
    case 'minimumOrder':
    case 'budget':
      return /^\d{1,12}(?:\.\d{1,2})?$/.test(value) && dec(value).gt(0) ? value : undefined;
  }
}

/** A term as somebody would say it again; null where nobody did. */
export async function termOf(db: Db, supplierId: string, term: Term): Promise<TermValue> {
  const value = (await termsOf(db, supplierId))?.[term] ?? null;
  if (value === null) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.join('');
  return typeof value === 'number' ? String(value) : plain(dec(String(value)));
}

export interface ChangedTerm {
  readonly supplier: string;
  readonly before: TermValue;
  readonly after: TermValue;
}

/** Sets one term of a supplier of the actor's company; the next suggestion follows it. */
export async function setTerm(
  db: Db,
  wish: { actor: Actor; supplierId: string; term: Term; value: TermValue; now: Date },
): Promise<Result<ChangedTerm, AuthorizationFailure | 'unknown_supplier' | 'bad_value'>> {
  const { actor, supplierId, term, value, now } = wish;
  const kept = keptValue(term, value);
  if (kept === undefined) return err('bad_value');
  const supplier = await supplierName(db, actor.companyId, supplierId);
  if (supplier === null) return err('unknown_supplier');
  const before = await termOf(db, supplierId, term);
  const done = await editSupplier(db, actor, { supplierId, change: { [term]: kept }, now });
  if (done.ok) return ok({ supplier, before, after: value });
  return err(done.error === 'forbidden' || done.error === 'revoked' ? done.error : 'unknown_supplier');
}
