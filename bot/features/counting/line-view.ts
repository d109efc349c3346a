import type { ReviewedLine } from '../../../core/stock/counting/review.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { withUnit } from '../quantity-words.ts';
import { countButton, countLineButton, keepButton } from './callbacks.ts';
import { signed } from './views.ts';

/** One product on which somebody must still say something: whose number holds, or what a movement did to it. */
export function countLineView(countId: string, line: ReviewedLine): MessageView {
  const live = line.entries.filter((entry) => !entry.isDiscarded);
  const numbers = live.map((entry) =>
    t('counting-number-of', {
      name: escapeHtml(entry.personName),
      quantity: escapeHtml(withUnit(entry.counted, line.unit)),
    }),
  );
  const again = [{ text: t('counting-again'), data: countLineButton(countId, 'again', line.productId) }];
  const back = [{ text: t('counting-back'), data: countButton(countId, 'review') }];
  const head = `<b>${escapeHtml(line.name)}</b>`;
  if (line.settled?.kind === 'moved') {
    const { quantity } = line.settled;
    return {
      text: [head, ...numbers, '', t('counting-moved-ask', { quantity: signed(quantity) })].join('\n'),
      keyboard: [
        [{ text: t('counting-moved-in'), data: countLineButton(countId, 'vouch', line.productId) }],
        again,
        back,
      ],
    };
  }
  return {
    text: [head, ...numbers, '', t('counting-disagree-ask')].join('\n'),
    keyboard: [
      ...live.map((entry) => [
        {
          text: t('counting-keep', {
            name: entry.personName,
            quantity: formatQuantity(entry.counted),
          }),
          data: keepButton(countId, line.productId, entry.personId),
        },
      ]),
      ...(line.canAdd
        ? [[{ text: t('counting-add'), data: countLineButton(countId, 'add', line.productId) }]]
        : []),
      again,
      back,
    ],
  };
}

export const askCancelView = (countId: string): MessageView => ({
  text: t('counting-cancel-ask'),
  keyboard: [
    [
      { text: t('counting-cancel-yes'), data: countButton(countId, 'cancel') },
      { text: t('counting-back'), data: countButton(countId, 'review') },
    ],
  ],
});

export const stoppedView = (): MessageView => ({ text: t('counting-stopped') });

export const countProblemView = (code: string): MessageView => ({ text: t(`counting-problem-${code}`) });
