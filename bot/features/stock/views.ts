import { dec } from '../../../core/platform/decimal.ts';
import type { StockLevel } from '../../../core/stock/stock-levels.ts';
import type { KeyboardButton, MessageView } from '../../../drizzle/schema/messaging.ts';
import { formatMoney, formatQuantity, formatUnits } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { stockButton } from './callbacks.ts';

/** Products on one page of the answer. */
export const PAGE = 10;

interface StockPage {
  /** What was asked for, as written; empty: everything. */
  readonly words: string;
  readonly levels: readonly StockLevel[];
  readonly offset: number;
  /** Where the next page begins; null on the last one. */
  readonly next: number | null;
}

const quantityOf = (level: StockLevel): string => escapeHtml(formatUnits(level.total, level.unit));

function rowsOf(level: StockLevel): string {
  const isNegative = dec(level.total).isNegative();
  const head = `${isNegative ? '⚠️' : '•'} <b>${escapeHtml(level.name)}</b>: ${quantityOf(level)}`;
  const places =
    level.places.length > 1
      ? [
          level.places
            .map((place) => `${escapeHtml(place.locationName)} ${formatQuantity(place.quantity)}`)
            .join(' · '),
        ]
      : [];
  const cost = level.averageCost === null ? [] : [t('stock-cost', { cost: formatMoney(level.averageCost) })];
  const negative = isNegative ? [t('stock-negative')] : [];
  return [head, ...[...places, ...cost, ...negative].map((row) => `   ${row}`)].join('\n');
}

/** What is there of the products that the words found, best first. */
export function stockView(page: StockPage): MessageView {
  if (page.levels.length === 0)
    return {
      text: page.words === '' ? t('stock-empty') : t('stock-none', { words: escapeHtml(page.words) }),
      keyboard: [],
    };
  const buttons = [
    ['‹', page.offset > 0 ? Math.max(0, page.offset - PAGE) : null],
    ['›', page.next],
  ] as const;
  const keyboard: KeyboardButton[] = buttons.flatMap(([sign, offset]) => {
    const data = offset === null ? null : stockButton(page.words, offset);
    return data === null ? [] : [{ text: sign, data }];
  });
  return {
    text: page.levels.map((level) => rowsOf(level)).join('\n'),
    keyboard: keyboard.length === 0 ? [] : [keyboard],
  };
}
