import { Composer } from 'grammy';
import { searchProducts } from '../../../core/catalog/products.ts';
import { type ExpiryPhrase, readExpiryDate, readExpiryPhrase } from '../../../core/language/expiry-phrase.ts';
import { dayOf } from '../../../core/platform/clock.ts';
import { assignLot, unassignLot } from '../../../core/stock/lots/assigning.ts';
import { expiringLots } from '../../../core/stock/lots/expiring.ts';
import { datedGoodsOf } from '../../../drizzle/queries/lots.ts';
import { productsById } from '../../../drizzle/queries/product-search.ts';
import { ask, noteAnswered } from '../../../drizzle/queries/questions.ts';
import { inTransaction } from '../../../drizzle/transaction.ts';
import { askedNow } from '../../asking.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { ASK_EXPIRY_BUTTON, FORGET_EXPIRY_BUTTON } from './callbacks.ts';
import {
  askDateView,
  datedView,
  expiringView,
  expiryHowView,
  forgottenView,
  lotProblemView,
  whichView,
} from './views.ts';

/** /vencimientos: when goods expire, and which will not be sold in time. */
export const expiryFeature = new Composer<EnrolledContext>();

const CHOICES = 5;

const today = (ctx: EnrolledContext): string => dayOf(ctx.deps.clock.now());

expiryFeature.command('vencimientos', async (ctx) => {
  const { db, clock } = ctx.deps;
  const words = ctx.match.trim();
  if (words === '') {
    const lots = await expiringLots(db, { companyId: ctx.actor.companyId, now: clock.now() });
    return reply(ctx, expiringView(lots));
  }
  const said = /\bvencen?\b/i.test(words) ? words : words.replace(/\s+(\S+)$/, ' vence $1');
  const phrase = readExpiryPhrase(said, today(ctx));
  return phrase === null ? reply(ctx, expiryHowView()) : date(ctx, phrase);
});

/** "el yogur vence el 12/12" */
expiryFeature.on('message:text', async (ctx, next) => {
  const phrase = readExpiryPhrase(ctx.message.text, today(ctx));
  return phrase === null || phrase.words === '' ? next() : date(ctx, phrase);
});

async function date(ctx: EnrolledContext, phrase: ExpiryPhrase): Promise<void> {
  const { db } = ctx.deps;
  const { companyId } = ctx.actor;
  const hits = await searchProducts(db, { companyId, words: phrase.words, limit: CHOICES });
  const [only] = hits;
  if (only === undefined || hits.length > 1)
    return reply(
      ctx,
      whichView(
        phrase.words,
        hits.map((hit) => hit.name),
      ),
    );
  return assign(ctx, only, { quantity: phrase.quantity, expiresOn: phrase.expiresOn });
}

/** Gives goods a date; the answer commits with it. */
async function assign(
  ctx: EnrolledContext,
  product: { readonly id: string; readonly name: string },
  wish: { readonly quantity: string | null; readonly expiresOn: string },
): Promise<void> {
  const { db, clock } = ctx.deps;
  const { actor, operationId } = ctx;
  const { expiresOn } = wish;
  const assigned = await assignLot(db, {
    actor,
    productId: product.id,
    ...wish,
    now: clock.now(),
    announce: async (tx, quantity) => {
      await noteAnswered(tx, {
        personId: actor.personId,
        topic: 'lot',
        productId: product.id,
        operationId,
        now: clock.now(),
      });
      await reply(ctx, datedView({ productId: product.id, name: product.name, quantity, expiresOn }), tx);
    },
  });
  if (!assigned.ok) await reply(ctx, lotProblemView(assigned.error));
}

expiryFeature.callbackQuery(ASK_EXPIRY_BUTTON, async (ctx) => {
  const [, receiptId = '', beginning = ''] = ctx.match;
  const { db, clock } = ctx.deps;
  const { companyId, personId } = ctx.actor;
  const delivery = await datedGoodsOf(db, { companyId, receiptId });
  const goods = delivery?.goods.find((one) => one.productId.startsWith(beginning));
  if (goods === undefined) return replace(ctx, lotProblemView({ code: 'nothing_left' }));
  await inTransaction(db, (tx) =>
    ask(tx, {
      personId,
      topic: 'lot',
      subjectId: receiptId,
      productId: goods.productId,
      quantity: goods.units,
      askedAt: clock.now(),
      operationId: ctx.operationId,
    }),
  );
  return reply(ctx, askDateView(goods));
});

/** A bare date answers when the goods of a delivery expire. */
expiryFeature.on('message:text', async (ctx, next) => {
  const { db } = ctx.deps;
  const { actor } = ctx;
  const asked = await askedNow(ctx);
  if (asked === 'answered') return undefined;
  if (asked?.topic !== 'lot') return next();
  const expiresOn =
    readExpiryDate(ctx.message.text, today(ctx)) ?? readExpiryPhrase(ctx.message.text, today(ctx))?.expiresOn;
  const [product] = await productsById(db, actor.companyId, [asked.productId]);
  if (expiresOn === undefined || product === undefined) return next();
  return assign(ctx, product, { quantity: asked.quantity, expiresOn });
});

expiryFeature.callbackQuery(FORGET_EXPIRY_BUTTON, async (ctx) => {
  const [, productId = '', expiresOn = ''] = ctx.match;
  const { db, clock } = ctx.deps;
  const forgotten = await unassignLot(db, { actor: ctx.actor, productId, expiresOn, now: clock.now() });
  return replace(
    ctx,
    forgotten.ok ? forgottenView(forgotten.value, expiresOn) : lotProblemView(forgotten.error),
  );
});
