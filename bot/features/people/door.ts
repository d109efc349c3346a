import { Composer } from 'grammy';
import { keepName } from '../../../core/people/enrolment.ts';
import { acceptInvitation } from '../../../core/people/invitations.ts';
import { offerCommands } from '../../commands.ts';
import type { BotContext } from '../../context.ts';
import { reply, say } from '../../outbox.ts';
import { greetingView } from '../help/views.ts';
import { enrolmentRefusedView, strangerView } from './views.ts';

const HOUR_MS = 3_600_000;
/** A Telegram start parameter; our tokens are 32 of these. */
const TOKEN = /^[\w-]{16,64}$/;

/** The one thing open to everybody: /start with a one-time link. Strangers get one neutral line, and nothing else. */
export const frontDoor = new Composer<BotContext>();

frontDoor.command('start', async (ctx, next) => {
  const token = ctx.match.trim();
  const { from } = ctx;
  if (from === undefined) return next();
  const { db, clock } = ctx.deps;
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ').trim() || String(from.id);
  if (ctx.actor !== null) ctx.actor = await keepName(db, ctx.actor, name, clock.now());
  if (!TOKEN.test(token)) return next();
  const enrolled = await acceptInvitation(db, { token, telegramUserId: from.id, name, now: clock.now() });
  const actor = enrolled.ok ? enrolled.value : ctx.actor;
  if (actor !== null) {
    await reply(ctx, greetingView(actor));
    return offerCommands(ctx.api, actor);
  }
  if (!enrolled.ok && enrolled.error !== 'already_enrolled' && enrolled.error !== 'invalid')
    return reply(ctx, enrolmentRefusedView(enrolled.error));
  return next();
});

/** One line an hour: the cache spares the database, the slot keeps it true without a cache. */
export async function turnAway(ctx: BotContext): Promise<void> {
  if (ctx.from === undefined || ctx.chat === undefined || ctx.message === undefined) return;
  const hour = Math.floor(ctx.deps.clock.now().getTime() / HOUR_MS);
  const slot = `stranger:${ctx.from.id}:${hour}`;
  if (await ctx.deps.cache.claim(slot, HOUR_MS / 1000))
    await say(ctx.deps.db, { chatId: ctx.chat.id, slot, view: strangerView() });
}
