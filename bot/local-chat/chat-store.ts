import { join } from 'node:path';
import type { Message, Update } from 'grammy/types';
import { Journal } from './journal.ts';

/** Bytes lie in the files folder under `path`; `id` is what bots send back to name the file. */
export interface StoredFile {
  readonly id: string;
  readonly uniqueId: string;
  /** As getFile tells it: "photos/file_3.jpg". */
  readonly path: string;
  readonly size: number;
  readonly name: string;
  readonly type: string;
  readonly width?: number;
  readonly height?: number;
}

/** Everything that can happen; a list of changes is one journal line and therefore happens whole or not at all. */
export type Change =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'deleted'; readonly chatId: number; readonly messageId: number }
  | { readonly kind: 'update'; readonly update: Update }
  | { readonly kind: 'confirmed'; readonly below: number }
  | { readonly kind: 'file'; readonly file: StoredFile }
  | { readonly kind: 'setting'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'blocked'; readonly personId: number; readonly blocked: boolean };

type Listener = (change: Change) => void;

const FIRST_UPDATE_ID = 100_000_000;

/** The chats, the updates that the bot has not confirmed, the files and the bot's settings. */
export class ChatStore {
  private readonly chats = new Map<number, Map<number, Message>>();
  private readonly lastMessageIds = new Map<number, number>();
  private readonly filesById = new Map<string, StoredFile>();
  private readonly settings = new Map<string, unknown>();
  private readonly blocked = new Set<number>();
  private readonly queryIds = new Set<string>();
  private readonly listeners = new Set<Listener>();
  private readonly journal: Journal<readonly Change[]>;
  private pendingUpdates: Update[] = [];
  private lastUpdateId = FIRST_UPDATE_ID;
  private confirmedBelow = FIRST_UPDATE_ID + 1;

  constructor(folder: string) {
    this.journal = Journal.open<readonly Change[]>(join(folder, 'journal.ndjson'), (changes) => {
      for (const change of changes) this.apply(change);
    });
  }

  /** Writes the changes as one step, applies them and tells the listeners. */
  commit(...changes: readonly Change[]): void {
    this.journal.append(changes);
    for (const change of changes) this.apply(change);
    for (const change of changes) for (const listener of this.listeners) listener(change);
  }

  /** Calls `listener` after each change; the returned function ends it. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private apply(change: Change): void {
    switch (change.kind) {
      case 'message': {
        const { chat, message_id: id } = change.message;
        if (!this.chats.has(chat.id)) this.chats.set(chat.id, new Map());
        this.chats.get(chat.id)?.set(id, change.message);
        this.lastMessageIds.set(chat.id, Math.max(id, this.lastMessageIds.get(chat.id) ?? 0));
        return;
      }
      case 'deleted':
        this.chats.get(change.chatId)?.delete(change.messageId);
        return;
      case 'update':
        this.pendingUpdates.push(change.update);
        this.lastUpdateId = change.update.update_id;
        if (change.update.callback_query !== undefined) this.queryIds.add(change.update.callback_query.id);
        return;
      case 'confirmed':
        this.pendingUpdates = this.pendingUpdates.filter((update) => update.update_id >= change.below);
        this.confirmedBelow = change.below;
        return;
      case 'file':
        this.filesById.set(change.file.id, change.file);
        return;
      case 'setting':
        this.settings.set(change.key, change.value);
        return;
      case 'blocked':
        if (change.blocked) this.blocked.add(change.personId);
        else this.blocked.delete(change.personId);
        return;
    }
  }

  nextMessageId(chatId: number): number {
    return (this.lastMessageIds.get(chatId) ?? 0) + 1;
  }

  nextUpdateId(): number {
    return this.lastUpdateId + 1;
  }

  message(chatId: number, messageId: number): Message | undefined {
    return this.chats.get(chatId)?.get(messageId);
  }

  /** Oldest first. */
  messages(chatId: number): readonly Message[] {
    return [...(this.chats.get(chatId)?.values() ?? [])].sort((a, b) => a.message_id - b.message_id);
  }

  /** A bot may not write to somebody who never wrote to it. */
  hasStarted(chatId: number): boolean {
    return this.chats.has(chatId);
  }

  isBlocked(personId: number): boolean {
    return this.blocked.has(personId);
  }

  pending(): readonly Update[] {
    return this.pendingUpdates;
  }

  /** Update ids under this one were acknowledged by the bot. */
  confirmed(): number {
    return this.confirmedBelow;
  }

  /** Whether a button press with this id ever happened. */
  knowsQuery(id: string): boolean {
    return this.queryIds.has(id);
  }

  file(id: string): StoredFile | undefined {
    return this.filesById.get(id);
  }

  fileAt(path: string): StoredFile | undefined {
    return [...this.filesById.values()].find((file) => file.path === path);
  }

  fileCount(): number {
    return this.filesById.size;
  }

  setting(key: string): unknown {
    return this.settings.get(key);
  }

  close(): void {
    this.listeners.clear();
    this.journal.close();
  }
}
