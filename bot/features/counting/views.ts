import { type DecimalString, dec } from '../../../core/platform/decimal.ts';
import type { EnteredCount } from '../../../core/stock/counting/entries.ts';
import type { CountReview, ReviewedLine } from '../../../core/stock/counting/review.ts';
import { type NextQuestion, scopeOf } from '../../../core/stock/counting/session.ts';
import type { OpenCount } from '../../../drizzle/queries/counts.ts';
import type { ProductHit } from '../../../drizzle/queries/product-search.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatMoney, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { withUnit } from '../quantity-words.ts';
import { countButton, countLineButton, newCountButton } from './callbacks.ts';

/** "+3", "−2", "0". */
export const signed = (value: DecimalString): string =>
  `${dec(value).gt(0) ? '+' : dec(value).isNegative() ? '−' : ''}${formatQuantity(value.replace('-', ''))}`;

export const signedMoney = (value: DecimalString): string =>
  `${dec(value).gt(0) ? '+' : dec(value).isNegative() ? '−' : ''}${formatMoney(value.replace('-', ''))}`;

export function titleOf(scope: string, locationName: string): string {
  const what = scopeOf({ scope });
  const name = what.kind === 'category' ? what.category : t(`counting-scope-${what.kind}`);
  return `${name} · ${locationName}`;
}

const button = (text: string, data: string): KeyboardButton => ({ text, data });

/** What can be counted here, and what is being counted. */
export function menuView(menu: {
  readonly placeName: string;
  readonly open: readonly OpenCount[];
  readonly categories: readonly { readonly category: string; readonly products: number }[];
}): MessageView {
  const shown = menu.categories.slice(0, 20);
  return {
    text: [
      t('counting-menu', { place: escapeHtml(menu.placeName) }),
      ...menu.open.map((one) =>
        t('counting-open-row', {
          title: escapeHtml(titleOf(one.scope, one.locationName)),
          name: escapeHtml(one.startedBy),
          state: t(`counting-state-${one.state}`),
        }),
      ),
      '',
      t('counting-menu-how'),
    ].join('\n'),
    keyboard: [
      ...menu.open.map((one) => [
        button(
          t('counting-join', { title: titleOf(one.scope, one.locationName) }),
          countButton(one.id, one.state === 'open' ? 'go' : 'review'),
        ),
      ]),
      [button(t('counting-all', { place: menu.placeName }), newCountButton('all'))],
      ...pairs(
        shown.map(({ category, products }) =>
          button(`${category} (${products})`, newCountButton({ category })),
        ),
      ),
    ],
  };
}

const pairs = (buttons: readonly KeyboardButton[]): KeyboardButton[][] =>
  Array.from({ length: Math.ceil(buttons.length / 2) }, (_, i) => buttons.slice(2 * i, 2 * i + 2));

export const whichProductView = (
  hits: readonly Pick<ProductHit, 'id' | 'name'>[],
  words: string,
): MessageView =>
  hits.length === 0
    ? { text: t('counting-no-product', { words: escapeHtml(words) }) }
    : {
        text: t('counting-which'),
        keyboard: hits.map((hit) => [button(hit.name, newCountButton({ productId: hit.id }))]),
      };

export const noQuantityView = (name: string): MessageView => ({
  text: t('counting-no-quantity', { name: escapeHtml(name) }),
});

/** Asks for a number; it does not say how many there should be, so that nobody writes that. */
export function questionView(next: NextQuestion, before: readonly string[] = []): MessageView {
  const { countId, product, done, total } = next;
  const review = button(t('counting-review'), countButton(countId, 'review'));
  if (product === null)
    return {
      text: [...before, t(done >= total ? 'counting-all-done' : 'counting-others-busy')].join('\n'),
      keyboard: [[review]],
    };
  const progress = t('counting-progress', { done, total });
  return {
    text: [
      ...before,
      ...(total > 1 ? [progress] : []),
      t(done === 0 ? 'counting-ask-first' : 'counting-ask', {
        name: escapeHtml(product.name),
        unit: escapeHtml(product.unit),
      }),
    ].join('\n'),
    keyboard:
      total > 1
        ? [[button(t('counting-skip'), countLineButton(countId, 'skip', product.productId)), review]]
        : done > 0
          ? [[review]]
          : [],
  };
}

