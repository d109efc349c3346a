import { Composer } from 'grammy';
import type { Heard } from '../../../core/catalog/hearing.ts';
import { searchProducts } from '../../../core/catalog/products.ts';
import { readCountedQuantity } from '../../../core/language/counted-quantity.ts';
import { listPlaces } from '../../../core/people/locations.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import { enterCount } from '../../../core/stock/counting/entries.ts';
import { reviewCount } from '../../../core/stock/counting/review.ts';
import { countSaid } from '../../../core/stock/counting/said.ts';
import { type CountScope, startCount } from '../../../core/stock/counting/session.ts';
import { unitsPerSaid } from '../../../core/stock/said-quantity.ts';
import { categoriesAt, findCount, openCounts } from '../../../drizzle/queries/counts.ts';
import { productsById } from '../../../drizzle/queries/product-search.ts';
import { questionFor, stopAsking } from '../../../drizzle/queries/questions.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { askedNow } from '../../asking.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { COUNT_BUTTON, COUNT_LINE_BUTTON, fingerprint, KEEP_BUTTON, NEW_COUNT_BUTTON } from './callbacks.ts';
import { countProblemView, stoppedView } from './line-view.ts';
import { pressCount, pressKeep, pressLine } from './presses.ts';
import {
  enteredView,
  menuView,
  noQuantityView,
  questionView,
  reviewView,
  whichProductView,
} from './views.ts';

/** /calibrar: counting a product, a category or a whole place, by several people at once. */
export const countingFeature = new Composer<EnrolledContext>();

const CHOICES = 6;

countingFeature.command('calibrar', async (ctx) => {
  const words = ctx.match.replace(/\s+/g, ' ').trim();
  if (words === '') return reply(ctx, await menu(ctx));
  const { companyId } = ctx.actor;
  const hits = await searchProducts(ctx.deps.db, { companyId, words, limit: CHOICES });
  const [only] = hits;
  if (only === undefined || hits.length > 1) return reply(ctx, whichProductView(hits, words));
  return reply(ctx, await start(ctx, { kind: 'product', productId: only.id }));
});

async function menu(ctx: EnrolledContext): Promise<MessageView> {
  const { db } = ctx.deps;
  const { companyId, locationId } = ctx.actor;
  const places = await listPlaces(db, companyId);
  return menuView({
    placeName: places.find((place) => place.id === locationId)?.name ?? '',
    open: await openCounts(db, companyId, locationId),
    categories: await categoriesAt(db, companyId),
  });
}

async function start(ctx: EnrolledContext, scope: CountScope): Promise<MessageView> {
  const { db, clock } = ctx.deps;
  const { actor, operationId } = ctx;
  const started = await startCount(db, { actor, scope, operationId, now: clock.now() });
  return started.ok ? questionView(started.value) : countProblemView(started.error.code);
}

/** "conté 12 yerbas y 5 aceites": the differences at once, to be confirmed. */
export async function proposeCount(ctx: EnrolledContext, heard: Heard): Promise<void> {
  const items: { productId: string; counted: string }[] = [];
  for (const { phrase, product, candidates, quantity, unit } of heard.items) {
    if (product === null) return reply(ctx, whichProductView(candidates.slice(0, CHOICES), phrase));
    const units = unitsPerSaid(unit, product);
    if (quantity === null || units === null) return reply(ctx, noQuantityView(product.name));
    items.push({ productId: product.id, counted: plain(dec(quantity).times(units).toDecimalPlaces(6)) });
  }
  if (items.length === 0) return reply(ctx, await menu(ctx));
  const { db, clock } = ctx.deps;
  const counted = await countSaid(db, {
    actor: ctx.actor,
    origin: ctx.operationId,
    items,
    now: clock.now(),
    announce: async (tx, count) => reply(ctx, reviewView(await reviewCount(tx, count)), tx),
  });
  if (!counted.ok) await reply(ctx, countProblemView(counted.error.code));
}

countingFeature.callbackQuery(NEW_COUNT_BUTTON, async (ctx) => {
  const [, category, productId] = ctx.match;
  if (productId !== undefined) return replace(ctx, await start(ctx, { kind: 'product', productId }));
  if (category === undefined) return replace(ctx, await start(ctx, { kind: 'all' }));
  const all = await categoriesAt(ctx.deps.db, ctx.actor.companyId);
  const named = all.find((one) => fingerprint(one.category) === category);
  return replace(
    ctx,
    named === undefined
      ? countProblemView('nothing_to_count')
      : await start(ctx, { kind: 'category', category: named.category }),
  );
});

countingFeature.callbackQuery(COUNT_BUTTON, async (ctx) => {
  const [, countId = '', verb = '', page] = ctx.match;
  return pressCount(ctx, countId, verb, Number(page ?? 0));
});

countingFeature.callbackQuery(COUNT_LINE_BUTTON, async (ctx) => {
  const [, countId = '', verb = '', product = ''] = ctx.match;
  return pressLine(ctx, countId, verb, product);
});

countingFeature.callbackQuery(KEEP_BUTTON, async (ctx) => {
  const [, countId = '', product = '', person = ''] = ctx.match;
  return pressKeep(ctx, countId, product, person);
});

countingFeature.command('cancelar', async (ctx, next) => {
  const asked = await questionFor(ctx.deps.db, ctx.actor.personId);
  if (asked?.topic !== 'count') return next();
  await stopAsking(ctx.deps.db, ctx.actor.personId);
  return reply(ctx, stoppedView());
});

/** A bare number answers what the bot is asking this person. */
countingFeature.on('message:text', async (ctx, next) => {
  const { db, clock } = ctx.deps;
  const { actor, operationId } = ctx;
  const asked = await askedNow(ctx);
  // The reply was written with the answer.
  if (asked === 'answered') return undefined;
  if (asked?.topic !== 'count') return next();
  const counted = readCountedQuantity(ctx.message.text);
  if (counted === null) return next();
  const { subjectId: countId, productId } = asked;
  const [product] = await productsById(db, actor.companyId, [productId]);
  const entered = await enterCount(db, {
    actor,
    countId,
    productId,
    counted,
    operationId,
    now: clock.now(),
    announce: async (tx, done) => {
      const count = done.next.total === 1 ? await findCount(tx, actor.companyId, countId) : null;
      const view =
        count === null
          ? enteredView(done, product?.name ?? '', product?.unit ?? '')
          : reviewView(await reviewCount(tx, count));
      await reply(ctx, view, tx);
    },
  });
  return entered.ok ? undefined : reply(ctx, countProblemView(entered.error.code));
});
