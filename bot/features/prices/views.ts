import { Dec, type DecimalString, dec, plain } from '../../../core/platform/decimal.ts';
import { changesOf, type ReviewFailure } from '../../../core/price-list/applying.ts';
import type { PricedProduct } from '../../../core/price-list/prices.ts';
import type { ProposalFailure } from '../../../core/price-list/proposing.ts';
import type { PricingSettings, SettingFailure } from '../../../core/price-list/settings.ts';
import type { RepricedLine } from '../../../core/pricing/reprice.ts';
import { jointMargin, marginOf, markupOf } from '../../../core/pricing/sale-price.ts';
import type { PriceReviewRow } from '../../../drizzle/queries/prices.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant, formatMoney, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { cut, ROW } from '../receiving/wording.ts';
import { type ReviewAction, reviewButton, settingsButton } from './callbacks.ts';

const NAME = 40;
const SHOWN = 12;

/** "$ 1.850", with cents only where there are some. */
const price = (amount: DecimalString): string => formatMoney(amount).replace(/,00$/, '');
const bare = (amount: DecimalString): string => price(amount).slice(2);
const percent = (value: Dec | DecimalString): string =>
  `${formatQuantity(plain(dec(value).toDecimalPlaces(1)))} %`;

const button = (id: string, name: string, action: ReviewAction, args = {}): KeyboardButton => ({
  text: t(`prices-button-${name}`, args),
  data: reviewButton(id, action),
});

/** Proposed prices: what rose, what that does to the margin, before and after, and a word to be said. */
export function reviewView(review: PriceReviewRow): MessageView {
  const changes = changesOf(review.lines);
  const rows = [
    t(`prices-head-${review.source}`, { count: changes.length }),
    ...(review.state === 'open' ? marginRows(changes) : []),
    ...(changes.length === 0 ? [] : [`<pre>${escapeHtml(table(changes.slice(0, SHOWN)))}</pre>`]),
    ...(changes.length > SHOWN ? [t('prices-more', { count: changes.length - SHOWN })] : []),
    ...(review.state === 'open' ? [] : [t(`prices-state-${review.state}`)]),
  ];
  return { text: rows.join('\n'), keyboard: keysOf(review, changes.length) };
}

function keysOf({ id, state }: PriceReviewRow, count: number): KeyboardButton[][] {
  if (state === 'applied') return [[button(id, 'undo', { verb: 'undo' })]];
  if (state !== 'open') return [];
  const rest = [button(id, 'edit', { verb: 'edit', page: 0 }), button(id, 'ignore', { verb: 'ignore' })];
  return count === 0 ? [rest] : [[button(id, 'apply', { verb: 'apply' }, { count })], rest];
}

/** "Con los precios de hoy tu margen queda en 18 %; con estos, en 30 %": over what has a price already. */
function marginRows(changes: readonly RepricedLine[]): readonly string[] {
  const priced = changes.filter((line) => line.priceBefore !== null && dec(line.cost).gt(0));
  const joint = (
    priceOf: (line: RepricedLine) => DecimalString,
    costOf: (line: RepricedLine) => DecimalString,
  ) =>
    jointMargin(
      priced.map((line) => ({
        price: dec(priceOf(line)),
        cost: dec(costOf(line)),
        vatPercent: dec(line.vatPercent),
      })),
    );
  const now = joint(
    (line) => line.priceBefore!,
    (line) => line.cost,
  );
  const after = joint(
    (line) => line.price,
    (line) => line.cost,
  );
  if (now === null || after === null) return [];
  const before = joint(
    (line) => line.priceBefore!,
    (line) => line.costBefore ?? line.cost,
  );
  const fell = before?.gt(now.plus('0.05')) === true;
  return [
    before !== null && fell
      ? t('prices-margin-fell', { before: percent(before), now: percent(now), after: percent(after) })
      : t('prices-margin', { now: percent(now), after: percent(after) }),
  ];
}

function table(lines: readonly RepricedLine[]): string {
  const moves = lines.map((line) =>
    line.priceBefore === null ? bare(line.price) : `${bare(line.priceBefore)} → ${bare(line.price)}`,
  );
  const width = Math.max(...moves.map((move) => move.length));
  const longest = Math.max(...lines.map((line) => line.name.length));
  const nameWidth = Math.min(longest, Math.max(10, ROW - width - 1));
  return lines
    .map((line, i) => `${cut(line.name, nameWidth).padEnd(nameWidth)} ${moves[i]!.padStart(width)}`)
    .join('\n');
}

const EDIT_PAGE = 20;

/** Every line with a number to open it. */
export function editView(review: PriceReviewRow, page: number): MessageView {
  const first = page * EDIT_PAGE;
  const shown = review.lines.slice(first, first + EDIT_PAGE);
  const rows = shown.map((line, i) => {
    const after = dec(line.price).isZero() ? t('prices-as-it-is') : price(line.price);
    return `${first + i + 1}. ${escapeHtml(cut(line.name, 28))}: ${after}`;
  });
  const numbers = shown.map((_, i) => ({
    text: String(first + i + 1),
    data: reviewButton(review.id, { verb: 'line', position: first + i }),
  }));
  const keyboard: KeyboardButton[][] = [];
  for (let i = 0; i < numbers.length; i += 5) keyboard.push(numbers.slice(i, i + 5));
  const turns = [
    ...(page > 0 ? [{ text: '‹', data: reviewButton(review.id, { verb: 'edit', page: page - 1 }) }] : []),
    ...(first + EDIT_PAGE < review.lines.length
      ? [{ text: '›', data: reviewButton(review.id, { verb: 'edit', page: page + 1 }) }]
      : []),
  ];
  return {
    text: [t('prices-edit'), ...rows].join('\n'),
    keyboard: [
      ...keyboard,
      ...(turns.length === 0 ? [] : [turns]),
      [button(review.id, 'back', { verb: 'view' })],
    ],
  };
}

