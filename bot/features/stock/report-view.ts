import type { CategoryStock, InventoryTotals } from '../../../drizzle/queries/inventory.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatMoney } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';

/** Categories named in the report; the rest is one line. */
const NAMED = 8;

interface StockReport {
  readonly totals: InventoryTotals;
  /** The most valuable first. */
  readonly categories: readonly CategoryStock[];
  /** What goods cost is not for everybody. */
  readonly showsMoney: boolean;
}

function categoryRow({ category, products, value }: CategoryStock, showsMoney: boolean): string {
  const name = category === null ? t('stock-report-no-category') : escapeHtml(category);
  // Amounts first: they stand under each other, and no line breaks within one.
  const money = showsMoney ? `${formatMoney(value)} · ` : '';
  return `• ${money}${t('stock-report-category', { name, products })}`;
}

/** What the shop has in all, and where the money is. */
export function stockReportView({ totals, categories, showsMoney }: StockReport): MessageView {
  if (totals.products === 0) return { text: t('stock-empty'), keyboard: [] };
  const { products, withStock, belowZero } = totals;
  const more = categories.length - NAMED;
  const rows = [
    t('stock-report-title'),
    t('stock-report-products', { products, withStock }),
    ...(showsMoney ? [t('stock-report-value', { value: formatMoney(totals.value) })] : []),
    ...(belowZero > 0 ? [t('stock-report-negative', { count: belowZero })] : []),
    '',
    ...categories.slice(0, NAMED).map((one) => categoryRow(one, showsMoney)),
    ...(more > 0 ? [t('stock-report-more', { count: more })] : []),
    '',
    t('stock-report-next'),
  ];
  return { text: rows.join('\n'), keyboard: [] };
}
