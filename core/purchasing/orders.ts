import type { Db, Tx } from '../../drizzle/client.ts';
import {
  changeOrder,
  draftOf,
  findOrder,
  holdOrders,
  insertOrder,
  insertOrderLines,
  linesOfOrder,
  lockOrder,
  nextOrderNumber,
  type OrderRow,
  setLineQuantity,
  supplierName,
} from '../../drizzle/queries/orders.ts';
import { lastPurchases } from '../../drizzle/queries/receipts.ts';
import type { OrderState } from '../../drizzle/schema/index.ts';
import { decideInTransaction } from '../../drizzle/transaction.ts';
import { findProduct } from '../catalog/products.ts';
import type { Actor } from '../people/actor.ts';
import { writeAudit } from '../people/audit.ts';
import { type Action, type AuthorizationFailure, authorize } from '../people/roles.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { newId } from '../platform/ids.ts';
import { err, ok, type Result } from '../platform/result.ts';
import { type SuggestedLine, suggestOrders } from './suggestion.ts';

/** stale: the order changed since the person looked at it · nothing_to_order: no line has a quantity. */
export type OrderFailure =
  | AuthorizationFailure
  | 'not_found'
  | 'unknown_supplier'
  | 'unknown_line'
  | 'unknown_product'
  | 'bad_quantity'
  | 'nothing_to_order'
  | 'wrong_state'
  | 'too_late';

export interface OrderLine {
  readonly lineNo: number;
  readonly productId: string | null;
  readonly name: string;
  readonly unit: string;
  /** Stock units. */
  readonly quantity: DecimalString;
  readonly packSize: DecimalString;
  readonly expectedCost: DecimalString | null;
  readonly origin: 'missing' | 'suggestion' | 'person';
}

export interface Order {
  readonly id: string;
  readonly number: number;
  readonly state: OrderState;
  readonly locationId: string;
  readonly supplier: { readonly supplierId: string; readonly name: string } | null;
  readonly companyName: string;
  readonly sentAt: Date | null;
  readonly sentBy: string | null;
  /** Lines that were taken out have quantity zero and are not here. */
  readonly lines: readonly OrderLine[];
  /** Σ quantity × last cost; lines never bought count nothing. */
  readonly estimate: DecimalString;
}

/** An order as it is now; null for another company's. */
export async function orderOf(db: Db, companyId: string, orderId: string): Promise<Order | null> {
  const order = await findOrder(db, companyId, orderId);
  if (order === null) return null;
  const lines = (await linesOfOrder(db, orderId))
    .filter((line) => dec(line.quantity).gt(0))
    .map(({ words, name, unit, ...line }) => ({
      ...line,
      name: name ?? words,
      unit: unit ?? '',
      quantity: plain(dec(line.quantity)),
      packSize: plain(dec(line.packSize)),
      expectedCost: line.expectedCost === null ? null : plain(dec(line.expectedCost)),
    }));
  const { supplierId, supplierName: name, version: _, ...rest } = order;
  return {
    ...rest,
    supplier: supplierId === null ? null : { supplierId, name: name ?? '' },
    lines,
    estimate: plain(
      lines.reduce((total, line) => total.plus(dec(line.expectedCost ?? '0').times(line.quantity)), dec(0)),
    ),
  };
}

/**
 * The draft for a supplier in the actor's shop, with what the missing list and the reorder suggestion ask for now.
 * There is one draft per supplier and shop: a second call adds only what is new, and never what somebody took out.
 */
export function draftOrder(
  db: Db,
  wish: { actor: Actor; supplierId: string | null; now: Date },
): Promise<Result<Order, OrderFailure>> {
  return decideInTransaction<Order, OrderFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'order.write');
    if (!allowed.ok) return allowed;
    const { companyId, locationId, personId } = allowed.value;
    const { supplierId, now } = wish;
    if (supplierId !== null && (await supplierName(tx, companyId, supplierId)) === null)
      return err('unknown_supplier');
    await holdOrders(tx, companyId);
    const place = { companyId, locationId, supplierId };
    const suggestion = (await suggestOrders(tx, { companyId, locationId, now })).find(
      (one) => (one.supplier?.supplierId ?? null) === supplierId,
    );
    const draft =
      (await draftOf(tx, place)) ??
      (await insertOrder(tx, {
        ...place,
        id: newId(),
        number: await nextOrderNumber(tx, companyId),
        createdBy: personId,
        createdAt: now,
      }));
    await addNew(tx, draft, suggestion?.lines ?? []);
    return ok(await reload(tx, draft));
  });
}

