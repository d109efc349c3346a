import { findActor } from '../../../core/people/enrolment.ts';
import { newId } from '../../../core/platform/ids.ts';
import { recordOperation } from '../../../core/stock/operations.ts';
import { searchStock } from '../../../core/stock/stock-levels.ts';
import { draftOf } from '../../support/papers.ts';
import type { Player, Shop } from './shop.ts';

/** A delivery of 10 yerbas at $ 1.500 and 6 oils at $ 2.100,50, for plays about what happens to goods later. */
export const DELIVERY = {
  drafts: {
    factura: draftOf({
      lines: [
        { code: 'YP500', description: 'YERBA PLAYADITO 500 GR', quantity: '10', unitPrice: '1500' },
        { code: 'AC900', description: 'ACEITE NATURA 900 ML', quantity: '6', unitPrice: '2100.50' },
      ],
    }),
  },
};

/** Takes that delivery in. */
export async function receiveDelivery(player: Player): Promise<void> {
  player.sendsPhoto('factura');
  await player.taps('Crear los 2');
  await player.taps('Confirmar');
  await player.sees(/✅/);
}

/** Somebody sells at the till, which is not the chat. */
export async function sellsAtTheTill(
  shop: Shop,
  player: Player,
  words: string,
  quantity: string,
): Promise<void> {
  const { db } = shop.database;
  const actor = await findActor(db, player.who.id);
  if (actor === null) throw new Error('a stranger sells nothing');
  const [product] = await searchStock(db, { companyId: actor.companyId, words, limit: 1 });
  if (product === undefined) throw new Error(`no product called ${words}`);
  const sold = await recordOperation(db, {
    actor,
    key: newId(),
    kind: 'sale',
    items: [{ productId: product.productId, quantity }],
    now: new Date(),
  });
  if (!sold.ok) throw new Error(sold.error.code);
}
