import { Composer } from 'grammy';
import { type Heard, hear } from '../../../core/catalog/hearing.ts';
import { readCountedQuantity } from '../../../core/language/counted-quantity.ts';
import { listPlaces } from '../../../core/people/locations.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import { unitsPerSaid } from '../../../core/stock/said-quantity.ts';
import { noteReceived } from '../../../core/stock/transfers/receiving.ts';
import { readRoute } from '../../../core/stock/transfers/route.ts';
import { draftTransfer } from '../../../core/stock/transfers/sending.ts';
import { findWholeTransfer } from '../../../core/stock/transfers/transfer.ts';
import { transfersInTransit } from '../../../drizzle/queries/transfers.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { askedNow } from '../../asking.ts';
import type { EnrolledContext } from '../../context.ts';
import { reply } from '../../outbox.ts';
import { announceTransfer, cardFor } from './announce.ts';
import { REASON_BUTTON, TRANSFER_BUTTON, TRANSFER_LINE_BUTTON } from './callbacks.ts';
import { pressLine, pressReason, pressTransfer } from './presses.ts';
import { noQuantityView, transferProblem, transfersView, unclearItemView, whereView } from './views.ts';

/** /transferir: goods from one place to another, sent by one person and received by another. */
export const transfersFeature = new Composer<EnrolledContext>();

const LISTED = 8;
const CHOICES = 5;

transfersFeature.command('transferir', async (ctx) => {
  const { db } = ctx.deps;
  const { companyId } = ctx.actor;
  if (ctx.match.trim() !== '')
    return proposeTransfer(ctx, await hear(db, companyId, ctx.message?.text ?? ''));
  const onTheWay = await transfersInTransit(db, companyId, LISTED);
  return reply(ctx, transfersView(onTheWay, await listPlaces(db, companyId)));
});

/** Shows what somebody asked to move as a card to confirm; nothing moves yet. */
export async function proposeTransfer(ctx: EnrolledContext, heard: Heard): Promise<void> {
  const { db, clock } = ctx.deps;
  const places = await listPlaces(db, ctx.actor.companyId);
  if (places.length < 2) return reply(ctx, transfersView([], places));
  const route = readRoute(heard.text, places, ctx.actor.locationId);
  if (route === null) return reply(ctx, whereView(places));
  const items = itemsOf(heard);
  if ('text' in items) return reply(ctx, items);
  const drafted = await draftTransfer(db, {
    actor: ctx.actor,
    origin: ctx.operationId,
    fromLocationId: route.from.id,
    toLocationId: route.to.id,
    items,
    now: clock.now(),
    announce: announceTransfer,
  });
  if (!drafted.ok) await reply(ctx, { text: transferProblem(drafted.error) });
}

/** Products and stock units; or what must be said more clearly. */
function itemsOf(heard: Heard): readonly { productId: string; quantity: string }[] | MessageView {
  const items: { productId: string; quantity: string }[] = [];
  for (const { phrase, product, candidates, quantity, unit } of heard.items) {
    if (product === null)
      return unclearItemView(
        phrase,
        candidates.slice(0, CHOICES).map((one) => one.name),
      );
    const units = unitsPerSaid(unit, product);
    if (quantity === null || units === null) return noQuantityView(product.name);
    items.push({
      productId: product.id,
      quantity: plain(dec(quantity).times(units).toDecimalPlaces(6)),
    });
  }
  return items;
}

transfersFeature.callbackQuery(TRANSFER_BUTTON, async (ctx) => {
  const [, id = '', verb = ''] = ctx.match;
  return pressTransfer(ctx, id, verb);
});

transfersFeature.callbackQuery(TRANSFER_LINE_BUTTON, async (ctx) => {
  const [, id = '', lineNo = ''] = ctx.match;
  return pressLine(ctx, id, Number(lineNo));
});

transfersFeature.callbackQuery(REASON_BUTTON, async (ctx) => {
  const [, id = '', lineNo = '', reason = ''] = ctx.match;
  return pressReason(ctx, id, Number(lineNo), reason);
});

/** A bare number says how many came of what the bot asks about. */
transfersFeature.on('message:text', async (ctx, next) => {
  const { db, clock } = ctx.deps;
  const { actor, operationId } = ctx;
  const asked = await askedNow(ctx);
  if (asked === 'answered') return undefined;
  if (asked?.topic !== 'transfer') return next();
  const received = readCountedQuantity(ctx.message.text);
  if (received === null) return next();
  const transfer = await findWholeTransfer(db, actor.companyId, asked.subjectId);
  const line = transfer?.lines.find((one) => one.productId === asked.productId);
  if (transfer === null || line === undefined) return next();
  const noted = await noteReceived(db, {
    actor,
    transferId: transfer.id,
    lineNo: line.lineNo,
    received,
    operationId,
    now: clock.now(),
    announce: async (tx, now) => {
      await announceTransfer(tx, now);
      await reply(ctx, await cardFor(tx, now, actor), tx);
    },
  });
  return noted.ok ? undefined : reply(ctx, { text: transferProblem(noted.error) });
});
