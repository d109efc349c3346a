import { EventEmitter } from 'node:events';
import type { Chat, User } from 'grammy/types';
import type { ChatStore } from './chat-store.ts';
import type { FileShelf } from './file-shelf.ts';
import type { LocalPerson } from './people.ts';
import type { UpdateQueue } from './update-queue.ts';

/** The bot's answer to a button press, as the page shows it. */
interface PressAnswer {
  readonly queryId: string;
  readonly text: string;
  readonly alert: boolean;
  readonly url?: string;
}

/** One finished Bot API call, for the panel. */
export interface CallRecord {
  readonly id: number;
  readonly at: number;
  readonly ms: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  readonly answer: unknown;
}

interface Signals {
  action: [{ readonly chatId: number; readonly action: string }];
  pressAnswered: [PressAnswer];
  called: [CallRecord];
}

/** All that the two doors, the bot's and the page's, share. */
export interface LocalChat {
  readonly bot: User & { readonly username: string };
  readonly people: readonly LocalPerson[];
  readonly store: ChatStore;
  readonly shelf: FileShelf;
  readonly updates: UpdateQueue;
  readonly signals: EventEmitter<Signals>;
}

export const createSignals = (): EventEmitter<Signals> => new EventEmitter<Signals>();

export const unixNow = (): number => Math.floor(Date.now() / 1000);

export const personWith = (chat: LocalChat, telegramId: number): LocalPerson | undefined =>
  chat.people.find((person) => person.telegramId === telegramId);

export const asUser = (person: LocalPerson): User => ({
  id: person.telegramId,
  is_bot: false,
  first_name: person.firstName,
  username: person.username,
  language_code: 'es',
});

export const asChat = (person: LocalPerson): Chat.PrivateChat => ({
  id: person.telegramId,
  type: 'private',
  first_name: person.firstName,
  username: person.username,
});
