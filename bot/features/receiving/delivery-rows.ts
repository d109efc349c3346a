import type { Delivery } from '../../../core/purchasing/receiving-orders.ts';
import { formatMoney, formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { cut } from './wording.ts';

const SHOWN = 8;
const NAME = 28;

/** What an invoice brought against its order: the state of the order, then what is missing, dearer and not ordered. */
export function deliveryRows({ number, state, differences }: Delivery): readonly string[] {
  const head = t(`receiving-order-${state}`, { number });
  const name = (text: string): string => escapeHtml(cut(text, NAME));
  const rows = [
    ...differences.missing.map((one) =>
      t('receiving-order-missing', { name: name(one.name), units: formatQuantity(one.units) }),
    ),
    ...differences.dearer.map((one) =>
      t('receiving-order-dearer', {
        name: name(one.name),
        expected: formatMoney(one.expected),
        cost: formatMoney(one.cost),
        percent: formatQuantity(one.percent),
      }),
    ),
    ...differences.extra.map((one) =>
      t('receiving-order-extra', { name: name(one.name), units: formatQuantity(one.units) }),
    ),
  ];
  if (rows.length === 0) return state === 'closed' ? [head, t('receiving-order-same')] : [head];
  const more = rows.length - SHOWN;
  return [head, ...rows.slice(0, SHOWN), ...(more > 0 ? [t('receiving-order-more', { count: more })] : [])];
}
