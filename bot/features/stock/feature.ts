import { Composer } from 'grammy';
import type { Heard } from '../../../core/catalog/hearing.ts';
import { mayDo } from '../../../core/people/roles.ts';
import { searchStock, stockOf } from '../../../core/stock/stock-levels.ts';
import { inventoryTotals, stockByCategory } from '../../../drizzle/queries/inventory.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { STOCK_BUTTON } from './callbacks.ts';
import { stockReportView } from './report-view.ts';
import { PAGE, stockView } from './views.ts';

/** /stock and its words: what there is, where, and at what cost; /informe_stock: the whole of it in a few lines. */
export const stockFeature = new Composer<EnrolledContext>();

stockFeature.command('stock', async (ctx) =>
  reply(ctx, await stockPage(ctx, ctx.match.replace(/\s+/g, ' ').trim(), 0)),
);

stockFeature.command('informe_stock', async (ctx) => {
  const { db, clock } = ctx.deps;
  const { companyId, role } = ctx.actor;
  return reply(
    ctx,
    stockReportView({
      totals: await inventoryTotals(db, companyId, clock.now()),
      categories: await stockByCategory(db, companyId),
      showsMoney: mayDo(role, 'price.read_cost'),
    }),
  );
});

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

/** "¿cuánta yerba queda?": the stock of everything that may be meant; without products, of everything. */
export async function answerStock(ctx: EnrolledContext, heard: Heard): Promise<void> {
  const [first, ...others] = heard.items;
  if (first === undefined) return reply(ctx, await stockPage(ctx, '', 0));
  const unclear = [first, ...others].find((item) => item.product === null && item.candidates.length === 0);
  if (unclear !== undefined) return reply(ctx, await stockPage(ctx, unclear.phrase, 0));
  const { companyId } = ctx.actor;
  const meant = heard.items.flatMap((item) => (item.product === null ? item.candidates : [item.product]));
  const ids = [...new Set(meant.map((one) => one.id))].slice(0, PAGE);
  const levels = await Promise.all(ids.map((productId) => stockOf(ctx.deps.db, { companyId, productId })));
  const known = levels.filter((level) => level !== null);
  return reply(ctx, stockView({ words: '', levels: known, offset: 0, next: null }));
}
