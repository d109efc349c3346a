import { Dec, type DecimalString, dec, plain } from '../../platform/decimal.ts';

/** Some of a lot in one place. */
export interface LotStock {
  readonly lotId: string;
  /** ISO date. */
  readonly expiresOn: string;
  /** Stock units, not negative. */
  readonly quantity: DecimalString;
}

/**
 * Which lots a quantity is taken from: first expired, first out. Less than `quantity` where the lots hold less; the
 * rest are goods of which nobody said when they expire.
 */
export function firstExpiredFirstOut(
  lots: readonly LotStock[],
  quantity: DecimalString,
): readonly { readonly lotId: string; readonly quantity: DecimalString }[] {
  let left = dec(quantity);
  const taken: { lotId: string; quantity: DecimalString }[] = [];
  for (const lot of lots.toSorted(byExpiry)) {
    const share = Dec.min(left, lot.quantity);
    if (!share.gt(0)) continue;
    taken.push({ lotId: lot.lotId, quantity: plain(share) });
    left = left.minus(share);
  }
  return taken;
}

export const byExpiry = (a: LotStock, b: LotStock): number =>
  a.expiresOn < b.expiresOn ? -1 : a.expiresOn > b.expiresOn ? 1 : a.lotId < b.lotId ? -1 : 1;
