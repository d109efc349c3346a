import type { Role } from '../../drizzle/schema/people.ts';
import type { DecimalString } from '../platform/decimal.ts';
import type { OddMovement } from '../stock/odd-movements.ts';

/** What an alert may be about. A new kind is one row in `ALERT_KINDS` and its facts. */
export type AlertKind =
  | 'out_of_stock'
  | 'low_stock'
  | 'order_overdue'
  | 'price_jump'
  | 'expiry'
  | 'odd_movement'
  | 'failed_job'
  | 'system';

/** Everything the message needs, as it was when the alert was raised or last looked at. */
export interface AlertFacts {
  /** Product, supplier, job or whatever the alert is about, by name. */
  readonly name: string;
  readonly productId?: string;
  readonly unit?: string;
  /** What is left of it, or what was moved. */
  readonly available?: DecimalString;
  readonly minimum?: DecimalString;
  readonly coverDays?: number;
  readonly detail?: string;
  /** An instant, or for an expiry a day. */
  readonly at?: string;
  readonly orderId?: string;
  readonly documentId?: string;
  readonly percent?: DecimalString;
  readonly count?: number;
  /** Why a movement is odd. */
  readonly odd?: OddMovement['kind'];
  /** Who did it, and needs not be told. */
  readonly by?: string;
}

const OWNER: readonly Role[] = ['owner'];
const IN_CHARGE: readonly Role[] = ['owner', 'manager'];

/** Who hears of which kind; a manager only of their own shop. `urgent` kinds are said during quiet hours too. */
export const ALERT_KINDS = {
  out_of_stock: { audience: IN_CHARGE, urgent: false },
  low_stock: { audience: IN_CHARGE, urgent: false },
  order_overdue: { audience: IN_CHARGE, urgent: false },
  price_jump: { audience: IN_CHARGE, urgent: false },
  expiry: { audience: IN_CHARGE, urgent: false },
  odd_movement: { audience: OWNER, urgent: false },
  failed_job: { audience: OWNER, urgent: true },
  system: { audience: OWNER, urgent: true },
} as const satisfies Record<AlertKind, { audience: readonly Role[]; urgent: boolean }>;

/** What happened once: told once, and never again when somebody has seen it. */
export const EVENT_KINDS: readonly AlertKind[] = ['price_jump', 'expiry', 'odd_movement', 'failed_job'];

/** What comes and goes by itself: said again only when it was well for so long, however often it came back meanwhile. */
export const QUIET_AFTER_MINUTES: Readonly<Partial<Record<AlertKind, number>>> = { system: 60 };
