const PATHS = {
  box: 'M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.4 17a1.7 1.7 0 0 1-2.4-2.4L14.5 7',
  send: 'M4 12l16-8-6 16-3-7z',
  down: 'M6 9l6 6 6-6',
  reply: 'M10 7l-6 5 6 5M4 12h9a7 7 0 0 1 7 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  sent: 'M5 12.5l4 4 8-9',
  read: 'M2 12.5l4 4 8-9M11 15.5l1.5 1 8-9',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5',
  moon: 'M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4',
  link: 'M9 7H7a4 4 0 0 0 0 9h2M15 7h2a4 4 0 0 1 0 9h-2M8 11.5h8',
  copy: 'M9 9h11v12H9zM5 15V3h11',
  block: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.7 5.7l12.6 12.6',
  save: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
};

const SVG = 'http://www.w3.org/2000/svg';

/** An inline picture drawn with the text's colour. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * Makes an element. Children are nodes or text and never markup, so nothing that anybody wrote can become HTML.
 * Props that start with "on" are listeners; `class`, `data` and aria or other attributes are set as such.
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'data') Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

export const button = (props, ...children) => el('button', { type: 'button', ...props }, ...children);

export const iconButton = (name, label, onclick, props = {}) =>
  button({ class: 'icon-button', 'aria-label': label, title: label, onclick, ...props }, icon(name));