/** Repeats what was counted and asks for the next. */
export function enteredView(entered: EnteredCount, name: string, unit: string): MessageView {
  const said = t('counting-entered', {
    name: escapeHtml(name),
    quantity: escapeHtml(withUnit(entered.counted, unit)),
  });
  const moved = dec(entered.movedMeanwhile).isZero()
    ? []
    : [t('counting-moved', { quantity: signed(entered.movedMeanwhile) })];
  return questionView(entered.next, [said, ...moved, '']);
}

const PAGE = 8;

function differenceRow(line: ReviewedLine): string {
  if (line.settled?.kind !== 'agreed') return '';
  const value = line.value === null ? '' : ` · ${signedMoney(line.value)}`;
  const change =
    line.after === null
      ? `<b>${signed(line.settled.difference)}</b>`
      : `${formatQuantity(line.now)} → <b>${formatQuantity(line.after)}</b> (${signed(line.settled.difference)})`;
  return `${escapeHtml(line.name)}\n  ${change}${value}`;
}

function openRow(line: ReviewedLine): string {
  const numbers = line.entries
    .filter((entry) => !entry.isDiscarded)
    .map((entry) => `${escapeHtml(entry.personName)} ${formatQuantity(entry.counted)}`);
  const why = line.settled?.kind === 'moved' ? t('counting-open-moved') : t('counting-open-disagree');
  return `⚠️ ${escapeHtml(line.name)}: ${numbers.join(' · ')}\n  ${why}`;
}

const totalsRow = (review: CountReview): string =>
  t('counting-totals', {
    short: formatMoney(review.shortValue),
    over: formatMoney(review.overValue),
  });

function progressRow({ counted, lines, different }: CountReview): string {
  return t('counting-review-progress', {
    counted,
    total: lines.length,
    equal: counted - different.length,
  });
}

/** Before and after of everything that differs, what is still to be settled, and what it comes to. */
export function reviewView(review: CountReview, page = 0): MessageView {
  const { count, open, different } = review;
  const from = Math.min(page, Math.max(0, Math.ceil(different.length / PAGE) - 1)) * PAGE;
  const rows = different.slice(from, from + PAGE).map(differenceRow);
  const text = [
    `📋 <b>${escapeHtml(titleOf(count.scope, count.locationName))}</b>`,
    progressRow(review),
    ...(open.length === 0 ? [] : ['', ...open.map(openRow)]),
    ...(rows.length === 0 ? [] : ['', ...rows, '', totalsRow(review)]),
    ...(count.state === 'open' ? [] : ['', t(`counting-is-${count.state}`)]),
  ];
  return { text: text.join('\n'), keyboard: reviewKeyboard(review, from) };
}

function reviewKeyboard({ count, open, different, counted, lines }: CountReview, from: number) {
  const { id, state } = count;
  const pages = [
    ...(from > 0 ? [button('‹', countButton(id, 'review', from / PAGE - 1))] : []),
    ...(from + PAGE < different.length ? [button('›', countButton(id, 'review', from / PAGE + 1))] : []),
  ];
  const cancel = [button(t('counting-cancel'), countButton(id, 'ask_cancel'))];
  const paging = pages.length === 0 ? [] : [pages];
  if (state === 'closed') return [...paging, [button(t('counting-undo'), countButton(id, 'undo'))]];
  if (state === 'waiting') return [...paging, cancel];
  if (state !== 'open') return paging;
  const ready = counted > 0 && open.length === 0;
  return [
    ...paging,
    ...open.map((line) => [button(`⚠️ ${line.name}`, countLineButton(id, 'line', line.productId))]),
    ...(ready
      ? [
          [
            button(
              t(different.length === 0 ? 'counting-close-equal' : 'counting-close'),
              countButton(id, 'close'),
            ),
          ],
        ]
      : []),
    ...(counted < lines.length ? [[button(t('counting-go-on'), countButton(id, 'go'))]] : []),
    cancel,
  ];
}

/** What the owner reads when the differences are large; plain lines. */
export function summaryLines(review: CountReview): readonly string[] {
  const { count, different } = review;
  const largest = different
    .toSorted((a, b) =>
      dec(b.value ?? '0')
        .abs()
        .cmp(dec(a.value ?? '0').abs()),
    )
    .slice(0, PAGE);
  const more = different.length - largest.length;
  return [
    titleOf(count.scope, count.locationName),
    ...largest.map((line) => {
      const change = line.settled?.kind === 'agreed' ? signed(line.settled.difference) : '';
      const value = line.value === null ? '' : ` (${signedMoney(line.value)})`;
      return `${line.name}: ${change}${value}`;
    }),
    ...(more > 0 ? [t('counting-more', { count: more })] : []),
    totalsRow(review),
  ];
}
