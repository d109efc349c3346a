import type { Place } from '../../../core/people/locations.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import { isUnexplained } from '../../../core/stock/transfers/receiving.ts';
import type { Transfer } from '../../../core/stock/transfers/transfer.ts';
import type { TransferLineRow, TransferRow } from '../../../drizzle/queries/transfers.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatInstant, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { withUnit } from '../quantity-words.ts';
import { reasonButton, transferButton, transferLineButton } from './callbacks.ts';

/** What the ledger holds of the products at both ends; for the card of what is not sent yet. */
export interface Ends {
  readonly from: ReadonlyMap<string, string>;
  readonly to: ReadonlyMap<string, string>;
}

export interface TransferViewer {
  readonly maySend: boolean;
  readonly mayReceive: boolean;
}

const route = (transfer: TransferRow): string =>
  `🚚 <b>${escapeHtml(transfer.from.name)} → ${escapeHtml(transfer.to.name)}</b>`;

const quantity = (value: string, unit: string): string => escapeHtml(withUnit(value, unit));

function draftRow(transfer: Transfer, line: TransferLineRow, ends: Ends): string {
  const before = dec(ends.from.get(line.productId) ?? '0');
  const there = dec(ends.to.get(line.productId) ?? '0');
  const change = (place: string, was: typeof before, is: typeof before): string =>
    `${escapeHtml(place)} ${formatQuantity(plain(was))} → ${formatQuantity(plain(is))}`;
  const short = before.lt(line.sent) ? ` ⚠️ ${t('transfers-not-enough')}` : '';
  return [
    `<b>${quantity(line.sent, line.unit)}</b> · ${escapeHtml(line.name)}${short}`,
    `  ${change(transfer.from.name, before, before.minus(line.sent))} · ${change(transfer.to.name, there, there.plus(line.sent))}`,
  ].join('\n');
}

function lineRow(line: TransferLineRow): string {
  const name = escapeHtml(line.name);
  if (line.received === null || dec(line.received).eq(line.sent))
    return `• ${quantity(line.sent, line.unit)} · ${name}`;
  const why =
    line.shortReason !== null
      ? ` (${t(`transfers-reason-${line.shortReason}`)})`
      : isUnexplained(line)
        ? ` ⚠️ ${t('transfers-why')}`
        : '';
  return `• ${name}: ${t('transfers-came', {
    sent: formatQuantity(line.sent),
    received: quantity(line.received, line.unit),
  })}${why}`;
}

function stateRow(transfer: Transfer): string {
  const at = transfer.closedAt ?? transfer.sentAt ?? transfer.createdAt;
  return t(`transfers-state-${transfer.state}`, {
    name: escapeHtml(transfer.createdByName),
    at: formatInstant(at),
  });
}

/** A transfer as it is now, with what this person may do. */
export function transferView(transfer: Transfer, viewer: TransferViewer, ends: Ends): MessageView {
  const rows =
    transfer.state === 'draft'
      ? transfer.lines.map((line) => draftRow(transfer, line, ends))
      : transfer.lines.map(lineRow);
  return {
    text: [route(transfer), ...rows, '', stateRow(transfer)].join('\n'),
    keyboard: buttonsOf(transfer, viewer),
  };
}

function buttonsOf({ id, state, lines, from }: Transfer, viewer: TransferViewer): KeyboardButton[][] {
  const button = (key: string, verb: Parameters<typeof transferButton>[1]): KeyboardButton => ({
    text: t(key),
    data: transferButton(id, verb),
  });
  if (state === 'draft' && viewer.maySend)
    return [
      [button('transfers-send', 'send')],
      ...(viewer.mayReceive ? [[button('transfers-now', 'now')]] : []),
      [button('transfers-cancel', 'cancel')],
    ];
  if (state !== 'sent') return [];
  const cancel = viewer.maySend || viewer.mayReceive ? [[button('transfers-back', 'cancel')]] : [];
  if (!viewer.mayReceive) return cancel;
  const unexplained = lines.find(isUnexplained);
  if (unexplained !== undefined)
    return (['broken', 'lost', 'stayed'] as const).map((reason) => [
      {
        text: t(`transfers-choose-${reason}`, { place: from.name }),
        data: reasonButton(id, unexplained.lineNo, reason),
      },
    ]);
  const asSent = lines.every((line) => line.received === null || dec(line.received).eq(line.sent));
  return [
    [button(asSent ? 'transfers-all-came' : 'transfers-as-noted', 'ok')],
    [button('transfers-differs', 'differs')],
    ...cancel,
  ];
}

/** Which line is not as it was sent? */
export const whichLineView = (transfer: Transfer): MessageView => ({
  text: `${route(transfer)}\n${t('transfers-which-line')}`,
  keyboard: [
    ...transfer.lines.map((line) => [
      {
        text: `${line.name}: ${formatQuantity(line.received ?? line.sent)}`,
        data: transferLineButton(transfer.id, line.lineNo),
      },
    ]),
    [{ text: t('transfers-back-to-card'), data: transferButton(transfer.id, 'open') }],
  ],
});

export const howManyView = (line: TransferLineRow): MessageView => ({
  text: t('transfers-how-many', {
    name: escapeHtml(line.name),
    sent: quantity(line.sent, line.unit),
  }),
});

/** What is on the way, and how to ask for a transfer. */
export function transfersView(onTheWay: readonly TransferRow[], places: readonly Place[]): MessageView {
  if (places.length < 2) return { text: t('transfers-one-place') };
  const example = t('transfers-how', { place: escapeHtml(places.at(-1)?.name ?? '') });
  return {
    text: [t(onTheWay.length === 0 ? 'transfers-none' : 'transfers-on-the-way'), '', example].join('\n'),
    keyboard: onTheWay.map((one) => [
      {
        text: `${one.from.name} → ${one.to.name} · ${formatInstant(one.sentAt ?? one.createdAt)}`,
        data: transferButton(one.id, 'open'),
      },
    ]),
  };
}

/** The places that can be named. */
export const whereView = (places: readonly Place[]): MessageView => ({
  text: [t('transfers-where'), ...places.map((place) => `• ${escapeHtml(place.name)}`)].join('\n'),
});

/** An item that is not one product of ours, or has no quantity. */
export const unclearItemView = (phrase: string, names: readonly string[]): MessageView => ({
  text: [
    t(names.length === 0 ? 'transfers-unknown' : 'transfers-unclear', { phrase: escapeHtml(phrase) }),
    ...names.map((name) => `• ${escapeHtml(name)}`),
  ].join('\n'),
});

export const noQuantityView = (name: string): MessageView => ({
  text: t('transfers-no-quantity', { name: escapeHtml(name) }),
});

export const transferProblem = (failure: { readonly code: string }): string =>
  t(`transfers-problem-${failure.code}`);
