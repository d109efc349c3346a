import { type Api, GrammyError, HttpError, InputFile } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import { withoutTokens } from '../core/platform/logger.ts';
import type { MessageView } from '../drizzle/schema/messaging.ts';

/** What one call did to one message. */
export type Delivery =
  | { readonly kind: 'sent'; readonly messageId: number }
  /** The message to edit is not there any more: it must be sent anew. */
  | { readonly kind: 'gone' }
  /** `flood`: Telegram asked for this pause, and it concerns the whole chat. */
  | {
      readonly kind: 'later';
      readonly seconds: number | null;
      readonly flood: boolean;
      readonly error: string;
    }
  | { readonly kind: 'refused'; readonly error: string };

export interface Outgoing {
  readonly chatId: number;
  readonly messageId: number | null;
  readonly replyTo: number | null;
  readonly view: MessageView;
  /** The picture's bytes, when the view has one. */
  readonly photo: Buffer | null;
}

const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;

/** Sends or edits one message. Every answer of Telegram is a value; only bugs throw. */
export async function deliver(api: Api, message: Outgoing): Promise<Delivery> {
  try {
    return await call(api, message, message.view.text, 'HTML');
  } catch (error) {
    if (!isUnreadableText(error)) return outcomeOf(error, message);
  }
  // Markup that Telegram cannot read is our bug, but the person must still get the words.
  try {
    const limit = message.photo === null ? TEXT_LIMIT : CAPTION_LIMIT;
    return await call(api, message, withoutMarkup(message.view.text).slice(0, limit), undefined);
  } catch (error) {
    return outcomeOf(error, message);
  }
}

async function call(
  api: Api,
  message: Outgoing,
  text: string,
  parse_mode: 'HTML' | undefined,
): Promise<Delivery> {
  const { chatId, messageId, photo } = message;
  const markup = { reply_markup: keyboardOf(message.view) };
  const mode = parse_mode === undefined ? {} : { parse_mode };
  if (messageId === null) {
    const reply =
      message.replyTo === null
        ? {}
        : { reply_parameters: { message_id: message.replyTo, allow_sending_without_reply: true } };
    const sent =
      photo === null
        ? await api.sendMessage(chatId, text, {
            ...mode,
            ...markup,
            ...reply,
            link_preview_options: noPreview,
          })
        : await api.sendPhoto(chatId, picture(photo), { ...mode, ...markup, ...reply, caption: text });
    return { kind: 'sent', messageId: sent.message_id };
  }
  if (photo === null)
    await api.editMessageText(chatId, messageId, text, {
      ...mode,
      ...markup,
      link_preview_options: noPreview,
    });
  else
    await api.editMessageMedia(
      chatId,
      messageId,
      { type: 'photo', media: picture(photo), caption: text, ...mode },
      markup,
    );
  return { kind: 'sent', messageId };
}

const noPreview = { is_disabled: true };

const picture = (bytes: Buffer): InputFile => new InputFile(bytes, 'foto.jpg');

const keyboardOf = (view: MessageView): InlineKeyboardMarkup => ({
  inline_keyboard: (view.keyboard ?? []).map((row) =>
    row.map((button) =>
      'url' in button
        ? { text: button.text, url: button.url }
        : { text: button.text, callback_data: button.data },
    ),
  ),
});

const isUnreadableText = (error: unknown): boolean =>
  error instanceof GrammyError &&
  error.error_code === 400 &&
  /can't parse entities|is too long|caption too long/i.test(error.description);

function outcomeOf(error: unknown, message: Outgoing): Delivery {
  if (error instanceof HttpError)
    // The call may have had its effect: sending again can show a message twice, not sending can lose it.
    return { kind: 'later', seconds: null, flood: false, error: withoutTokens(error.message) };
  if (!(error instanceof GrammyError)) throw error;
  const text = `${error.error_code}: ${error.description}`;
  if (error.error_code === 429)
    return { kind: 'later', seconds: error.parameters.retry_after ?? 5, flood: true, error: text };
  if (error.error_code >= 500) return { kind: 'later', seconds: null, flood: false, error: text };
  if (/message is not modified/i.test(error.description) && message.messageId !== null)
    return { kind: 'sent', messageId: message.messageId };
  if (/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i.test(error.description))
    return { kind: 'gone' };
  return { kind: 'refused', error: text };
}

const withoutMarkup = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
