import type { ShopDaysWish } from '../../../core/demand/shop-days.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { t } from '../../locales/messages.ts';
import { shopDaysButton } from './callbacks.ts';
import { dayWords } from './wording.ts';

const spanWords = ({ from, until }: ShopDaysWish): string =>
  from === until
    ? t('forecast-shop-days-one', { day: dayWords(from) })
    : t('forecast-shop-days-span', { from: dayWords(from), until: dayWords(until) });

export const askShopDaysView = (wish: ShopDaysWish): MessageView => ({
  text: t(`forecast-shop-days-ask-${wish.kind}`, { days: spanWords(wish) }),
  keyboard: [
    [
      { text: t('alerts-button-save'), data: shopDaysButton(wish) },
      { text: t('missing-button-drop'), data: shopDaysButton(null) },
    ],
  ],
});

export const saidShopDaysView = (wish: ShopDaysWish): MessageView => ({
  text: t(`forecast-shop-days-said-${wish.kind}`, { days: spanWords(wish) }),
  keyboard:
    wish.kind === 'usual'
      ? []
      : [[{ text: t('missing-button-undo'), data: shopDaysButton({ ...wish, kind: 'usual' }) }]],
});

export const keptShopDaysView = (): MessageView => ({ text: t('alerts-minimum-kept'), keyboard: [] });

export const shopDaysProblem = (code: 'forbidden' | 'revoked' | 'bad_days'): string =>
  t(`forecast-shop-days-problem-${code.replaceAll('_', '-')}`);
