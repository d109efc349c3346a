import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../drizzle/client.ts';
import { type ApprovalKind, approvalLimit, type Role } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { ok, type Result } from '../platform/result.ts';
import type { Actor } from './actor.ts';
import { writeAudit } from './audit.ts';
import { type AuthorizationFailure, authorize } from './roles.ts';

/** What somebody may do alone; null: no limit. */
export interface Limit {
  /** Stock units of one product; for a price, its change in percent. */
  readonly maxUnits: DecimalString | null;
  /** Pesos of the whole. */
  readonly maxValue: DecimalString | null;
}

/** Roles that can have a limit: an owner needs nobody's word. */
export type LimitedRole = Exclude<Role, 'owner'>;

/** What is at stake, without sign; null where it is not known (goods that were never valued). */
export interface Stake {
  readonly units: DecimalString | null;
  readonly value: DecimalString | null;
}

const upTo = (maxValue: DecimalString): Limit => ({ maxUnits: null, maxValue });
const percent = (maxUnits: DecimalString): Limit => ({ maxUnits, maxValue: null });

/** What holds until the owner says otherwise. */
const DEFAULTS: Readonly<Record<LimitedRole, Readonly<Record<ApprovalKind, Limit>>>> = {
  staff: { exit: upTo('100000'), count: upTo('50000'), price: percent('0') },
  manager: { exit: upTo('500000'), count: upTo('200000'), price: percent('20') },
};

export const LIMITED_ROLES: readonly LimitedRole[] = ['staff', 'manager'];
export const APPROVAL_KINDS: readonly ApprovalKind[] = ['exit', 'count', 'price'];

export interface NamedLimit extends Limit {
  readonly role: LimitedRole;
  readonly kind: ApprovalKind;
}

/** The limits of a company, the defaults where the owner set none. */
export async function limitsOf(db: Db, companyId: string): Promise<readonly NamedLimit[]> {
  const rows = await db
    .select({
      role: approvalLimit.role,
      kind: approvalLimit.kind,
      maxUnits: approvalLimit.maxUnits,
      maxValue: approvalLimit.maxValue,
    })
    .from(approvalLimit)
    .where(eq(approvalLimit.companyId, companyId));
  const plainOrNull = (value: string | null) => (value === null ? null : plain(dec(value)));
  return LIMITED_ROLES.flatMap((role) =>
    APPROVAL_KINDS.map((kind) => {
      const own = rows.find((row) => row.role === role && row.kind === kind);
      return own === undefined
        ? { role, kind, ...DEFAULTS[role][kind] }
        : { role, kind, maxUnits: plainOrNull(own.maxUnits), maxValue: plainOrNull(own.maxValue) };
    }),
  );
}

/** Whether this person must ask the owner before doing something of this size. */
export async function needsApproval(
  tx: Tx,
  actor: Pick<Actor, 'companyId' | 'role'>,
  kind: ApprovalKind,
  stake: Stake,
): Promise<boolean> {
  if (actor.role === 'owner') return false;
  const limits = await limitsOf(tx, actor.companyId);
  const limit = limits.find((one) => one.role === actor.role && one.kind === kind);
  return limit !== undefined && isOver(limit, stake);
}

const isOver = (limit: Limit, stake: Stake): boolean =>
  (limit.maxUnits !== null && stake.units !== null && dec(stake.units).gt(limit.maxUnits)) ||
  (limit.maxValue !== null && stake.value !== null && dec(stake.value).gt(limit.maxValue));

/** Sets what a role may do alone; owners only. */
export function setLimit(
  db: Db,
  actor: Actor,
  wish: NamedLimit & { readonly now: Date },
): Promise<Result<null, AuthorizationFailure>> {
  return decideInTransaction<null, AuthorizationFailure>(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'approval.decide');
    if (!allowed.ok) return allowed;
    const { companyId, personId } = allowed.value;
    const { role, kind, maxUnits, maxValue, now } = wish;
    const values = { companyId, role, kind, maxUnits, maxValue };
    const before = await tx
      .select({ maxUnits: approvalLimit.maxUnits, maxValue: approvalLimit.maxValue })
      .from(approvalLimit)
      .where(
        and(
          eq(approvalLimit.companyId, companyId),
          eq(approvalLimit.role, role),
          eq(approvalLimit.kind, kind),
        ),
      );
    await tx
      .insert(approvalLimit)
      .values(values)
      .onConflictDoUpdate({
        target: [approvalLimit.companyId, approvalLimit.role, approvalLimit.kind],
        set: { maxUnits, maxValue },
      });
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: 'approval.limit',
      subjectType: 'approval_limit',
      subjectId: `${role}:${kind}`,
      detail: { before: before[0] ?? null, after: { maxUnits, maxValue } },
      at: now,
    });
    return ok(null);
  });
}
