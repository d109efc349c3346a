import type { Db } from '../../../drizzle/client.ts';
import { balancesAt } from '../../../drizzle/queries/balances.ts';
import {
  averageCosts,
  bookChangesSince,
  type CountEntryRow,
  type CountLineRow,
  type CountRow,
  entriesOfCount,
  linesOfCount,
} from '../../../drizzle/queries/counts.ts';
import { type DecimalString, dec, plain, sum } from '../../platform/decimal.ts';
import { roundCost } from '../../pricing/allocation.ts';
import { canAdd, type Settled, settle } from './difference.ts';

export interface ReviewedLine extends CountLineRow {
  readonly entries: readonly CountEntryRow[];
  readonly settled: Settled | null;
  /** The numbers of several people may be added: they counted different shelves. */
  readonly canAdd: boolean;
  /** What the ledger holds now. */
  readonly now: DecimalString;
  /** What it will hold: `now` + difference; null while that is open, and once it is posted. */
  readonly after: DecimalString | null;
  /** Signed, at the average cost; null where nothing was ever valued or the difference is open. */
  readonly value: DecimalString | null;
}

export interface CountReview {
  readonly count: CountRow;
  /** All products of the count, in walking order. */
  readonly lines: readonly ReviewedLine[];
  readonly counted: number;
  /** Lines on which a person must still say something. */
  readonly open: readonly ReviewedLine[];
  /** Lines with a difference other than 0. */
  readonly different: readonly ReviewedLine[];
  /** What is missing and what is over, both without sign. */
  readonly shortValue: DecimalString;
  readonly overValue: DecimalString;
}

const isPosted = ({ state }: CountRow): boolean => state === 'closed' || state === 'undone';

/** Closing wrote the differences down; against the books of today they would be none. */
const postedDifference = ({ posted }: CountLineRow): Settled | null =>
  posted === null ? null : { kind: 'agreed', difference: plain(dec(posted)) };

/** What a count says so far: differences in units and money, and what people must still settle. */
export async function reviewCount(db: Db, count: CountRow): Promise<CountReview> {
  const lines = await linesOfCount(db, count.id);
  const entries = await entriesOfCount(db, count.id);
  const ids = [...new Set(entries.map((entry) => entry.productId))];
  const since = Math.min(...entries.map((entry) => entry.afterSeq), Number.MAX_SAFE_INTEGER);
  const changes = await bookChangesSince(db, count.locationId, ids, since);
  const balances = await balancesAt(db, count.locationId, ids);
  const costs = await averageCosts(db, ids);
  const reviewed = lines.map((line): ReviewedLine => {
    const own = entries.filter((entry) => entry.productId === line.productId);
    const settled = isPosted(count)
      ? postedDifference(line)
      : settle(
          own,
          changes.filter((change) => change.productId === line.productId),
        );
    const now = plain(dec(balances.get(line.productId) ?? '0'));
    const difference = settled?.kind === 'agreed' ? dec(settled.difference) : null;
    const cost = costs.get(line.productId);
    return {
      ...line,
      entries: own,
      settled,
      canAdd: canAdd(own),
      now,
      after: difference === null || isPosted(count) ? null : plain(difference.plus(now)),
      value: difference === null || cost === undefined ? null : plain(roundCost(difference.times(cost))),
    };
  });
  const different = reviewed.filter(
    ({ settled }) => settled?.kind === 'agreed' && !dec(settled.difference).isZero(),
  );
  const values = different.map((line) => dec(line.value ?? '0'));
  return {
    count,
    lines: reviewed,
    counted: reviewed.filter((line) => line.settled !== null).length,
    open: reviewed.filter(({ settled }) => settled !== null && settled.kind !== 'agreed'),
    different,
    shortValue: plain(sum(values.filter((value) => value.isNegative())).abs()),
    overValue: plain(sum(values.filter((value) => value.isPositive()))),
  };
}
