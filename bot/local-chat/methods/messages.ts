import type { Message } from 'grammy/types';
import { badRequest } from '../api-failure.ts';
import { captionContent, editable, keyboard, post, recipient, replace, textContent } from '../outgoing.ts';
import type { Call, MethodTable } from './method.ts';

const sendMessage = ({ chat, params }: Call): Message => {
  recipient(chat, params);
  return post(chat, params, textContent(params));
};

function editMessageText({ chat, params }: Call): Message {
  const message = editable(chat, params);
  if (message.text === undefined) throw badRequest('there is no text in the message to edit');
  return replace(chat, params, message, textContent(params), ['text', 'entities']);
}

function editMessageCaption({ chat, params }: Call): Message {
  const message = editable(chat, params);
  if (message.text !== undefined) throw badRequest('there is no caption in the message to edit');
  return replace(chat, params, message, captionContent(params), ['caption', 'caption_entities']);
}

function editMessageReplyMarkup({ chat, params }: Call): Message {
  const message = editable(chat, params);
  keyboard(params);
  return replace(chat, params, message, {}, []);
}

function remove({ chat, params }: Call, messageId: number): boolean {
  const person = recipient(chat, params);
  if (chat.store.message(person.telegramId, messageId) === undefined) return false;
  chat.store.commit({ kind: 'deleted', chatId: person.telegramId, messageId });
  return true;
}

function deleteMessage(call: Call): true {
  if (!remove(call, call.params.integer('message_id') ?? 0)) throw badRequest('message to delete not found');
  return true;
}

function deleteMessages(call: Call): true {
  const ids = call.params.json('message_ids');
  if (!Array.isArray(ids)) throw badRequest('message identifiers are not specified');
  for (const id of ids) remove(call, Number(id));
  return true;
}

function sendChatAction({ chat, params }: Call): true {
  const person = recipient(chat, params);
  const action = params.text('action');
  if (action === undefined) throw badRequest('wrong parameter action in request');
  chat.signals.emit('action', { chatId: person.telegramId, action });
  return true;
}

/** Ends a button's waiting; the text becomes a toast, or a dialog with show_alert. */
function answerCallbackQuery({ chat, params }: Call): true {
  const queryId = params.text('callback_query_id') ?? '';
  if (!chat.store.knowsQuery(queryId))
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  const text = params.text('text') ?? '';
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const url = params.text('url');
  chat.signals.emit('pressAnswered', {
    queryId,
    text,
    alert: params.flag('show_alert'),
    ...(url === undefined ? {} : { url }),
  });
  return true;
}

export const messageMethods: MethodTable = {
  sendmessage: sendMessage,
  editmessagetext: editMessageText,
  editmessagecaption: editMessageCaption,
  editmessagereplymarkup: editMessageReplyMarkup,
  deletemessage: deleteMessage,
  deletemessages: deleteMessages,
  sendchataction: sendChatAction,
  answercallbackquery: answerCallbackQuery,
};
