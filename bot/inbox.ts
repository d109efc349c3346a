import { and, eq, sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { runDispatcher } from '../core/platform/dispatcher.ts';
import { failPoint } from '../core/platform/fail-point.ts';
import { type Logger, withoutTokens } from '../core/platform/logger.ts';
import type { Wake } from '../core/platform/wake.ts';
import type { Db, Tx } from '../drizzle/client.ts';
import { inboxUpdate } from '../drizzle/schema/messaging.ts';
import { isDatabaseUnavailable } from '../drizzle/transient.ts';

const LEASE_SECONDS = 30;
const HANDLER_LIMIT_MS = 120_000;
/** Seconds before the next try, by tries so far; after the last one the update is dead. */
const RETRY_SECONDS: readonly number[] = [0.5, 2, 5, 15, 60];

/** PostgreSQL's jsonb takes neither NUL nor half a surrogate pair, and one such text must not stop the queue. */
const storable = (update: Update): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(update, (_key, value: unknown) =>
      typeof value === 'string'
        ? value.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD')
        : value,
    ),
  ) as Record<string, unknown>;

/** Order is kept within a chat; what has no chat is kept in order by user. */
function chatKeyOf(update: Update): string {
  for (const part of Object.values(update) as unknown[]) {
    if (typeof part !== 'object' || part === null) continue;
    const event = part as {
      chat?: { id: number };
      message?: { chat?: { id: number } };
      from?: { id: number };
      user?: { id: number };
    };
    const chat = event.chat ?? event.message?.chat;
    if (chat !== undefined) return `c${chat.id}`;
    const user = event.from ?? event.user;
    if (user !== undefined) return `u${user.id}`;
  }
  return '-';
}

/**
 * Commits raw updates; one that is already here stays as it is. Once this resolves, nothing may be lost any
 * more and Telegram may be told so.
 */
export async function acceptUpdates(db: Db, botId: number, updates: readonly Update[]): Promise<void> {
  if (updates.length === 0) return;
  await db
    .insert(inboxUpdate)
    .values(
      updates.map((update) => ({
        botId,
        updateId: update.update_id,
        chatKey: chatKeyOf(update),
        payload: storable(update),
      })),
    )
    .onConflictDoNothing();
  failPoint('after-inbox-commit');
}

/** Frees what a process that is surely dead had taken: only for the holder of the data directory's lock. */
export async function releaseInboxLeases(db: Db): Promise<void> {
  await db
    .update(inboxUpdate)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(eq(inboxUpdate.state, 'pending'));
}

export interface InboxOptions {
  readonly db: Db;
  readonly botId: number;
  /** Runs one update; what it throws is retried. Effects must refuse a second run of the same update id. */
  readonly handle: (update: Update) => Promise<void>;
  /** Writes the alert and the kind sentence for an update that is given up, in the same transaction. */
  readonly onDead: (tx: Tx, update: Update) => Promise<void>;
  readonly wake: Wake;
  readonly signal: AbortSignal;
  readonly concurrency: number;
  /** Unique to this process and start. */
  readonly owner: string;
  readonly logger: Logger;
  readonly leaseSeconds?: number;
  readonly retrySeconds?: readonly number[];
  readonly idleMs?: number;
}

interface Claimed {
  readonly updateId: number;
  readonly attempts: number;
  readonly update: Update;
}

/**
 * Handles committed updates: in order within a chat, several chats at a time, each once even with two
 * processes on one database. A failing update holds back its own chat only. Resolves after the signal
 * aborts and the running handlers have finished.
 */
export function runInbox(options: InboxOptions): Promise<void> {
  return runDispatcher<Claimed>({
    name: 'inbox',
    claim: () => claim(options),
    work: (claimed) => work(options, claimed),
    wake: options.wake,
    signal: options.signal,
    concurrency: options.concurrency,
    idleMs: options.idleMs ?? 1_000,
    logger: options.logger,
    isTransient: isDatabaseUnavailable,
  });
}

const seconds = (value: number) => sql`clock_timestamp() + make_interval(secs => ${value}::float8)`;

