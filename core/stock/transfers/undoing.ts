import type { Db, Tx } from '../../../drizzle/client.ts';
import { balancesAt } from '../../../drizzle/queries/balances.ts';
import { lockCosts, movementsOf } from '../../../drizzle/queries/ledger.ts';
import { changeTransfer } from '../../../drizzle/queries/transfers.ts';
import type { Actor } from '../../people/actor.ts';
import { dayOf } from '../../platform/clock.ts';
import { Dec, dec } from '../../platform/decimal.ts';
import { err, ok, type Result } from '../../platform/result.ts';
import { recordMovements } from '../ledger.ts';
import { receivedAs, sentAs } from './sending.ts';
import {
  authorizeReceiver,
  changeHeld,
  type Transfer,
  type TransferFailure,
  type TransferWish,
} from './transfer.ts';

export type UndoTransferFailure =
  | TransferFailure
  /** Undo is for the Argentine day on which it was received. */
  | { readonly code: 'too_late' }
  /** Some of what came has left again: it cannot go back. */
  | { readonly code: 'moved_on'; readonly productId: string };

/**
 * Takes a received transfer back on the same day, by whoever received it or the owner: what came goes back through
 * transit to where it was sent from, with what broke or got lost on the way. Refused once the goods have moved on.
 */
export const undoTransfer = (db: Db, wish: TransferWish): Promise<Result<Transfer, UndoTransferFailure>> =>
  changeHeld<UndoTransferFailure>(db, wish, {
    states: ['received'],
    verb: 'undo',
    may: async (tx, actor, transfer) => {
      const allowed = await authorizeReceiver(tx, actor, transfer);
      if (!allowed.ok) return allowed;
      const isTheirs = transfer.closedBy === allowed.value.personId || allowed.value.role === 'owner';
      return isTheirs ? allowed : err('forbidden');
    },
    change: async (tx, actor, transfer) => {
      if (transfer.closedAt === null || dayOf(transfer.closedAt) !== dayOf(wish.now))
        return err({ code: 'too_late' });
      const gone = await movedOn(tx, transfer);
      if (gone !== null) return err({ code: 'moved_on', productId: gone });
      await goBack(tx, actor, transfer, wish.now);
      const { personId } = actor;
      await changeTransfer(tx, transfer.id, { state: 'undone', closedBy: personId, closedAt: wish.now });
      return ok(null);
    },
  });

/** The first product of which less is there than came; holds the products, so that the answer stays true. */
async function movedOn(tx: Tx, { to, lines }: Transfer): Promise<string | null> {
  const ids = lines.map((line) => line.productId);
  await lockCosts(tx, ids.toSorted());
  const there = await balancesAt(tx, to.id, ids);
  const short = lines.find(({ productId, received, sent }) =>
    new Dec(there.get(productId) ?? '0').lt(dec(received ?? sent)),
  );
  return short?.productId ?? null;
}

async function goBack(tx: Tx, actor: Actor, { id, companyId }: Transfer, now: Date): Promise<void> {
  for (const sourceId of [receivedAs(id), sentAs(id)]) {
    const movements = await movementsOf(tx, companyId, 'transfer', sourceId);
    const recorded = await recordMovements(tx, {
      companyId,
      actorId: actor.personId,
      now,
      // Last in, first out: each step meets the state that its original left.
      movements: movements.toReversed().map((one) => ({
        productId: one.productId,
        fromLocationId: one.toLocationId,
        toLocationId: one.fromLocationId,
        quantity: one.quantity,
        sourceType: 'reversal' as const,
        sourceId,
        lineNo: one.lineNo,
        takesBack: one.seq,
      })),
    });
    if (!recorded.ok) throw new Error('a reversal may never be refused for lack of stock');
  }
}
