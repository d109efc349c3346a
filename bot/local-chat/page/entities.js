import { el } from './dom.js';

const SIMPLE = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const isWeb = (url) => /^https?:\/\//i.test(url);

/** What makes an element of each entity; anything unknown is shown as plain text. */
function elementFor(entity, text, actions) {
  switch (entity.type) {
    case 'expandable_blockquote':
      return el('blockquote', {
        class: 'is-folded',
        onclick: (event) => event.currentTarget.classList.toggle('is-folded'),
      });
    case 'spoiler':
      return el('span', {
        class: 'spoiler',
        onclick: (event) => event.currentTarget.classList.add('is-open'),
      });
    case 'text_link':
      return link(entity.url, actions);
    case 'url':
      return link(/^https?:/i.test(text) ? text : `https://${text}`, actions);
    case 'bot_command':
      return el('a', { href: '#', class: 'command', onclick: (event) => actions.command(event, text) });
    case 'mention':
      return el('span', { class: 'mention' });
    default:
      return el(SIMPLE[entity.type] ?? 'span');
  }
}

function link(url, actions) {
  if (!isWeb(url)) return el('span');
  return el('a', {
    href: url,
    target: '_blank',
    rel: 'noopener noreferrer',
    onclick: (event) => actions.link(event, url),
  });
}

/** Entities nested by position: each holds those inside it. Crossing ones are left out. */
function nest(entities) {
  const roots = [];
  const open = [];
  for (const entity of [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)) {
    const end = entity.offset + entity.length;
    while (open.length > 0 && open.at(-1).end <= entity.offset) open.pop();
    const parent = open.at(-1);
    if (parent !== undefined && end > parent.end) continue;
    const node = { entity, end, children: [] };
    (parent?.children ?? roots).push(node);
    open.push(node);
  }
  return roots;
}

/** Drawn as a box of its own, so the line breaks around it are already there. */
const isBlock = ({ type }) => type === 'pre' || type.endsWith('blockquote');

/** Nodes for a text with entities: elements are made one by one and text goes in as text. */
export function formatted(text, entities, actions) {
  const fill = (from, to, nodes) => {
    const out = [];
    let at = from;
    for (const { entity, end, children } of nodes) {
      const block = isBlock(entity);
      const before = entity.offset - (block && text[entity.offset - 1] === '\n' ? 1 : 0);
      if (before > at) out.push(text.slice(at, before));
      const element = elementFor(entity, text.slice(entity.offset, end), actions);
      element.append(...fill(entity.offset, end, children));
      out.push(element);
      at = end + (block && text[end] === '\n' ? 1 : 0);
    }
    if (to > at) out.push(text.slice(at, to));
    return out;
  };
  return fill(0, text.length, nest(entities ?? []));
}
