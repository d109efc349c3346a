import type { Missing, MissingFailure, MissingGroup } from '../../../core/purchasing/missing-list.ts';
import type { Note, NoteFailure } from '../../../core/purchasing/missing-note.ts';
import { isAmbiguous, type NotedItem } from '../../../core/purchasing/noted-item.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { draftButton } from '../ordering/callbacks.ts';
import { withUnit } from '../quantity-words.ts';
import { cut } from '../receiving/wording.ts';
import { itemButton, listButton, noteButton } from './callbacks.ts';

export type NamedProducts = ReadonlyMap<string, { readonly name: string; readonly unit: string }>;

const NAME = 40;
const CANDIDATES = 6;

/** What a phrase would write down; while something may be several products it asks, else it waits for a yes. */
export function noteView(note: Note, products: NamedProducts): MessageView {
  const rows = note.items.map((item) => noteRow(item, products));
  if (note.state !== 'asked') return closedNoteView(note, rows);
  const position = note.items.findIndex(isAmbiguous);
  const item = note.items[position];
  if (item === undefined)
    return {
      text: [t('missing-ask'), ...rows].join('\n'),
      keyboard: [
        [
          { text: t('missing-button-confirm'), data: noteButton(note.id, { verb: 'confirm' }) },
          { text: t('missing-button-drop'), data: noteButton(note.id, { verb: 'drop' }) },
        ],
      ],
    };
  const choose = (candidate: number | null, text: string): KeyboardButton[] => [
    { text, data: noteButton(note.id, { verb: 'choose', position, candidate }) },
  ];
  return {
    text: [
      t('missing-ask'),
      ...rows,
      '',
      t('missing-which', { words: escapeHtml(cut(item.phrase, NAME)) }),
    ].join('\n'),
    keyboard: [
      ...item.candidates
        .slice(0, CANDIDATES)
        .map((id, i) => choose(i, cut(products.get(id)?.name ?? item.phrase, NAME))),
      choose(null, t('missing-button-words')),
      [{ text: t('missing-button-drop'), data: noteButton(note.id, { verb: 'drop' }) }],
    ],
  };
}

function closedNoteView(note: Note, rows: readonly string[]): MessageView {
  if (note.state !== 'noted') return { text: t(`missing-${note.state}`), keyboard: [] };
  return {
    text: [t('missing-noted'), ...rows].join('\n'),
    keyboard: [
      [
        { text: t('missing-button-undo'), data: noteButton(note.id, { verb: 'undo' }) },
        { text: t('missing-button-list'), data: listButton(0) },
      ],
    ],
  };
}

function noteRow(item: NotedItem, products: NamedProducts): string {
  const product = item.productId === null ? undefined : products.get(item.productId);
  const name = escapeHtml(cut(product?.name ?? item.phrase, NAME));
  const quantity =
    item.quantity === null
      ? ''
      : ` · ${escapeHtml(withUnit(item.quantity, item.unit ?? product?.unit ?? ''))}`;
  if (isAmbiguous(item)) return `❓ ${name}${quantity}`;
  return product === undefined ? `✏️ ${name}${quantity}` : `• <b>${name}</b>${quantity}`;
}

/** Rows on one page of the list. */
const PAGE = 30;
const BUTTONS_A_ROW = 5;

/** The list by supplier; every number is a button that opens its item. */
export function listView(model: {
  readonly groups: readonly MissingGroup[];
  readonly page: number;
  readonly mayOrder: boolean;
  /** What was just done to an item, above the list. */
  readonly news?: { readonly text: string; readonly button?: KeyboardButton };
}): MessageView {
  const { groups, news } = model;
  const all = groups.flatMap((group) => group.items);
  const head = news === undefined ? [] : [news.text, ''];
  const undo = news?.button === undefined ? [] : [[news.button]];
  if (all.length === 0) return { text: [...head, t('missing-empty')].join('\n'), keyboard: undo };
  const first = Math.min(model.page * PAGE, Math.floor((all.length - 1) / PAGE) * PAGE);
  const shown = all.slice(first, first + PAGE);
  const numbers = new Map(all.map((item, i) => [item.id, i + 1]));
  const rows = groups.flatMap(({ supplier, items }) => {
    const own = items.filter((item) => shown.includes(item));
    if (own.length === 0) return [];
    const title = supplier === null ? t('missing-no-supplier') : escapeHtml(cut(supplier.name, NAME));
    return ['', `<b>${title}</b>`, ...own.map((item) => `${numbers.get(item.id)}. ${itemWords(item)}`)];
  });
  const keys = shown.map((item) => ({
    text: String(numbers.get(item.id)),
    data: itemButton(item.id, 'view'),
  }));
  const orders = model.mayOrder
    ? groups.map(({ supplier, items }) => [orderKey(supplier, items.length)])
    : [];
  return {
    text: [...head, t('missing-title', { count: all.length }), ...rows].join('\n'),
    keyboard: [...undo, ...inRows(keys), ...pageKeys(first, all.length), ...orders],
  };
}

/** Opens the draft for a supplier, or for goods that nobody brought yet. */
export const orderKey = (supplier: MissingGroup['supplier'], count: number): KeyboardButton => ({
  text:
    supplier === null
      ? t('missing-button-order-nobody', { count })
      : t('missing-button-order', { supplier: cut(supplier.name, 24), count }),
  data: draftButton(supplier?.supplierId ?? null),
});

function inRows(keys: readonly KeyboardButton[]): KeyboardButton[][] {
  const rows: KeyboardButton[][] = [];
  for (let i = 0; i < keys.length; i += BUTTONS_A_ROW) rows.push(keys.slice(i, i + BUTTONS_A_ROW));
  return rows;
}

function pageKeys(first: number, total: number): KeyboardButton[][] {
  const page = first / PAGE;
  const keys = [
    ...(page > 0 ? [{ text: '‹', data: listButton(page - 1) }] : []),
    ...(first + PAGE < total ? [{ text: '›', data: listButton(page + 1) }] : []),
  ];
  return keys.length === 0 ? [] : [keys];
}

const itemWords = (item: Missing): string => {
  const quantity = item.quantity === null ? '' : ` · ${escapeHtml(withUnit(item.quantity, item.unit ?? ''))}`;
  const mark = item.productId === null ? '✏️ ' : '';
  return `${mark}${escapeHtml(cut(item.name, NAME))}${quantity}`;
};

/** One item and what can be done with it. */
export const itemView = (item: Missing): MessageView => ({
  text: [
    `<b>${escapeHtml(cut(item.name, 80))}</b>`,
    ...(item.quantity === null ? [] : [escapeHtml(withUnit(item.quantity, item.unit ?? ''))]),
    t('missing-by', { by: escapeHtml(cut(item.addedBy, 40)), at: formatInstant(item.addedAt) }),
  ].join('\n'),
  keyboard: [
    [
      { text: t('missing-button-done'), data: itemButton(item.id, 'done') },
      { text: t('missing-button-remove'), data: itemButton(item.id, 'removed') },
    ],
    [{ text: t('missing-button-back'), data: listButton(0) }],
  ],
});

/** What to say above the list after a press. */
export const markedNews = (itemId: string, words: string, as: 'done' | 'removed' | 'open') => ({
  text: t(`missing-news-${as}`, { name: escapeHtml(cut(words, NAME)) }),
  ...(as === 'open'
    ? {}
    : { button: { text: t('missing-button-restore'), data: itemButton(itemId, 'open') } }),
});

export const missingProblem = (code: MissingFailure | NoteFailure): string =>
  t(`missing-problem-${code.replaceAll('_', '-')}`);
