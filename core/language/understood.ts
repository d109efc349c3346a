import type { DecimalString } from '../platform/decimal.ts';

/** What a person wants to do. */
export type Intent =
  | 'stock_in'
  | 'stock_out'
  | 'sale'
  | 'waste'
  | 'missing'
  | 'order'
  | 'stock_query'
  | 'count'
  | 'transfer'
  | 'forecast'
  | 'price_query'
  | 'correct'
  | 'undo'
  | 'help'
  | 'greeting'
  | 'unknown';

/** One product of a message. */
export interface UnderstoodItem {
  /** The product as it was said, without quantity and unit. */
  readonly phrase: string;
  /** As said: "media docena" is 6, "3 y medio" 3.5; null when nothing was said. */
  readonly quantity: DecimalString | null;
  /** paquete, caja, cajón, kg, l…; null when nothing was said. */
  readonly unit: string | null;
  readonly status: 'matched' | 'ambiguous' | 'unknown';
  readonly sku: string | null;
  /** Skus a person may have meant, best first. */
  readonly candidates: readonly string[];
}

export interface Understood {
  readonly text: string;
  readonly intent: Intent;
  readonly items: readonly UnderstoodItem[];
}
