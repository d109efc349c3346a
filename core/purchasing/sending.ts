import type { Db, Tx } from '../../drizzle/client.ts';
import { changeMissing } from '../../drizzle/queries/missing.ts';
import {
  changeOrder,
  goodsOfOrder,
  linesOfOrder,
  missingOfOrder,
  type OrderRow,
  openMissingOf,
  openWordsOf,
  orderMissing,
} from '../../drizzle/queries/orders.ts';
import type { Actor } from '../people/actor.ts';
import { dayOf } from '../platform/clock.ts';
import { dec } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { auditOrder, type Order, type OrderFailure, reload, withOrder } from './orders.ts';

interface SendingWish {
  readonly actor: Actor;
  readonly orderId: string;
  readonly now: Date;
}

/** The order went to the supplier: what it holds is on its way, and off the missing list. */
export function sendOrder(db: Db, wish: SendingWish): Promise<Result<Order, OrderFailure>> {
  return withOrder(db, wish, 'order.write', async (tx, order, actor) => {
    if (order.state !== 'draft') return err('wrong_state');
    const lines = (await linesOfOrder(tx, order.id)).filter((line) => dec(line.quantity).gt(0));
    if (lines.length === 0) return err('nothing_to_order');
    const byProduct = await openMissingOf(
      tx,
      order.locationId,
      lines.flatMap((line) => line.productId ?? []),
    );
    const byWords = await openWordsOf(
      tx,
      order.locationId,
      lines.flatMap((line) => (line.productId === null ? [line.words] : [])),
    );
    await orderMissing(
      tx,
      order.id,
      [...byProduct, ...byWords].map((item) => item.id),
    );
    await changeOrder(tx, order.id, { state: 'sent', sentBy: actor.personId, sentAt: wish.now });
    await auditOrder(tx, actor, order, 'order.send', wish.now);
    return ok(await reload(tx, order));
  });
}

/** Back to a draft, on the day it was sent and before anything came. */
export function unsendOrder(db: Db, wish: SendingWish): Promise<Result<Order, OrderFailure>> {
  return withOrder(db, wish, 'order.write', async (tx, order, actor) => {
    if (order.state !== 'sent' || order.sentAt === null) return err('wrong_state');
    if (dayOf(order.sentAt) !== dayOf(wish.now)) return err('too_late');
    await putBack(tx, order, () => true);
    await changeOrder(tx, order.id, { state: 'draft', sentBy: null, sentAt: null });
    await auditOrder(tx, actor, order, 'order.unsend', wish.now);
    return ok(await reload(tx, order));
  });
}

/** Nothing more will come: a draft or an order without deliveries is cancelled, any other one closed as it is. */
export function endOrder(db: Db, wish: SendingWish): Promise<Result<Order, OrderFailure>> {
  return withOrder(db, wish, 'order.write', async (tx, order, actor) => {
    if (order.state === 'closed' || order.state === 'cancelled') return err('wrong_state');
    const state = order.state === 'partly_received' ? 'closed' : 'cancelled';
    await changeOrder(tx, order.id, { state, closedAt: wish.now });
    await settleMissing(tx, order, actor.personId, wish.now);
    await auditOrder(tx, actor, order, state === 'closed' ? 'order.close' : 'order.cancel', wish.now);
    return ok(await reload(tx, order));
  });
}

/** When an order ends: what came is ticked, what did not is missing again. */
export async function settleMissing(tx: Tx, order: OrderRow, by: string, now: Date): Promise<void> {
  const came = new Set((await goodsOfOrder(tx, order.id)).map((goods) => goods.productId));
  const items = await missingOfOrder(tx, order.id);
  const done = items.filter((item) => item.productId !== null && came.has(item.productId));
  await changeMissing(
    tx,
    done.map((item) => item.id),
    { state: 'done', closedBy: by, closedAt: now },
  );
  await putBack(tx, order, (productId) => productId === null || !came.has(productId));
}

/** Puts items of an order back on the list, except those that were written down again meanwhile. */
async function putBack(tx: Tx, order: OrderRow, which: (productId: string | null) => boolean): Promise<void> {
  const items = (await missingOfOrder(tx, order.id)).filter((item) => which(item.productId));
  const again = await openMissingOf(
    tx,
    order.locationId,
    items.flatMap((item) => item.productId ?? []),
  );
  const listed = new Set(again.map((item) => item.productId));
  const isListed = (productId: string | null): boolean => productId !== null && listed.has(productId);
  const idsOf = (chosen: typeof items): string[] => chosen.map((item) => item.id);
  await changeMissing(tx, idsOf(items.filter((item) => !isListed(item.productId))), {
    state: 'open',
    orderId: null,
  });
  await changeMissing(tx, idsOf(items.filter((item) => isListed(item.productId))), {
    state: 'removed',
    orderId: null,
  });
}
