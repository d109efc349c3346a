import type { Db, Tx } from '../../drizzle/client.ts';
import { changeMissing } from '../../drizzle/queries/missing.ts';
import {
  changeOrder,
  goodsOfOrder,
  linesOfOrder,
  linkReceipt,
  lockOrder,
  lockWaitingOrders,
  openMissingOf,
  orderOfReceipt,
} from '../../drizzle/queries/orders.ts';
import type { OrderState } from '../../drizzle/schema/index.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { type Differences, differencesOf, isComplete } from './differences.ts';
import { orderOf } from './orders.ts';
import { settleMissing } from './sending.ts';

export interface Arrival {
  readonly companyId: string;
  readonly locationId: string;
  readonly supplierId: string;
  readonly receiptId: string;
  /** The earlier paper of this same delivery. */
  readonly completesReceiptId: string | null;
  readonly productIds: readonly string[];
  readonly by: string;
  readonly now: Date;
}

/**
 * Goods came in: finds the order that they answer (the oldest of this supplier that asked for any of them), closes it
 * wholly or partly, and ticks off the missing list what is here. Part of the posting's transaction.
 */
export async function receiveOrdered(tx: Tx, arrival: Arrival): Promise<void> {
  const { companyId, receiptId, productIds, by, now } = arrival;
  const orderId = await orderFor(tx, arrival);
  if (orderId !== null) {
    await linkReceipt(tx, receiptId, orderId);
    await settleOrder(tx, { companyId, orderId, by, now });
  }
  const here = await openMissingOf(tx, arrival.locationId, productIds);
  await changeMissing(
    tx,
    here.map((item) => item.id),
    { state: 'done', closedBy: by, closedAt: now },
  );
}

async function orderFor(tx: Tx, arrival: Arrival): Promise<string | null> {
  if (arrival.completesReceiptId !== null) return orderOfReceipt(tx, arrival.completesReceiptId);
  const came = new Set(arrival.productIds);
  for (const order of await lockWaitingOrders(tx, arrival)) {
    const lines = await linesOfOrder(tx, order.id);
    const asked = lines.some(
      (line) => line.productId !== null && came.has(line.productId) && dec(line.quantity).gt(0),
    );
    if (asked) return order.id;
  }
  return null;
}

/** A receipt was taken back: its order waits again for what it had brought. Part of that transaction. */
export async function unreceiveOrdered(
  tx: Tx,
  wish: { companyId: string; receiptId: string; by: string; now: Date },
): Promise<void> {
  const orderId = await orderOfReceipt(tx, wish.receiptId);
  if (orderId !== null) await settleOrder(tx, { ...wish, orderId });
}

/** Brings the state of an order to what its live receipts say. An order that a person ended stays as it is. */
async function settleOrder(
  tx: Tx,
  wish: { companyId: string; orderId: string; by: string; now: Date },
): Promise<void> {
  const order = await lockOrder(tx, wish.companyId, wish.orderId);
  if (order === null || order.state === 'cancelled' || order.state === 'draft') return;
  const goods = await goodsOfOrder(tx, order.id);
  const state: OrderState =
    goods.length === 0
      ? 'sent'
      : isComplete(await linesOfOrder(tx, order.id), unitsOf(goods))
        ? 'closed'
        : 'partly_received';
  if (state === order.state) return;
  await changeOrder(tx, order.id, { state, closedAt: state === 'closed' ? wish.now : null });
  if (state === 'closed') await settleMissing(tx, order, wish.by, wish.now);
}

type Goods = Awaited<ReturnType<typeof goodsOfOrder>>;

function unitsOf(goods: Goods): ReadonlyMap<string, DecimalString> {
  const units = new Map<string, DecimalString>();
  for (const one of goods)
    if (!one.isAgain) units.set(one.productId, plain(dec(units.get(one.productId) ?? '0').plus(one.units)));
  return units;
}

export interface Delivery {
  readonly orderId: string;
  readonly number: number;
  readonly state: OrderState;
  readonly differences: Differences;
}

/** What a receipt brought against the order that it answers; null where it answers none. */
export async function deliveryOf(db: Db, companyId: string, receiptId: string): Promise<Delivery | null> {
  const orderId = await orderOfReceipt(db, receiptId);
  const order = orderId === null ? null : await orderOf(db, companyId, orderId);
  if (order === null) return null;
  const goods = await goodsOfOrder(db, order.id);
  const own = goods.filter((one) => one.receiptId === receiptId);
  const first = goods.findIndex((one) => one.receiptId === receiptId);
  // The invoice of an earlier delivery note shows the whole delivery again.
  const before = unitsOf(goods.slice(0, Math.max(first, 0)).filter(() => own.every((one) => !one.isAgain)));
  return {
    orderId: order.id,
    number: order.number,
    state: order.state,
    differences: differencesOf(order.lines, own, before),
  };
}
