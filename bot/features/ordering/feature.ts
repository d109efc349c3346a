import { Composer, InputFile } from 'grammy';
import { mayDo } from '../../../core/people/roles.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import type { Result } from '../../../core/platform/result.ts';
import {
  draftOrder,
  type Order,
  type OrderFailure,
  orderOf,
  setOrderLine,
} from '../../../core/purchasing/orders.ts';
import { endOrder, sendOrder, unsendOrder } from '../../../core/purchasing/sending.ts';
import { reorderReason, suggestOrders } from '../../../core/purchasing/suggestion.ts';
import { ordersIn } from '../../../drizzle/queries/orders.ts';
import type { EnrolledContext } from '../../context.ts';
import { replace, reply } from '../../outbox.ts';
import {
  DRAFT_BUTTON,
  ORDER_BUTTON,
  ORDERS_BUTTON,
  type OrderAction,
  readOrderButton,
  TERM_BUTTON,
} from './callbacks.ts';
import { correctOrder } from './corrections.ts';
import { orderCsv } from './order-csv.ts';
import { answerSupplier, hearTerm, pressTerm } from './terms.ts';
import { askEndView, orderLineView, orderProblem, ordersView, orderTextView, orderView } from './views.ts';

/** /pedido: what to order from whom, the orders and where they are. */
export const orderingFeature = new Composer<EnrolledContext>();

const OPEN_ORDERS = 8;

/** What should be ordered in the person's own shop, by supplier. */
export async function showOrders(ctx: EnrolledContext): Promise<void> {
  return reply(ctx, await home(ctx));
}

orderingFeature.command('pedido', (ctx) => {
  const words = ctx.match.replace(/\s+/g, ' ').trim();
  return words === '' ? showOrders(ctx) : answerSupplier(ctx, words);
});

async function home(ctx: EnrolledContext) {
  const { role, companyId, locationId } = ctx.actor;
  if (!mayDo(role, 'order.write')) return { text: orderProblem('forbidden'), keyboard: [] };
  const { db, clock } = ctx.deps;
  const suggestions = await suggestOrders(db, { companyId, locationId, now: clock.now() });
  const open = await ordersIn(db, {
    companyId,
    locationId,
    states: ['draft', 'sent', 'partly_received'],
    limit: OPEN_ORDERS,
  });
  const suggested = new Set(suggestions.map((one) => one.supplier?.supplierId ?? null));
  return ordersView(
    suggestions,
    open.filter((order) => order.state !== 'draft' || !suggested.has(order.supplierId)),
  );
}

orderingFeature.on('message:text', async (ctx, next) => {
  const { text, reply_to_message: answered } = ctx.message;
  if (await correctOrder(ctx, text, answered)) return undefined;
  return !text.startsWith('/') && (await hearTerm(ctx, text)) ? undefined : next();
});

orderingFeature.callbackQuery(TERM_BUTTON, (ctx) => pressTerm(ctx, ctx.match as RegExpMatchArray));

orderingFeature.callbackQuery(ORDERS_BUTTON, async (ctx) => replace(ctx, await home(ctx)));

orderingFeature.callbackQuery(DRAFT_BUTTON, async (ctx) => {
  const supplierId = ctx.match[1] === '-' ? null : (ctx.match[1] ?? null);
  const { db, clock } = ctx.deps;
  const drafted = await draftOrder(db, { actor: ctx.actor, supplierId, now: clock.now() });
  if (!drafted.ok) return refuse(ctx, drafted.error);
  // A list or an alert stays what it is; the order is a message of its own.
  return reply(ctx, orderView(drafted.value, 0));
});

orderingFeature.callbackQuery(ORDER_BUTTON, async (ctx) => {
  const { orderId, action } = readOrderButton(ctx.match as RegExpMatchArray);
  const order = await orderOf(ctx.deps.db, ctx.actor.companyId, orderId);
  if (order === null) return refuse(ctx, 'not_found');
  if (!mayDo(ctx.actor.role, 'order.write')) return refuse(ctx, 'forbidden');
  switch (action.verb) {
    case 'view':
      return replace(ctx, orderView(order, action.page));
    case 'line':
      return showLine(ctx, order, action.lineNo);
    case 'ask_end':
      return replace(ctx, askEndView(order));
    case 'text':
      return reply(ctx, orderTextView(order, order.sentAt ?? ctx.deps.clock.now()));
    case 'csv':
      return sendCsv(ctx, order);
    default:
      return change(ctx, order, action);
  }
});

/** Made anew at each press, and nothing waits for it: sent at once and not through the outbox. */
async function sendCsv(ctx: EnrolledContext, order: Order): Promise<void> {
  await ctx.replyWithDocument(new InputFile(orderCsv(order), `pedido-${order.number}.csv`));
}

async function showLine(ctx: EnrolledContext, order: Order, lineNo: number): Promise<void> {
  const line = order.lines.find((one) => one.lineNo === lineNo);
  if (line === undefined) return replace(ctx, orderView(order, 0));
  const { companyId } = ctx.actor;
  const reason =
    line.productId === null
      ? null
      : await reorderReason(ctx.deps.db, {
          companyId,
          locationId: order.locationId,
          productId: line.productId,
          supplierId: order.supplier?.supplierId ?? null,
          now: ctx.deps.clock.now(),
        });
  return replace(ctx, orderLineView(order, line, reason));
}

type Change = Extract<OrderAction, { verb: 'set' }> | { readonly verb: 'send' | 'unsend' | 'end' };

async function change(ctx: EnrolledContext, order: Order, action: OrderAction): Promise<unknown> {
  const changed = await act(ctx, order.id, action as Change);
  if (!changed.ok) {
    await refuse(ctx, changed.error);
    return replace(ctx, orderView(order, 0));
  }
  if (action.verb === 'set' && dec(action.quantity).gt(0)) return showLine(ctx, changed.value, action.lineNo);
  await replace(ctx, orderView(changed.value, 0));
  // What goes to the supplier is a message without buttons, so that it can be forwarded as it is.
  if (action.verb === 'send') await reply(ctx, orderTextView(changed.value, ctx.deps.clock.now()));
  return undefined;
}

function act(ctx: EnrolledContext, orderId: string, action: Change): Promise<Result<Order, OrderFailure>> {
  const { db, clock } = ctx.deps;
  const wish = { actor: ctx.actor, orderId, now: clock.now() };
  switch (action.verb) {
    case 'set':
      return setOrderLine(db, { ...wish, lineNo: action.lineNo, quantity: plain(dec(action.quantity)) });
    case 'send':
      return sendOrder(db, wish);
    case 'unsend':
      return unsendOrder(db, wish);
    case 'end':
      return endOrder(db, wish);
  }
}

const refuse = (ctx: EnrolledContext, code: OrderFailure) =>
  ctx.answerCallbackQuery({ text: orderProblem(code), show_alert: true });
