import { focusComposer } from './composer.js';
import { avatar, toast } from './dialogs.js';
import { button, el, icon, iconButton } from './dom.js';
import { sendSamples } from './server.js';
import { activate, draw, isTyping, messagesOf, state, unreadOf } from './store.js';
import { roleOf, summaryOf, timeOf } from './words.js';

const aside = document.getElementById('sidebar');
const app = document.getElementById('app');
const scrim = document.getElementById('scrim');

const chosen = new Set();

export function openDrawer(open) {
  app.classList.toggle('with-drawer', open);
  scrim.hidden = !open;
}

const people = el('div', { role: 'list' });
const samples = el('div', { class: 'samples' });
const bar = el('div', { class: 'samples-bar' });

function personView(person) {
  const last = messagesOf(person.telegramId).at(-1);
  const active = person.telegramId === state.active;
  const unread = active ? 0 : unreadOf(person.telegramId);
  return button(
    {
      class: 'person',
      'aria-current': String(active),
      data: { person: person.telegramId },
      onclick: () => {
        activate(person.telegramId);
        openDrawer(false);
        focusComposer();
      },
    },
    avatar(person.firstName, person.role ?? 'none'),
    el(
      'span',
      { class: 'person-main' },
      el(
        'span',
        { class: 'person-top' },
        el('strong', {}, person.firstName, ' ', el('small', {}, `· ${roleOf(person)}`)),
        last ? el('time', {}, timeOf(last.date)) : null,
      ),
      el(
        'span',
        { class: 'person-bottom' },
        el('span', {}, isTyping(person.telegramId) ? 'escribiendo…' : summaryOf(last)),
        unread > 0 ? el('span', { class: 'badge' }, String(unread)) : null,
      ),
    ),
  );
}

async function sendOne(sample) {
  openDrawer(false);
  await trySending([sample.file], sample.asDocument === true);
}

async function trySending(files, asDocuments) {
  try {
    await sendSamples(state.active, files, asDocuments);
  } catch (error) {
    toast(`No se pudo enviar: ${error.message}`);
  }
}

function choose(sample) {
  if (chosen.has(sample.file)) chosen.delete(sample.file);
  else if (chosen.size < 10) chosen.add(sample.file);
  drawSamples();
}

function sampleView(sample) {
  const face = el('img', { src: `samples/${sample.preview ?? sample.file}`, alt: '', loading: 'lazy' });
  const picked = chosen.has(sample.file);
  return el(
    'div',
    { class: picked ? 'sample is-chosen' : 'sample' },
    button(
      {
        class: 'sample-send',
        title: `Mandar ${sample.title}`,
        data: { sample: sample.file },
        onclick: () => void sendOne(sample),
      },
      el('span', { class: 'sample-face' }, face),
      el(
        'span',
        { class: 'sample-text' },
        el('strong', {}, sample.title),
        el('small', {}, sample.description),
      ),
    ),
    button(
      {
        class: 'sample-choose',
        'aria-pressed': String(picked),
        'aria-label': `Elegir ${sample.title}`,
        title: 'Elegir para mandar varias juntas',
        onclick: () => choose(sample),
      },
      icon('check'),
    ),
  );
}

function sendChosen(asDocuments) {
  const files = [...chosen];
  chosen.clear();
  drawSamples();
  openDrawer(false);
  void trySending(files, asDocuments);
}

let drawnSamples = '';

function drawSamples() {
  const signature = JSON.stringify([state.samples, [...chosen]]);
  if (signature === drawnSamples) return;
  drawnSamples = signature;
  samples.replaceChildren(...state.samples.map(sampleView));
  bar.hidden = chosen.size === 0;
  const what = chosen.size === 1 ? 'Mandar 1' : `Mandar ${chosen.size} juntas`;
  bar.replaceChildren(
    button({ class: 'primary-button', onclick: () => sendChosen(false) }, what),
    button({ class: 'plain-button', onclick: () => sendChosen(true) }, 'Como archivo'),
    iconButton('close', 'No elegir ninguna', () => {
      chosen.clear();
      drawSamples();
    }),
  );
}

let drawnPeople = '';

export function drawSidebar() {
  drawSamples();
  const signature = JSON.stringify([
    state.active,
    state.people.map((p) => [
      p,
      messagesOf(p.telegramId).at(-1),
      unreadOf(p.telegramId),
      isTyping(p.telegramId),
    ]),
  ]);
  if (signature === drawnPeople) return;
  drawnPeople = signature;
  const focused = document.activeElement?.dataset?.person;
  people.replaceChildren(...state.people.map(personView));
  if (focused !== undefined) people.querySelector(`[data-person="${Number(focused)}"]`)?.focus();
}

scrim.addEventListener('click', () => openDrawer(false));
aside.append(
  el(
    'div',
    { class: 'panel-title' },
    el('div', {}, el('h1', {}, 'Chat local'), el('small', {}, 'Probá el bot sin Telegram')),
    iconButton('close', 'Cerrar', () => openDrawer(false), { class: 'icon-button only-narrow' }),
  ),
  el(
    'div',
    { class: 'sidebar-scroll' },
    el('h2', { class: 'section-name' }, 'Escribís como'),
    people,
    el('h2', { class: 'section-name' }, 'Facturas de muestra'),
    el('p', { class: 'samples-intro' }, 'Un clic la manda. Con el círculo elegís varias para un álbum.'),
    samples,
  ),
  bar,
);
draw();
