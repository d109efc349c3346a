import type { Result } from '../../../core/platform/result.ts';
import { closeCount, undoCount } from '../../../core/stock/counting/closing.ts';
import { addEntries, chooseEntry, vouchForMoved } from '../../../core/stock/counting/entries.ts';
import { type CountReview, reviewCount } from '../../../core/stock/counting/review.ts';
import { askNext, cancelCount } from '../../../core/stock/counting/session.ts';
import { findCount } from '../../../drizzle/queries/counts.ts';
import type { EnrolledContext } from '../../context.ts';
import { t } from '../../locales/messages.ts';
import { replace } from '../../outbox.ts';
import { announceApproval } from '../approvals/announce.ts';
import { type CountLineVerb, type CountVerb, shortOf } from './callbacks.ts';
import { askCancelView, countLineView } from './line-view.ts';
import { questionView, reviewView, summaryLines } from './views.ts';

const problemText = (code: string): string => t(`counting-problem-${code}`);

const refuse = (ctx: EnrolledContext, code: string): Promise<unknown> =>
  ctx.answerCallbackQuery({ text: problemText(code), show_alert: true });

const wishOf = ({ actor, deps, operationId }: EnrolledContext, countId: string) => ({
  actor,
  countId,
  operationId,
  now: deps.clock.now(),
});

/** The count as it is now; null when it is none of this company. */
async function reviewNow(ctx: EnrolledContext, countId: string): Promise<CountReview | null> {
  const count = await findCount(ctx.deps.db, ctx.actor.companyId, countId);
  return count === null ? null : reviewCount(ctx.deps.db, count);
}

async function showReview(ctx: EnrolledContext, countId: string, page = 0): Promise<unknown> {
  const review = await reviewNow(ctx, countId);
  return review === null ? refuse(ctx, 'not_found') : replace(ctx, reviewView(review, page));
}

/** Shows the count as it is after a change, and says why where it was refused. */
async function after(
  ctx: EnrolledContext,
  countId: string,
  outcome: Result<unknown, { readonly code: string }>,
): Promise<unknown> {
  if (!outcome.ok && outcome.error.code === 'not_found') return refuse(ctx, 'not_found');
  await showReview(ctx, countId);
  return outcome.ok ? undefined : refuse(ctx, outcome.error.code);
}

/** Buttons about the whole count. */
export async function pressCount(
  ctx: EnrolledContext,
  countId: string,
  verb: string,
  page: number,
): Promise<unknown> {
  const { db } = ctx.deps;
  const wish = wishOf(ctx, countId);
  switch (verb as CountVerb) {
    case 'go': {
      const next = await askNext(db, wish);
      return next.ok ? replace(ctx, questionView(next.value)) : refuse(ctx, next.error.code);
    }
    case 'review':
      return showReview(ctx, countId, page);
    case 'close': {
      const announced = { summary: summaryLines, announce: announceApproval };
      return after(ctx, countId, await closeCount(db, { ...wish, ...announced }));
    }
    case 'ask_cancel':
      return replace(ctx, askCancelView(countId));
    case 'cancel':
      return after(ctx, countId, await cancelCount(db, { ...wish, announce: announceApproval }));
    case 'undo':
      return after(ctx, countId, await undoCount(db, wish));
  }
}

/** Buttons about one product of a count, named by the beginning of its id. */
export async function pressLine(
  ctx: EnrolledContext,
  countId: string,
  verb: string,
  product: string,
): Promise<unknown> {
  const line = await lineOf(ctx, countId, product);
  if (line === null) return refuse(ctx, 'not_found');
  const { db } = ctx.deps;
  const { productId } = line;
  const wish = { ...wishOf(ctx, countId), productId };
  switch (verb as CountLineVerb) {
    case 'line':
      return replace(ctx, countLineView(countId, line));
    case 'skip': {
      const next = await askNext(db, { ...wish, productId: undefined, after: productId });
      return next.ok ? replace(ctx, questionView(next.value)) : refuse(ctx, next.error.code);
    }
    case 'again': {
      const next = await askNext(db, wish);
      return next.ok ? replace(ctx, questionView(next.value)) : refuse(ctx, next.error.code);
    }
    case 'vouch':
      return after(ctx, countId, await vouchForMoved(db, wish));
    case 'add':
      return after(ctx, countId, await addEntries(db, wish));
  }
}

async function lineOf(ctx: EnrolledContext, countId: string, product: string) {
  const review = await reviewNow(ctx, countId);
  const meant = review?.lines.filter((line) => shortOf(line.productId) === product) ?? [];
  return meant.length === 1 ? meant[0]! : null;
}

/** One person's number holds. */
export async function pressKeep(
  ctx: EnrolledContext,
  countId: string,
  product: string,
  person: string,
): Promise<unknown> {
  const line = await lineOf(ctx, countId, product);
  const meant = line?.entries.filter((entry) => shortOf(entry.personId) === person) ?? [];
  const [entry] = meant;
  if (line === null || entry === undefined || meant.length > 1) return refuse(ctx, 'not_found');
  const wish = { ...wishOf(ctx, countId), productId: line.productId, personId: entry.personId };
  return after(ctx, countId, await chooseEntry(ctx.deps.db, wish));
}
