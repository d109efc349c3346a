import type { AlertKind } from '../../../core/alerts/kinds.ts';
import type { Listener } from '../../../core/alerts/listeners.ts';
import type { AlertRow, NoticeRow } from '../../../drizzle/queries/alerts.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatDate, formatInstant, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { preferencesButton } from '../forecast/callbacks.ts';
import { ORDERS_BUTTON, orderButton } from '../ordering/callbacks.ts';
import { withUnit } from '../quantity-words.ts';
import { documentButton } from '../receiving/callbacks.ts';
import { cut } from '../receiving/wording.ts';
import { noticeButton, settingButton } from './callbacks.ts';

const SHOWN = 15;
const NAME = 34;

/** One message about alerts of one kind: what is open, what was solved since, and what can be done. */
export function noticeView({ noticeId, kind, alerts }: NoticeRow): MessageView {
  const open = alerts.filter((alert) => alert.clearedAt === null);
  const shown = [...open, ...alerts.filter((alert) => alert.clearedAt !== null)].slice(0, SHOWN);
  const rows = [
    open.length === 0 ? t('alerts-all-solved') : t(`alerts-head-${kind}`, { count: open.length }),
    ...shown.map(alertRow),
    ...(alerts.length > SHOWN ? [t('alerts-more', { count: alerts.length - SHOWN })] : []),
  ];
  return { text: rows.join('\n'), keyboard: open.length === 0 ? [] : keysOf(noticeId, kind, open) };
}

function keysOf(noticeId: string, kind: AlertKind, open: readonly AlertRow[]): KeyboardButton[][] {
  const seen = { text: t('alerts-button-seen'), data: noticeButton(noticeId, 'seen') };
  const [first] = open;
  switch (kind) {
    case 'low_stock':
    case 'out_of_stock':
      return [
        [
          { text: t('alerts-button-note'), data: noticeButton(noticeId, 'note') },
          { text: t('alerts-button-order'), data: ORDERS_BUTTON },
        ],
      ];
    case 'order_overdue':
      return first?.facts.orderId === undefined
        ? []
        : [
            [
              {
                text: t('alerts-button-view'),
                data: orderButton(first.facts.orderId, { verb: 'view', page: 0 }),
              },
            ],
          ];
    case 'price_jump':
      return first?.facts.documentId === undefined
        ? [[seen]]
        : [
            [
              {
                text: t('alerts-button-view'),
                data: documentButton(first.facts.documentId, { verb: 'open' }),
              },
              seen,
            ],
          ];
    default:
      return [[seen]];
  }
}

function alertRow({ kind, facts, clearedBy }: AlertRow): string {
  const mark = clearedBy === null ? '•' : '✓';
  const units = facts.available === undefined ? '' : withUnit(facts.available, facts.unit ?? '');
  const words = t(`alerts-row-${rowKind(kind, facts)}`, {
    name: kind === 'system' ? t(`alerts-system-${facts.name}`) : escapeHtml(cut(facts.name, NAME)),
    units: escapeHtml(units),
    why: whyLow(facts),
    percent: facts.percent === undefined ? '' : formatQuantity(facts.percent),
    count: facts.count ?? 1,
    detail: escapeHtml(cut(facts.detail ?? '', 80)),
    at:
      facts.at === undefined
        ? ''
        : kind === 'expiry'
          ? formatDate(facts.at)
          : formatInstant(new Date(facts.at)),
  });
  return clearedBy === null
    ? `${mark} ${words}`
    : `${mark} <s>${words}</s> ${t(`alerts-cleared-${clearedBy}`)}`;
}

const rowKind = (kind: AlertKind, { odd }: AlertRow['facts']): string =>
  kind === 'odd_movement' && odd !== undefined ? `odd_${odd}` : kind;

function whyLow({ minimum, coverDays }: AlertRow['facts']): string {
  const parts = [
    ...(coverDays === undefined ? [] : [t('alerts-cover', { days: formatQuantity(String(coverDays)) })]),
    ...(minimum === undefined ? [] : [t('alerts-minimum', { minimum: formatQuantity(minimum) })]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const COVERS = [1, 2, 3, 5, 7] as const;

const kindKey = (kind: AlertKind, on: boolean): KeyboardButton => ({
  text: `${on ? '🔔' : '🔕'} ${t(`alerts-kind-${kind}`)}`,
  data: settingButton({ what: 'kind', kind, on: !on }),
});

const inPairs = (keys: readonly KeyboardButton[]): KeyboardButton[][] =>
  keys.flatMap((key, i) => (i % 2 === 0 ? [[key, ...keys.slice(i + 1, i + 2)]] : []));

/** /alertas: what is open, and what this person wants to hear. */
export function alertsView(model: {
  readonly open: readonly AlertRow[];
  readonly kinds: readonly AlertKind[];
  readonly me: Listener;
  readonly coverDays: number;
  readonly maySet: boolean;
}): MessageView {
  const { open, kinds, me, coverDays, maySet } = model;
  const rows = open
    .slice(0, SHOWN)
    .map((alert) => `${t(`alerts-icon-${alert.kind}`)} ${alertRow(alert).slice(2)}`);
  const hour = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return {
    text: [
      ...(rows.length === 0 ? [t('alerts-none')] : [t('alerts-open', { count: open.length }), ...rows]),
      '',
      t('alerts-settings'),
      t(me.quiet ? 'alerts-quiet' : 'alerts-not-quiet', { from: hour(me.quietFrom), to: hour(me.quietTo) }),
      t('alerts-cover-days', { days: coverDays }),
      t('alerts-minimum-how'),
    ].join('\n'),
    keyboard: [
      ...inPairs(kinds.map((kind) => kindKey(kind, !me.muted.includes(kind)))),
      [
        {
          text: t(me.quiet ? 'alerts-button-wake' : 'alerts-button-sleep'),
          data: settingButton({ what: 'quiet', on: !me.quiet }),
        },
      ],
      [{ text: t('alerts-button-messages'), data: preferencesButton }],
      ...(maySet
        ? [
            COVERS.map((days) => ({
              text: `${days === coverDays ? '✓' : ''}${days}\u00a0d`,
              data: settingButton({ what: 'cover', days }),
            })),
          ]
        : []),
    ],
  };
}
