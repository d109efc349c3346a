import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../drizzle/client.ts';
import { person, type Role } from '../../drizzle/schema/index.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type Actor, actorColumns } from './actor.ts';

const EVERYONE: readonly Role[] = ['owner', 'manager', 'staff'];
const IN_CHARGE: readonly Role[] = ['owner', 'manager'];
const OWNER_ONLY: readonly Role[] = ['owner'];

/** Who may do what. A new action is one row here; `anyShop` lists the roles that may do it in a shop that is not theirs. */
const PERMISSIONS = {
  'document.upload': { roles: EVERYONE, anyShop: IN_CHARGE },
  'document.edit': { roles: EVERYONE, anyShop: OWNER_ONLY },
  'document.reject': { roles: EVERYONE, anyShop: OWNER_ONLY },
  'receipt.post': { roles: EVERYONE, anyShop: OWNER_ONLY },
  'receipt.accept_difference': { roles: EVERYONE, anyShop: OWNER_ONLY },
  /** Within the day and by the person who posted it. */
  'receipt.undo': { roles: EVERYONE, anyShop: OWNER_ONLY },
  'receipt.undo_others': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'receipt.reverse': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'product.create': { roles: EVERYONE, anyShop: EVERYONE },
  'product.edit': { roles: IN_CHARGE, anyShop: IN_CHARGE },
  /** Their names and how one buys from them. */
  'supplier.edit': { roles: IN_CHARGE, anyShop: IN_CHARGE },
  /** Entries, exits, sales and waste without a paper. */
  'stock.move': { roles: EVERYONE, anyShop: OWNER_ONLY },
  /** Saying how much there is, against what the ledger says. */
  'stock.correct': { roles: IN_CHARGE, anyShop: OWNER_ONLY },
  'stock.undo': { roles: EVERYONE, anyShop: OWNER_ONLY },
  'stock.undo_others': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'data.import': { roles: IN_CHARGE, anyShop: OWNER_ONLY },
  'stock.read': { roles: EVERYONE, anyShop: EVERYONE },
  'missing.write': { roles: EVERYONE, anyShop: IN_CHARGE },
  'order.write': { roles: IN_CHARGE, anyShop: OWNER_ONLY },
  'stock_rule.set': { roles: IN_CHARGE, anyShop: OWNER_ONLY },
  /** Days on which the shop is closed, or open although it usually is not. */
  'shop_day.say': { roles: IN_CHARGE, anyShop: OWNER_ONLY },
  'price.read': { roles: EVERYONE, anyShop: EVERYONE },
  'price.read_cost': { roles: IN_CHARGE, anyShop: IN_CHARGE },
  'price.set': { roles: IN_CHARGE, anyShop: IN_CHARGE },
  /** Margins, rounding, indexes, and prices beyond a manager's limit. */
  'price.settings': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'alert.read': { roles: IN_CHARGE, anyShop: OWNER_ONLY },
  'alert.settings': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'audit.read': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  /** Tables of goods, stock and sales, out; in is 'data.import'. */
  'data.export': { roles: IN_CHARGE, anyShop: IN_CHARGE },
  'person.invite': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'person.revoke': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'person.list': { roles: IN_CHARGE, anyShop: OWNER_ONLY },
  /** To work in another place from now on. */
  'person.move': { roles: IN_CHARGE, anyShop: IN_CHARGE },
  'person.move_others': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'location.manage': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'approval.decide': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
  'stock.count': { roles: EVERYONE, anyShop: IN_CHARGE },
  'stock.transfer': { roles: EVERYONE, anyShop: IN_CHARGE },
  'stock.lot': { roles: EVERYONE, anyShop: IN_CHARGE },
  'assistant.consent': { roles: OWNER_ONLY, anyShop: OWNER_ONLY },
} as const satisfies Record<string, { roles: readonly Role[]; anyShop: readonly Role[] }>;

export type Action = keyof typeof PERMISSIONS;

/** `forbidden`: enrolled but not allowed · `revoked`: no longer enrolled (or never was in this company). */
export type AuthorizationFailure = 'forbidden' | 'revoked';

/** Whether a role may do something in principle: for showing or hiding a button. The effect itself asks `authorize`. */
export function mayDo(role: Role, action: Action): boolean {
  return PERMISSIONS[action].roles.some((allowed) => allowed === role);
}

/** As `mayDo`, for a place: their own, or any where the action allows that. */
export function mayDoThere(
  person: { readonly role: Role; readonly locationId: string },
  action: Action,
  locationId: string,
): boolean {
  const elsewhere = locationId !== person.locationId;
  return (
    mayDo(person.role, action) &&
    (!elsewhere || PERMISSIONS[action].anyShop.some((allowed) => allowed === person.role))
  );
}

/**
 * Reads the person again inside the transaction of the effect and holds the row until it ends, so that a revocation
 * comes wholly before or wholly after. Returns the actor as enrolled now.
 *
 * @param locationId the shop that the action touches; omitted where it touches none.
 */
export async function authorize(
  tx: Tx,
  actor: Actor,
  action: Action,
  locationId?: string,
): Promise<Result<Actor, AuthorizationFailure>> {
  const [row] = await tx
    .select({ ...actorColumns, revokedAt: person.revokedAt })
    .from(person)
    .where(and(eq(person.id, actor.personId), eq(person.companyId, actor.companyId)))
    .for('share');
  if (row === undefined || row.revokedAt !== null) return err('revoked');
  const { revokedAt: _, ...current } = row;
  return mayDoThere(current, action, locationId ?? current.locationId) ? ok(current) : err('forbidden');
}
