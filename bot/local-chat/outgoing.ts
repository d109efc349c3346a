import { isDeepStrictEqual } from 'node:util';
import type { InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity } from 'grammy/types';
import { ApiFailure, badRequest, forbidden } from './api-failure.ts';
import { type FormattedText, parseHtml, withDetectedEntities } from './formatted-text.ts';
import { asChat, type LocalChat, personWith, unixNow } from './local-chat.ts';
import type { RequestParameters } from './request-parameters.ts';

const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;
const MAX_CALLBACK_BYTES = 64;

/** The formatted text of a field, checked against Telegram's limits. */
function formatted(params: RequestParameters, name: 'text' | 'caption'): FormattedText {
  const source = params.text(name) ?? '';
  const mode = params.text('parse_mode') ?? '';
  if (mode === '') {
    const entities = params.json(name === 'text' ? 'entities' : 'caption_entities');
    return { text: source.trimEnd(), entities: Array.isArray(entities) ? (entities as MessageEntity[]) : [] };
  }
  if (mode.toLowerCase() !== 'html') throw badRequest('unsupported parse_mode');
  return parseHtml(source);
}

/** `text` and `entities` of a text message; throws the 400 for an empty or too long one. */
export function textContent(params: RequestParameters): Pick<Message, 'text' | 'entities'> {
  const { text, entities } = withDetectedEntities(formatted(params, 'text'));
  if (text === '') throw badRequest('message text is empty');
  if (text.length > MAX_TEXT) throw badRequest('message is too long');
  return { text, ...(entities.length === 0 ? {} : { entities: [...entities] }) };
}

/** `caption` and `caption_entities`, or nothing. */
export function captionContent(params: RequestParameters): Pick<Message, 'caption' | 'caption_entities'> {
  const { text, entities } = withDetectedEntities(formatted(params, 'caption'));
  if (text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  if (text === '') return {};
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: [...entities] }) };
}

const ACTIONS = ['callback_data', 'url', 'copy_text', 'web_app', 'switch_inline_query'] as const;

function checkButton(button: InlineKeyboardButton): void {
  if (typeof button.text !== 'string' || button.text === '')
    throw badRequest('inline keyboard button text is empty');
  if (!ACTIONS.some((action) => action in button))
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  if ('callback_data' in button) {
    const size = Buffer.byteLength(button.callback_data);
    if (size === 0 || size > MAX_CALLBACK_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  }
  if ('url' in button && !/^(https?|tg):\/\/\S+$/i.test(button.url))
    throw badRequest(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
}

/** The inline keyboard of a call; other keyboards are accepted and not shown. An empty one is no keyboard. */
export function keyboard(params: RequestParameters): InlineKeyboardMarkup | undefined {
  const markup = params.json('reply_markup') as Partial<InlineKeyboardMarkup> | undefined;
  const rows = markup?.inline_keyboard;
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows) || !rows.every(Array.isArray))
    throw badRequest('field "inline_keyboard" must be of type Array');
  for (const button of rows.flat()) checkButton(button);
  const filled = rows.filter((row) => row.length > 0);
  return filled.length === 0 ? undefined : { inline_keyboard: filled };
}

/** Whom a call writes to. Throws as Telegram does: chat not found, never started, blocked. */
export function recipient(chat: LocalChat, params: RequestParameters) {
  const id = params.integer('chat_id');
  if (id === undefined) throw badRequest('chat_id is empty');
  const person = personWith(chat, id);
  if (person === undefined) throw badRequest('chat not found');
  if (!chat.store.hasStarted(id)) throw forbidden("bot can't initiate conversation with a user");
  if (chat.store.isBlocked(id)) throw forbidden('bot was blocked by the user');
  return person;
}

function repliedTo(
  chat: LocalChat,
  chatId: number,
  params: RequestParameters,
): Pick<Message, 'reply_to_message'> {
  const reply = params.json('reply_parameters') as
    | { message_id?: number; allow_sending_without_reply?: boolean }
    | undefined;
  const id = reply?.message_id ?? params.integer('reply_to_message_id');
  if (id === undefined) return {};
  const original = chat.store.message(chatId, id);
  if (original !== undefined) return { reply_to_message: quoted(original) };
  if (reply?.allow_sending_without_reply === true || params.flag('allow_sending_without_reply')) return {};
  throw badRequest('message to be replied not found');
}

/** A message as it appears inside another: without what it replied to. */
export function quoted(message: Message): NonNullable<Message['reply_to_message']> {
  const { reply_to_message: _, reply_markup: __, ...rest } = message;
  return rest as NonNullable<Message['reply_to_message']>;
}

/** Stores a new message of the bot and returns it. */
export function post(chat: LocalChat, params: RequestParameters, content: Partial<Message>): Message {
  const person = recipient(chat, params);
  const markup = keyboard(params);
  const message = {
    message_id: chat.store.nextMessageId(person.telegramId),
    from: chat.bot,
    chat: asChat(person),
    date: unixNow(),
    ...repliedTo(chat, person.telegramId, params),
    ...content,
    ...(markup === undefined ? {} : { reply_markup: markup }),
  } as Message;
  chat.store.commit({ kind: 'message', message });
  return message;
}

/** The bot's own message that a call names. */
export function editable(chat: LocalChat, params: RequestParameters): Message {
  const person = recipient(chat, params);
  const message = chat.store.message(person.telegramId, params.integer('message_id') ?? 0);
  if (message === undefined) throw badRequest('message to edit not found');
  if (message.from?.id !== chat.bot.id) throw badRequest("message can't be edited");
  return message;
}

const CONTENT = ['text', 'entities', 'caption', 'caption_entities', 'photo', 'document'] as const;

const contentOf = (message: Message): unknown => [
  ...CONTENT.map((key) => message[key]),
  message.reply_markup,
];

/**
 * Replaces what a message says. Like Telegram, an edit without a keyboard takes the old one away, and an edit that
 * changes nothing is an error.
 */
export function replace(
  chat: LocalChat,
  params: RequestParameters,
  message: Message,
  content: Partial<Message>,
  drop: readonly (typeof CONTENT)[number][],
): Message {
  const kept: Partial<Message> = { ...message };
  for (const key of drop) delete kept[key];
  delete kept.reply_markup;
  const markup = keyboard(params);
  const edited = {
    ...kept,
    ...content,
    ...(markup === undefined ? {} : { reply_markup: markup }),
    edit_date: unixNow(),
  } as Message;
  if (isDeepStrictEqual(contentOf(edited), contentOf(message)))
    throw new ApiFailure(
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  chat.store.commit({ kind: 'message', message: edited });
  return edited;
}
