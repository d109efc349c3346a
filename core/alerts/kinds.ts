import type { DecimalString } from '../platform/decimal.ts';

/** What an alert may be about. */
export type AlertKind =
  | 'out_of_stock'
  | 'low_stock'
  | 'order_overdue'
  | 'price_jump'
  | 'expiry'
  | 'odd_movement'
  | 'failed_job';

/** Everything the message needs, as it was when the alert was raised or last looked at. */
export interface AlertFacts {
  /** Product, supplier or whatever the alert is about, by name. */
  readonly name: string;
  readonly productId?: string;
  readonly unit?: string;
  readonly available?: DecimalString;
  readonly minimum?: DecimalString;
  readonly coverDays?: number;
  readonly detail?: string;
  readonly at?: string;
  readonly orderId?: string;
  readonly documentId?: string;
  readonly percent?: DecimalString;
  readonly count?: number;
  readonly before?: DecimalString;
  readonly now?: DecimalString;
}
