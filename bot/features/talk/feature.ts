import { Composer } from 'grammy';
import { hear } from '../../../core/catalog/hearing.ts';
import type { EnrolledContext } from '../../context.ts';
import { assist } from '../assistant/assist.ts';
import { INTENT_HANDLERS } from './intents.ts';

/** Free text: what it means decides which feature answers; what nobody takes goes on to the next handler. */
export const talkFeature = new Composer<EnrolledContext>();

talkFeature.on('message:text', async (ctx, next) => {
  if (ctx.message.text.startsWith('/')) return next();
  const heard = await hear(ctx.deps.db, ctx.actor.companyId, ctx.message.text);
  const handler = INTENT_HANDLERS[heard.intent];
  return handler === undefined ? assist(ctx, ctx.message.text, next) : handler(ctx, heard);
});
