import type { AttachFailure } from '../../../core/catalog/barcodes.ts';
import type { NewProductFailure, Product } from '../../../core/catalog/products.ts';
import type { StockLevel } from '../../../core/stock/stock-levels.ts';
import type { MessageView } from '../../../drizzle/schema/messaging.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import { stockView } from '../stock/views.ts';
import { attachButton, createButton } from './callbacks.ts';

/** A known code shows its product's stock; an unknown one asks whose it is. */
export function barcodeView(code: string, level: StockLevel | null): MessageView {
  if (level === null) return { text: t('barcodes-unknown', { code }), keyboard: [] };
  const { text } = stockView({ words: '', levels: [level], offset: 0, next: null });
  return { text: `${t('barcodes-known', { code })}\n${text}`, keyboard: [] };
}

/** Which product a code is on: those whose name is like what was said, or a new one. */
export function whoseView(
  code: string,
  name: string,
  products: readonly Pick<Product, 'id' | 'name'>[],
): MessageView {
  const create = createButton(code, name);
  return {
    text: t(create === null && products.length === 0 ? 'barcodes-shorter' : 'barcodes-whose', {
      code,
      name: escapeHtml(name),
    }),
    keyboard: [
      ...products.map((one) => [
        { text: t('barcodes-button-is', { name: one.name.slice(0, 50) }), data: attachButton(code, one.id) },
      ]),
      ...(create === null ? [] : [[{ text: t('moves-button-create', { name }), data: create }]]),
    ],
  };
}

export const barcodeProblem = (failure: AttachFailure | NewProductFailure): string =>
  failure === 'forbidden' || failure === 'revoked'
    ? t('moves-problem-forbidden')
    : t(failure === 'barcode_taken' ? 'barcodes-problem-taken' : 'barcodes-problem-other');
