import { and, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../../drizzle/client.ts';
import { type CountRow, changeCount, findCount, lockCount } from '../../../drizzle/queries/counts.ts';
import { lockCosts, movementsOf, virtualLocation } from '../../../drizzle/queries/ledger.ts';
import { stopAskingAbout } from '../../../drizzle/queries/questions.ts';
import { countLine } from '../../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../../drizzle/transaction.ts';
import type { Actor } from '../../people/actor.ts';
import { needsApproval } from '../../people/approval-limits.ts';
import { type AnnounceApproval, type ApprovalEffect, requestApproval } from '../../people/approvals.ts';
import { authorize } from '../../people/roles.ts';
import { dayOf } from '../../platform/clock.ts';
import { Dec, dec, plain, sum } from '../../platform/decimal.ts';
import { err, ok, type Result } from '../../platform/result.ts';
import { type InsufficientStock, type NewMovement, recordMovements } from '../ledger.ts';
import { type CountReview, reviewCount } from './review.ts';
import { auditCount, type CountFailure, type CountWish } from './session.ts';

export type CloseFailure =
  | CountFailure
  | { readonly code: 'nothing_counted' }
  /** People must still say something about these products. */
  | { readonly code: 'unsettled'; readonly productIds: readonly string[] }
  /** More than is there would go: something moved that was not written down. Count it again. */
  | InsufficientStock;

export interface ClosedCount {
  readonly review: CountReview;
  /** `waiting`: the differences are large, and the owner was asked. */
  readonly state: 'closed' | 'waiting';
}

/** Posts the differences of a count, or asks the owner where they are over the actor's limit. */
export function closeCount(
  db: Db,
  wish: CountWish & {
    /** What the owner reads when asked. */
    readonly summary: (review: CountReview) => readonly string[];
    readonly announce: AnnounceApproval;
  },
): Promise<Result<ClosedCount, CloseFailure>> {
  return decideInTransaction<ClosedCount, CloseFailure>(db, async (tx) => {
    const count = await lockCount(tx, wish.actor.companyId, wish.countId);
    if (count === null) return err({ code: 'not_found' });
    const allowed = await authorize(tx, wish.actor, 'stock.count', count.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    if (count.state !== 'open') return err({ code: 'not_open', state: count.state });
    const actor = allowed.value;
    const ready = await readyReview(tx, count);
    if (!ready.ok) return ready;
    const review = ready.value;
    await stopAskingAbout(tx, count.id);
    if (!(await needsApproval(tx, actor, 'count', stakeOf(review)))) {
      const posted = await post(tx, review, actor, wish.now);
      return posted.ok ? ok({ review, state: 'closed' }) : posted;
    }
    const approvalId = await requestApproval(tx, actor, {
      kind: 'count',
      subject: { countId: count.id },
      summary: wish.summary(review),
      now: wish.now,
      announce: wish.announce,
    });
    await changeCount(tx, count.id, { state: 'waiting', approvalId });
    return ok({ review, state: 'waiting' });
  });
}

/** The differences at a moment when nothing of what was counted moves. */
async function readyReview(tx: Tx, count: CountRow): Promise<Result<CountReview, CloseFailure>> {
  const before = await reviewCount(tx, count);
  const ids = before.lines.filter((line) => line.settled !== null).map((line) => line.productId);
  if (ids.length === 0) return err({ code: 'nothing_counted' });
  await lockCosts(tx, ids.toSorted());
  const review = await reviewCount(tx, count);
  return review.open.length > 0
    ? err({ code: 'unsettled', productIds: review.open.map((line) => line.productId) })
    : ok(review);
}

function stakeOf({ different, shortValue, overValue }: CountReview) {
  const units = different.map(({ settled }) =>
    settled?.kind === 'agreed' ? dec(settled.difference).abs() : new Dec(0),
  );
  return { units: plain(Dec.max(0, ...units)), value: plain(dec(shortValue).plus(overValue)) };
}

async function post(
  tx: Tx,
  { count, lines }: CountReview,
  actor: Actor,
  now: Date,
): Promise<Result<null, InsufficientStock>> {
  const books = await virtualLocation(tx, count.companyId, 'count');
  const movements: NewMovement[] = [];
  for (const [index, { productId, settled, value }] of lines.entries()) {
    if (settled?.kind !== 'agreed') continue;
    const difference = dec(settled.difference);
    await tx
      .update(countLine)
      .set({ difference: plain(difference), value: value === null ? null : plain(dec(value).abs()) })
      .where(and(eq(countLine.countId, count.id), eq(countLine.productId, productId)));
    if (difference.isZero()) continue;
    const isOver = difference.gt(0);
    movements.push({
      productId,
      fromLocationId: isOver ? books : count.locationId,
      toLocationId: isOver ? count.locationId : books,
      quantity: plain(difference.abs()),
      sourceType: 'count',
      sourceId: count.id,
      lineNo: index + 1,
    });
  }
  const recorded = await recordMovements(tx, {
    companyId: count.companyId,
    actorId: actor.personId,
    now,
    movements,
  });
  if (!recorded.ok) return recorded;
  await changeCount(tx, count.id, { state: 'closed', closedBy: actor.personId, closedAt: now });
  const changed = plain(sum(movements.map((one) => dec(one.quantity))));
  await auditCount(tx, actor, count.id, 'close', now, { lines: movements.length, units: changed });
  return ok(null);
}

/** What the owner's word does to a count that waits. */
export const COUNT_APPROVAL: ApprovalEffect = {
  approved: async (tx, approval, { now }) => {
    const count = await waitingCount(tx, approval.companyId, approval.subject, approval.id);
    if (count === null) return err('gone');
    const allowed = await authorize(tx, approval.requester, 'stock.count', count.locationId);
    if (!allowed.ok) return allowed;
    const ready = await readyReview(tx, count);
    if (!ready.ok) return err('gone');
    const posted = await post(tx, ready.value, allowed.value, now);
    return posted.ok ? posted : err('insufficient_stock');
  },
  // Back to the people, who can count again.
  rejected: async (tx, approval) => {
    const count = await waitingCount(tx, approval.companyId, approval.subject, approval.id);
    if (count !== null) await changeCount(tx, count.id, { state: 'open', approvalId: null });
  },
};

async function waitingCount(
  tx: Tx,
  companyId: string,
  subject: Readonly<Record<string, unknown>>,
  approvalId: string,
): Promise<CountRow | null> {
  const count = await lockCount(tx, companyId, String(subject.countId));
  return count?.state === 'waiting' && count.approvalId === approvalId ? count : null;
}

export type UndoCountFailure =
  | CountFailure
  /** Undo is for the Argentine day on which it was closed. */
  | { readonly code: 'too_late' };

/** Takes a closed count back on the same day, by whoever closed it or the owner. */
export function undoCount(db: Db, wish: CountWish): Promise<Result<CountRow, UndoCountFailure>> {
  return decideInTransaction<CountRow, UndoCountFailure>(db, async (tx) => {
    const { companyId } = wish.actor;
    const count = await lockCount(tx, companyId, wish.countId);
    if (count === null) return err({ code: 'not_found' });
    const allowed = await authorize(tx, wish.actor, 'stock.count', count.locationId);
    if (!allowed.ok) return err({ code: allowed.error });
    const actor = allowed.value;
    if (count.closedBy !== actor.personId && actor.role !== 'owner') return err({ code: 'forbidden' });
    if (count.state !== 'closed' || count.closedAt === null)
      return err({ code: 'not_open', state: count.state });
    if (dayOf(count.closedAt) !== dayOf(wish.now)) return err({ code: 'too_late' });
    const movements = await movementsOf(tx, companyId, 'count', count.id);
    const recorded = await recordMovements(tx, {
      companyId,
      actorId: actor.personId,
      now: wish.now,
      movements: movements.toReversed().map((one) => ({
        productId: one.productId,
        fromLocationId: one.toLocationId,
        toLocationId: one.fromLocationId,
        quantity: one.quantity,
        sourceType: 'reversal' as const,
        sourceId: count.id,
        lineNo: one.lineNo,
        takesBack: one.seq,
      })),
    });
    if (!recorded.ok) throw new Error('a reversal may never be refused for lack of stock');
    await changeCount(tx, count.id, { state: 'undone' });
    await auditCount(tx, actor, count.id, 'undo', wish.now);
    return ok((await findCount(tx, companyId, count.id)) ?? count);
  });
}
