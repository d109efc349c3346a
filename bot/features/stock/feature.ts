import { Composer } from 'grammy';
import { searchStock } from '../../../core/stock/stock-levels.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { STOCK_BUTTON } from './callbacks.ts';
import { PAGE, stockView } from './views.ts';

/** /stock and its words: what there is, where, and at what cost. */
export const stockFeature = new Composer<EnrolledContext>();

stockFeature.command('stock', async (ctx) =>
  reply(ctx, await stockPage(ctx, ctx.match.replace(/\s+/g, ' ').trim(), 0)),
);

stockFeature.callbackQuery(STOCK_BUTTON, async (ctx) => {
  const [, offset = '0', words = ''] = ctx.match;
  return replace(ctx, await stockPage(ctx, words, Number(offset)));
});

async function stockPage(ctx: EnrolledContext, words: string, offset: number) {
  const { companyId } = ctx.actor;
  const found = await searchStock(ctx.deps.db, { companyId, words, limit: PAGE + 1, offset });
  return stockView({
    words,
    levels: found.slice(0, PAGE),
    offset,
    next: found.length > PAGE ? offset + PAGE : null,
  });
}
