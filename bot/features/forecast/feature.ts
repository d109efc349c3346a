import { Composer } from 'grammy';
import type { Heard } from '../../../core/catalog/hearing.ts';
import { searchProducts } from '../../../core/catalog/products.ts';
import { productOutlook, runningOut } from '../../../core/demand/outlook.ts';
import {
  choosePreference,
  messagePreferences,
  type ScheduledMessage,
} from '../../../core/people/preferences.ts';
import { productsById } from '../../../drizzle/queries/product-search.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import { refusedView } from '../people/views.ts';
import { FORECAST_BUTTON, OUTLOOK_BUTTON, PREFERENCE_BUTTON } from './callbacks.ts';
import { keepChart } from './chart.ts';
import {
  noHistoryView,
  outlookView,
  preferencesView,
  productView,
  unknownProductView,
  whichProductView,
} from './views.ts';

/** /pronostico: how long it lasts, and what runs out before a delivery comes. */
export const forecastFeature = new Composer<EnrolledContext>();

const MOST_CANDIDATES = 6;
/** Pictures in one answer. */
const MOST_AT_ONCE = 3;

forecastFeature.command('pronostico', async (ctx) =>
  reply(ctx, await forecastOfWords(ctx, ctx.match.replace(/\s+/g, ' ').trim())),
);

forecastFeature.callbackQuery(FORECAST_BUTTON, async (ctx) =>
  reply(ctx, await forecastOf(ctx, ctx.match[1]!)),
);

forecastFeature.callbackQuery(OUTLOOK_BUTTON, async (ctx) => reply(ctx, await outlookOf(ctx)));

forecastFeature.callbackQuery(PREFERENCE_BUTTON, async (ctx) => {
  const { db, clock } = ctx.deps;
  const [, message, wanted] = ctx.match;
  if (message === undefined)
    return reply(ctx, preferencesView(await messagePreferences(db, ctx.actor.personId)));
  const chosen = await choosePreference(db, ctx.actor, {
    message: message as ScheduledMessage,
    wanted: wanted === 'on',
    now: clock.now(),
  });
  return replace(ctx, chosen.ok ? preferencesView(chosen.value) : refusedView(chosen.error));
});

const placeOf = ({ actor, deps }: EnrolledContext) => ({
  companyId: actor.companyId,
  locationId: actor.locationId,
  now: deps.clock.now(),
});

const outlookOf = async (ctx: EnrolledContext): Promise<MessageView> =>
  outlookView(await runningOut(ctx.deps.db, placeOf(ctx)));

async function forecastOfWords(ctx: EnrolledContext, words: string): Promise<MessageView> {
  if (words === '') return outlookOf(ctx);
  const { companyId } = ctx.actor;
  const hits = await searchProducts(ctx.deps.db, { companyId, words, limit: MOST_CANDIDATES });
  return oneOf(ctx, words, hits);
}

const oneOf = (
  ctx: EnrolledContext,
  words: string,
  hits: readonly { id: string; name: string }[],
): Promise<MessageView> | MessageView =>
  hits.length === 1 ? forecastOf(ctx, hits[0]!.id) : whichProductView(words, hits);

/** The same in somebody's own words: of each product they named, or of all. */
export async function answerForecast(ctx: EnrolledContext, heard: Heard): Promise<void> {
  if (heard.items.length === 0) return reply(ctx, await outlookOf(ctx));
  for (const { product, candidates, phrase } of heard.items.slice(0, MOST_AT_ONCE)) {
    const hits = product === null ? candidates.slice(0, MOST_CANDIDATES) : [product];
    await reply(ctx, await (hits.length > 0 ? oneOf(ctx, phrase, hits) : forecastOfWords(ctx, phrase)));
  }
}

async function forecastOf(ctx: EnrolledContext, productId: string): Promise<MessageView> {
  const { db, cacheTtl } = ctx.deps;
  const outlook = await productOutlook(db, { ...placeOf(ctx), productId, keepSeconds: cacheTtl });
  if (outlook === 'unknown') return unknownProductView();
  if (outlook === 'no_history') {
    const [product] = await productsById(db, ctx.actor.companyId, [productId]);
    return noHistoryView(product?.name ?? '');
  }
  return productView(outlook, await keepChart(db, outlook));
}
