import { type DecimalString, dec } from '../../../core/platform/decimal.ts';
import type { LotFailure } from '../../../core/stock/lots/assigning.ts';
import type { ExpiringLot } from '../../../core/stock/lots/expiring.ts';
import type { DatedGoods } from '../../../drizzle/queries/lots.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatDate, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { withUnit } from '../quantity-words.ts';
import { askExpiryButton, forgetExpiryButton } from './callbacks.ts';

/** Lots on one message; the soonest. */
const LISTED = 15;

/** "vence en 3 días", "venció hace 2 días", "vence hoy". */
const whenText = (daysLeft: number): string =>
  daysLeft === 0
    ? t('expiry-today')
    : daysLeft > 0
      ? t('expiry-in', { days: daysLeft })
      : t('expiry-ago', { days: -daysLeft });

function lotRow(lot: ExpiringLot): string {
  const sign = lot.daysLeft < 0 ? '⛔' : dec(lot.unsold).isZero() ? '🟢' : lot.daysLeft <= 7 ? '🔴' : '🟡';
  const unsold =
    lot.daysLeft < 0 || dec(lot.unsold).isZero()
      ? []
      : [
          dec(lot.dailyExit).isZero()
            ? t('expiry-not-selling')
            : t('expiry-unsold', { quantity: formatQuantity(lot.unsold) }),
        ];
  return [
    `${sign} <b>${escapeHtml(lot.name)}</b>: ${escapeHtml(withUnit(lot.quantity, lot.unit))} (${escapeHtml(lot.places.join(', '))})`,
    ...[`${whenText(lot.daysLeft)} · ${formatDate(lot.expiresOn)}`, ...unsold].map((row) => `   ${row}`),
  ].join('\n');
}

/** What expires, soonest first, and what of it will not be sold in time. */
export function expiringView(lots: readonly ExpiringLot[]): MessageView {
  if (lots.length === 0) return { text: `${t('expiry-none')}\n${t('expiry-how')}` };
  const more = lots.length - LISTED;
  return {
    text: [
      t('expiry-title'),
      ...lots.slice(0, LISTED).map(lotRow),
      ...(more > 0 ? [t('expiry-more', { count: more })] : []),
      '',
      t('expiry-how'),
    ].join('\n'),
  };
}

/** After a delivery: which of these goods expire when? */
export const deliveredView = (receiptId: string, goods: readonly DatedGoods[]): MessageView => ({
  text: t('expiry-delivered'),
  keyboard: goods.map((one) => [
    {
      text: `${one.name} (${formatQuantity(one.units)})`,
      data: askExpiryButton(receiptId, one.productId),
    },
  ]),
});

export const askDateView = (goods: DatedGoods): MessageView => ({
  text: t('expiry-ask', {
    name: escapeHtml(goods.name),
    quantity: escapeHtml(withUnit(goods.units, goods.unit)),
  }),
});

export const datedView = (dated: {
  readonly productId: string;
  readonly name: string;
  readonly quantity: DecimalString;
  readonly expiresOn: string;
}): MessageView => ({
  text: t('expiry-dated', {
    name: escapeHtml(dated.name),
    quantity: formatQuantity(dated.quantity),
    date: formatDate(dated.expiresOn),
  }),
  keyboard: [[{ text: t('expiry-forget'), data: forgetExpiryButton(dated.productId, dated.expiresOn) }]],
});

export const forgottenView = (quantity: DecimalString, expiresOn: string): MessageView => ({
  text: t('expiry-forgotten', { quantity: formatQuantity(quantity), date: formatDate(expiresOn) }),
});

export const whichView = (words: string, names: readonly string[]): MessageView => ({
  text:
    names.length === 0
      ? t('expiry-unknown', { words: escapeHtml(words) })
      : [
          t('expiry-which', { words: escapeHtml(words) }),
          ...names.map((name) => `• ${escapeHtml(name)}`),
        ].join('\n'),
});

export const expiryHowView = (): MessageView => ({ text: t('expiry-how') });

export const lotProblemView = (failure: LotFailure): MessageView => ({
  text: t(
    `expiry-problem-${failure.code}`,
    failure.code === 'too_many' ? { available: formatQuantity(failure.available) } : {},
  ),
});
