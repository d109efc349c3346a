import type { NextFunction } from 'grammy';
import { answerQuestion } from '../../../core/assistant/answer.ts';
import { interpret } from '../../../core/assistant/interpret.ts';
import { PROMPT_VERSION } from '../../../core/assistant/prompts.ts';
import type { EnrolledContext } from '../../context.ts';
import { reply } from '../../outbox.ts';
import { INTENT_HANDLERS } from '../talk/intents.ts';
import { answerView, assistantNotice } from './views.ts';

/** Words that the rules did not take: the same intents with the model's help, or an answer from the shop's own data. */
export async function assist(ctx: EnrolledContext, text: string, next: NextFunction): Promise<unknown> {
  const { db, assistant, logger } = ctx.deps;
  if (assistant === undefined) return next();
  const meant = await interpret(db, assistant, ctx.actor.companyId, text);
  if (!meant.ok) {
    if (meant.error !== 'no_consent') logger.info({ problem: meant.error, PROMPT_VERSION }, 'assistant');
    return meant.error === 'spent' ? reply(ctx, assistantNotice('spent')) : next();
  }
  if (meant.value.kind === 'question') return answer(ctx, text);
  if (meant.value.kind !== 'command') return next();
  const handler = INTENT_HANDLERS[meant.value.heard.intent];
  return handler === undefined ? next() : handler(ctx, meant.value.heard);
}

async function answer(ctx: EnrolledContext, text: string): Promise<void> {
  const { db, assistant, logger } = ctx.deps;
  if (assistant === undefined) return;
  const answered = await answerQuestion(db, assistant, { actor: ctx.actor, text });
  if (answered.ok) return reply(ctx, answerView(answered.value));
  logger.info({ problem: answered.error, PROMPT_VERSION }, 'assistant');
  switch (answered.error) {
    case 'spent':
      return reply(ctx, assistantNotice('spent'));
    case 'unfounded':
    case 'nonsense':
      return reply(ctx, assistantNotice('unfounded'));
    default:
      return reply(ctx, assistantNotice('away'));
  }
}
