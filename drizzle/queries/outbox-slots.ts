import { like } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { outboxMessage } from '../schema/index.ts';

/** The messages whose slot is `<prefix>:…`. */
export function slotsBeginning(db: Db, prefix: string): Promise<{ slot: string; chatId: number }[]> {
  return db
    .select({ slot: outboxMessage.slot, chatId: outboxMessage.chatId })
    .from(outboxMessage)
    .where(like(outboxMessage.slot, `${prefix.replace(/[\\%_]/g, '\\$&')}:%`));
}
