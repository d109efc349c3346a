import { Dec, type DecimalString, dec, plain } from '../../platform/decimal.ts';
import { byExpiry, type LotStock } from './fefo.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Calendar days from one ISO date to another; negative when it is past. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

export interface LotOutlook extends LotStock {
  /** 0: today; negative: expired. */
  readonly daysLeft: number;
  /** Stock units of the lot that will be left on the day it expires, rounded up to whole ones; 0 when all sells. */
  readonly unsold: DecimalString;
}

/**
 * What of a product's lots expires before it is sold, when `dailyExit` units leave every day and those that expire first
 * leave first. Today still counts as a day of sales.
 */
export function expiryOutlook(
  lots: readonly LotStock[],
  dailyExit: DecimalString,
  today: string,
): readonly LotOutlook[] {
  let soldBefore = new Dec(0);
  return lots.toSorted(byExpiry).map((lot) => {
    const daysLeft = daysBetween(today, lot.expiresOn);
    const sellable = Dec.max(
      0,
      dec(dailyExit)
        .times(daysLeft + 1)
        .minus(soldBefore),
    );
    const sold = Dec.min(lot.quantity, sellable);
    soldBefore = soldBefore.plus(sold);
    const unsold = Dec.min(lot.quantity, dec(lot.quantity).minus(sold).ceil());
    return { ...lot, daysLeft, unsold: plain(unsold) };
  });
}
