import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import { failPoint } from '../core/platform/fail-point.ts';
import type { Logger } from '../core/platform/logger.ts';
import { asTelegramSignal, UPDATE_TYPES } from './telegram.ts';

const LONG_POLL_SECONDS = 30;
const PAUSES_SECONDS: readonly number[] = [0.5, 1, 2, 5, 10, 15];

export interface PollingOptions {
  readonly api: Api;
  /** Commits the updates. Only when it has resolved is Telegram told that we have them. */
  readonly accept: (updates: readonly Update[]) => Promise<void>;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly longPollSeconds?: number;
}

/**
 * Asks Telegram for updates until the signal aborts. Whatever fails – network, 5xx, 429, another poller (409), our own
 * database – is waited out; the same updates come again and the inbox knows them. Only a token that Telegram does not
 * know (401, 404) rejects.
 */
export async function runPolling({ api, accept, signal, logger, ...options }: PollingOptions): Promise<void> {
  // Sent once to confirm a batch and then dropped: ids may jump down after a quiet week, and what is confirmed is gone.
  let offset: number | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const updates = await api.getUpdates(
        {
          ...(offset === undefined ? {} : { offset }),
          timeout: options.longPollSeconds ?? LONG_POLL_SECONDS,
          allowed_updates: UPDATE_TYPES,
        },
        asTelegramSignal(signal),
      );
      await accept(updates);
      if (updates.length > 0) failPoint('before-offset-confirmed');
      const last = updates.at(-1);
      offset = last === undefined ? undefined : last.update_id + 1;
      failures = 0;
    } catch (error) {
      if (signal.aborted) break;
      if (error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404)) throw error;
      logger.warn({ err: error, failures }, 'polling failed; trying again');
      await removeWebhook(error, { api, logger });
      await pause(error, failures, signal);
      failures += 1;
    }
  }
}

/** A webhook left by an earlier setting keeps updates from pollers; what it has not delivered stays for us. */
async function removeWebhook(
  error: unknown,
  { api, logger }: Pick<PollingOptions, 'api' | 'logger'>,
): Promise<void> {
  if (!(error instanceof GrammyError) || error.error_code !== 409 || !/webhook/i.test(error.description))
    return;
  await api.deleteWebhook().catch((failure: unknown) => logger.warn({ err: failure }, 'webhook not removed'));
}

async function pause(error: unknown, failures: number, signal: AbortSignal): Promise<void> {
  const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
  const seconds = asked ?? PAUSES_SECONDS[Math.min(failures, PAUSES_SECONDS.length - 1)] ?? 15;
  await sleep(seconds * 1_000, undefined, { signal }).catch((stopped: unknown) => {
    if (!signal.aborted) throw stopped;
  });
}
