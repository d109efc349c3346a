import type { Api } from 'grammy';

/** What we ask Telegram for; anything else never reaches the inbox. */
export const UPDATE_TYPES = ['message', 'callback_query'] as const;

type TelegramSignal = Parameters<Api['getMe']>[0];

/** grammY declares the signal of an older library; the platform's own is what it really takes. */
export const asTelegramSignal = (signal: AbortSignal): TelegramSignal => signal as unknown as TelegramSignal;
