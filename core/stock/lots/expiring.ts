import type { Db } from '../../../drizzle/client.ts';
import { dailyExits, lotsOfCompany } from '../../../drizzle/queries/lots.ts';
import { dayOf } from '../../platform/clock.ts';
import { type DecimalString, dec, plain, sum } from '../../platform/decimal.ts';
import { expiryOutlook, type LotOutlook } from './outlook.ts';

/** How far back the daily exit of a product is looked for. */
const WINDOW_DAYS = 28;
const MOST_LOTS = 2000;

export interface ExpiringLot extends LotOutlook {
  readonly productId: string;
  readonly name: string;
  readonly unit: string;
  /** Where it is, by name. */
  readonly places: readonly string[];
  /** Mean units a day over the last 28 days. */
  readonly dailyExit: DecimalString;
}

/**
 * The company's lots, soonest first, over all of its places, with what of them will not be sold in time at the pace of
 * the last 28 days. Of a product's lots those that expire first are sold first.
 */
export async function expiringLots(
  db: Db,
  question: { readonly companyId: string; readonly now: Date },
): Promise<readonly ExpiringLot[]> {
  const { companyId, now } = question;
  const rows = await lotsOfCompany(db, companyId, MOST_LOTS);
  const productIds = [...new Set(rows.map((row) => row.productId))];
  const exits = await dailyExits(db, productIds, { now, days: WINDOW_DAYS });
  const lots = productIds.flatMap((productId) => {
    const own = rows.filter((row) => row.productId === productId);
    const dailyExit = plain(dec(exits.get(productId) ?? '0'));
    const byLot = [...new Set(own.map((row) => row.lotId))].map((lotId) => {
      const parts = own.filter((row) => row.lotId === lotId);
      return {
        lotId,
        expiresOn: parts[0]!.expiresOn,
        quantity: plain(sum(parts.map((part) => dec(part.quantity)))),
      };
    });
    return expiryOutlook(byLot, dailyExit, dayOf(now)).map((lot) => ({
      ...lot,
      productId,
      name: own[0]!.name,
      unit: own[0]!.unit,
      places: own.filter((row) => row.lotId === lot.lotId).map((row) => row.locationName),
      dailyExit,
    }));
  });
  return lots.toSorted((a, b) => a.daysLeft - b.daysLeft || (a.name < b.name ? -1 : 1));
}
