import { openDialog, toast } from './dialogs.js';
import { button, el, icon } from './dom.js';
import { scrollToEnd } from './message-list.js';
import { sendFiles } from './server.js';
import { draw, state } from './store.js';
import { sizeOf } from './words.js';

const PHOTO = /^image\/(jpeg|png|webp)$/;
const MAX_FILES = 10;

async function send(files, asDocuments, caption) {
  const replyTo = state.replyTo?.message_id;
  state.replyTo = null;
  try {
    await sendFiles(state.active, files, { asDocuments, caption, replyTo });
    scrollToEnd(false);
  } catch (error) {
    toast(`No se pudo enviar: ${error.message}`);
  }
  draw();
}

function itemView(file, onRemove) {
  const remove = button({ 'aria-label': `Quitar ${file.name}`, onclick: onRemove }, icon('close'));
  if (!PHOTO.test(file.type))
    return el(
      'div',
      { class: 'sending-item' },
      el('span', {}, icon('file'), el('br'), file.name, el('br'), sizeOf(file.size)),
      remove,
    );
  const url = URL.createObjectURL(file);
  const image = el('img', { src: url, alt: file.name, onload: () => URL.revokeObjectURL(url) });
  return el('div', { class: 'sending-item' }, image, remove);
}

/** Shows what is about to be sent: which files, as photo or as file, with which words. */
function review(chosen, asDocuments) {
  let files = chosen.slice(0, MAX_FILES);
  if (chosen.length > MAX_FILES) toast(`Van los primeros ${MAX_FILES}: un álbum no lleva más.`);
  const grid = el('div', { class: 'sending-grid' });
  const title = el('h2');
  const asFile = el('input', { type: 'checkbox' });
  asFile.checked = asDocuments;
  const choice = el('label', { class: 'check-row' }, asFile, 'Como archivo, sin comprimir');
  const caption = el('input', {
    class: 'caption-input',
    placeholder: 'Agregá un comentario…',
    'aria-label': 'Comentario',
  });
  const confirm = () => {
    dialog.close();
    void send(files, asFile.checked, caption.value);
  };
  const fill = () => {
    title.textContent = files.length === 1 ? 'Enviar 1 archivo' : `Enviar ${files.length} archivos`;
    choice.hidden = !files.some((file) => PHOTO.test(file.type));
    grid.replaceChildren(
      ...files.map((file) =>
        itemView(file, () => {
          files = files.filter((other) => other !== file);
          if (files.length === 0) dialog.close();
          else fill();
        }),
      ),
    );
  };
  caption.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') confirm();
  });
  const dialog = openDialog(
    {},
    title,
    grid,
    choice,
    caption,
    el(
      'div',
      { class: 'dialog-actions' },
      button({ class: 'plain-button', onclick: () => dialog.close() }, 'Cancelar'),
      button({ class: 'primary-button', onclick: confirm }, 'Enviar'),
    ),
  );
  fill();
  caption.focus();
}

export function chooseFiles() {
  const input = el('input', {
    type: 'file',
    multiple: true,
    accept: 'image/*,application/pdf,.pdf,.heic,.csv,.xlsx',
  });
  input.addEventListener('change', () => {
    if (input.files.length > 0) review([...input.files], false);
  });
  input.click();
}

const zones = document.getElementById('drop-zones');
const chat = document.getElementById('chat');

function zone(asDocuments, title, note) {
  const view = el(
    'div',
    { class: 'drop-zone' },
    icon(asDocuments ? 'file' : 'picture'),
    el('span', {}, title),
    el('small', {}, note),
  );
  view.addEventListener('dragenter', () => view.classList.add('is-over'));
  view.addEventListener('dragleave', () => view.classList.remove('is-over'));
  view.addEventListener('drop', (event) => {
    event.preventDefault();
    hideZones();
    const files = [...event.dataTransfer.files];
    if (files.length > 0) void send(files.slice(0, MAX_FILES), asDocuments, '');
  });
  return view;
}

function hideZones() {
  zones.hidden = true;
  for (const view of zones.children) view.classList.remove('is-over');
}

const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

/** Dropping and pasting work anywhere in the chat. */
export function watchFiles() {
  zones.append(
    zone(false, 'Soltá acá para mandar como foto', 'Se comprime, como en Telegram'),
    zone(true, 'Soltá acá para mandar como archivo', 'Llega tal cual: mejor para leer letra chica'),
  );
  chat.addEventListener('dragenter', (event) => {
    if (hasFiles(event)) zones.hidden = false;
  });
  chat.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null || !chat.contains(event.relatedTarget)) hideZones();
  });
  window.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    hideZones();
  });
  window.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || document.querySelector('dialog[open]') !== null) return;
    event.preventDefault();
    review(files, false);
  });
}
