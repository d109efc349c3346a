import { randomInt } from 'node:crypto';
import type { Message, Update } from 'grammy/types';
import { badRequest } from './api-failure.ts';
import type { Change } from './chat-store.ts';
import { withDetectedEntities } from './formatted-text.ts';
import { asChat, asUser, type LocalChat, unixNow } from './local-chat.ts';
import { newMediaGroupId } from './methods/files.ts';
import { quoted } from './outgoing.ts';
import type { LocalPerson } from './people.ts';
import type { UploadedFile } from './request-parameters.ts';

type Content = Partial<Message>;

/** What a person's app would do: each call stores the message and the update that tells the bot, in one step. */
function deliver(
  chat: LocalChat,
  person: LocalPerson,
  contents: readonly Content[],
  replyTo?: number,
): Message[] {
  const original = replyTo === undefined ? undefined : chat.store.message(person.telegramId, replyTo);
  const firstMessage = chat.store.nextMessageId(person.telegramId);
  const firstUpdate = chat.store.nextUpdateId();
  const messages = contents.map(
    (content, i) =>
      ({
        message_id: firstMessage + i,
        from: asUser(person),
        chat: asChat(person),
        date: unixNow(),
        ...(original === undefined ? {} : { reply_to_message: quoted(original) }),
        ...content,
      }) as Message,
  );
  const wanted = chat.updates.wants('message');
  const changes = messages.flatMap((message, i): Change[] => [
    { kind: 'message', message },
    ...(wanted
      ? [{ kind: 'update', update: { update_id: firstUpdate + i, message } as Update } as const]
      : []),
  ]);
  chat.store.commit(...unblocking(chat, person), ...changes);
  return messages;
}

/** Writing to a bot that one had blocked lets it write again. */
const unblocking = (chat: LocalChat, person: LocalPerson): Change[] =>
  chat.store.isBlocked(person.telegramId)
    ? [{ kind: 'blocked', personId: person.telegramId, blocked: false }]
    : [];

const MAX_TEXT = 4096;

/** Sends a text; longer ones go as several messages, as the apps do. */
export function writeText(chat: LocalChat, person: LocalPerson, text: string, replyTo?: number): Message[] {
  const trimmed = text.trim();
  if (trimmed === '') throw badRequest('message text is empty');
  const parts: string[] = [];
  for (let start = 0; start < trimmed.length; start += MAX_TEXT)
    parts.push(trimmed.slice(start, start + MAX_TEXT));
  const contents = parts.map((part): Content => {
    const { text, entities } = withDetectedEntities({ text: part, entities: [] });
    return { text, ...(entities.length === 0 ? {} : { entities: [...entities] }) };
  });
  return deliver(chat, person, contents, replyTo);
}

interface Sending {
  readonly files: readonly UploadedFile[];
  /** Pictures go as photos, recompressed, unless the person asked to send them as files. */
  readonly asDocuments: boolean;
  readonly caption: string;
  readonly replyTo?: number;
}

const PHOTO_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** Sends pictures and files; two or more of one kind are an album: separate messages with one group id. */
export async function sendFiles(chat: LocalChat, person: LocalPerson, sending: Sending): Promise<Message[]> {
  const contents: Content[] = [];
  for (const file of sending.files)
    contents.push(
      sending.asDocuments || !PHOTO_TYPES.has(file.type)
        ? { document: await chat.shelf.keepDocument(file) }
        : { photo: await chat.shelf.keepPhoto(file) },
    );
  if (contents.length === 0) throw badRequest('there is no file in the request');
  const caption = sending.caption.trim();
  if (caption !== '') contents[0] = { ...contents[0], caption };
  return deliver(chat, person, grouped(contents), sending.replyTo);
}

/** Photos and files never share an album. */
function grouped(contents: readonly Content[]): Content[] {
  const sizes = {
    photo: contents.filter((content) => content.photo !== undefined).length,
    document: contents.filter((content) => content.document !== undefined).length,
  };
  const ids = { photo: newMediaGroupId(), document: newMediaGroupId() };
  return contents.map((content) => {
    const kind = content.photo === undefined ? 'document' : 'photo';
    return sizes[kind] > 1 ? { ...content, media_group_id: ids[kind] } : content;
  });
}

/** Presses a button; the returned id is the one that answerCallbackQuery will carry. */
export function press(chat: LocalChat, person: LocalPerson, messageId: number, data: string): string {
  const message = chat.store.message(person.telegramId, messageId);
  if (message === undefined) throw badRequest('message not found');
  const id = `${Date.now()}${randomInt(1e5, 1e6)}`;
  const update = {
    update_id: chat.store.nextUpdateId(),
    callback_query: {
      id,
      from: asUser(person),
      message,
      chat_instance: String(-person.telegramId),
      data,
    },
  } as Update;
  if (chat.updates.wants('callback_query')) chat.store.commit({ kind: 'update', update });
  return id;
}

/** The person blocks the bot or lets it write again; the bot hears of it as my_chat_member. */
export function setBlocked(chat: LocalChat, person: LocalPerson, blocked: boolean): void {
  const member = (isOut: boolean) =>
    isOut ? { user: chat.bot, status: 'kicked', until_date: 0 } : { user: chat.bot, status: 'member' };
  const update = {
    update_id: chat.store.nextUpdateId(),
    my_chat_member: {
      chat: asChat(person),
      from: asUser(person),
      date: unixNow(),
      old_chat_member: member(!blocked),
      new_chat_member: member(blocked),
    },
  } as Update;
  chat.store.commit(
    { kind: 'blocked', personId: person.telegramId, blocked },
    ...(chat.updates.wants('my_chat_member') ? [{ kind: 'update', update } as const] : []),
  );
}
