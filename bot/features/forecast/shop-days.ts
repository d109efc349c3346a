import { Composer } from 'grammy';
import { sayShopDays } from '../../../core/demand/shop-days.ts';
import { readShopDayPhrase } from '../../../core/language/shop-day-phrase.ts';
import { mayDo } from '../../../core/people/roles.ts';
import { dayOf } from '../../../core/platform/clock.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { readShopDaysButton, SHOP_DAYS_BUTTON } from './callbacks.ts';
import { askShopDaysView, keptShopDaysView, saidShopDaysView, shopDaysProblem } from './shop-days-views.ts';

/** "Mañana cerramos": days on which nothing will be sold, so that nothing is foreseen for them. */
export const shopDaysFeature = new Composer<EnrolledContext>();

shopDaysFeature.on('message:text', (ctx, next) => {
  const { text } = ctx.message;
  const said = text.startsWith('/') ? null : readShopDayPhrase(text, dayOf(ctx.deps.clock.now()));
  if (said === null) return next();
  if (!mayDo(ctx.actor.role, 'shop_day.say')) return reply(ctx, { text: shopDaysProblem('forbidden') });
  return reply(ctx, askShopDaysView(said));
});

shopDaysFeature.callbackQuery(SHOP_DAYS_BUTTON, async (ctx) => {
  const wish = readShopDaysButton(ctx.match as RegExpMatchArray);
  if (wish === null) return replace(ctx, keptShopDaysView());
  const { db, clock } = ctx.deps;
  const done = await sayShopDays(db, { ...wish, actor: ctx.actor, now: clock.now() });
  if (!done.ok) return ctx.answerCallbackQuery({ text: shopDaysProblem(done.error), show_alert: true });
  return replace(ctx, saidShopDaysView(wish));
});
