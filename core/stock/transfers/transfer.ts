import type { Db, Tx } from '../../../drizzle/client.ts';
import {
  findTransfer,
  linesOfTransfer,
  lockTransfer,
  type TransferLineRow,
  type TransferRow,
} from '../../../drizzle/queries/transfers.ts';
import { decideInTransaction } from '../../../drizzle/transaction.ts';
import type { Actor } from '../../people/actor.ts';
import { writeAudit } from '../../people/audit.ts';
import { type AuthorizationFailure, authorize } from '../../people/roles.ts';
import { err, type Result } from '../../platform/result.ts';

export interface Transfer extends TransferRow {
  readonly lines: readonly TransferLineRow[];
}

/** Tells people about a transfer as it is now; called inside the transaction of the change. */
export type AnnounceTransfer = (tx: Tx, transfer: Transfer) => Promise<void>;

export type TransferFailure =
  | { readonly code: AuthorizationFailure | 'not_found' }
  /** Somebody was faster: sent, received or cancelled meanwhile. */
  | { readonly code: 'wrong_state'; readonly state: TransferRow['state'] };

export interface TransferWish {
  readonly actor: Actor;
  readonly transferId: string;
  readonly now: Date;
  readonly announce: AnnounceTransfer;
}

export async function findWholeTransfer(db: Db, companyId: string, id: string): Promise<Transfer | null> {
  const row = await findTransfer(db, companyId, id);
  return row === null ? null : { ...row, lines: await linesOfTransfer(db, id) };
}

/** Who may send: whoever works where the goods are, and those in charge. */
export const authorizeSender = (
  tx: Tx,
  actor: Actor,
  transfer: Pick<TransferRow, 'from'>,
): Promise<Result<Actor, AuthorizationFailure>> => authorize(tx, actor, 'stock.transfer', transfer.from.id);

/** Who may receive: whoever works where the goods go, those in charge, and anybody where nobody is: in a depot. */
export const authorizeReceiver = (
  tx: Tx,
  actor: Actor,
  transfer: Pick<TransferRow, 'to'>,
): Promise<Result<Actor, AuthorizationFailure>> =>
  authorize(tx, actor, 'stock.transfer', transfer.to.kind === 'depot' ? undefined : transfer.to.id);

/** Changes a held transfer that is in one of these states, writes the audit row and tells people. */
export function changeHeld<E>(
  db: Db,
  wish: TransferWish,
  how: {
    readonly states: readonly TransferRow['state'][];
    readonly verb: string;
    readonly may: (tx: Tx, actor: Actor, transfer: Transfer) => Promise<Result<Actor, AuthorizationFailure>>;
    readonly change: (tx: Tx, actor: Actor, transfer: Transfer) => Promise<Result<unknown, E>>;
  },
): Promise<Result<Transfer, E | TransferFailure>> {
  return decideInTransaction<Transfer, E | TransferFailure>(db, async (tx) => {
    const { companyId } = wish.actor;
    const held = await lockTransfer(tx, companyId, wish.transferId);
    if (held === null) return err<TransferFailure>({ code: 'not_found' });
    const transfer = { ...held, lines: await linesOfTransfer(tx, held.id) };
    const allowed = await how.may(tx, wish.actor, transfer);
    if (!allowed.ok) return err<TransferFailure>({ code: allowed.error });
    if (!how.states.includes(held.state))
      return err<TransferFailure>({ code: 'wrong_state', state: held.state });
    const done = await how.change(tx, allowed.value, transfer);
    if (!done.ok) return done;
    await auditTransfer(tx, allowed.value, transfer.id, how.verb, wish.now);
    return { ok: true, value: await announced(tx, transfer, wish.announce) };
  });
}

export async function announced(
  tx: Tx,
  { companyId, id }: Pick<TransferRow, 'companyId' | 'id'>,
  announce: AnnounceTransfer,
): Promise<Transfer> {
  const now = await findWholeTransfer(tx, companyId, id);
  if (now === null) throw new Error('a transfer vanished in its own transaction');
  await announce(tx, now);
  return now;
}

export const auditTransfer = (
  tx: Tx,
  actor: Actor,
  transferId: string,
  verb: string,
  at: Date,
): Promise<void> =>
  writeAudit(tx, {
    companyId: actor.companyId,
    actorId: actor.personId,
    action: `transfer.${verb}`,
    subjectType: 'transfer',
    subjectId: transferId,
    at,
  });
