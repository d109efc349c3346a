import type { Db } from '../../drizzle/client.ts';
import { companyOf, lastPurchases } from '../../drizzle/queries/receipts.ts';
import type { LineMatch } from '../catalog/line-match.ts';
import type { InvoiceDraft } from '../invoice/draft.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';
import { isForeign } from './readiness.ts';
import { receivedLines } from './received-lines.ts';

export interface PriceChange {
  readonly lineId: number;
  readonly productId: string;
  readonly productName: string;
  /** True cost per stock unit at the last purchase and on this paper. */
  readonly before: DecimalString;
  readonly now: DecimalString;
  /** Signed, one decimal, half away from zero: "23.5" is dearer. */
  readonly percent: DecimalString;
}

/** How the true cost of each identified line moved against the last purchase of its product; unchanged and new ones left out, and papers in another currency. */
export async function priceChanges(
  db: Db,
  question: { companyId: string; draft: InvoiceDraft; matches: readonly LineMatch[] },
): Promise<readonly PriceChange[]> {
  if (isForeign(question.draft.header)) return [];
  const { vatCondition } = await companyOf(db, question.companyId);
  const lines = receivedLines({ ...question, buyer: vatCondition });
  const ids = lines.flatMap((line) => line.goods?.productId ?? []);
  const purchases = await lastPurchases(db, question.companyId, [...new Set(ids)]);
  return lines.flatMap(({ line, goods }) => {
    const last = goods === null ? undefined : purchases.get(goods.productId);
    if (goods === null || goods.unitCost === null || last === undefined) return [];
    const before = dec(last.unitCost);
    const now = dec(goods.unitCost);
    if (before.lte(0) || before.eq(now)) return [];
    const percent = now.div(before).minus(1).times(100).toDecimalPlaces(1);
    const { productId, productName } = goods;
    return [
      {
        lineId: line.id,
        productId,
        productName,
        before: plain(before),
        now: plain(now),
        percent: plain(percent),
      },
    ];
  });
}
