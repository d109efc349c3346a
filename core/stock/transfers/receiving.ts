import type { Db, Tx } from '../../../drizzle/client.ts';
import { virtualLocation } from '../../../drizzle/queries/ledger.ts';
import { noteAnswered, stopAskingAbout } from '../../../drizzle/queries/questions.ts';
import {
  changeTransfer,
  changeTransferLine,
  type TransferLineRow,
} from '../../../drizzle/queries/transfers.ts';
import type { ShortReason } from '../../../drizzle/schema/index.ts';
import { type DecimalString, dec, plain } from '../../platform/decimal.ts';
import { err, ok, type Result } from '../../platform/result.ts';
import { type InsufficientStock, type NewMovement, recordMovements } from '../ledger.ts';
import { receivedAs } from './sending.ts';
import {
  authorizeReceiver,
  changeHeld,
  type Transfer,
  type TransferFailure,
  type TransferWish,
} from './transfer.ts';

export type ReceiveFailure =
  | TransferFailure
  | { readonly code: 'bad_quantity' }
  /** Less came than was sent, and nobody said why. */
  | { readonly code: 'reason_missing'; readonly lineNo: number }
  | InsufficientStock;

/** Notes how much of a line really came, to be confirmed. */
export const noteReceived = (
  db: Db,
  wish: TransferWish & {
    readonly lineNo: number;
    readonly received: DecimalString;
    readonly operationId: string;
  },
): Promise<Result<Transfer, ReceiveFailure>> =>
  changeHeld<ReceiveFailure>(db, wish, {
    states: ['sent'],
    verb: 'note',
    may: authorizeReceiver,
    change: async (tx, actor, transfer) => {
      const received = dec(wish.received);
      if (received.isNegative() || received.gte('1e12') || received.decimalPlaces() > 6)
        return err({ code: 'bad_quantity' });
      const line = transfer.lines.find((one) => one.lineNo === wish.lineNo);
      if (line === undefined) return err({ code: 'not_found' });
      const isShort = received.lt(line.sent);
      await changeTransferLine(tx, transfer.id, line.lineNo, {
        received: plain(received),
        shortReason: isShort ? line.shortReason : null,
      });
      const { operationId, now } = wish;
      const { productId } = line;
      await noteAnswered(tx, { personId: actor.personId, topic: 'transfer', productId, operationId, now });
      return ok(null);
    },
  });

/** Notes why less came than was sent. */
export const noteReason = (
  db: Db,
  wish: TransferWish & { readonly lineNo: number; readonly reason: ShortReason },
): Promise<Result<Transfer, ReceiveFailure>> =>
  changeHeld<ReceiveFailure>(db, wish, {
    states: ['sent'],
    verb: 'reason',
    may: authorizeReceiver,
    change: async (tx, _actor, transfer) => {
      const line = transfer.lines.find((one) => one.lineNo === wish.lineNo);
      if (line === undefined) return err({ code: 'not_found' });
      await changeTransferLine(tx, transfer.id, line.lineNo, { shortReason: wish.reason });
      return ok(null);
    },
  });

/** The goods are there: as many as were noted, or as many as were sent. Differences go where their reason says. */
export const receiveTransfer = (db: Db, wish: TransferWish): Promise<Result<Transfer, ReceiveFailure>> =>
  changeHeld<ReceiveFailure>(db, wish, {
    states: ['sent'],
    verb: 'receive',
    may: authorizeReceiver,
    change: async (tx, actor, transfer) => {
      const unexplained = transfer.lines.find(isUnexplained);
      if (unexplained !== undefined) return err({ code: 'reason_missing', lineNo: unexplained.lineNo });
      const recorded = await recordMovements(tx, {
        companyId: transfer.companyId,
        actorId: actor.personId,
        now: wish.now,
        movements: await arrivals(tx, transfer),
      });
      if (!recorded.ok) return recorded;
      await stopAskingAbout(tx, transfer.id);
      const { personId } = actor;
      await changeTransfer(tx, transfer.id, { state: 'received', closedBy: personId, closedAt: wish.now });
      return ok(null);
    },
  });

/** Whether less came than was sent and nobody said why. */
export const isUnexplained = ({ sent, received, shortReason }: TransferLineRow): boolean =>
  received !== null && dec(received).lt(sent) && shortReason === null;

/**
 * What came goes from transit to its place. What is missing went back (it stayed) or is lost; what came in excess left
 * the same place without being written down. Three movements a line at most, numbered 3n−2, 3n−1 and 3n.
 */
async function arrivals(tx: Tx, transfer: Transfer): Promise<readonly NewMovement[]> {
  const transit = await virtualLocation(tx, transfer.companyId, 'transit');
  const loss = await virtualLocation(tx, transfer.companyId, 'loss');
  const base = { sourceType: 'transfer', sourceId: receivedAs(transfer.id) } as const;
  return transfer.lines.flatMap((line): NewMovement[] => {
    const { productId, lineNo, shortReason } = line;
    const sent = dec(line.sent);
    const received = dec(line.received ?? line.sent);
    const arrived = received.lt(sent) ? received : sent;
    const missing = sent.minus(arrived);
    const extra = received.minus(arrived);
    const moves = [
      { from: transit, to: transfer.to.id, quantity: arrived },
      { from: transit, to: shortReason === 'stayed' ? transfer.from.id : loss, quantity: missing },
      { from: transfer.from.id, to: transfer.to.id, quantity: extra },
    ];
    return moves.flatMap(({ from, to, quantity }, index) =>
      quantity.isZero()
        ? []
        : [
            {
              ...base,
              productId,
              fromLocationId: from,
              toLocationId: to,
              quantity: plain(quantity),
              lineNo: 3 * lineNo - 2 + index,
              ...(index === 1 && shortReason !== null ? { reason: shortReason } : {}),
            },
          ],
    );
  });
}
