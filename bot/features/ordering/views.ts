import { Dec, type DecimalString, dec, plain } from '../../../core/platform/decimal.ts';
import type { Order, OrderFailure, OrderLine } from '../../../core/purchasing/orders.ts';
import type { ReorderReason, SupplierSuggestion } from '../../../core/purchasing/suggestion.ts';
import type { OrderState } from '../../../drizzle/schema/index.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant, formatMoney, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { orderKey } from '../missing/views.ts';
import { inPacks, withUnit } from '../quantity-words.ts';
import { cut, ROW } from '../receiving/wording.ts';
import { ORDERS_BUTTON, type OrderAction, orderButton } from './callbacks.ts';

const NAME = 30;
const SUPPLIERS = 10;

export interface OpenOrder {
  readonly id: string;
  readonly number: number;
  readonly state: OrderState;
  readonly supplierName: string | null;
  readonly sentAt: Date | null;
}

const nameOr = (name: string | null): string => cut(name ?? t('missing-no-supplier'), NAME);

/** What should be ordered by supplier, and the orders that are written or on their way. */
export function ordersView(
  suggestions: readonly SupplierSuggestion[],
  open: readonly OpenOrder[],
): MessageView {
  const wanted = suggestions.slice(0, SUPPLIERS).map(({ supplier, lines }) => {
    const estimate = lines.reduce(
      (total, line) => total.plus(dec(line.unitCost ?? '0').times(line.quantity)),
      new Dec(0),
    );
    return t('ordering-wanted', {
      supplier: escapeHtml(nameOr(supplier?.name ?? null)),
      count: lines.length,
      estimate: estimate.isZero() ? '' : ` · ${formatMoney(plain(estimate))}`,
    });
  });
  const running = open.map((order) =>
    t(`ordering-open-${order.state}`, {
      number: order.number,
      supplier: escapeHtml(nameOr(order.supplierName)),
      at: order.sentAt === null ? '' : formatInstant(order.sentAt),
    }),
  );
  const rows = [
    ...(wanted.length === 0 ? [t('ordering-nothing')] : [t('ordering-title-wanted'), ...wanted]),
    ...(running.length === 0 ? [] : ['', t('ordering-title-open'), ...running]),
  ];
  return {
    text: rows.join('\n'),
    keyboard: [
      ...suggestions.slice(0, SUPPLIERS).map(({ supplier, lines }) => [orderKey(supplier, lines.length)]),
      ...open.map((order) => [
        {
          text: t('ordering-button-open', { number: order.number, supplier: nameOr(order.supplierName) }),
          data: orderButton(order.id, { verb: 'view', page: 0 }),
        },
      ]),
    ],
  };
}

const PAGE = 20;
const BUTTONS_A_ROW = 5;

const button = (orderId: string, name: string, action: OrderAction): KeyboardButton => ({
  text: t(`ordering-button-${name}`),
  data: orderButton(orderId, action),
});

/** An order as it is: its lines, what it will cost about, and what can be done with it now. */
export function orderView(order: Order, page: number): MessageView {
  const pages = Math.max(1, Math.ceil(order.lines.length / PAGE));
  const current = Math.min(page, pages - 1);
  const shown = order.lines.slice(current * PAGE, (current + 1) * PAGE);
  const rows = [
    t('ordering-head', { number: order.number, supplier: escapeHtml(nameOr(order.supplier?.name ?? null)) }),
    stateRow(order),
    ...(shown.length === 0 ? [t('ordering-no-lines')] : [`<pre>${escapeHtml(tableOf(shown))}</pre>`]),
    ...(dec(order.estimate).isZero() ? [] : [t('ordering-estimate', { total: formatMoney(order.estimate) })]),
    ...(order.state === 'draft' && shown.length > 0 ? [t('ordering-how')] : []),
  ];
  const numbers =
    order.state === 'draft'
      ? shown.map(({ lineNo }) => ({
          text: String(lineNo),
          data: orderButton(order.id, { verb: 'line', lineNo }),
        }))
      : [];
  const turns = [
    ...(current > 0 ? [{ text: '‹', data: orderButton(order.id, { verb: 'view', page: current - 1 }) }] : []),
    ...(current < pages - 1
      ? [{ text: '›', data: orderButton(order.id, { verb: 'view', page: current + 1 }) }]
      : []),
  ];
  return {
    text: rows.join('\n'),
    keyboard: [...inRows(numbers), ...(turns.length === 0 ? [] : [turns]), ...keysOf(order)],
  };
}

const stateRow = (order: Order): string =>
  t(`ordering-state-${order.state}`, {
    by: escapeHtml(cut(order.sentBy ?? '', 40)),
    at: order.sentAt === null ? '' : formatInstant(order.sentAt),
  });

function keysOf(order: Order): KeyboardButton[][] {
  const files = [button(order.id, 'text', { verb: 'text' }), button(order.id, 'csv', { verb: 'csv' })];
  const back = [{ text: t('ordering-button-orders'), data: ORDERS_BUTTON }];
  switch (order.state) {
    case 'draft':
      return order.lines.length === 0
        ? [[button(order.id, 'drop', { verb: 'ask_end' })], back]
        : [
            [button(order.id, 'send', { verb: 'send' })],
            [button(order.id, 'csv', { verb: 'csv' }), button(order.id, 'drop', { verb: 'ask_end' })],
            back,
          ];
    case 'sent':
      return [
        files,
        [button(order.id, 'unsend', { verb: 'unsend' }), button(order.id, 'cancel', { verb: 'ask_end' })],
        back,
      ];
    case 'partly_received':
      return [files, [button(order.id, 'close', { verb: 'ask_end' })], back];
    default:
      return [files, back];
  }
}

