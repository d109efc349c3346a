import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, sql } from 'drizzle-orm';
import type { Api } from 'grammy';
import { runDispatcher } from '../core/platform/dispatcher.ts';
import { failPoint } from '../core/platform/fail-point.ts';
import type { Logger } from '../core/platform/logger.ts';
import type { Wake } from '../core/platform/wake.ts';
import type { Db, Tx } from '../drizzle/client.ts';
import { fileBytes } from '../drizzle/queries/documents.ts';
import { type MessageView, outboxMessage } from '../drizzle/schema/messaging.ts';
import { isDatabaseUnavailable } from '../drizzle/transient.ts';
import type { BotContext } from './context.ts';
import { type Delivery, deliver } from './delivery.ts';

/** Longer than any call to Telegram may take. */
const LEASE_SECONDS = 90;
const RETRY_SECONDS: readonly number[] = [1, 2, 5, 10, 20, 40, 60];
const RECORD_TRIES = 60;

export interface Saying {
  readonly chatId: number;
  /** `doc:<id>`, `doc:<id>:picture`, `u<update>:<n>`, …: one slot is one message. */
  readonly slot: string;
  readonly view: MessageView;
  /** Message id to answer to; only at the first send. */
  readonly replyTo?: number;
  /** Not before, where it can wait: it then stands behind what is said meanwhile. */
  readonly notBefore?: Date;
}

/**
 * Records what a message should say now. Give it the transaction of the change it tells about; it is sent
 * after the commit, and the loop's wake makes it immediate. Saying the same again does nothing.
 */
export async function say(db: Db | Tx, { chatId, slot, view, replyTo, notBefore }: Saying): Promise<void> {
  // Not now(): two messages of one transaction keep their order.
  const from =
    notBefore === undefined
      ? sql`clock_timestamp()`
      : sql`greatest(clock_timestamp(), ${notBefore.toISOString()}::timestamptz)`;
  await db
    .insert(outboxMessage)
    .values({
      slot,
      chatId,
      desired: view,
      replyTo: replyTo ?? null,
      createdAt: from,
      availableAt: from,
    })
    .onConflictDoUpdate({
      target: outboxMessage.slot,
      set: {
        desired: sql`excluded.desired`,
        desiredVersion: sql`${outboxMessage.desiredVersion} + 1`,
        state: 'open',
      },
      setWhere: sql`${outboxMessage.desired} is distinct from excluded.desired or ${outboxMessage.state} = 'failed'`,
    });
}

/** Says a reply to the update being handled, in a slot of its own that a second run of the handler fills again. */
export async function reply(ctx: BotContext, view: MessageView, db: Db | Tx = ctx.deps.db): Promise<void> {
  if (ctx.chat === undefined) throw new Error('an update without a chat has nobody to reply to');
  ctx.replies += 1;
  await say(db, { chatId: ctx.chat.id, slot: `${ctx.operationId}:${ctx.replies}`, view });
}

/** Which slot a message in a chat is; null when it is not one of ours. */
export async function slotOfMessage(db: Db | Tx, chatId: number, messageId: number): Promise<string | null> {
  const [row] = await db
    .select({ slot: outboxMessage.slot })
    .from(outboxMessage)
    .where(and(eq(outboxMessage.chatId, chatId), eq(outboxMessage.messageId, messageId)));
  return row?.slot ?? null;
}

/** What one of our messages in a chat says; null when it is not one of ours. */
export async function shownView(db: Db | Tx, chatId: number, messageId: number): Promise<MessageView | null> {
  const [row] = await db
    .select({ view: outboxMessage.desired })
    .from(outboxMessage)
    .where(and(eq(outboxMessage.chatId, chatId), eq(outboxMessage.messageId, messageId)));
  return row?.view ?? null;
}

/** Changes the message whose button was pressed; says it anew when that message is not one of ours. */
export async function replace(ctx: BotContext, view: MessageView, db: Db | Tx = ctx.deps.db): Promise<void> {
  const pressed = ctx.callbackQuery?.message;
  const slot = pressed === undefined ? null : await slotOfMessage(db, pressed.chat.id, pressed.message_id);
  if (pressed === undefined || slot === null) await reply(ctx, view, db);
  else await say(db, { chatId: pressed.chat.id, slot, view });
}

/** Frees what a process that is surely dead had taken: only for the holder of the data directory's lock. */
export async function releaseOutboxLeases(db: Db): Promise<void> {
  await db
    .update(outboxMessage)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(sql`${outboxMessage.leaseOwner} is not null`);
}

