import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Raw updates, committed before Telegram is told that we have them. */
export const inboxUpdate = pgTable(
  'inbox_update',
  {
    botId: bigint('bot_id', { mode: 'number' }).notNull(),
    updateId: bigint('update_id', { mode: 'number' }).notNull(),
    /** Order is kept within this key: the chat, or the user where an update has no chat. */
    chatKey: text('chat_key').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    state: text('state').$type<'pending' | 'done' | 'dead'>().notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    availableAt: instant('available_at').notNull().defaultNow(),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    receivedAt: instant('received_at').notNull().defaultNow(),
    doneAt: instant('done_at'),
    error: text('error'),
  },
  (t) => [
    primaryKey({ columns: [t.botId, t.updateId] }),
    index('inbox_pending').on(t.chatKey, t.updateId).where(sql`${t.state} = 'pending'`),
  ],
);

/** What a message should say: text in Telegram's HTML, buttons, a picture. */
export interface MessageView {
  readonly text: string;
  readonly keyboard?: readonly (readonly KeyboardButton[])[];
  /** A stored file shown above the text; a slot never changes between text and picture. */
  readonly photoSha256?: string;
  /** Said on the way to something else: at most one such edit a second, and it may be skipped. */
  readonly progress?: boolean;
}

export type KeyboardButton =
  | { readonly text: string; readonly data: string }
  | { readonly text: string; readonly url: string };

/**
 * One row is one message in a chat and what it should say now. `desiredVersion` > `sentVersion` means work to do:
 * send when there is no message id yet, else edit. Several changes in a row are one edit.
 */
export const outboxMessage = pgTable(
  'outbox_message',
  {
    /** `doc:<id>` for a status message, `u<update>:<n>` for a reply: a second run of the same handler writes the same slot. */
    slot: text('slot').primaryKey(),
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    replyTo: integer('reply_to'),
    desired: jsonb('desired').$type<MessageView>().notNull(),
    desiredVersion: integer('desired_version').notNull().default(1),
    sentVersion: integer('sent_version').notNull().default(0),
    messageId: integer('message_id'),
    state: text('state').$type<'open' | 'failed'>().notNull().default('open'),
    attempts: integer('attempts').notNull().default(0),
    availableAt: instant('available_at').notNull().defaultNow(),
    leaseOwner: text('lease_owner'),
    leaseUntil: instant('lease_until'),
    createdAt: instant('created_at').notNull().defaultNow(),
    sentAt: instant('sent_at'),
    error: text('error'),
  },
  (t) => [
    index('outbox_message_id').on(t.chatId, t.messageId),
    index('outbox_due')
      .on(t.availableAt)
      .where(sql`${t.state} = 'open' and ${t.desiredVersion} > ${t.sentVersion}`),
  ],
);
