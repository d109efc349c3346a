import type { DecimalString } from '../platform/decimal.ts';

/** One thing that is missing, as somebody said it. */
export interface NotedItem {
  readonly phrase: string;
  /** As said, in `unit`; null: whatever is usual. */
  readonly quantity: DecimalString | null;
  readonly unit: string | null;
  /** Null while several products may be meant, and for what stays words. */
  readonly productId: string | null;
  /** Products that may be meant, best first; empty for what nobody sells under that name. */
  readonly candidates: readonly string[];
}

/** Waits for somebody to say which product it is. */
export const isAmbiguous = (item: NotedItem): boolean =>
  item.productId === null && item.candidates.length > 0;
