import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { z } from 'zod';
import type { Logger } from '../core/platform/logger.ts';
import { asTelegramSignal, UPDATE_TYPES } from './telegram.ts';

export const WEBHOOK_PATH = '/telegram/webhook';
const BODY_LIMIT = 1024 * 1024;
const BODY_SECONDS = 10;

const updateShape = z.looseObject({ update_id: z.int().nonnegative() });

export interface WebhookOptions {
  /** At least 32 characters; Telegram sends it back with each update. */
  readonly secret: string;
  /** Commits the update; only then does Telegram get its 200. */
  readonly accept: (updates: readonly Update[]) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Answers Telegram's POSTs: 401 without the secret (compared in constant time, before the body is read), 413 over
 * 1 MB, 400 for what is no update, 503 when it could not be committed (Telegram tries again), 200 once it is.
 * Plain node:http: Express's parsing costs more than all of this.
 */
export function createWebhook({ secret, accept, logger }: WebhookOptions): RequestListener {
  if (secret.length < 32) throw new RangeError('the webhook secret needs at least 32 characters');
  const expected = digest(secret);
  return (request, response) => {
    if (request.method !== 'POST') return answer(response, 405);
    const given = request.headers['x-telegram-bot-api-secret-token'];
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), expected)) return answer(response, 401);
    receive(request)
      .then(async (body) => {
        if (body === 'too_large') return answer(response, 413);
        const update = parse(body);
        if (update === null) return answer(response, 400);
        await accept([update]);
        answer(response, 200);
      })
      .catch((error: unknown) => {
        logger.error({ err: error }, 'update not committed; Telegram will send it again');
        answer(response, 503);
      });
  };
}

const REGISTER_AGAIN_MS = 5_000;

/** Tells Telegram where to send updates, until it has understood or the signal aborts. Pending updates are kept. */
export async function registerWebhook(options: {
  api: Api;
  /** The public address of this server. */
  url: string;
  secret: string;
  signal: AbortSignal;
  logger: Logger;
}): Promise<void> {
  const { signal, logger } = options;
  while (!signal.aborted) {
    try {
      await options.api.setWebhook(
        new URL(WEBHOOK_PATH, options.url).href,
        { secret_token: options.secret, allowed_updates: UPDATE_TYPES },
        asTelegramSignal(signal),
      );
      return;
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ err: error }, 'webhook not registered; trying again');
      await sleep(REGISTER_AGAIN_MS, undefined, { signal }).catch((stopped: unknown) => {
        if (!signal.aborted) throw stopped;
      });
    }
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Closes the connection after a refusal: the rest of a body that nobody reads would be taken for a request. */
function answer(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  response.writeHead(status, status === 200 ? {} : { connection: 'close' }).end();
}

async function receive(request: IncomingMessage): Promise<Buffer | 'too_large'> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return 'too_large';
  request.setTimeout(BODY_SECONDS * 1_000, () => request.destroy(new Error('the body came too slowly')));
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) return 'too_large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(body: Buffer): Update | null {
  try {
    const parsed = updateShape.safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? (parsed.data as unknown as Update) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
