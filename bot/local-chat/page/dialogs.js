import { button, el, icon, iconButton } from './dom.js';
import { roleOf } from './words.js';

/** A short notice over the chat. */
export function toast(text) {
  const notice = el('div', { class: 'toast' }, text);
  document.getElementById('toasts').append(notice);
  setTimeout(() => notice.remove(), 3500);
}

/** Opens a dialog that leaves the page when it closes. */
export function openDialog(props, ...children) {
  const dialog = el('dialog', props, ...children);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** The answer to a press that asks to be read. */
export function alertDialog(title, text) {
  const dialog = openDialog(
    {},
    el('h2', {}, title),
    el('p', {}, text),
    el(
      'div',
      { class: 'dialog-actions' },
      button({ class: 'primary-button', autofocus: true, onclick: () => dialog.close() }, 'Entendido'),
    ),
  );
}

export const avatar = (name, tone) =>
  el(
    'span',
    { class: 'avatar', data: { tone }, 'aria-hidden': 'true' },
    tone === 'bot' ? icon('box') : name.slice(0, 1),
  );

/** Asks who does something; calls back with the person. */
export function choosePerson(title, text, people, onChoose) {
  const dialog = openDialog(
    {},
    el('h2', {}, title),
    el('p', {}, text),
    people.map((person) =>
      button(
        {
          class: 'person',
          onclick: () => {
            dialog.close();
            onChoose(person);
          },
        },
        avatar(person.firstName, person.role ?? 'none'),
        el('span', { class: 'person-main' }, el('strong', {}, person.firstName), ` · ${roleOf(person)}`),
      ),
    ),
    el(
      'div',
      { class: 'dialog-actions' },
      button({ class: 'plain-button', onclick: () => dialog.close() }, 'Cancelar'),
    ),
  );
}

/** A picture as large as the window; a click shows its own pixels. */
export function lightbox(url, name) {
  const image = el('img', { src: url, alt: name });
  const stage = el('div', { class: 'lightbox-stage' }, image);
  image.addEventListener('load', () => {
    image.style.setProperty('--natural-width', `${image.naturalWidth}px`);
  });
  stage.addEventListener('click', (event) => {
    if (event.target === image) stage.classList.toggle('is-zoomed');
    else dialog.close();
  });
  const save = el(
    'a',
    { class: 'icon-button', href: url, download: name, 'aria-label': 'Guardar', title: 'Guardar' },
    icon('save'),
  );
  const dialog = openDialog(
    { class: 'lightbox', 'aria-label': name },
    stage,
    el(
      'div',
      { class: 'lightbox-bar' },
      save,
      iconButton('close', 'Cerrar', () => dialog.close()),
    ),
  );
}
