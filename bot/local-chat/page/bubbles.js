import { lightbox } from './dialogs.js';
import { button, el, icon } from './dom.js';
import { formatted } from './entities.js';
import { isFromBot, isPending, state } from './store.js';
import { sizeOf, summaryOf, timeOf } from './words.js';

const fileUrl = (file) => `/chat/files/${encodeURIComponent(file.file_id)}`;

/** The smallest copy that is sharp at twice the bubble's width. */
const shownSize = (photo) => photo.find((size) => Math.max(size.width, size.height) >= 800) ?? photo.at(-1);

function photoView(message, half) {
  const shown = shownSize(message.photo);
  const largest = message.photo.at(-1);
  const view = button(
    {
      class: half ? 'photo is-half' : 'photo',
      'aria-label': 'Ver la foto',
      onclick: () => lightbox(fileUrl(largest), `foto-${message.message_id}.jpg`),
    },
    el('img', { src: fileUrl(shown), alt: message.caption ?? 'Foto', draggable: 'false' }),
  );
  return { view, width: largest.width, height: largest.height };
}

const MAX_SIDE = 430;
const MIN_WIDTH = 220;

/** How wide a single photo is drawn; its caption is no wider. */
function photoWidth({ photo }) {
  const { width, height } = photo.at(-1);
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return Math.max(MIN_WIDTH, Math.round(width * scale));
}

function singlePhoto(message) {
  const { view, width, height } = photoView(message, false);
  view.style.width = `${photoWidth(message)}px`;
  view.style.maxWidth = '100%';
  view.style.aspectRatio = `${width} / ${height}`;
  return view;
}

const albumView = (messages) =>
  el(
    'div',
    { class: 'album' },
    messages.map((message, i) => photoView(message, isHalf(messages.length, i)).view),
  );

/** Rows of three; the first row takes what does not fill one. */
const isHalf = (count, i) => (count % 3 === 2 && i < 2) || (count % 3 === 1 && i < 4);

function documentView(message) {
  const { document: file } = message;
  const extension = (file.file_name ?? '').split('.').at(-1)?.slice(0, 4).toUpperCase() ?? '';
  const face = file.thumbnail
    ? el('img', { src: fileUrl(file.thumbnail), alt: '' })
    : extension || icon('file');
  const picture = /^image\/(jpeg|png|webp)$/.test(file.mime_type ?? '');
  const open = (event) => {
    if (!picture) return;
    event.preventDefault();
    lightbox(fileUrl(file), file.file_name);
  };
  return el(
    'a',
    { class: 'document', href: fileUrl(file), target: '_blank', rel: 'noopener', onclick: open },
    el('span', { class: 'document-face' }, face),
    el(
      'span',
      {},
      el('span', { class: 'document-name' }, file.file_name ?? 'archivo'),
      el('span', { class: 'document-size' }, `${sizeOf(file.file_size ?? 0)} · ${extension}`),
    ),
  );
}

/** The quoted message over an answer, or over the composer. */
export function quoteView(message, onclick) {
  const author = isFromBot(message) ? state.bot.first_name : (message.from?.first_name ?? '');
  return button({ class: 'quote', onclick }, el('strong', {}, author), el('span', {}, summaryOf(message)));
}

function metaView(message) {
  const mine = !isFromBot(message);
  return el(
    'span',
    { class: 'meta' },
    message.edit_date === undefined ? null : 'editado',
    el('time', {}, timeOf(message.date)),
    mine ? icon(isPending(message) ? 'sent' : 'read') : null,
  );
}

const metaWidth = (message) =>
  46 + (message.edit_date === undefined ? 0 : 46) + (isFromBot(message) ? 0 : 20);

function textView(message, actions) {
  const text = message.text ?? message.caption;
  if (text === undefined) return null;
  const view = el(
    'div',
    { class: 'bubble-text' },
    formatted(text, message.entities ?? message.caption_entities, actions),
  );
  view.style.setProperty('--meta-width', `${metaWidth(message)}px`);
  return view;
}

const waitingKey = (message, key) =>
  [...state.presses.values()].some(
    (press) =>
      press.personId === message.chat.id &&
      press.messageId === message.message_id &&
      press.data === key.callback_data,
  );

function keyView(message, key, actions) {
  const waiting = key.callback_data !== undefined && waitingKey(message, key);
  const hint = key.url !== undefined ? 'link' : key.copy_text !== undefined ? 'copy' : undefined;
  return button(
    {
      class: ['key', key.style && `is-${key.style}`, waiting && 'is-waiting'].filter(Boolean).join(' '),
      'aria-busy': waiting ? 'true' : undefined,
      onclick: () => actions.key(message, key),
    },
    key.text,
    hint === undefined ? null : icon(hint),
  );
}

const keysView = (message, actions) =>
  el(
    'div',
    { class: 'keys' },
    message.reply_markup.inline_keyboard.map((row) =>
      el(
        'div',
        { class: 'keys-row' },
        row.map((key) => keyView(message, key, actions)),
      ),
    ),
  );

function mediaView(messages) {
  const [first] = messages;
  if (first.photo !== undefined) return messages.length > 1 ? albumView(messages) : singlePhoto(first);
  if (first.document !== undefined) return messages.map(documentView);
  return null;
}

/**
 * One bubble: a message, or the messages of an album. `place` says whether it begins and ends a run of one author;
 * `actions` are what the person may do with it.
 */
export function bubbleView(messages, place, actions) {
  const [first] = messages;
  const last = messages.at(-1);
  const words = messages.find((message) => message.caption !== undefined) ?? first;
  const text = textView(words, actions);
  const media = mediaView(messages);
  const keys = last.reply_markup?.inline_keyboard;
  const quote =
    first.reply_to_message && quoteView(first.reply_to_message, () => actions.find(first.reply_to_message));
  const kind = [
    'bubble',
    media && 'has-media',
    first.document !== undefined && 'has-document',
    first.photo !== undefined && text === null && 'only-media',
  ];
  const reply = button(
    {
      class: 'reply-button',
      'aria-label': 'Responder',
      title: 'Responder',
      onclick: () => actions.reply(last),
    },
    icon('reply'),
  );
  const box = el('div', { class: kind.filter(Boolean).join(' ') }, quote, media, text, metaView(last), reply);
  if (first.photo !== undefined && messages.length === 1) box.style.maxWidth = `${photoWidth(first) + 8}px`;
  return el(
    'article',
    {
      class: [
        'message',
        isFromBot(first) ? 'from-bot' : 'from-person',
        place.starts && 'starts-group',
        place.ends && 'ends-group',
        keys && 'with-keys',
      ]
        .filter(Boolean)
        .join(' '),
      data: { message: first.message_id },
      oncontextmenu: (event) => {
        // A long touch answers, as in Telegram's apps; the mouse keeps its own menu.
        if (event.pointerType !== 'touch') return;
        event.preventDefault();
        actions.reply(last);
      },
    },
    box,
    keys ? keysView(last, actions) : null,
  );
}