export interface OutboxOptions {
  readonly db: Db;
  /** Without retries of its own: this loop obeys what Telegram answers. */
  readonly api: Api;
  readonly wake: Wake;
  readonly signal: AbortSignal;
  readonly concurrency: number;
  /** Unique to this process and start. */
  readonly owner: string;
  readonly logger: Logger;
  readonly idleMs?: number;
}

type Claimed = typeof outboxMessage.$inferSelect;

/**
 * Sends and edits messages until each says what it should: one at a time per chat, new ones in the order they
 * were said, changes of the same message joined into one edit. Nothing is open in the database during a call.
 * A process that dies between a send and its record sends that message again: Telegram has no key to prevent it.
 */
export function runOutbox(options: OutboxOptions): Promise<void> {
  return runDispatcher<Claimed>({
    name: 'outbox',
    claim: () => claim(options),
    work: (claimed) => work(options, claimed),
    wake: options.wake,
    signal: options.signal,
    concurrency: options.concurrency,
    idleMs: options.idleMs ?? 500,
    logger: options.logger,
    isTransient: isDatabaseUnavailable,
  });
}

const seconds = (value: number) => sql`clock_timestamp() + make_interval(secs => ${value}::float8)`;

async function claim({ db, owner }: OutboxOptions): Promise<Claimed | null> {
  const [row] = await db
    .update(outboxMessage)
    .set({ leaseOwner: owner, leaseUntil: seconds(LEASE_SECONDS) })
    .where(
      eq(
        outboxMessage.slot,
        sql`(
          select m.slot from outbox_message m
          where m.state = 'open' and m.desired_version > m.sent_version and m.available_at <= clock_timestamp()
            and (m.lease_until is null or m.lease_until < clock_timestamp())
            and (m.sent_at is null or m.sent_at <= clock_timestamp() - interval '1 second'
              or coalesce(m.desired ->> 'progress', 'false') = 'false')
            and not exists (
              select 1 from outbox_message other
              where other.state = 'open' and other.desired_version > other.sent_version
                and other.chat_id = m.chat_id and other.slot <> m.slot
                and (other.lease_until > clock_timestamp()
                  or (other.error = 'flood' and other.available_at > clock_timestamp())
                  or (m.message_id is null and other.message_id is null
                    and (other.created_at, other.slot) < (m.created_at, m.slot))))
          order by m.created_at, m.slot limit 1 for update of m skip locked)`,
      ),
    )
    .returning();
  return row ?? null;
}

async function work(options: OutboxOptions, row: Claimed): Promise<void> {
  failPoint('before-send');
  const { photoSha256 } = row.desired;
  const photo = photoSha256 === undefined ? null : await fileBytes(options.db, photoSha256);
  if (photoSha256 !== undefined && photo === null)
    return record(options, row, { kind: 'refused', error: 'the picture is not stored' });
  const delivery = await deliver(options.api, {
    chatId: row.chatId,
    messageId: row.messageId,
    replyTo: row.replyTo,
    view: row.desired,
    photo,
  });
  failPoint('after-send');
  await record(options, row, delivery);
}

async function record({ db, owner, logger }: OutboxOptions, row: Claimed, delivery: Delivery): Promise<void> {
  if (delivery.kind === 'refused') logger.warn({ slot: row.slot, error: delivery.error }, 'message refused');
  // What was sent must be known: while the database is away, this record waits for it.
  for (let tries = 1; ; tries += 1) {
    try {
      await db
        .update(outboxMessage)
        .set({ leaseOwner: null, leaseUntil: null, ...changeFor(row, delivery) })
        .where(and(eq(outboxMessage.slot, row.slot), eq(outboxMessage.leaseOwner, owner)));
      return;
    } catch (error) {
      if (tries === RECORD_TRIES || !isDatabaseUnavailable(error)) throw error;
      await sleep(500);
    }
  }
}

function changeFor(row: Claimed, delivery: Delivery) {
  switch (delivery.kind) {
    case 'sent':
      return {
        messageId: delivery.messageId,
        sentVersion: row.desiredVersion,
        sentAt: sql`clock_timestamp()`,
        attempts: 0,
        error: null,
      };
    case 'gone':
      return { messageId: null, error: null };
    case 'later':
      return {
        attempts: row.attempts + 1,
        availableAt: seconds(
          delivery.seconds ?? RETRY_SECONDS[Math.min(row.attempts, RETRY_SECONDS.length - 1)] ?? 60,
        ),
        error: delivery.flood ? 'flood' : delivery.error,
      };
    case 'refused':
      return { state: 'failed' as const, error: delivery.error };
  }
}