/** Only the oldest pending update of a chat can be taken, so order holds whoever takes it. */
async function claim({
  db,
  botId,
  owner,
  leaseSeconds = LEASE_SECONDS,
}: InboxOptions): Promise<Claimed | null> {
  const [row] = await db
    .update(inboxUpdate)
    .set({
      leaseOwner: owner,
      leaseUntil: seconds(leaseSeconds),
      attempts: sql`${inboxUpdate.attempts} + 1`,
    })
    .where(
      and(
        eq(inboxUpdate.botId, botId),
        eq(
          inboxUpdate.updateId,
          sql`(
            select u.update_id from inbox_update u
            where u.bot_id = ${botId} and u.state = 'pending' and u.available_at <= clock_timestamp()
              and (u.lease_until is null or u.lease_until < clock_timestamp())
              and not exists (
                select 1 from inbox_update earlier
                where earlier.bot_id = u.bot_id and earlier.chat_key = u.chat_key
                  and earlier.state = 'pending' and earlier.update_id < u.update_id)
            order by u.update_id limit 1 for update of u skip locked)`,
        ),
      ),
    )
    .returning({
      updateId: inboxUpdate.updateId,
      attempts: inboxUpdate.attempts,
      payload: inboxUpdate.payload,
    });
  return row === undefined
    ? null
    : { updateId: row.updateId, attempts: row.attempts, update: row.payload as unknown as Update };
}

async function work(options: InboxOptions, claimed: Claimed): Promise<void> {
  const retries = options.retrySeconds ?? RETRY_SECONDS;
  // Tries count when they begin: an update that kills the process is given up too.
  if (claimed.attempts > retries.length + 1)
    return bury(options, claimed, 'the process died while handling it');
  const renewal = keepLease(options, claimed.updateId);
  try {
    failPoint('before-handler');
    await withLimit(options.handle(claimed.update));
    failPoint('after-handler');
  } catch (error) {
    clearInterval(renewal);
    return failed(options, claimed, error);
  }
  clearInterval(renewal);
  await options.db
    .update(inboxUpdate)
    .set({ state: 'done', doneAt: sql`clock_timestamp()`, leaseOwner: null, leaseUntil: null, error: null })
    .where(ours(options, claimed.updateId));
}

async function failed(options: InboxOptions, claimed: Claimed, error: unknown): Promise<void> {
  const { db, logger } = options;
  const passing = isDatabaseUnavailable(error);
  const delay = passing ? 1 : (options.retrySeconds ?? RETRY_SECONDS)[claimed.attempts - 1];
  logger.error({ err: error, updateId: claimed.updateId, attempt: claimed.attempts }, 'update failed');
  if (delay === undefined) return bury(options, claimed, describe(error));
  await db
    .update(inboxUpdate)
    .set({
      // While the database is away no update is at fault, so the try does not count.
      attempts: passing ? claimed.attempts - 1 : claimed.attempts,
      availableAt: seconds(delay),
      leaseOwner: null,
      leaseUntil: null,
      error: describe(error),
    })
    .where(ours(options, claimed.updateId));
}

async function bury(options: InboxOptions, claimed: Claimed, error: string): Promise<void> {
  options.logger.error({ updateId: claimed.updateId, error }, 'update given up');
  await options.db.transaction(async (tx) => {
    const buried = await tx
      .update(inboxUpdate)
      .set({ state: 'dead', doneAt: sql`clock_timestamp()`, leaseOwner: null, leaseUntil: null, error })
      .where(ours(options, claimed.updateId))
      .returning({ updateId: inboxUpdate.updateId });
    if (buried.length > 0) await options.onDead(tx, claimed.update);
  });
}

/** A process that lost its lease records nothing: the update is another's now. */
const ours = (options: InboxOptions, updateId: number) =>
  and(
    eq(inboxUpdate.botId, options.botId),
    eq(inboxUpdate.updateId, updateId),
    eq(inboxUpdate.state, 'pending'),
    eq(inboxUpdate.leaseOwner, options.owner),
  );

function keepLease(options: InboxOptions, updateId: number): NodeJS.Timeout {
  const lease = options.leaseSeconds ?? LEASE_SECONDS;
  return setInterval(
    () => {
      options.db
        .update(inboxUpdate)
        .set({ leaseUntil: seconds(lease) })
        .where(ours(options, updateId))
        .then(undefined, (error: unknown) =>
          options.logger.warn({ err: error, updateId }, 'lease not renewed'),
        );
    },
    (lease * 1000) / 3,
  );
}

/** A handler that never ends would hold its chat for ever. */
async function withLimit(handled: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the handler took too long')), HANDLER_LIMIT_MS);
  });
  try {
    await Promise.race([handled, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const describe = (error: unknown): string =>
  withoutTokens(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 500);
