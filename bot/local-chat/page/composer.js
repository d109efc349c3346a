import { quoteView } from './bubbles.js';
import { toast } from './dialogs.js';
import { button, el, icon, iconButton } from './dom.js';
import { findMessage, scrollToEnd } from './message-list.js';
import { chooseFiles } from './sending.js';
import { sendText } from './server.js';
import { activePerson, draw, messagesOf, state } from './store.js';

const footer = document.getElementById('composer');

/** person id → unsent text */
const drafts = new Map();
let shownPerson = 0;
let selected = 0;
let allCommands = false;

const input = el('textarea', { rows: '1', placeholder: 'Escribí un mensaje…', 'aria-label': 'Mensaje' });
const sendButton = button(
  { class: 'send-button', 'aria-label': 'Enviar', title: 'Enviar', onclick: submit },
  icon('send'),
);
const menuButton = button(
  { class: 'menu-button', 'aria-label': 'Comandos', 'aria-expanded': 'false', onclick: toggleMenu },
  icon('menu'),
  el('span', {}, 'Menú'),
);
const attach = iconButton('clip', 'Adjuntar fotos o archivos', chooseFiles);
const row = el('div', { class: 'composer-row' }, menuButton, attach, input, sendButton);
const popup = el('div', { class: 'commands', role: 'listbox', 'aria-label': 'Comandos' });
const replyBar = el('div', { class: 'reply-bar' });
const start = button({ class: 'start-button', onclick: () => say('/start') }, 'INICIAR');

/** Sends a text as the person shown. */
export async function say(text) {
  const replyTo = state.replyTo?.message_id;
  state.replyTo = null;
  try {
    await sendText(state.active, text, replyTo);
    scrollToEnd(false);
  } catch (error) {
    toast(`No se pudo enviar: ${error.message}`);
  }
}

function submit() {
  const text = input.value.trim();
  if (text === '') return;
  input.value = '';
  drafts.delete(state.active);
  allCommands = false;
  growToText();
  void say(text);
  draw();
}

function toggleMenu() {
  allCommands = !allCommands;
  selected = 0;
  if (allCommands) input.focus();
  draw();
}

/** The commands that the text so far could become. */
function matches() {
  const commands = state.commands[state.active] ?? [];
  const typed = /^\/([a-z0-9_]*)$/i.exec(input.value)?.[1];
  if (typed !== undefined) return commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
  return allCommands && input.value === '' ? commands : [];
}

function choose({ command }) {
  allCommands = false;
  input.value = '';
  drafts.delete(state.active);
  growToText();
  void say(`/${command}`);
  input.focus();
  draw();
}

function complete({ command }) {
  input.value = `/${command} `;
  allCommands = false;
  growToText();
  draw();
}

/** Keys that belong to the list of commands while it is open. True when the key was one. */
function commandKey(event, options) {
  if (options.length === 0) return false;
  if (event.key === 'ArrowDown') selected = (selected + 1) % options.length;
  else if (event.key === 'ArrowUp') selected = (selected + options.length - 1) % options.length;
  else if (event.key === 'Tab') complete(options[selected]);
  else if (event.key === 'Enter') choose(options[selected]);
  else return false;
  return true;
}

function onKey(event) {
  if (event.isComposing) return;
  if (commandKey(event, matches())) {
    event.preventDefault();
    draw();
  } else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === 'Escape') {
    allCommands = false;
    state.replyTo = null;
    draw();
  } else if (event.key === 'ArrowUp' && input.value === '' && event.ctrlKey) {
    state.replyTo = messagesOf(state.active).at(-1) ?? null;
    draw();
  }
}

function growToText() {
  input.style.height = 'auto';
  input.style.height = `${Math.min(180, input.scrollHeight)}px`;
  sendButton.disabled = input.value.trim() === '';
}

export const focusComposer = () => input.focus();

function drawCommands() {
  const options = matches();
  selected = Math.min(selected, Math.max(0, options.length - 1));
  popup.hidden = options.length === 0;
  menuButton.setAttribute('aria-expanded', String(options.length > 0));
  popup.replaceChildren(
    ...options.map((option, i) =>
      button(
        {
          class: 'command-option',
          role: 'option',
          'aria-selected': String(i === selected),
          onclick: () => choose(option),
        },
        el('strong', {}, `/${option.command}`),
        el('span', {}, option.description),
      ),
    ),
  );
  popup.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
}

function drawReply() {
  replyBar.hidden = state.replyTo === null;
  if (state.replyTo === null) return;
  const cancel = () => {
    state.replyTo = null;
    draw();
  };
  replyBar.replaceChildren(
    quoteView(state.replyTo, () => findMessage(state.replyTo)),
    iconButton('close', 'No responder', cancel),
  );
}

export function drawComposer() {
  const person = activePerson();
  if (person === undefined) return;
  row.hidden = false;
  if (shownPerson !== person.telegramId) {
    if (shownPerson !== 0) drafts.set(shownPerson, input.value);
    shownPerson = person.telegramId;
    input.value = drafts.get(shownPerson) ?? '';
    allCommands = false;
    growToText();
  }
  const fresh = messagesOf(person.telegramId).length === 0;
  start.hidden = !fresh;
  menuButton.hidden = fresh || (state.commands[person.telegramId] ?? []).length === 0;
  drawCommands();
  drawReply();
}

input.addEventListener('keydown', onKey);
input.addEventListener('input', () => {
  selected = 0;
  allCommands = false;
  growToText();
  draw();
});
// Until it is known who writes, nobody can.
for (const part of [popup, replyBar, start, row]) part.hidden = true;
footer.append(popup, replyBar, start, row);
growToText();
