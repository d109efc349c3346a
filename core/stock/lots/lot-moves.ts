import type { Tx } from '../../../drizzle/client.ts';
import { lotsOf, lotsTakenBy, type NewLotEntry, writeLotEntries } from '../../../drizzle/queries/lots.ts';
import { Dec, type DecimalString, dec, plain, sum } from '../../platform/decimal.ts';
import { firstExpiredFirstOut, type LotStock } from './fefo.ts';

/** A movement as far as lots are concerned. */
export interface LotMove {
  readonly seq: number;
  readonly productId: string;
  readonly quantity: DecimalString;
  /** Null where goods are not ours (suppliers, customers, losses). */
  readonly from: string | null;
  readonly to: string | null;
  readonly takesBack: number | undefined;
}

/** What the ledger holds of a product in a place once all of these movements are written. */
export type BalanceAfter = (productId: string, locationId: string) => DecimalString;

/**
 * Which lots moved with these movements: what leaves a place is taken first expired, first out, and goes along where it
 * stays ours; what is taken back brings its own lots again. Lots never exceed what a place holds: goods that arrive where
 * less than nothing was are gone already.
 */
export async function moveLots(
  tx: Tx,
  moves: readonly LotMove[],
  balanceAfter: BalanceAfter,
  at: Date,
): Promise<void> {
  const stock = await lotsOf(tx, [...new Set(moves.map((one) => one.productId))]);
  const returning = moves.flatMap((one) => (one.from === null ? (one.takesBack ?? []) : []));
  const taken = await lotsTakenBy(tx, returning);
  if (stock.length === 0 && taken.length === 0) return;
  const shelves = new Shelves();
  for (const row of stock) shelves.add(row.productId, row.locationId, row, row.quantity, null);
  for (const move of moves) {
    if (move.from !== null) takeFrom(shelves, move, move.from);
    else if (move.to !== null) bringBack(shelves, move, move.to, taken);
  }
  for (const move of moves)
    for (const place of [move.from, move.to])
      if (place !== null) trim(shelves, move, place, balanceAfter(move.productId, place));
  const changes = shelves.changes.filter((change) => !dec(change.quantity).isZero());
  await writeLotEntries(
    tx,
    changes.map((change): NewLotEntry => ({ ...change, personId: null, at })),
  );
}

function takeFrom(shelves: Shelves, { productId, quantity, to, seq }: LotMove, from: string): void {
  const lots = shelves.at(productId, from);
  for (const share of firstExpiredFirstOut(lots, quantity)) {
    const lot = lots.find((one) => one.lotId === share.lotId)!;
    shelves.add(productId, from, lot, `-${share.quantity}`, seq);
    if (to !== null) shelves.add(productId, to, lot, share.quantity, seq);
  }
}

/** The lots that the original of a movement taken back had taken from there. */
function bringBack(
  shelves: Shelves,
  { productId, seq, takesBack }: LotMove,
  to: string,
  taken: Awaited<ReturnType<typeof lotsTakenBy>>,
): void {
  for (const entry of taken)
    if (entry.seq === takesBack && entry.locationId === to && dec(entry.quantity).isNegative())
      shelves.add(productId, to, entry, plain(dec(entry.quantity).neg()), seq);
}

function trim(shelves: Shelves, { productId, seq }: LotMove, place: string, held: DecimalString): void {
  const lots = shelves.at(productId, place);
  const excess = sum(lots.map((one) => dec(one.quantity))).minus(Dec.max(0, held));
  if (!excess.gt(0)) return;
  for (const share of firstExpiredFirstOut(lots, plain(excess))) {
    const lot = lots.find((one) => one.lotId === share.lotId)!;
    shelves.add(productId, place, lot, `-${share.quantity}`, seq);
  }
}

/** Lots by product and place, with what changed. */
class Shelves {
  private readonly shelves = new Map<string, Map<string, LotStock>>();
  readonly changes: { lotId: string; locationId: string; quantity: DecimalString; movementSeq: number }[] =
    [];

  at(productId: string, locationId: string): readonly LotStock[] {
    return [...(this.shelves.get(`${productId}/${locationId}`)?.values() ?? [])];
  }

  /** `seq`: the movement that changes it; null for what was there before. */
  add(
    productId: string,
    locationId: string,
    lot: Pick<LotStock, 'lotId' | 'expiresOn'>,
    quantity: DecimalString,
    seq: number | null,
  ): void {
    const key = `${productId}/${locationId}`;
    const shelf = this.shelves.get(key) ?? new Map<string, LotStock>();
    this.shelves.set(key, shelf);
    const known = shelf.get(lot.lotId)?.quantity ?? '0';
    const { lotId, expiresOn } = lot;
    shelf.set(lotId, { lotId, expiresOn, quantity: plain(dec(known).plus(quantity)) });
    if (seq !== null) this.changes.push({ lotId, locationId, quantity, movementSeq: seq });
  }
}
