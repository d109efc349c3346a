import { seedDemoShop } from '../../../bot/local-chat/demo-shop.ts';
import type { Script } from '../../support/scripted-reader.ts';
import { openShop, type Shop } from '../support/shop.ts';

/** A shop whose shelves hold the demo catalogue; nothing was sold yet, so that a play begins quickly. */
export async function openDemoShop(script: Script = { drafts: {} }): Promise<Shop> {
  const shop = await openShop(script);
  const { id, firstName } = shop.owner.who;
  const owner = { telegramId: id, firstName, username: firstName, role: 'owner' } as const;
  await seedDemoShop(shop.database.db, [owner], new Date(), 0);
  return shop;
}
