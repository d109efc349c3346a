import type { ProductOutlook, RunningOut } from '../../../core/demand/outlook.ts';
import type { MessagePreferences } from '../../../core/people/preferences.ts';
import { dec } from '../../../core/platform/decimal.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatQuantity, formatUnits } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { forecastButton, outlookButton, preferenceButton, preferencesButton } from './callbacks.ts';
import { coverWords, dayWords, reasonWords } from './wording.ts';

/** Whole units for counts, tenths for weights and for what sells less than one a day. */
function quantity(value: number, unit: string): string {
  const decimals = unit === 'unidad' && value >= 10 ? 0 : 1;
  return formatUnits(dec(value.toFixed(decimals)).toFixed(), unit);
}

/** Needs are rounded up, to whole units where the product is counted. */
function needed(value: number, unit: string): string {
  return formatUnits(
    dec(value.toFixed(2))
      .toDecimalPlaces(unit === 'unidad' ? 0 : 1, 2)
      .toFixed(),
    unit,
  );
}

const icon = ({ cover, leadTimeDays }: ProductOutlook): string => {
  if (cover.days === null) return '🟢';
  return cover.days <= Math.min(2, leadTimeDays) ? '🔴' : cover.days < leadTimeDays ? '🟡' : '🟢';
};

function errorWords(error: number | null, unit: string): string {
  if (error === null) return t('forecast-error-unknown');
  if (error < 1) return t('forecast-error-small');
  return t('forecast-error', { error: quantity(error, unit) });
}

/** One product: how long it lasts first, then the picture's reasons and the usual error. */
export function productView(outlook: ProductOutlook, photoSha256: string): MessageView {
  const { unit, forecast } = outlook;
  const rows = [
    `${icon(outlook)} <b>${escapeHtml(outlook.name)}</b>`,
    `<b>${escapeHtml(coverWords(outlook))}</b>`,
    t('forecast-stock', {
      stock: formatUnits(outlook.stock, unit),
      daily: quantity(outlook.dailyMean, unit),
    }),
    ...(dec(outlook.onOrder).gt(0)
      ? [t('forecast-on-order', { quantity: formatUnits(outlook.onOrder, unit) })]
      : []),
    ...(outlook.leadTimeDemand > 0
      ? [
          t('forecast-lead', {
            days: outlook.leadTimeDays,
            quantity: needed(outlook.leadTimeDemand, unit),
          }),
        ]
      : []),
    '',
    escapeHtml(reasonWords(outlook)),
    errorWords(forecast.backtest.totalError, unit),
  ];
  return {
    text: rows.join('\n'),
    photoSha256,
    keyboard: [[{ text: t('forecast-button-list'), data: outlookButton }]],
  };
}

/** A list longer than this is no list any more. */
const MOST_ROWS = 16;

function bySupplier(items: readonly RunningOut[]): [string, RunningOut[]][] {
  const groups = new Map<string, RunningOut[]>();
  for (const item of items) {
    const name = item.supplier?.name ?? t('forecast-no-supplier');
    groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  // The supplier of the most pressing product first: items come in that order.
  return [...groups];
}

const lasting = (item: RunningOut): string =>
  item.days <= 0
    ? t('forecast-row-empty')
    : t('forecast-row', { day: dayWords(item.runsOutOn), stock: formatQuantity(item.stock) });

const rowOf = (item: RunningOut): string =>
  `${item.days <= 0 ? '🔴' : item.days <= 2 ? '🟠' : '🟡'} ${escapeHtml(item.name)} — ${lasting(item)}`;

/** What runs out, by supplier, under a heading. */
function listText(heading: string, items: readonly RunningOut[]): string {
  const shown = items.slice(0, MOST_ROWS);
  const groups = bySupplier(shown).map(
    ([supplier, group]) =>
      `\n<b>${escapeHtml(supplier)}</b>${group[0]!.supplier === null ? '' : ` ${t('forecast-lead-short', { days: group[0]!.leadTimeDays })}`}\n${group.map(rowOf).join('\n')}`,
  );
  const more =
    items.length > shown.length ? [`\n${t('forecast-more', { count: items.length - shown.length })}`] : [];
  return [heading, ...groups, ...more].join('\n');
}

const PRODUCT_BUTTONS = 6;

const productButtons = (items: readonly { productId: string; name: string }[]): KeyboardButton[][] =>
  items
    .slice(0, PRODUCT_BUTTONS)
    .map(({ productId, name }) => [{ text: `📈 ${name}`.slice(0, 60), data: forecastButton(productId) }]);

/** /pronostico alone. */
export const outlookView = (items: readonly RunningOut[]): MessageView => ({
  text: items.length === 0 ? t('forecast-all-well') : listText(t('forecast-list-title'), items),
  keyboard: productButtons(items),
});

/** The day's message at eight. */
export const dailyView = (items: readonly RunningOut[]): MessageView => ({
  text: listText(t('forecast-daily-title'), items),
  keyboard: [
    ...productButtons(items.slice(0, 3)),
    [{ text: t('forecast-button-preferences'), data: preferencesButton }],
  ],
});

/** Monday's message: what the week will take. */
export const weeklyView = (
  items: readonly RunningOut[],
  knownDays: readonly { date: string; kind: string }[],
): MessageView => {
  const days = knownDays.map(
    ({ date, kind }) => `📅 ${dayWords(date)}: ${t(`forecast-day-${kind}`).toLowerCase()}`,
  );
  const body = items.length === 0 ? t('forecast-weekly-well') : listText(t('forecast-weekly-title'), items);
  return {
    text: [body, ...(days.length === 0 ? [] : ['', ...days])].join('\n'),
    keyboard: [
      [{ text: t('forecast-button-list'), data: outlookButton }],
      [{ text: t('forecast-button-preferences'), data: preferencesButton }],
    ],
  };
};

export const whichProductView = (
  words: string,
  hits: readonly { id: string; name: string }[],
): MessageView => ({
  text:
    hits.length === 0
      ? t('forecast-none', { words: escapeHtml(words) })
      : t('forecast-which', { words: escapeHtml(words) }),
  keyboard: hits.map(({ id, name }) => [{ text: name.slice(0, 60), data: forecastButton(id) }]),
});

export const noHistoryView = (name: string): MessageView => ({
  text: t('forecast-no-history', { name: escapeHtml(name) }),
});

export const unknownProductView = (): MessageView => ({ text: t('forecast-gone') });

/** Which messages come by themselves; each button turns one on or off. */
export function preferencesView(preferences: MessagePreferences): MessageView {
  const button = (message: 'daily' | 'weekly'): KeyboardButton[] => [
    {
      text: `${preferences[message] ? '✅' : '⬜️'} ${t(`forecast-preference-${message}`)}`,
      data: preferenceButton(message, !preferences[message]),
    },
  ];
  return { text: t('forecast-preferences'), keyboard: [button('daily'), button('weekly')] };
}
