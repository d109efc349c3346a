import { bubbleView } from './bubbles.js';
import { avatar } from './dialogs.js';
import { button, el, icon } from './dom.js';
import { activePerson, isFromBot, isPending, isTyping, markRead, messagesOf, state } from './store.js';
import { dayOf } from './words.js';

const frame = document.getElementById('messages');
const list = el('div', { class: 'messages-inner' });
frame.append(list);
const toBottom = document.getElementById('to-bottom');
const GROUP_SECONDS = 300;
/** This near to the end, new messages keep the end in sight. */
const NEAR_PX = 120;

let shownPerson = 0;
let unseen = 0;
/** key → { signature, node } of what is on screen */
let drawn = new Map();

const isNearEnd = () => frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR_PX;

/** Whether the end stays in sight when pictures, fonts or the keyboard change heights. */
let pinned = true;

/** Messages that follow each other with one media group are one bubble. */
function bubblesOf(messages) {
  const bubbles = [];
  for (const message of messages) {
    const previous = bubbles.at(-1);
    const album = message.media_group_id;
    if (album !== undefined && previous?.[0].media_group_id === album) previous.push(message);
    else bubbles.push([message]);
  }
  return bubbles;
}

const sameRun = (a, b) =>
  a !== undefined &&
  b !== undefined &&
  a.at(-1).from?.id === b[0].from?.id &&
  dayOf(a.at(-1).date) === dayOf(b[0].date) &&
  b[0].date - a.at(-1).date < GROUP_SECONDS;

const waitingOf = (messages) =>
  [...state.presses.values()]
    .filter((press) => messages.some((m) => m.chat.id === press.personId && m.message_id === press.messageId))
    .map((press) => press.data);

/** What is to be on screen, in order: day separators, bubbles, the typing dots or the welcome. */
function itemsOf(actions) {
  const bubbles = bubblesOf(messagesOf(state.active));
  if (bubbles.length === 0) return [{ key: 'welcome', signature: '', build: () => welcome(actions) }];
  const items = [];
  bubbles.forEach((messages, i) => {
    const before = bubbles[i - 1];
    const day = dayOf(messages[0].date);
    if (before === undefined || dayOf(before.at(-1).date) !== day)
      items.push({ key: `day:${day}`, signature: day, build: () => el('div', { class: 'day' }, day) });
    const place = { starts: !sameRun(before, messages), ends: !sameRun(messages, bubbles[i + 1]) };
    items.push({
      key: `message:${state.active}:${messages[0].message_id}`,
      signature: JSON.stringify([messages, place, messages.map(isPending), waitingOf(messages)]),
      build: () => bubbleView(messages, place, actions),
    });
  });
  if (isTyping(state.active)) items.push({ key: 'typing', signature: '', build: typing });
  return items;
}

const typing = () =>
  el(
    'article',
    { class: 'message from-bot starts-group ends-group', 'aria-label': 'Escribiendo' },
    el('div', { class: 'bubble typing-bubble' }, el('i'), el('i'), el('i')),
  );

const welcome = (actions) =>
  el(
    'div',
    { class: 'welcome' },
    avatar('', 'bot'),
    el('h2', {}, 'Mandale una factura al bot'),
    el(
      'p',
      {},
      'Sacale una foto al papel, arrastrá un PDF o elegí una factura de muestra: en segundos ves los renglones, las cuentas y la mercadería lista para entrar al stock.',
    ),
    el('p', {}, 'Todo pasa en esta máquina. Es el mismo bot que después usás en Telegram.'),
    button(
      { class: 'plain-button only-narrow', onclick: actions.showSamples },
      'Ver las facturas de muestra',
    ),
  );

/** Reuses what has not changed, so that pictures do not flicker and a focused button keeps its focus. */
function reconcile(items) {
  const next = new Map();
  let cursor = list.firstChild;
  for (const { key, signature, build } of items) {
    const old = drawn.get(key);
    const node = old?.signature === signature ? old.node : build();
    if (old !== undefined && old.node !== node) {
      if (cursor === old.node) cursor = node;
      old.node.replaceWith(node);
    }
    if (node !== cursor) list.insertBefore(node, cursor);
    else cursor = cursor.nextSibling;
    next.set(key, { signature, node });
  }
  for (const [key, { node }] of drawn) if (!next.has(key)) node.remove();
  drawn = next;
}

function lastFromBot() {
  return messagesOf(state.active).filter(isFromBot).at(-1)?.message_id ?? 0;
}

let lastSeen = 0;

export function drawMessages(actions) {
  if (activePerson() === undefined) return;
  const switched = shownPerson !== state.active;
  const follow = switched || pinned;
  if (switched) {
    list.replaceChildren();
    drawn = new Map();
    shownPerson = state.active;
    lastSeen = lastFromBot();
  }
  reconcile(itemsOf(actions));
  if (follow) scrollToEnd(false);
  if (follow && document.visibilityState === 'visible') {
    markRead(state.active);
    lastSeen = lastFromBot();
  }
  unseen = messagesOf(state.active).filter((m) => isFromBot(m) && m.message_id > lastSeen).length;
  drawToBottom();
}

function drawToBottom() {
  toBottom.hidden = isNearEnd();
  toBottom.replaceChildren(
    icon('down'),
    ...(unseen > 0 ? [el('span', { class: 'badge' }, String(unseen))] : []),
  );
}

export function scrollToEnd(smooth) {
  pinned = true;
  frame.scrollTo({ top: frame.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
}

/** Brings a quoted message into sight and marks it for a moment. */
export function findMessage(message) {
  const node = list.querySelector(`[data-message="${Number(message.message_id)}"]`);
  if (node === null) return;
  node.scrollIntoView({ block: 'center', behavior: 'smooth' });
  node.classList.remove('is-found');
  requestAnimationFrame(() => node.classList.add('is-found'));
}

toBottom.setAttribute('aria-label', 'Ir al final');
toBottom.addEventListener('click', () => scrollToEnd(true));
const sizes = new ResizeObserver(() => {
  if (pinned) scrollToEnd(false);
});
sizes.observe(list);
sizes.observe(frame);
frame.addEventListener('scroll', () => {
  pinned = isNearEnd();
  if (isNearEnd() && shownPerson !== 0) {
    lastSeen = lastFromBot();
    unseen = 0;
    markRead(state.active);
  }
  drawToBottom();
});
