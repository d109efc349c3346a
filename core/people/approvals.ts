import { and, asc, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '../../drizzle/client.ts';
import { type ApprovalKind, approval, person } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type Actor, actorColumns } from './actor.ts';
import { writeAudit } from './audit.ts';
import { type AuthorizationFailure, authorize } from './roles.ts';

/** Something that waits, or waited, for the owner's word. */
export interface Approval {
  readonly id: string;
  readonly companyId: string;
  readonly kind: ApprovalKind;
  readonly subject: Readonly<Record<string, unknown>>;
  /** Plain lines that say what is asked for. */
  readonly summary: readonly string[];
  readonly state: 'pending' | 'approved' | 'rejected' | 'withdrawn';
  /** Who asked, as enrolled now. */
  readonly requester: Actor;
  readonly requestedAt: Date;
  readonly deciderName: string | null;
}

/** Tells people about a request as it is now; called inside the transaction of the change. */
export type AnnounceApproval = (tx: Tx, approval: Approval) => Promise<void>;

/** Why what was approved could not happen; the request stays pending. */
export type EffectFailure = 'insufficient_stock' | 'revoked' | 'forbidden' | 'gone';

/** What a decision does: in the transaction of the decision, for the person who asked. */
export interface ApprovalEffect {
  readonly approved: (
    tx: Tx,
    approval: Approval,
    decision: { readonly by: Actor; readonly now: Date },
  ) => Promise<Result<unknown, EffectFailure>>;
  readonly rejected: (tx: Tx, approval: Approval, now: Date) => Promise<void>;
}

/** One effect for each kind that somebody can ask for. */
export type ApprovalEffects = Readonly<Partial<Record<ApprovalKind, ApprovalEffect>>>;

const decider = alias(person, 'decider');

function approvals(db: Db) {
  return db
    .select({
      id: approval.id,
      companyId: approval.companyId,
      kind: approval.kind,
      subject: approval.subject,
      summary: approval.summary,
      state: approval.state,
      requestedAt: approval.requestedAt,
      deciderName: decider.name,
      requester: actorColumns,
    })
    .from(approval)
    .innerJoin(person, eq(person.id, approval.requestedBy))
    .leftJoin(decider, eq(decider.id, approval.decidedBy));
}

export async function findApproval(db: Db, companyId: string, id: string): Promise<Approval | null> {
  const [row] = await approvals(db).where(and(eq(approval.companyId, companyId), eq(approval.id, id)));
  return row ?? null;
}

/** What waits for the owner, oldest first. */
export function pendingApprovals(db: Db, companyId: string, limit: number): Promise<readonly Approval[]> {
  return approvals(db)
    .where(and(eq(approval.companyId, companyId), eq(approval.state, 'pending')))
    .orderBy(asc(approval.requestedAt), asc(approval.id))
    .limit(limit);
}

/** Everybody who may decide, to tell them. */
export function owners(
  db: Db,
  companyId: string,
): Promise<{ readonly personId: string; readonly telegramUserId: number | null }[]> {
  return db
    .select({ personId: person.id, telegramUserId: person.telegramUserId })
    .from(person)
    .where(and(eq(person.companyId, companyId), eq(person.role, 'owner'), isNull(person.revokedAt)));
}

/**
 * Asks the owner. Call it in the transaction that would otherwise have the effect, with the actor that `authorize`
 * answered; `needsApproval` says when. Answers the request's id.
 */
export async function requestApproval(
  tx: Tx,
  actor: Actor,
  wish: {
    readonly kind: ApprovalKind;
    readonly subject: Readonly<Record<string, unknown>>;
    readonly summary: readonly string[];
    readonly now: Date;
    readonly announce: AnnounceApproval;
  },
): Promise<string> {
  const id = newId();
  const { kind, subject, summary, now } = wish;
  await tx.insert(approval).values({
    id,
    companyId: actor.companyId,
    kind,
    subject,
    summary,
    requestedBy: actor.personId,
    requestedAt: now,
  });
  await auditApproval(tx, actor, id, 'approval.request', now, { kind });
  await announceAs(tx, actor.companyId, id, wish.announce);
  return id;
}

async function announceAs(tx: Tx, companyId: string, id: string, announce: AnnounceApproval): Promise<void> {
  const found = await findApproval(tx, companyId, id);
  if (found === null) throw new Error('an approval vanished in its own transaction');
  await announce(tx, found);
}

const auditApproval = (
  tx: Tx,
  actor: Actor,
  id: string,
  action: string,
  at: Date,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> =>
  writeAudit(tx, {
    companyId: actor.companyId,
    actorId: actor.personId,
    action,
    subjectType: 'approval',
    subjectId: id,
    detail,
    at,
  });

export type DecisionFailure =
  | { readonly code: AuthorizationFailure | 'not_found' }
  /** Somebody decided before, or who asked took it back. */
  | { readonly code: 'already_decided' }
  | { readonly code: 'effect'; readonly why: EffectFailure };

/**
 * An owner of the same company approves or rejects, once: the effect, the decision and the news commit together. What
 * cannot happen any more leaves the request pending, so that the owner can reject it.
 */
export function decideApproval(
  db: Db,
  actor: Actor,
  wish: {
    readonly approvalId: string;
    readonly approve: boolean;
    readonly effects: ApprovalEffects;
    readonly now: Date;
    readonly announce: AnnounceApproval;
  },
): Promise<Result<null, DecisionFailure>> {
  return decideInTransaction<null, DecisionFailure>(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'approval.decide');
    if (!allowed.ok) return err({ code: allowed.error });
    const { companyId } = allowed.value;
    const [held] = await tx
      .select({ state: approval.state })
      .from(approval)
      .where(and(eq(approval.id, wish.approvalId), eq(approval.companyId, companyId)))
      .for('update');
    const found = await findApproval(tx, companyId, wish.approvalId);
    if (held === undefined || found === null) return err({ code: 'not_found' });
    if (held.state !== 'pending') return err({ code: 'already_decided' });
    const effect = wish.effects[found.kind];
    if (effect === undefined) throw new Error(`nothing is known to happen when a ${found.kind} is decided`);
    if (wish.approve) {
      const done = await effect.approved(tx, found, { by: allowed.value, now: wish.now });
      if (!done.ok) return err({ code: 'effect', why: done.error });
    } else await effect.rejected(tx, found, wish.now);
    await tx
      .update(approval)
      .set({
        state: wish.approve ? 'approved' : 'rejected',
        decidedBy: actor.personId,
        decidedAt: wish.now,
      })
      .where(eq(approval.id, found.id));
    const verb = wish.approve ? 'approval.approve' : 'approval.reject';
    await auditApproval(tx, allowed.value, found.id, verb, wish.now, { kind: found.kind });
    await announceAs(tx, companyId, found.id, wish.announce);
    return ok(null);
  });
}

/** Whoever asked takes the question back, because what it was about is gone; nothing when it was decided meanwhile. */
export async function withdrawApproval(
  tx: Tx,
  actor: Actor,
  wish: { readonly approvalId: string; readonly now: Date; readonly announce: AnnounceApproval },
): Promise<void> {
  const rows = await tx
    .update(approval)
    .set({ state: 'withdrawn', decidedAt: wish.now })
    .where(
      and(
        eq(approval.id, wish.approvalId),
        eq(approval.companyId, actor.companyId),
        eq(approval.state, 'pending'),
      ),
    )
    .returning({ id: approval.id });
  if (rows.length === 0) return;
  await auditApproval(tx, actor, wish.approvalId, 'approval.withdraw', wish.now, {});
  await announceAs(tx, actor.companyId, wish.approvalId, wish.announce);
}
