import type { MessageEntity } from 'grammy/types';
import { badRequest } from './api-failure.ts';

/** Plain text and its entities; offsets and lengths in UTF-16 units, as the Bot API counts them. */
export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

type SimpleType =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'code'
  | 'pre'
  | 'blockquote';

const SIMPLE_TAGS: Readonly<Record<string, SimpleType>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
]);

const TOKEN = /<(\/?)([a-z-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|&(#x?[0-9a-f]+|[a-z]+);|[^<&]+|[<&]/giy;
const ATTRIBUTE = /([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi;

interface OpenTag {
  readonly tag: string;
  readonly offset: number;
  readonly attributes: Readonly<Record<string, string>>;
}

const attributesOf = (source: string): Record<string, string> =>
  Object.fromEntries(
    [...source.matchAll(ATTRIBUTE)].map((m) => [
      m[1]!.toLowerCase(),
      unescapeHtml(m[2] ?? m[3] ?? m[4] ?? ''),
    ]),
  );

function character(reference: string): string | undefined {
  if (!reference.startsWith('#')) return NAMED.get(reference.toLowerCase());
  const hex = reference[1]?.toLowerCase() === 'x';
  const point = Number.parseInt(reference.slice(hex ? 2 : 1), hex ? 16 : 10);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

const unescapeHtml = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, reference: string) => character(reference) ?? whole);

const cannotParse = (reason: string) => badRequest(`can't parse entities: ${reason}`);

/** The entity that a closed tag stands for, or null when it marks nothing (an empty tag, the `code` of a `pre`). */
function entityOf(open: OpenTag, length: number, parent: OpenTag | undefined): MessageEntity | null {
  const base = { offset: open.offset, length };
  if (length === 0) return null;
  if (open.tag === 'a')
    return open.attributes.href ? { ...base, type: 'text_link', url: open.attributes.href } : null;
  if (open.tag === 'blockquote' && 'expandable' in open.attributes)
    return { ...base, type: 'expandable_blockquote' };
  if (open.tag === 'code' && parent?.tag === 'pre' && parent.offset === open.offset) return null;
  if (open.tag === 'pre') {
    const language = open.attributes.language;
    return { ...base, type: 'pre', ...(language === undefined ? {} : { language }) };
  }
  return { ...base, type: SIMPLE_TAGS[open.tag]! };
}

function assertOpens(tag: string, attributes: Readonly<Record<string, string>>, at: number): void {
  const known =
    tag === 'a' || (tag === 'span' ? attributes.class === 'tg-spoiler' : Object.hasOwn(SIMPLE_TAGS, tag));
  if (!known) throw cannotParse(`Unsupported start tag "${tag}" at byte offset ${at}`);
}

/**
 * Telegram's HTML parse mode. Throws the same 400 as Telegram for unknown, crossed or unclosed tags (byte offsets),
 * so that a message that would be refused there is refused here too.
 */
export function parseHtml(source: string): FormattedText {
  const entities: MessageEntity[] = [];
  const open: OpenTag[] = [];
  let text = '';
  const bytesBefore = (index: number) => Buffer.byteLength(source.slice(0, index));

  const close = (tag: string, at: number): void => {
    const last = open.pop();
    if (last === undefined) throw cannotParse(`Unexpected end tag at byte offset ${bytesBefore(at)}`);
    if (last.tag !== tag)
      throw cannotParse(
        `Unmatched end tag at byte offset ${bytesBefore(at)}, expected "</${last.tag}>", found "</${tag}>"`,
      );
    const entity = entityOf(last, text.length - last.offset, open.at(-1));
    if (entity !== null) entities.push(entity);
  };

  const openTag = (tag: string, attributes: Record<string, string>, at: number): void => {
    assertOpens(tag, attributes, bytesBefore(at));
    const parent = open.at(-1);
    const language = /^language-(.+)$/.exec(attributes.class ?? '')?.[1];
    if (tag === 'code' && parent?.tag === 'pre' && parent.offset === text.length && language !== undefined)
      open[open.length - 1] = { ...parent, attributes: { ...parent.attributes, language } };
    open.push({ tag, offset: text.length, attributes });
  };

  for (const match of source.matchAll(new RegExp(TOKEN))) {
    const [whole, slash, tag, attributes, reference] = match;
    if (tag === undefined) {
      if (whole === '<')
        throw cannotParse(`Unsupported start tag "" at byte offset ${bytesBefore(match.index)}`);
      text += reference === undefined ? whole : (character(reference) ?? whole);
    } else if (slash === '/') close(tag.toLowerCase(), match.index);
    else openTag(tag.toLowerCase(), attributesOf(attributes ?? ''), match.index);
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined)
    throw cannotParse(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return trimEnd({ text, entities: entities.sort(byPosition) });
}

const byPosition = (a: MessageEntity, b: MessageEntity): number => a.offset - b.offset || b.length - a.length;

/** Telegram drops trailing blanks, and the part of an entity that covered them. */
function trimEnd({ text, entities }: FormattedText): FormattedText {
  const trimmed = text.trimEnd();
  return {
    text: trimmed,
    entities: entities
      .map((entity) => ({ ...entity, length: Math.min(entity.length, trimmed.length - entity.offset) }))
      .filter((entity) => entity.length > 0),
  };
}

const DETECTED: readonly (readonly ['bot_command' | 'url' | 'mention', RegExp])[] = [
  ['bot_command', /(?<![\w/<])\/[a-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])/gi],
  ['url', /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)]|(?<![\w@/.])t\.me\/[^\s<>"]*[^\s<>".,;:!?)]/gi],
  ['mention', /(?<![\w@/])@[a-z]\w{3,31}\b/gi],
];

const overlaps = (a: MessageEntity, b: MessageEntity): boolean =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** Adds what Telegram finds by itself: commands, addresses and mentions outside code and links. */
export function withDetectedEntities({ text, entities }: FormattedText): FormattedText {
  const opaque = entities.filter((e) => e.type === 'code' || e.type === 'pre' || e.type === 'text_link');
  const found: MessageEntity[] = [];
  for (const [type, pattern] of DETECTED)
    for (const match of text.matchAll(pattern)) {
      const entity: MessageEntity = { type, offset: match.index, length: match[0].length };
      if (![...opaque, ...found].some((other) => overlaps(entity, other))) found.push(entity);
    }
  return { text, entities: [...entities, ...found].sort(byPosition) };
}
