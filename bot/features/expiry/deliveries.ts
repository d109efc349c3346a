import type { Actor } from '../../../core/people/actor.ts';
import type { Tx } from '../../../drizzle/client.ts';
import { datedGoodsOf } from '../../../drizzle/queries/lots.ts';
import { say } from '../../outbox.ts';
import { deliveredView } from './views.ts';

/** Once a delivery is posted, asks whoever posted it when its goods expire; only of goods that ever had a date. */
export async function askExpiryOfDelivery(tx: Tx, actor: Actor, documentId: string): Promise<void> {
  if (actor.telegramUserId === null) return;
  const delivery = await datedGoodsOf(tx, { companyId: actor.companyId, documentId });
  if (delivery === null || delivery.goods.length === 0) return;
  await say(tx, {
    chatId: actor.telegramUserId,
    slot: `exp:${delivery.receiptId}`,
    view: deliveredView(delivery.receiptId, delivery.goods),
  });
}
