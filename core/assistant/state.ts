import type { Db } from '../../drizzle/client.ts';
import { hasConsent, usageOn } from '../../drizzle/queries/assistant.ts';
import { dayOf } from '../platform/clock.ts';
import type { Assistant } from './assistant.ts';

/**
 * off: no key · consent: the owner has not agreed · spent: the day's limit is reached · resting: it failed too often and
 * is left alone for a while (as this process sees it) · working: asked when somebody needs it.
 */
export interface AssistantState {
  readonly state: 'off' | 'consent' | 'spent' | 'resting' | 'working';
  /** Today, as all figures here. */
  readonly calls: number;
  readonly limit: number;
  readonly failures: number;
  readonly tokens: number;
  /** Why the last one that failed gave no answer, as a stable code. */
  readonly lastProblem: string | null;
}

export async function assistantState(
  db: Db,
  assistant: Assistant | undefined,
  companyId: string,
): Promise<AssistantState> {
  if (assistant === undefined)
    return { state: 'off', calls: 0, limit: 0, failures: 0, tokens: 0, lastProblem: null };
  const { model, clock, dailyCalls: limit } = assistant;
  const usage = await usageOn(db, companyId, dayOf(clock.now()));
  const calls = usage?.calls ?? 0;
  const hasAgreed = await hasConsent(db, companyId, model.host);
  const stateNow = calls >= limit ? 'spent' : model.isResting ? 'resting' : 'working';
  return {
    state: hasAgreed ? stateNow : 'consent',
    calls,
    limit,
    failures: usage?.failures ?? 0,
    tokens: (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0),
    lastProblem: usage?.lastProblem ?? null,
  };
}
