import type { Buying } from '../../../core/purchasing/buying.ts';
import type { Term, TermValue } from '../../../core/purchasing/supplier-terms.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatMoney } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { draftButton, ORDERS_BUTTON, termButton } from './callbacks.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

function termWords(term: Term, value: TermValue): string {
  if (value === null) return t(`ordering-terms-none-${term}`);
  switch (term) {
    case 'leadTimeDays':
    case 'reviewDays':
      return t(`ordering-terms-${term}`, { days: Number(value) });
    case 'orderDays':
      return [...value].map((day) => t(`forecast-on-${day}`)).join(', ');
    case 'minimumOrder':
    case 'budget':
      return formatMoney(value);
  }
}

/** How one buys from a supplier, and how to say it differently. */
export function supplierView(supplier: Named, buying: Buying): MessageView {
  const row = (term: Term, value: TermValue, from = ''): string =>
    `• ${t(`ordering-terms-name-${term}`)}: <b>${escapeHtml(termWords(term, value))}</b>${from}`;
  const name = escapeHtml(supplier.name);
  return {
    text: [
      `🚚 <b>${name}</b>`,
      row(
        'leadTimeDays',
        String(buying.leadTimeDays),
        ` (${t(`ordering-terms-from-${buying.leadTimeFrom}`)})`,
      ),
      row('orderDays', buying.orderDays === null ? null : buying.orderDays.join('')),
      ...(buying.orderDays === null ? [row('reviewDays', String(buying.reviewDays))] : []),
      row('minimumOrder', buying.minimumOrder),
      row('budget', buying.budget),
      '',
      t('ordering-terms-how', { name: escapeHtml(supplier.name.split(/\s+/)[0]!.toLowerCase()) }),
    ].join('\n'),
    keyboard: [
      [{ text: t('ordering-terms-button-order'), data: draftButton(supplier.id) }],
      [{ text: t('ordering-button-orders'), data: ORDERS_BUTTON }],
    ],
  };
}

interface Change {
  readonly before: TermValue;
  readonly after: TermValue;
}

const changeText = (what: 'ask' | 'set', { name }: Named, term: Term, { before, after }: Change): string =>
  t(`ordering-terms-${what}`, {
    name: escapeHtml(name),
    term: t(`ordering-terms-name-${term}`).toLowerCase(),
    before: escapeHtml(termWords(term, before)),
    after: escapeHtml(termWords(term, after)),
  });

export const askTermView = (supplier: Named, term: Term, change: Change): MessageView => ({
  text: changeText('ask', supplier, term, change),
  keyboard: [
    [
      { text: t('alerts-button-save'), data: termButton(supplier.id, term, change.after) },
      { text: t('missing-button-drop'), data: termButton(supplier.id, term, 'keep') },
    ],
  ],
});

export const savedTermView = (supplier: Named, term: Term, change: Change): MessageView => ({
  text: changeText('set', supplier, term, change),
  keyboard:
    change.before === change.after
      ? []
      : [[{ text: t('missing-button-undo'), data: termButton(supplier.id, term, change.before) }]],
});
