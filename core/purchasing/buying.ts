import type { Db } from '../../drizzle/client.ts';
import { deliveryDays } from '../../drizzle/queries/orders.ts';
import { termsOf } from '../../drizzle/queries/suppliers.ts';
import { dayNumber, weekday } from '../forecast/calendar.ts';
import { dayOf } from '../platform/clock.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { DEFAULT_REVIEW_DAYS, type Horizon, horizonOf, learnedLeadTime } from './lead-time.ts';

/** How one buys from a supplier: what somebody said, else what was learned, else the usual. */
export interface Buying {
  /** Days from an order to its goods, as one would tell somebody. */
  readonly leadTimeDays: number;
  /** Where that comes from; `usual`: nothing is known of this supplier. */
  readonly leadTimeFrom: 'said' | 'learned' | 'usual';
  readonly horizon: Horizon;
  readonly reviewDays: number;
  /** 0 Monday … 6 Sunday; null: any day. */
  readonly orderDays: readonly number[] | null;
  readonly minimumOrder: DecimalString | null;
  readonly budget: DecimalString | null;
}

export async function buyingFrom(db: Db, supplierId: string | null, now: Date): Promise<Buying> {
  const terms = supplierId === null ? null : await termsOf(db, supplierId);
  const said = terms?.leadTimeDays ?? null;
  const past = supplierId === null || said !== null ? [] : await deliveryDays(db, supplierId);
  const leadTimeDays = said ?? learnedLeadTime(past);
  const reviewDays = terms?.reviewDays ?? DEFAULT_REVIEW_DAYS;
  const orderDays = terms?.orderDays ?? null;
  const amount = (value: string | null | undefined) => (value == null ? null : plain(dec(value)));
  return {
    leadTimeDays,
    leadTimeFrom: said !== null ? 'said' : past.length > 0 ? 'learned' : 'usual',
    horizon: horizonOf(
      past.length > 0 ? past : [leadTimeDays],
      { reviewDays, orderDays },
      weekday(dayNumber(dayOf(now))),
    ),
    reviewDays,
    orderDays,
    minimumOrder: amount(terms?.minimumOrder),
    budget: amount(terms?.budget),
  };
}

/** In how many days a supplier brings an order: as somebody said, else as learned. */
export const leadTimeOf = async (db: Db, supplierId: string, now: Date): Promise<number> =>
  (await buyingFrom(db, supplierId, now)).leadTimeDays;