function inRows(keys: readonly KeyboardButton[]): KeyboardButton[][] {
  const rows: KeyboardButton[][] = [];
  for (let i = 0; i < keys.length; i += BUTTONS_A_ROW) rows.push(keys.slice(i, i + BUTTONS_A_ROW));
  return rows;
}

const packsOf = (line: OrderLine): string => inPacks(line.quantity, line.packSize, line.unit);

function tableOf(lines: readonly OrderLine[]): string {
  const numberWidth = Math.max(...lines.map((line) => String(line.lineNo).length));
  const width = Math.max(...lines.map((line) => packsOf(line).length));
  const nameWidth = Math.max(10, ROW - numberWidth - width - 2);
  return lines
    .map(
      (line) =>
        `${String(line.lineNo).padStart(numberWidth)} ${packsOf(line).padStart(width)} ${cut(line.name, nameWidth)}`,
    )
    .join('\n');
}

/** One line of a draft: why it is there, and more or less of it. */
export function orderLineView(order: Order, line: OrderLine, reason: ReorderReason | null): MessageView {
  const step = dec(line.packSize);
  const less = Dec.max(dec(line.quantity).minus(step), new Dec(0));
  const more = dec(line.quantity).plus(step);
  const set = (quantity: Dec): string =>
    orderButton(order.id, { verb: 'set', lineNo: line.lineNo, quantity: plain(quantity) });
  return {
    text: [
      `<b>${escapeHtml(cut(line.name, 60))}</b>`,
      t('ordering-line-quantity', {
        packs: escapeHtml(packsOf(line)),
        total: escapeHtml(withUnit(line.quantity, line.unit)),
      }),
      ...(line.expectedCost === null
        ? []
        : [
            t('ordering-line-cost', {
              cost: formatMoney(line.expectedCost),
              total: formatMoney(plain(dec(line.expectedCost).times(line.quantity))),
            }),
          ]),
      ...(reason === null ? [] : reasonRows(reason, line)),
      t('ordering-line-how', { number: line.lineNo }),
    ].join('\n'),
    keyboard: [
      [
        ...(less.gt(0) ? [{ text: `− ${formatQuantity(plain(step))}`, data: set(less) }] : []),
        { text: `+ ${formatQuantity(plain(step))}`, data: set(more) },
        { text: t('ordering-button-remove'), data: set(new Dec(0)) },
      ],
      [button(order.id, 'back', { verb: 'view', page: 0 })],
    ],
  };
}

function reasonRows(reason: ReorderReason, line: OrderLine): readonly string[] {
  const units = (quantity: DecimalString): string => escapeHtml(withUnit(quantity, line.unit));
  const { computedPoint, minimum, dailyMean, coverDays } = reason;
  return [
    t('ordering-reason-stock', { available: units(reason.available), ordered: units(reason.onOrder) }),
    ...(dailyMean === null
      ? []
      : [
          t('ordering-reason-demand', {
            daily: units(dailyMean),
            cover: formatQuantity(coverDays ?? '0'),
            lead: reason.leadTimeDays,
          }),
        ]),
    ...(computedPoint === null && minimum === null
      ? []
      : [
          t('ordering-reason-point', {
            computed: computedPoint === null ? '—' : units(computedPoint),
            minimum: minimum === null ? '—' : units(minimum),
          }),
        ]),
    ...(reason.limitedBy === null ? [] : [t(`ordering-reason-${reason.limitedBy}`)]),
  ];
}

/** A plain message to forward to the supplier: nothing in it but the order. */
export const orderTextView = (order: Order, at: Date): MessageView => ({
  text: [
    t('ordering-text-head', { company: escapeHtml(cut(order.companyName, 60)), at: formatInstant(at) }),
    '',
    ...order.lines.map((line) => `• ${escapeHtml(line.name)}: ${escapeHtml(textQuantity(line))}`),
    '',
    t('ordering-text-thanks'),
  ].join('\n'),
});

function textQuantity(line: OrderLine): string {
  const packs = dec(line.quantity).div(line.packSize);
  if (!dec(line.packSize).gt(1) || !packs.isInteger()) return withUnit(line.quantity, line.unit);
  return t('ordering-text-packs', {
    packs: packs.toNumber(),
    size: formatQuantity(line.packSize),
    total: withUnit(line.quantity, line.unit),
  });
}

export const askEndView = (order: Order): MessageView => ({
  text: t(order.state === 'partly_received' ? 'ordering-ask-close' : 'ordering-ask-cancel', {
    number: order.number,
  }),
  keyboard: [
    [button(order.id, 'sure', { verb: 'end' }), button(order.id, 'back', { verb: 'view', page: 0 })],
  ],
});

export const orderProblem = (code: OrderFailure | 'bad_value'): string =>
  t(`ordering-problem-${code.replaceAll('_', '-')}`);
