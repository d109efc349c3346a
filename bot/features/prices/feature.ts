import { Composer, InputFile } from 'grammy';
import { type Heard, type HeardItem, hear } from '../../../core/catalog/hearing.ts';
import { MAX_TABLE_BYTES, readTable } from '../../../core/exchange/table-file.ts';
import { mayDo } from '../../../core/people/roles.ts';
import type { Result } from '../../../core/platform/result.ts';
import { fold } from '../../../core/platform/text.ts';
import {
  applyReview,
  editReview,
  ignoreReview,
  type ReviewFailure,
  undoReview,
} from '../../../core/price-list/applying.ts';
import { readIndexTable } from '../../../core/price-list/index-table.ts';
import { pricesOf } from '../../../core/price-list/prices.ts';
import {
  type ProposalFailure,
  proposeByIndex,
  proposeByRules,
  proposePrice,
} from '../../../core/price-list/proposing.ts';
import { type PricingSetting, pricingSettingsOf, setPricing } from '../../../core/price-list/settings.ts';
import {
  categoriesOf,
  findReview,
  type PriceReviewRow,
  priceHistoryOf,
  roundingOf,
} from '../../../drizzle/queries/prices.ts';
import type { EnrolledContext } from '../../context.ts';
import { downloadBy } from '../../download.ts';
import { t } from '../../locales/messages.ts';
import { replace, reply } from '../../outbox.ts';
import { announceApproval } from '../approvals/announce.ts';
import { csvOf, decimalCell, textCell } from '../csv.ts';
import {
  REVIEW_BUTTON,
  type ReviewAction,
  readReviewButton,
  SETTINGS_BUTTON,
  type SettingsVerb,
} from './callbacks.ts';
import { refreshReview, sayReview } from './card.ts';
import { type PricePhrase, readPricePhrase } from './phrases.ts';
import { editView, homeView, lineView, priceProblem, pricesView, reviewView, summaryOf } from './views.ts';

/** /precios: what things cost, prices by hand, how prices are made, and the cards that propose new ones. */
export const pricesFeature = new Composer<EnrolledContext>();

/** A table whose name or caption says so is the index of many months. */
const INDEX_FILE = /(?:^|[^\p{L}])(?:ipc|[ií]ndice|inflaci[oó]n)(?:[^\p{L}]|$)/iu;

pricesFeature.on('message:document', async (ctx, next) => {
  const { file_id, file_name = '', file_size = 0 } = ctx.message.document;
  if (!INDEX_FILE.test(file_name) && !INDEX_FILE.test(ctx.message.caption ?? '')) return next();
  if (!/\.(?:csv|xlsx)$/i.test(file_name) || file_size > MAX_TABLE_BYTES) return next();
  const downloaded = await downloadBy(ctx.api)(file_id);
  const table = downloaded.ok ? await readTable(downloaded.value) : downloaded;
  const months = table.ok ? readIndexTable(table.value) : null;
  if (months === null) return reply(ctx, { text: t('prices-index-unreadable') });
  return change(ctx, { kind: 'index', months });
});

pricesFeature.command(['precios', 'precio'], (ctx) => answer(ctx, readPricePhrase(ctx.match)));

async function answer(ctx: EnrolledContext, phrase: PricePhrase): Promise<unknown> {
  switch (phrase.kind) {
    case 'home':
      return reply(ctx, await home(ctx));
    case 'list':
      return sendList(ctx);
    case 'query':
      return answerPrice(ctx, await hear(ctx.deps.db, ctx.actor.companyId, `precio ${phrase.words}`));
    case 'set':
      return setByHand(ctx, phrase);
    case 'margin':
      return setMargin(ctx, phrase);
    case 'rounding':
      return change(ctx, phrase);
    case 'index': {
      const { month, percent } = phrase;
      return change(ctx, { kind: 'index', months: [{ month, percent }] });
    }
  }
}

async function home(ctx: EnrolledContext) {
  const settings = await pricingSettingsOf(ctx.deps.db, ctx.actor.companyId);
  return homeView(settings, { set: mayDo(ctx.actor.role, 'price.set') });
}

/** The price now and a few before it. */
const HISTORY = 4;

/** Products that were named, the likeliest first where several may be meant. */
const idsOf = (items: readonly HeardItem[]): readonly string[] =>
  items.flatMap(({ product, candidates }) => (product === null ? candidates : [product])).map(({ id }) => id);

const productsSaid = async (ctx: EnrolledContext, words: string): Promise<readonly string[]> =>
  idsOf((await hear(ctx.deps.db, ctx.actor.companyId, `precio ${words}`)).items);

/** "¿cuánto sale la yerba?": the price of what was named; naming nothing shows how prices are made. */
export async function answerPrice(ctx: EnrolledContext, { items }: Pick<Heard, 'items'>): Promise<void> {
  const ids = idsOf(items);
  if (ids.length === 0)
    return reply(ctx, items.length === 0 ? await home(ctx) : { text: t('prices-unknown') });
  const prices = await pricesOf(ctx.deps.db, ctx.actor.companyId, ids);
  const inOrder = ids.flatMap((id) => prices.find((one) => one.productId === id) ?? []);
  const history =
    ids.length === 1 ? await priceHistoryOf(ctx.deps.db, ctx.actor.companyId, ids[0]!, HISTORY) : [];
  return reply(ctx, pricesView(inOrder, mayDo(ctx.actor.role, 'price.read_cost'), history));
}

