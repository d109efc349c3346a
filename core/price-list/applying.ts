import type { Db, Tx } from '../../drizzle/client.ts';
import {
  changeReview,
  currentPrices,
  insertSalePrices,
  lockReview,
  type PriceReviewRow,
} from '../../drizzle/queries/prices.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { needsApproval } from '../people/approval-limits.ts';
import { type AnnounceApproval, type ApprovalEffect, requestApproval } from '../people/approvals.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { dayOf } from '../platform/clock.ts';
import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { RepricedLine } from '../pricing/reprice.ts';

export type ReviewFailure =
  | AuthorizationFailure
  | 'not_found'
  /** Applied, ignored or taken back meanwhile. */
  | 'closed'
  /** Every price that it would change was changed meanwhile. */
  | 'stale'
  | 'unknown_line'
  | 'bad_price'
  | 'too_late';

export interface ReviewWish {
  readonly actor: Actor;
  readonly reviewId: string;
  readonly now: Date;
}

/** Lines that would really change something; a line that somebody took out has a price of zero. */
export const changesOf = (lines: readonly RepricedLine[]): readonly RepricedLine[] =>
  lines.filter(({ price, priceBefore }) => dec(price).gt(0) && !dec(price).eq(priceBefore ?? '0'));

/** Sets what a line proposes; zero leaves the product's price as it is. */
export function editReview(
  db: Db,
  wish: ReviewWish & { readonly position: number; readonly price: DecimalString },
): Promise<Result<PriceReviewRow, ReviewFailure>> {
  return withReview(db, wish, async (tx, review) => {
    if (review.state !== 'open') return err('closed');
    if (review.lines[wish.position] === undefined) return err('unknown_line');
    const price = dec(wish.price);
    if (price.isNegative() || price.gt('1e9') || price.decimalPlaces() > 2) return err('bad_price');
    const lines = review.lines.map((line, i) =>
      i === wish.position ? { ...line, price: plain(price) } : line,
    );
    await changeReview(tx, review.id, { lines });
    return ok({ ...review, lines });
  });
}

export function ignoreReview(db: Db, wish: ReviewWish): Promise<Result<PriceReviewRow, ReviewFailure>> {
  return withReview(db, wish, async (tx, review, actor) => {
    if (review.state !== 'open') return err('closed');
    return ok(await close(tx, review, actor, 'ignored', wish.now));
  });
}

/** Of the changes of a review, those of prices that are still as it showed them. */
async function standingChanges(tx: Tx, review: PriceReviewRow): Promise<readonly RepricedLine[]> {
  const changes = changesOf(review.lines);
  const ids = changes.map((line) => line.productId);
  const now = await currentPrices(tx, review.companyId, ids);
  return changes.filter(({ productId, priceBefore }) =>
    dec(now.get(productId)?.price ?? '0').eq(priceBefore ?? '0'),
  );
}

/**
 * Sets the proposed prices; those that changed since they were shown stay. Beyond what this person may change alone, it asks the owner instead and the review waits.
 */
export function applyReview(
  db: Db,
  wish: ReviewWish & { readonly summary: readonly string[]; readonly announce: AnnounceApproval },
): Promise<Result<PriceReviewRow, ReviewFailure>> {
  return withReview(db, wish, async (tx, review, actor) => {
    if (review.state !== 'open') return err('closed');
    const changes = await standingChanges(tx, review);
    if (changes.length === 0 && changesOf(review.lines).length > 0) return err('stale');
    const stake = { units: plain(largestChange(changes)), value: null };
    if (await needsApproval(tx, actor, 'price', stake)) {
      const { summary, now, announce } = wish;
      await requestApproval(tx, actor, {
        kind: 'price',
        subject: { reviewId: review.id },
        summary,
        now,
        announce,
      });
      await changeReview(tx, review.id, { state: 'waiting' });
      return ok({ ...review, state: 'waiting' });
    }
    return ok(await setPrices(tx, review, changes, actor, wish.now));
  });
}

