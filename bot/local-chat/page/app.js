import { callsAreOpen, drawCalls, showCalls } from './calls-panel.js';
import { drawComposer, focusComposer, say } from './composer.js';
import { alertDialog, avatar, choosePerson, toast } from './dialogs.js';
import { button, el, iconButton } from './dom.js';
import { drawMessages, findMessage } from './message-list.js';
import { watchFiles } from './sending.js';
import { block, follow, pressButton, sendText } from './server.js';
import { drawSidebar, openDrawer } from './sidebar.js';
import { activate, activePerson, draw, isTyping, onDraw, state, unreadOf } from './store.js';

const header = document.getElementById('chat-header');
const THEME = 'inventario-chat:theme';
/** Telegram's apps stop waiting for a button's answer after this. */
const PRESS_MS = 15_000;

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

function toggleTheme() {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem(THEME, next);
  setTheme(next);
  draw();
}

function statusOf() {
  if (!state.connected) return { text: 'sin conexión con el servidor…', online: false };
  if (activePerson()?.blocked) return { text: 'bloqueaste este bot', online: false };
  if (isTyping(state.active)) return { text: 'escribiendo…', online: true };
  return state.online ? { text: 'en línea', online: true } : { text: 'esperando al bot…', online: false };
}

function drawHeader() {
  const person = activePerson();
  if (person === undefined) return;
  const status = statusOf();
  const dark = document.documentElement.dataset.theme === 'dark';
  const elsewhere = state.people.some((p) => p.telegramId !== state.active && unreadOf(p.telegramId) > 0);
  const blocked = person.blocked === true;
  const signature = JSON.stringify([person, status, dark, elsewhere, callsAreOpen()]);
  if (header.dataset.signature === signature) return;
  header.dataset.signature = signature;
  header.replaceChildren(
    iconButton('menu', 'Personas y muestras', () => openDrawer(true), { class: 'icon-button only-narrow' }),
    avatar('', 'bot'),
    el(
      'div',
      { class: 'chat-title' },
      el('strong', {}, state.bot.first_name),
      el('span', { class: status.online ? 'is-online' : '' }, status.text),
    ),
    button(
      {
        class: 'as-person',
        'aria-label': `Escribís como ${person.firstName}`,
        onclick: () => openDrawer(true),
      },
      avatar(person.firstName, person.role ?? 'none'),
      person.firstName,
      elsewhere ? el('span', { class: 'badge' }, '!') : '',
    ),
    iconButton(
      'block',
      blocked ? 'Desbloquear el bot' : 'Bloquear el bot',
      () => void block(state.active, !blocked),
      {
        'aria-pressed': String(blocked),
      },
    ),
    iconButton(dark ? 'sun' : 'moon', dark ? 'Modo claro' : 'Modo oscuro', toggleTheme),
    iconButton('code', 'Llamadas a la Bot API', () => showCalls(!callsAreOpen()), {
      'aria-pressed': String(callsAreOpen()),
    }),
  );
}

/** The payload of a link to this bot (https://t.me/<bot>?start=…), or null. */
function startPayload(address) {
  const url = new URL(address);
  const ours =
    url.hostname === 't.me' && url.pathname.toLowerCase() === `/${state.bot.username.toLowerCase()}`;
  return ours ? (url.searchParams.get('start') ?? '') : null;
}

/** Opens a link as Telegram would: one to this bot starts it, for whoever is chosen. */
function openLink(address) {
  const payload = startPayload(address);
  if (payload === null) return void window.open(address, '_blank', 'noopener,noreferrer');
  choosePerson(
    'Abrir el enlace',
    '¿Quién lo abre? Es como tocarlo en el Telegram de esa persona.',
    state.people,
    (person) => {
      activate(person.telegramId);
      void sendText(person.telegramId, `/start ${payload}`.trim()).catch((error) => toast(error.message));
    },
  );
}

async function pressKey(message, key) {
  if (key.url !== undefined) return openLink(key.url);
  if (key.copy_text !== undefined) {
    await navigator.clipboard.writeText(key.copy_text.text);
    return toast('Copiado');
  }
  if (key.callback_data === undefined) return toast('Este botón solo funciona en Telegram.');
  const personId = message.chat.id;
  try {
    const { queryId } = await pressButton(personId, message.message_id, key.callback_data);
    if (answeredEarly.delete(queryId)) return;
    state.presses.set(queryId, { personId, messageId: message.message_id, data: key.callback_data });
    setTimeout(() => {
      if (state.presses.delete(queryId)) draw();
    }, PRESS_MS);
  } catch (error) {
    toast(`No se pudo tocar el botón: ${error.message}`);
  }
  draw();
}

/** Answers that came before the press itself was acknowledged. */
const answeredEarly = new Set();

function onPressAnswered({ queryId, text, alert, url }) {
  if (!state.presses.delete(queryId)) answeredEarly.add(queryId);
  if (url !== undefined) openLink(url);
  if (text === '') return;
  if (alert) alertDialog(state.bot.first_name, text);
  else toast(text);
}

const actions = {
  key: (message, key) => void pressKey(message, key),
  link: (event, url) => {
    if (startPayload(url) === null) return;
    event.preventDefault();
    openLink(url);
  },
  command: (event, text) => {
    event.preventDefault();
    void say(text);
  },
  reply: (message) => {
    state.replyTo = message;
    focusComposer();
    draw();
  },
  find: findMessage,
  showSamples: () => openDrawer(true),
};

const preferred = window.matchMedia('(prefers-color-scheme: dark)');
setTheme(localStorage.getItem(THEME) ?? (preferred.matches ? 'dark' : 'light'));
preferred.addEventListener('change', (event) => {
  if (localStorage.getItem(THEME) === null) setTheme(event.matches ? 'dark' : 'light');
});
document.addEventListener('visibilitychange', draw);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') openDrawer(false);
});
onDraw(drawHeader);
onDraw(drawSidebar);
onDraw(() => drawMessages(actions));
onDraw(drawComposer);
onDraw(drawCalls);
watchFiles();
follow(onPressAnswered);
