import type { Db } from '../../drizzle/client.ts';
import {
  countCall,
  countOutcome,
  grantConsent,
  hasConsent,
  revokeConsent,
} from '../../drizzle/queries/assistant.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type Clock, dayOf } from '../platform/clock.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { Model, ModelAnswer, ModelFailure } from './model.ts';

/** The optional helper: a model, and how much of it a company may use. */
export interface Assistant {
  readonly model: Model;
  readonly clock: Clock;
  readonly dailyCalls: number;
}

/** no_consent: the owner did not agree · spent: the day's limit · nonsense: the answer was not what was asked for. */
export type AssistantFailure = ModelFailure | 'no_consent' | 'spent' | 'nonsense';

/** Asks the model on behalf of a company: only with consent, within the day's limit, and counted. */
export async function askModel(
  db: Db,
  assistant: Assistant,
  companyId: string,
  question: Parameters<Model['complete']>[0],
): Promise<Result<ModelAnswer, AssistantFailure>> {
  return counted(db, assistant, companyId, async () => {
    const answer = await assistant.model.complete(question);
    return answer;
  });
}

/** Turns a voice note into text, under the same conditions. */
export async function transcribe(
  db: Db,
  assistant: Assistant,
  companyId: string,
  audio: { readonly bytes: Buffer; readonly fileName: string },
): Promise<Result<string, AssistantFailure>> {
  return counted(db, assistant, companyId, () => assistant.model.transcribe(audio.bytes, audio.fileName));
}

async function counted<T>(
  db: Db,
  { model, clock, dailyCalls }: Assistant,
  companyId: string,
  ask: () => Promise<Result<T, ModelFailure>>,
): Promise<Result<T, AssistantFailure>> {
  if (!(await hasConsent(db, companyId, model.host))) return err('no_consent');
  const day = dayOf(clock.now());
  if (!(await countCall(db, companyId, day, dailyCalls))) return err('spent');
  const answer = await ask();
  const used = answer.ok ? tokensOf(answer.value) : { inputTokens: 0, outputTokens: 0 };
  await countOutcome(db, companyId, day, { problem: answer.ok ? null : answer.error, ...used });
  return answer;
}

function tokensOf(value: unknown): { inputTokens: number; outputTokens: number } {
  const { inputTokens = 0, outputTokens = 0 } =
    typeof value === 'object' && value !== null ? (value as Partial<ModelAnswer>) : {};
  return { inputTokens, outputTokens };
}

/** The owner agrees, or takes it back; written with who and when. */
export function decideConsent(
  db: Db,
  { model, clock }: Assistant,
  { actor, agrees }: { readonly actor: Actor; readonly agrees: boolean },
): Promise<Result<null, AuthorizationFailure>> {
  return decideInTransaction(db, async (tx) => {
    const allowed = await authorize(tx, actor, 'assistant.consent');
    if (!allowed.ok) return allowed;
    const { companyId, personId } = allowed.value;
    const at = clock.now();
    if (agrees) await grantConsent(tx, { companyId, host: model.host, grantedBy: personId, grantedAt: at });
    else await revokeConsent(tx, companyId, at);
    await writeAudit(tx, {
      companyId,
      actorId: personId,
      action: agrees ? 'assistant.agree' : 'assistant.revoke',
      subjectType: 'company',
      subjectId: companyId,
      detail: { host: model.host },
      at,
    });
    return ok(null);
  });
}