async function setByHand(ctx: EnrolledContext, phrase: { words: string; price: string }): Promise<unknown> {
  const ids = await productsSaid(ctx, phrase.words);
  if (ids.length === 0) return reply(ctx, { text: t('prices-unknown') });
  if (ids.length > 1) {
    const prices = await pricesOf(ctx.deps.db, ctx.actor.companyId, ids);
    const listed = pricesView(prices, mayDo(ctx.actor.role, 'price.read_cost'));
    return reply(ctx, { text: `${t('prices-which')}\n${listed.text}` });
  }
  return proposed(ctx, (wish) =>
    proposePrice(ctx.deps.db, { ...wish, productId: ids[0]!, price: phrase.price }),
  );
}

async function proposed(
  ctx: EnrolledContext,
  propose: (wish: {
    actor: EnrolledContext['actor'];
    operationId: string;
    now: Date;
  }) => Promise<Result<PriceReviewRow, ProposalFailure>>,
): Promise<unknown> {
  const review = await propose({
    actor: ctx.actor,
    operationId: ctx.operationId,
    now: ctx.deps.clock.now(),
  });
  if (!review.ok) return reply(ctx, { text: priceProblem(review.error) });
  const chatId = ctx.chat?.id;
  if (chatId === undefined) return undefined;
  return sayReview(ctx.deps.db, review.value, { personId: ctx.actor.personId, chatId });
}

async function setMargin(ctx: EnrolledContext, phrase: { words: string; percent: string }): Promise<unknown> {
  const { db } = ctx.deps;
  const { companyId } = ctx.actor;
  const { words, percent } = phrase;
  if (words === '') return change(ctx, { kind: 'margin', scope: 'company', key: '', percent });
  const category = (await categoriesOf(db, companyId)).find((one) => fold(one) === fold(words));
  if (category !== undefined)
    return change(ctx, { kind: 'margin', scope: 'category', key: category, percent });
  const ids = await productsSaid(ctx, words);
  if (ids.length !== 1) return reply(ctx, { text: t(ids.length === 0 ? 'prices-unknown' : 'prices-which') });
  return change(ctx, { kind: 'margin', scope: 'product', key: ids[0]!, percent });
}

async function change(ctx: EnrolledContext, setting: PricingSetting): Promise<unknown> {
  const { db, clock } = ctx.deps;
  const done = await setPricing(db, { actor: ctx.actor, setting, now: clock.now() });
  if (!done.ok) return reply(ctx, { text: priceProblem(done.error) });
  const view = await home(ctx);
  return reply(ctx, { ...view, text: `${t('prices-changed')}\n\n${view.text}` });
}

/** Made anew at each press, and nothing waits for it: sent at once and not through the outbox. */
async function sendList(ctx: EnrolledContext): Promise<unknown> {
  if (!mayDo(ctx.actor.role, 'price.read_cost')) return reply(ctx, { text: priceProblem('forbidden') });
  const prices = await pricesOf(ctx.deps.db, ctx.actor.companyId, 'all');
  const rows = prices.map((one) => [
    textCell(one.name),
    textCell(one.category ?? ''),
    decimalCell(one.price),
    decimalCell(one.cost),
    decimalCell(one.margin),
    decimalCell(one.suggested),
  ]);
  const file = csvOf([t('prices-csv-head').split(';'), ...rows]);
  return ctx.replyWithDocument(new InputFile(file, 'precios.csv'));
}

pricesFeature.callbackQuery(SETTINGS_BUTTON, async (ctx) => {
  const { db } = ctx.deps;
  switch (ctx.match[1] as SettingsVerb) {
    case 'csv':
      return sendList(ctx);
    case 'rules':
      return proposed(ctx, (wish) => proposeByRules(db, wish));
    case 'index':
      return proposed(ctx, (wish) => proposeByIndex(db, wish));
  }
});

pricesFeature.callbackQuery(REVIEW_BUTTON, async (ctx) => {
  const { reviewId, action } = readReviewButton(ctx.match as RegExpMatchArray);
  const { db } = ctx.deps;
  const { companyId, role } = ctx.actor;
  const review = await findReview(db, companyId, reviewId);
  if (review === null || !mayDo(role, 'price.set'))
    return refuse(ctx, review === null ? 'not_found' : 'forbidden');
  if (action.verb === 'view') return replace(ctx, reviewView(review));
  if (action.verb === 'edit') return replace(ctx, editView(review, action.page));
  if (action.verb === 'line') return showLine(ctx, review, action.position);
  const done = await act(ctx, review, action);
  if (!done.ok) await refuse(ctx, done.error);
  else if (action.verb === 'set') return showLine(ctx, done.value, action.position);
  return refreshReview(db, companyId, reviewId);
});

const showLine = async (ctx: EnrolledContext, review: PriceReviewRow, position: number) =>
  replace(ctx, lineView(review, position, await roundingOf(ctx.deps.db, ctx.actor.companyId)));

function act(
  ctx: EnrolledContext,
  review: PriceReviewRow,
  action: Exclude<ReviewAction, { verb: 'view' | 'edit' | 'line' }>,
): Promise<Result<PriceReviewRow, ReviewFailure>> {
  const { db, clock } = ctx.deps;
  const wish = { actor: ctx.actor, reviewId: review.id, now: clock.now() };
  switch (action.verb) {
    case 'apply':
      return applyReview(db, { ...wish, summary: summaryOf(review), announce: announceApproval });
    case 'ignore':
      return ignoreReview(db, wish);
    case 'undo':
      return undoReview(db, wish);
    case 'set':
      return editReview(db, { ...wish, position: action.position, price: action.price });
  }
}

const refuse = (ctx: EnrolledContext, code: ReviewFailure) =>
  ctx.answerCallbackQuery({ text: priceProblem(code), show_alert: true });