async function addNew(tx: Tx, draft: OrderRow, suggested: readonly SuggestedLine[]): Promise<void> {
  const present = await linesOfOrder(tx, draft.id);
  const known = new Set(present.map((line) => line.productId ?? line.words));
  const fresh = suggested.filter((line) => !known.has(line.productId ?? line.name));
  await insertOrderLines(
    tx,
    fresh.map((line, index) => ({
      orderId: draft.id,
      lineNo: present.length + index + 1,
      productId: line.productId,
      words: line.name,
      quantity: line.quantity,
      packSize: line.packSize,
      expectedCost: line.unitCost,
      origin: line.missingIds.length > 0 ? ('missing' as const) : ('suggestion' as const),
    })),
  );
}

interface OrderWish {
  readonly actor: Actor;
  readonly orderId: string;
  readonly now: Date;
}

/** Sets how many stock units a line of a draft asks for; zero takes it out. */
export function setOrderLine(
  db: Db,
  wish: OrderWish & { readonly lineNo: number; readonly quantity: DecimalString },
): Promise<Result<Order, OrderFailure>> {
  return changeDraft(db, wish, async (tx, order) => {
    const quantity = dec(wish.quantity);
    if (quantity.isNegative() || quantity.gt(1_000_000)) return err('bad_quantity');
    const line = (await linesOfOrder(tx, order.id)).find((one) => one.lineNo === wish.lineNo);
    if (line === undefined) return err('unknown_line');
    await setLineQuantity(tx, order.id, line.lineNo, plain(quantity));
    return ok({ lineNo: line.lineNo, before: plain(dec(line.quantity)), after: plain(quantity) });
  });
}

/** Adds a product to a draft, or sets its quantity where it is in it already. */
export function addOrderLine(
  db: Db,
  wish: OrderWish & { readonly productId: string; readonly quantity: DecimalString },
): Promise<Result<Order, OrderFailure>> {
  return changeDraft(db, wish, async (tx, order) => {
    if (!dec(wish.quantity).gt(0)) return err('bad_quantity');
    const product = await findProduct(tx, order.companyId, wish.productId);
    if (product === null) return err('unknown_product');
    const lines = await linesOfOrder(tx, order.id);
    const present = lines.find((line) => line.productId === product.id);
    if (present !== undefined) await setLineQuantity(tx, order.id, present.lineNo, wish.quantity);
    else
      await insertOrderLines(tx, [
        {
          orderId: order.id,
          lineNo: lines.length + 1,
          productId: product.id,
          words: product.name,
          quantity: wish.quantity,
          packSize: product.packSize,
          expectedCost:
            (await lastPurchases(tx, order.companyId, [product.id])).get(product.id)?.unitCost ?? null,
          origin: 'person',
        },
      ]);
    return ok({ productId: product.id, quantity: wish.quantity });
  });
}

async function changeDraft(
  db: Db,
  wish: OrderWish,
  change: (tx: Tx, order: OrderRow) => Promise<Result<Readonly<Record<string, unknown>>, OrderFailure>>,
): Promise<Result<Order, OrderFailure>> {
  return withOrder(db, wish, 'order.write', async (tx, order, actor) => {
    if (order.state !== 'draft') return err('wrong_state');
    const changed = await change(tx, order);
    if (!changed.ok) return changed;
    await changeOrder(tx, order.id, {});
    await auditOrder(tx, actor, order, 'order.edit', wish.now, changed.value);
    return ok(await reload(tx, order));
  });
}

/** Holds an order of the actor's company, and lets only whoever may order for its shop go on. */
export function withOrder(
  db: Db,
  wish: OrderWish,
  action: Action,
  work: (tx: Tx, order: OrderRow, actor: Actor) => Promise<Result<Order, OrderFailure>>,
): Promise<Result<Order, OrderFailure>> {
  return decideInTransaction<Order, OrderFailure>(db, async (tx) => {
    const order = await lockOrder(tx, wish.actor.companyId, wish.orderId);
    if (order === null) return err('not_found');
    const allowed = await authorize(tx, wish.actor, action, order.locationId);
    if (!allowed.ok) return allowed;
    return work(tx, order, allowed.value);
  });
}

export async function reload(tx: Tx, order: OrderRow): Promise<Order> {
  const now = await orderOf(tx, order.companyId, order.id);
  if (now === null) throw new Error('an order vanished');
  return now;
}

export const auditOrder = (
  tx: Tx,
  actor: Actor,
  order: OrderRow,
  action: string,
  at: Date,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  writeAudit(tx, {
    companyId: order.companyId,
    actorId: actor.personId,
    action,
    subjectType: 'purchase_order',
    subjectId: order.id,
    detail,
    at,
  });