/** One proposed price: a step more or less, or as it is. */
export function lineView(review: PriceReviewRow, position: number, step: DecimalString): MessageView {
  const line = review.lines[position];
  if (line === undefined) return editView(review, 0);
  const current = dec(line.price).isZero() ? dec(line.priceBefore ?? '0') : dec(line.price);
  const margin = marginOf(current, dec(line.cost), dec(line.vatPercent));
  const set = (value: Dec): string => reviewButton(review.id, { verb: 'set', position, price: plain(value) });
  const less = current.minus(step);
  return {
    text: [
      `<b>${escapeHtml(cut(line.name, 60))}</b>`,
      t('prices-line-move', {
        before: line.priceBefore === null ? t('prices-none') : price(line.priceBefore),
        after: dec(line.price).isZero() ? t('prices-as-it-is') : price(line.price),
      }),
      t('prices-line-cost', {
        cost: formatMoney(line.cost),
        margin: margin === null ? '—' : percent(margin),
      }),
    ].join('\n'),
    keyboard: [
      [
        ...(less.gt(0) ? [{ text: `− ${bare(step)}`, data: set(less) }] : []),
        { text: `+ ${bare(step)}`, data: set(current.plus(step)) },
      ],
      [{ text: t('prices-button-leave'), data: set(new Dec(0)) }],
      [button(review.id, 'back', { verb: 'edit', page: Math.floor(position / EDIT_PAGE) })],
    ],
  };
}

/** What things cost: price for everybody; cost, margin and what a rule asks for only for those in charge. */
export function pricesView(
  products: readonly PricedProduct[],
  showsCost: boolean,
  history: readonly { readonly price: DecimalString | null; readonly at: Date }[] = [],
): MessageView {
  const rows = products.map((one) => {
    const head = `• <b>${escapeHtml(cut(one.name, NAME))}</b>: ${one.price === null ? t('prices-none') : price(one.price)}`;
    if (!showsCost || one.cost === null) return head;
    const suggested =
      one.suggested === null || one.suggested === one.price
        ? ''
        : t('prices-suggested', { price: price(one.suggested) });
    return `${head}\n   ${t('prices-cost', {
      cost: formatMoney(one.cost),
      margin: one.margin === null ? '—' : percent(one.margin),
    })}${suggested}`;
  });
  const earlier = history
    .slice(1)
    .flatMap((one) => (one.price === null ? [] : [`${price(one.price)} (${formatInstant(one.at)})`]));
  return {
    text: [
      ...rows,
      ...(earlier.length === 0 ? [] : [t('prices-earlier', { prices: earlier.join(' · ') })]),
    ].join('\n'),
  };
}

/** /precios alone: how prices are made, and what can be done. */
export function homeView(settings: PricingSettings, may: { readonly set: boolean }): MessageView {
  const margins = settings.margins.slice(0, SHOWN).map(({ scope, name, percent: value }) =>
    t('prices-margin-row', {
      name: scope === 'company' ? t('prices-everything') : escapeHtml(cut(name, NAME)),
      margin: percent(value),
      markup: percent(markupOf(dec(value))),
    }),
  );
  const last = settings.index.at(-1);
  const rows = may.set
    ? [
        t('prices-home'),
        ...(margins.length === 0 ? [t('prices-no-margins')] : margins),
        t('prices-rounding', { to: price(settings.roundTo) }),
        ...(last === undefined
          ? []
          : [
              t('prices-index', {
                month: last.month.split('-').reverse().join('/'),
                percent: percent(last.percent),
              }),
            ]),
        '',
      ]
    : [];
  const key = (verb: 'csv' | 'rules' | 'index'): KeyboardButton => ({
    text: t(`prices-button-${verb}`),
    data: settingsButton(verb),
  });
  return {
    text: [...rows, t(may.set ? 'prices-how' : 'prices-how-ask')].join('\n'),
    keyboard: may.set ? [[key('rules')], ...(last === undefined ? [] : [[key('index')]]), [key('csv')]] : [],
  };
}

export const priceProblem = (code: ReviewFailure | ProposalFailure | SettingFailure): string =>
  t(`prices-problem-${code.replaceAll('_', '-')}`);

/** What the owner is asked about, one plain line a price. */
export const summaryOf = (review: PriceReviewRow): readonly string[] =>
  changesOf(review.lines)
    .slice(0, SHOWN)
    .map((line) =>
      t('prices-summary', {
        name: cut(line.name, NAME),
        before: line.priceBefore === null ? t('prices-none') : price(line.priceBefore),
        after: price(line.price),
      }),
    );
