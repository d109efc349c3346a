import { Composer } from 'grammy';
import { type LimitedRole, limitsOf, setLimit } from '../../../core/people/approval-limits.ts';
import { decideApproval, findApproval, pendingApprovals } from '../../../core/people/approvals.ts';
import { mayDo } from '../../../core/people/roles.ts';
import type { ApprovalKind } from '../../../drizzle/schema/approvals.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { announceApproval } from './announce.ts';
import { DECISION_BUTTON, LIMIT_BUTTON, LIMITS_BUTTON, OPEN_BUTTON } from './callbacks.ts';
import { APPROVAL_EFFECTS } from './effects.ts';
import {
  approvalCard,
  chooseLimitView,
  decisionProblem,
  limitsView,
  pendingView,
  refusedView,
} from './views.ts';

/** /aprobaciones: what waits for the owner, and up to where the others decide alone. */
export const approvalsFeature = new Composer<EnrolledContext>();

const LISTED = 10;

approvalsFeature.command('aprobaciones', async (ctx) => {
  const { db } = ctx.deps;
  if (!mayDo(ctx.actor.role, 'approval.decide')) return reply(ctx, refusedView('forbidden'));
  return reply(ctx, pendingView(await pendingApprovals(db, ctx.actor.companyId, LISTED)));
});

approvalsFeature.callbackQuery(OPEN_BUTTON, async (ctx) => {
  const [, approvalId = ''] = ctx.match;
  if (!mayDo(ctx.actor.role, 'approval.decide')) return replace(ctx, refusedView('forbidden'));
  const found = await findApproval(ctx.deps.db, ctx.actor.companyId, approvalId);
  return replace(ctx, found === null ? refusedView('not_found') : approvalCard(found));
});

approvalsFeature.callbackQuery(DECISION_BUTTON, async (ctx) => {
  const [, approvalId = '', answer] = ctx.match;
  const { db, clock } = ctx.deps;
  const decided = await decideApproval(db, ctx.actor, {
    approvalId,
    approve: answer === 'yes',
    effects: APPROVAL_EFFECTS,
    now: clock.now(),
    announce: announceApproval,
  });
  const found = await findApproval(db, ctx.actor.companyId, approvalId);
  const mayRead = mayDo(ctx.actor.role, 'approval.decide') && found !== null;
  if (mayRead && (decided.ok || decided.error.code === 'already_decided'))
    await replace(ctx, approvalCard(found));
  if (!decided.ok) await ctx.answerCallbackQuery({ text: decisionProblem(decided.error), show_alert: true });
});

approvalsFeature.callbackQuery(LIMITS_BUTTON, async (ctx) => {
  if (!mayDo(ctx.actor.role, 'approval.decide')) return replace(ctx, refusedView('forbidden'));
  return replace(ctx, limitsView(await limitsOf(ctx.deps.db, ctx.actor.companyId)));
});

approvalsFeature.callbackQuery(LIMIT_BUTTON, async (ctx) => {
  const [, role, kind, amount] = ctx.match as unknown as [string, LimitedRole, ApprovalKind, string?];
  const { db, clock } = ctx.deps;
  const { actor } = ctx;
  if (!mayDo(actor.role, 'approval.decide')) return replace(ctx, refusedView('forbidden'));
  if (amount !== undefined) {
    const limit = amount === 'none' ? null : amount;
    const set = await setLimit(db, actor, {
      role,
      kind,
      maxUnits: kind === 'price' ? limit : null,
      maxValue: kind === 'price' ? null : limit,
      now: clock.now(),
    });
    if (!set.ok) return replace(ctx, refusedView(set.error));
  }
  const limits = await limitsOf(db, actor.companyId);
  const chosen = limits.find((one) => one.role === role && one.kind === kind);
  return replace(
    ctx,
    amount === undefined && chosen !== undefined ? chooseLimitView(chosen) : limitsView(limits),
  );
});
