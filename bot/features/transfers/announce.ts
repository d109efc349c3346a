import type { Actor } from '../../../core/people/actor.ts';
import { mayDoThere } from '../../../core/people/roles.ts';
import type { AnnounceTransfer, Transfer } from '../../../core/stock/transfers/transfer.ts';
import type { Db } from '../../../drizzle/client.ts';
import { balancesAt } from '../../../drizzle/queries/balances.ts';
import { peopleOfTransfer } from '../../../drizzle/queries/transfers.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { say } from '../../outbox.ts';
import { transferView } from './views.ts';

/** The card of a transfer for somebody: everybody sees the same goods, and the buttons they may press. */
export async function cardFor(
  db: Db,
  transfer: Transfer,
  person: Pick<Actor, 'role' | 'locationId'>,
): Promise<MessageView> {
  const ids = transfer.lines.map((line) => line.productId);
  const { from, to } = transfer;
  return transferView(
    transfer,
    {
      maySend: mayDoThere(person, 'stock.transfer', from.id),
      mayReceive: mayReceive(person, transfer),
    },
    { from: await balancesAt(db, from.id, ids), to: await balancesAt(db, to.id, ids) },
  );
}

/** Whether somebody is shown what only a receiver does; the effect itself asks `authorizeReceiver`. */
export const mayReceive = (
  person: Pick<Actor, 'role' | 'locationId'>,
  { to }: Pick<Transfer, 'to'>,
): boolean => to.kind === 'depot' || mayDoThere(person, 'stock.transfer', to.id);

/** One message each for who made it and, once it left, for everybody who works where it goes. */
export const announceTransfer: AnnounceTransfer = async (tx, transfer) => {
  const people = await peopleOfTransfer(tx, transfer);
  for (const person of people) {
    const isDraft = transfer.state === 'draft' || transfer.sentAt === null;
    if (person.telegramUserId === null || (isDraft && person.personId !== transfer.createdBy)) continue;
    await say(tx, {
      chatId: person.telegramUserId,
      slot: `trf:${transfer.id}:${person.personId}`,
      view: await cardFor(tx, transfer, person),
    });
  }
};
