import { type Question, questionFor } from '../drizzle/queries/questions.ts';
import { openProposalOf } from '../drizzle/queries/stock-proposals.ts';
import type { EnrolledContext } from './context.ts';

/**
 * What the bot asks this person, for a bare number or date to answer; the newest question holds, so a movement proposed
 * since then comes first. `answered`: this very update was the answer, and is being handled again.
 */
export async function askedNow(ctx: EnrolledContext): Promise<Question | 'answered' | null> {
  const { db } = ctx.deps;
  const asked = await questionFor(db, ctx.actor.personId);
  if (asked === null) return null;
  if (asked.operationId === ctx.operationId) return 'answered';
  if (asked.topic === 'none') return null;
  const proposal = await openProposalOf(db, ctx.actor.personId, asked.askedAt);
  return proposal === null ? asked : null;
}
