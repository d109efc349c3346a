import { el, iconButton } from './dom.js';
import { draw, state } from './store.js';
import { exactTimeOf } from './words.js';

const app = document.getElementById('app');
const aside = document.getElementById('calls');
const OPEN = 'inventario-chat:calls';

const list = el('div', { class: 'calls-list' });
const filter = el('input', {
  class: 'calls-filter',
  type: 'search',
  placeholder: 'Filtrar por método…',
  'aria-label': 'Filtrar por método',
});

const nameOf = (chatId) => state.people.find((person) => person.telegramId === Number(chatId))?.firstName;

const whatOf = ({ params, answer }) =>
  [nameOf(params.chat_id), params.text ?? params.caption ?? (answer.ok ? '' : answer.description)]
    .filter(Boolean)
    .join(' · ')
    .slice(0, 80);

function callView(call) {
  return el(
    'details',
    { class: call.ok ? 'call' : 'call is-failed', data: { call: call.id } },
    el(
      'summary',
      {},
      el('strong', {}, call.method),
      el('span', { class: 'call-who' }, whatOf(call)),
      el('time', { title: `${call.ms} ms` }, `${exactTimeOf(call.at)} · ${call.ms} ms`),
    ),
    el('h3', {}, 'Parámetros'),
    el('pre', {}, JSON.stringify(call.params, null, 2)),
    el('h3', {}, 'Respuesta'),
    el('pre', {}, JSON.stringify(call.answer, null, 2)),
  );
}

const views = new Map();

export const callsAreOpen = () => !aside.hidden;

export function showCalls(open) {
  aside.hidden = !open;
  app.classList.toggle('with-calls', open);
  localStorage.setItem(OPEN, open ? '1' : '');
  draw();
}

export function drawCalls() {
  if (aside.hidden) return;
  const wanted = filter.value.trim().toLowerCase();
  const shown = state.calls.filter((call) => call.method.toLowerCase().includes(wanted)).reverse();
  const nodes = shown.map((call) => {
    if (!views.has(call.id)) views.set(call.id, callView(call));
    return views.get(call.id);
  });
  for (const id of views.keys()) if (!state.calls.some((call) => call.id === id)) views.delete(id);
  const same =
    nodes.length === list.childNodes.length && nodes.every((node, i) => node === list.childNodes[i]);
  if (!same || nodes.length === 0)
    list.replaceChildren(
      ...(nodes.length > 0 ? nodes : [el('p', { class: 'empty-note' }, 'Todavía no hay llamadas.')]),
    );
}

filter.addEventListener('input', draw);
aside.append(
  el(
    'div',
    { class: 'panel-title' },
    el('div', {}, el('h2', {}, 'Bot API'), el('small', {}, 'Lo que el bot le pide a Telegram')),
    iconButton('close', 'Cerrar el panel', () => showCalls(false)),
  ),
  filter,
  list,
);
if (localStorage.getItem(OPEN) === '1' && window.innerWidth > 1180) showCalls(true);