/** In percent, without sign; a first price changes nothing. */
function largestChange(changes: readonly RepricedLine[]): Dec {
  return changes.reduce((most, { price, priceBefore }) => {
    if (priceBefore === null || !dec(priceBefore).gt(0)) return most;
    return Dec.max(most, dec(price).div(priceBefore).minus(1).abs().times(100).toDecimalPlaces(2));
  }, new Dec(0));
}

/** What the owner's word does to prices that wait for it. */
export const priceApproval: ApprovalEffect = {
  approved: async (tx, approval, { by, now }) => {
    const review = await waitingReview(tx, approval);
    const changes = review === null ? [] : await standingChanges(tx, review);
    if (review === null || changes.length === 0) return err('gone');
    await setPrices(tx, review, changes, by, now);
    return ok(null);
  },
  rejected: async (tx, approval, now) => {
    const review = await waitingReview(tx, approval);
    if (review !== null) await changeReview(tx, review.id, { state: 'ignored', closedAt: now });
  },
};

async function waitingReview(
  tx: Tx,
  { companyId, subject }: { companyId: string; subject: Readonly<Record<string, unknown>> },
): Promise<PriceReviewRow | null> {
  const review = await lockReview(tx, companyId, String(subject.reviewId));
  return review?.state === 'waiting' ? review : null;
}

async function setPrices(
  tx: Tx,
  review: PriceReviewRow,
  changes: readonly RepricedLine[],
  actor: Actor,
  now: Date,
): Promise<PriceReviewRow> {
  await insertSalePrices(
    tx,
    changes.map(({ productId, price }) => ({
      companyId: review.companyId,
      productId,
      price,
      source: review.source,
      setBy: actor.personId,
      at: now,
    })),
  );
  return close(tx, review, actor, 'applied', now);
}

/** Puts back the prices that a review set, on the same day and by who set them; those changed since stay. */
export function undoReview(db: Db, wish: ReviewWish): Promise<Result<PriceReviewRow, ReviewFailure>> {
  return withReview(db, wish, async (tx, review, actor) => {
    if (review.state !== 'applied' || review.closedAt === null) return err('closed');
    if (review.closedBy !== actor.personId) return err('forbidden');
    if (dayOf(review.closedAt) !== dayOf(wish.now)) return err('too_late');
    const changes = changesOf(review.lines);
    const now = await currentPrices(
      tx,
      review.companyId,
      changes.map((line) => line.productId),
    );
    const untouched = changes.filter(({ productId, price }) =>
      dec(now.get(productId)?.price ?? '0').eq(price),
    );
    await insertSalePrices(
      tx,
      untouched.map(({ productId, priceBefore }) => ({
        companyId: review.companyId,
        productId,
        price: priceBefore,
        source: 'undo' as const,
        setBy: actor.personId,
        at: wish.now,
      })),
    );
    return ok(await close(tx, review, actor, 'undone', wish.now));
  });
}

async function close(
  tx: Tx,
  review: PriceReviewRow,
  actor: Actor,
  state: 'applied' | 'ignored' | 'undone',
  now: Date,
): Promise<PriceReviewRow> {
  const closed = { state, closedBy: actor.personId, closedAt: now };
  await changeReview(tx, review.id, closed);
  await writeAudit(tx, {
    companyId: review.companyId,
    actorId: actor.personId,
    action: `price.${state}`,
    subjectType: 'price_review',
    subjectId: review.id,
    detail: { products: changesOf(review.lines).length },
    at: now,
  });
  return { ...review, ...closed };
}

function withReview(
  db: Db,
  wish: ReviewWish,
  work: (tx: Tx, review: PriceReviewRow, actor: Actor) => Promise<Result<PriceReviewRow, ReviewFailure>>,
): Promise<Result<PriceReviewRow, ReviewFailure>> {
  return decideInTransaction<PriceReviewRow, ReviewFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'price.set');
    if (!allowed.ok) return allowed;
    const review = await lockReview(tx, allowed.value.companyId, wish.reviewId);
    return review === null ? err('not_found') : work(tx, review, allowed.value);
  });
}
