import type { Db, Tx } from '../../../drizzle/client.ts';
import { movementsOf, virtualLocation } from '../../../drizzle/queries/ledger.ts';
import { changeTransfer, insertTransfer } from '../../../drizzle/queries/transfers.ts';
import { decideInTransaction } from '../../../drizzle/transaction.ts';
import { knownProducts } from '../../catalog/products.ts';
import type { Actor } from '../../people/actor.ts';
import { listPlaces } from '../../people/locations.ts';
import { authorize } from '../../people/roles.ts';
import { type DecimalString, dec, plain } from '../../platform/decimal.ts';
import { idFrom } from '../../platform/ids.ts';
import { err, ok, type Result } from '../../platform/result.ts';
import { type InsufficientStock, recordMovements } from '../ledger.ts';
import {
  type AnnounceTransfer,
  announced,
  auditTransfer,
  authorizeReceiver,
  authorizeSender,
  changeHeld,
  type Transfer,
  type TransferFailure,
  type TransferWish,
} from './transfer.ts';

export type DraftFailure =
  | TransferFailure
  | { readonly code: 'unknown_place' | 'same_place' | 'unknown_product' | 'nothing' | 'bad_quantity' };

/** Notes what somebody wants to send, to be confirmed; nothing moves. One line per product. */
export function draftTransfer(
  db: Db,
  wish: {
    readonly actor: Actor;
    /** The update or request that asks for it: the same again answers the same draft. */
    readonly origin: string;
    readonly fromLocationId: string;
    readonly toLocationId: string;
    readonly items: readonly { readonly productId: string; readonly quantity: DecimalString }[];
    readonly now: Date;
    readonly announce: AnnounceTransfer;
  },
): Promise<Result<Transfer, DraftFailure>> {
  return decideInTransaction<Transfer, DraftFailure>(db, async (tx) => {
    const allowed = await authorize(tx, wish.actor, 'stock.transfer');
    if (!allowed.ok) return err({ code: allowed.error });
    const { companyId, personId } = allowed.value;
    const { fromLocationId, toLocationId, now } = wish;
    if (fromLocationId === toLocationId) return err({ code: 'same_place' });
    const places = new Set((await listPlaces(tx, companyId)).map((place) => place.id));
    if (!places.has(fromLocationId) || !places.has(toLocationId)) return err({ code: 'unknown_place' });
    const totals = new Map<string, DecimalString>();
    for (const { productId, quantity } of wish.items) {
      const units = dec(quantity);
      if (!units.gt(0) || units.gte('1e12') || units.decimalPlaces() > 6)
        return err({ code: 'bad_quantity' });
      totals.set(productId, plain(units.plus(totals.get(productId) ?? '0')));
    }
    if (totals.size === 0) return err({ code: 'nothing' });
    const known = await knownProducts(tx, companyId, [...totals.keys()]);
    if (known.size !== totals.size) return err({ code: 'unknown_product' });
    const id = idFrom(`transfer:${companyId}:${wish.origin}`);
    const isNew = await insertTransfer(
      tx,
      { id, companyId, fromLocationId, toLocationId, createdBy: personId, createdAt: now },
      [...totals].map(([productId, sent], index) => ({ transferId: id, lineNo: index + 1, productId, sent })),
    );
    if (isNew) await auditTransfer(tx, allowed.value, id, 'draft', now);
    return ok(await announced(tx, { companyId, id }, wish.announce));
  });
}

/** The goods leave: they are in transit until somebody receives them. */
export const sendTransfer = (
  db: Db,
  wish: TransferWish,
): Promise<Result<Transfer, TransferFailure | InsufficientStock>> =>
  changeHeld<InsufficientStock>(db, wish, {
    states: ['draft'],
    verb: 'send',
    may: authorizeSender,
    change: (tx, actor, transfer) => leave(tx, actor, transfer, wish.now),
  });

async function leave(
  tx: Tx,
  actor: Actor,
  transfer: Transfer,
  now: Date,
): Promise<Result<unknown, InsufficientStock>> {
  const transit = await virtualLocation(tx, transfer.companyId, 'transit');
  const recorded = await recordMovements(tx, {
    companyId: transfer.companyId,
    actorId: actor.personId,
    now,
    movements: transfer.lines.map((line) => ({
      productId: line.productId,
      fromLocationId: transfer.from.id,
      toLocationId: transit,
      quantity: plain(dec(line.sent)),
      sourceType: 'transfer' as const,
      sourceId: sentAs(transfer.id),
      lineNo: line.lineNo,
    })),
  });
  if (recorded.ok) await changeTransfer(tx, transfer.id, { state: 'sent', sentAt: now });
  return recorded;
}

/** Under which name the ledger keeps what a transfer sent, and what became of it. */
export const sentAs = (transferId: string): string => `${transferId}:sent`;
export const receivedAs = (transferId: string): string => `${transferId}:received`;

/** A draft is thrown away; what is in transit goes back to where it came from. */
export const cancelTransfer = (db: Db, wish: TransferWish): Promise<Result<Transfer, TransferFailure>> =>
  changeHeld<never>(db, wish, {
    states: ['draft', 'sent'],
    verb: 'cancel',
    may: async (tx, actor, transfer) => {
      const asSender = await authorizeSender(tx, actor, transfer);
      return asSender.ok ? asSender : authorizeReceiver(tx, actor, transfer);
    },
    change: async (tx, actor, transfer) => {
      if (transfer.state === 'sent') await comeBack(tx, actor, transfer, wish.now);
      const { personId } = actor;
      await changeTransfer(tx, transfer.id, { state: 'cancelled', closedBy: personId, closedAt: wish.now });
      return ok(null);
    },
  });

async function comeBack(tx: Tx, actor: Actor, transfer: Transfer, now: Date): Promise<void> {
  const sent = await movementsOf(tx, transfer.companyId, 'transfer', sentAs(transfer.id));
  const recorded = await recordMovements(tx, {
    companyId: transfer.companyId,
    actorId: actor.personId,
    now,
    movements: sent.map((one) => ({
      productId: one.productId,
      fromLocationId: one.toLocationId,
      toLocationId: one.fromLocationId,
      quantity: one.quantity,
      sourceType: 'transfer' as const,
      sourceId: receivedAs(transfer.id),
      lineNo: one.lineNo,
    })),
  });
  if (!recorded.ok) throw new Error('what is in transit was not there to come back');
}
