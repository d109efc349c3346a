import { Composer } from 'grammy';
import { decideConsent, transcribe } from '../../../core/assistant/assistant.ts';
import { mayDo } from '../../../core/people/roles.ts';
import { dayOf } from '../../../core/platform/clock.ts';
import { hasConsent, usageOn } from '../../../drizzle/queries/assistant.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { BotDeps, EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { forwardedView } from '../help/views.ts';
import { assistantCard, assistantNotice, heardView } from './views.ts';

/** /asistente: the owner's consent; and voice notes, which go on as the text that they say. */
export const assistantFeature = new Composer<EnrolledContext>();

async function card(
  { db, clock }: BotDeps,
  assistant: NonNullable<BotDeps['assistant']>,
  companyId: string,
): Promise<MessageView> {
  const { host } = assistant.model;
  return assistantCard({
    host,
    isOn: await hasConsent(db, companyId, host),
    dailyCalls: assistant.dailyCalls,
    usage: await usageOn(db, companyId, dayOf(clock.now())),
  });
}

assistantFeature.command('asistente', async (ctx) => {
  const { assistant } = ctx.deps;
  if (assistant === undefined) return reply(ctx, assistantNotice('none'));
  if (!mayDo(ctx.actor.role, 'assistant.consent')) return reply(ctx, assistantNotice('ask-owner'));
  return reply(ctx, await card(ctx.deps, assistant, ctx.actor.companyId));
});

assistantFeature.callbackQuery(/^ast:(on|off)$/, async (ctx) => {
  const { db, assistant } = ctx.deps;
  if (assistant === undefined) return replace(ctx, assistantNotice('none'));
  const decided = await decideConsent(db, assistant, { actor: ctx.actor, agrees: ctx.match[1] === 'on' });
  return replace(
    ctx,
    decided.ok ? await card(ctx.deps, assistant, ctx.actor.companyId) : assistantNotice('ask-owner'),
  );
});

assistantFeature.on('message:voice', async (ctx, next) => {
  const { db, assistant } = ctx.deps;
  if (ctx.message.forward_origin !== undefined) return reply(ctx, forwardedView());
  if (assistant === undefined || !(await hasConsent(db, ctx.actor.companyId, assistant.model.host)))
    return reply(ctx, assistantNotice('no-voice'));
  const file = await assistant.download(ctx.message.voice.file_id);
  if (!file.ok) return reply(ctx, assistantNotice('not-heard'));
  const audio = { bytes: file.value, fileName: 'nota.ogg' };
  const heard = await transcribe(db, assistant, ctx.actor.companyId, audio);
  if (!heard.ok) return reply(ctx, assistantNotice(heard.error === 'spent' ? 'spent' : 'not-heard'));
  const text = heard.value.trim().slice(0, 500);
  // What was heard is no command: a slash is only typed.
  if (text === '' || text.startsWith('/')) return reply(ctx, assistantNotice('not-heard'));
  await reply(ctx, heardView(text));
  // From here on it is a message like any other.
  Object.assign(ctx.message, { text, voice: undefined });
  return next();
});
