import { type Dec, type DecimalString, dec, plain, sum } from '../../platform/decimal.ts';

/** What one person counted of a product, and what the ledger held at that moment. */
export interface Counted {
  readonly personId: string;
  readonly counted: DecimalString;
  readonly expected: DecimalString;
  /** The product's last movement when it was counted. */
  readonly afterSeq: number;
  /** Moved between asking and answering: not known whether the number contains it. */
  readonly movedMeanwhile: DecimalString;
  readonly isDiscarded: boolean;
}

/** What counts and corrections wrote at the place: it changed the books, not the shelf. Signed. */
interface BookChange {
  readonly seq: number;
  readonly quantity: DecimalString;
}

export type Settled =
  | { readonly kind: 'agreed'; readonly difference: DecimalString }
  /** People counted differently, whatever moved between them. */
  | { readonly kind: 'disagree' }
  /** Something moved while somebody counted. */
  | { readonly kind: 'moved'; readonly personId: string; readonly quantity: DecimalString };

/**
 * By how much the books are wrong, in stock units: counted − expected then. Goods that move later change shelf and books
 * alike, so the difference stays right; what another count or a correction wrote since is taken off, for it has put that
 * part of the books right already. Null when nobody's number counts.
 */
export function settle(entries: readonly Counted[], bookChanges: readonly BookChange[]): Settled | null {
  const live = entries.filter((entry) => !entry.isDiscarded);
  if (live.length === 0) return null;
  const moved = live.find((entry) => !dec(entry.movedMeanwhile).isZero());
  if (moved !== undefined)
    return { kind: 'moved', personId: moved.personId, quantity: plain(dec(moved.movedMeanwhile)) };
  const differences = live.map((entry) => differenceOf(entry, bookChanges));
  const [first] = differences;
  return differences.every((one) => one.eq(first!))
    ? { kind: 'agreed', difference: plain(first!) }
    : { kind: 'disagree' };
}

function differenceOf(entry: Counted, bookChanges: readonly BookChange[]): Dec {
  const since = bookChanges.filter((change) => change.seq > entry.afterSeq);
  return dec(entry.counted)
    .minus(entry.expected)
    .minus(sum(since.map((change) => dec(change.quantity))));
}

/** Whether the numbers of several people can be parts of one: nothing moved between them. */
export function canAdd(entries: readonly Counted[]): boolean {
  const live = entries.filter((entry) => !entry.isDiscarded);
  const [first] = live;
  return (
    live.length > 1 &&
    live.every((one) => dec(one.expected).eq(first!.expected) && dec(one.movedMeanwhile).isZero())
  );
}
