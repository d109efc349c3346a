import type { Db } from '../../drizzle/client.ts';
import {
  alertSettingsOf,
  expiringLots,
  failedJobs,
  overdueOrders,
  recentJumps,
  shopsOf,
} from '../../drizzle/queries/alerts.ts';
import { type StockPosition, stockPositions } from '../../drizzle/queries/stock-positions.ts';
import { dayOf } from '../platform/clock.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { leadTimeOf } from '../purchasing/buying.ts';
import { oddMovements } from '../stock/odd-movements.ts';
import type { AlertFacts, AlertKind } from './kinds.ts';

/** Something that is the case now. */
export interface Condition {
  readonly kind: AlertKind;
  readonly subject: string;
  readonly locationId: string | null;
  readonly facts: AlertFacts;
}

/** What is the case now, and of which products goods are on their way, so that nobody needs to hear of them. */
export interface Situation {
  readonly conditions: readonly Condition[];
  /** Subjects of stock alerts that were answered by an order. */
  readonly ordered: ReadonlySet<string>;
}

const DAY_MS = 86_400_000;
const WINDOW_DAYS = 28;
/** An order is late so many days after the supplier's usual time. */
const GRACE_DAYS = 3;
/** News stays news for so long. */
const NEWS_DAYS = 3;

/** Looks at everything that an alert may be about in one company. Reads only. */
export async function situationOf(db: Db, question: { companyId: string; now: Date }): Promise<Situation> {
  const { companyId, now } = question;
  const settings = await alertSettingsOf(db, companyId);
  const conditions: Condition[] = [];
  const ordered = new Set<string>();
  for (const { id: locationId } of await shopsOf(db, companyId)) {
    const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
    for (const position of await stockPositions(db, { companyId, locationId, since, now })) {
      const found = stockCondition(position, locationId, settings.coverDays);
      if (found === null) continue;
      if (dec(position.onOrder).gt(0)) ordered.add(found.subject);
      else conditions.push(found);
    }
  }
  conditions.push(...(await lateOrders(db, companyId, now)));
  conditions.push(...(await news(db, companyId, now, settings)));
  return { conditions, ordered };
}

/** By what is left on the shelf: none, at or below the minimum by hand, or not enough for so many days. */
function stockCondition(position: StockPosition, locationId: string, coverDays: number): Condition | null {
  const { productId, name, unit, minimum } = position;
  const available = dec(position.available);
  const daily = dec(position.demand).div(Math.max(1, position.days));
  const cover = daily.gt(0) ? available.div(daily) : null;
  const isLow = (minimum !== null && available.lte(minimum)) || (cover?.lt(coverDays) ?? false);
  if (available.gt(0) && !isLow) return null;
  return {
    kind: available.gt(0) ? 'low_stock' : 'out_of_stock',
    subject: `${locationId}:${productId}`,
    locationId,
    facts: {
      name,
      productId,
      unit,
      available: plain(available),
      ...(minimum === null ? {} : { minimum: plain(dec(minimum)) }),
      ...(cover === null || available.lte(0) ? {} : { coverDays: cover.toDecimalPlaces(1).toNumber() }),
    },
  };
}

async function lateOrders(db: Db, companyId: string, now: Date): Promise<readonly Condition[]> {
  const late: Condition[] = [];
  for (const order of await overdueOrders(db, companyId)) {
    if (order.sentAt === null || order.supplierId === null) continue;
    const days = Math.floor((now.getTime() - order.sentAt.getTime()) / DAY_MS);
    if (days < (await leadTimeOf(db, order.supplierId, now)) + GRACE_DAYS) continue;
    late.push({
      kind: 'order_overdue',
      subject: order.id,
      locationId: order.locationId,
      facts: {
        name: order.supplierName,
        orderId: order.id,
        count: order.number,
        at: order.sentAt.toISOString(),
      },
    });
  }
  return late;
}

async function news(
  db: Db,
  companyId: string,
  now: Date,
  settings: { priceJumpPercent: DecimalString; expiryDays: number },
): Promise<readonly Condition[]> {
  const since = new Date(now.getTime() - NEWS_DAYS * DAY_MS);
  const until = dayOf(new Date(now.getTime() + settings.expiryDays * DAY_MS));
  const [jumps, lots, odd, jobs] = [
    await recentJumps(db, companyId, since, settings.priceJumpPercent),
    await expiringLots(db, companyId, until),
    await oddMovements(db, { companyId, since, now }),
    await failedJobs(db),
  ];
  return [
    ...jumps.map(({ receiptId, locationId, ...facts }) => ({
      kind: 'price_jump' as const,
      subject: receiptId,
      locationId,
      facts,
    })),
    ...lots.map(({ subject, locationId, ...facts }) => ({
      kind: 'expiry' as const,
      subject,
      locationId,
      facts,
    })),
    ...odd.map((one) => ({
      kind: 'odd_movement' as const,
      subject: one.key,
      locationId: one.locationId,
      facts: {
        name: one.productName,
        productId: one.productId,
        unit: one.unit,
        available: one.quantity,
        detail: one.actorName,
        at: one.at.toISOString(),
        odd: one.kind,
        count: one.seqs.length,
      },
    })),
    ...jobs.map(({ subject, ...facts }) => ({
      kind: 'failed_job' as const,
      subject,
      locationId: null,
      facts,
    })),
  ];
}
