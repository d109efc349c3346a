import type { Tx } from '../../drizzle/client.ts';
import {
  insertCostEntries,
  movementsOf,
  movementValues,
  virtualLocation,
} from '../../drizzle/queries/ledger.ts';
import { linesOfReceipt, type ReceiptRow } from '../../drizzle/queries/receipts.ts';
import { type Dec, dec, plain } from '../platform/decimal.ts';
import { roundCost } from '../pricing/allocation.ts';
import { costEntryRow, type NewMovement, openValuations, recordMovements, saveValuations } from './ledger.ts';
import type { ReceivedGoods, ReceivedLine } from './received-lines.ts';
import { type ProductTotal, totalsByProduct } from './received-lines.ts';
import { reprice } from './valuation.ts';

/** Where and as what a receipt's goods move. */
interface GoodsMove {
  readonly companyId: string;
  readonly receiptId: string;
  readonly locationId: string;
  readonly direction: 'in' | 'out';
  readonly actorId: string;
  readonly now: Date;
}

interface NumberedGoods extends ReceivedGoods {
  readonly lineNo: number;
}

/** Goods lines with the numbers that they have on the receipt (1-based, printed order). */
export const numberedGoods = (lines: readonly ReceivedLine[]): readonly NumberedGoods[] =>
  lines.flatMap(({ goods }, index) => (goods === null ? [] : [{ ...goods, lineNo: index + 1 }]));

/** One movement per goods line, supplier → shop (out: back to the supplier). A negative line moves the other way. */
export async function moveGoods(tx: Tx, move: GoodsMove, goods: readonly NumberedGoods[]): Promise<void> {
  const supplierId = await virtualLocation(tx, move.companyId, 'supplier');
  const prices = new Map(pricesOf(goods).map((price) => [price.productId, price.unitCost]));
  const movements = goods.map((line) =>
    movementFor(move, supplierId, line.lineNo, line.productId, dec(line.units), line.cost),
  );
  await record(
    tx,
    move,
    movements.map((one) => (one.cost === undefined ? one : { ...one, lastCost: prices.get(one.productId) })),
  );
}

/**
 * An invoice after its delivery note: only what it says more or less moves, under the product's first line, and the goods
 * that came with the note get the invoice's cost.
 */
export async function completeDelivery(
  tx: Tx,
  move: GoodsMove,
  goods: readonly NumberedGoods[],
  note: ReceiptRow,
): Promise<void> {
  const noteLines = (await linesOfReceipt(tx, note.id)).flatMap((line) =>
    line.productId === null || line.units === null
      ? []
      : [{ productId: line.productId, units: plain(dec(line.units)), cost: null }],
  );
  const before = new Map(totalsByProduct(noteLines).map((total) => [total.productId, total.units]));
  const totals = totalsByProduct(goods);
  const supplierId = await virtualLocation(tx, move.companyId, 'supplier');
  const differences = totals.flatMap((total) => {
    const difference = total.units.minus(before.get(total.productId) ?? 0);
    const line = goods.find((one) => one.productId === total.productId)!;
    if (difference.isZero()) return [];
    const unitCost = unitCostOf(total);
    const cost = unitCost === null ? null : plain(roundCost(unitCost.times(difference)));
    return [movementFor(move, supplierId, line.lineNo, total.productId, difference, cost)];
  });
  await repriceNote(tx, move, totals, note);
  await record(tx, { ...move, locationId: note.locationId }, differences);
}

const unitCostOf = (total: ProductTotal): Dec | null =>
  total.cost === null || total.units.isZero() ? null : roundCost(total.cost.div(total.units));

/** Gives the note's movements the invoice's unit cost, as corrections that name the invoice. */
async function repriceNote(
  tx: Tx,
  move: GoodsMove,
  totals: readonly ProductTotal[],
  note: ReceiptRow,
): Promise<void> {
  const movements = await movementsOf(tx, move.companyId, 'receipt', note.id);
  const priced = totals.filter((total) => unitCostOf(total) !== null);
  const touched = movements.filter((one) => priced.some((total) => total.productId === one.productId));
  if (touched.length === 0) return;
  const valuations = await openValuations(
    tx,
    move.companyId,
    totals.map((total) => total.productId),
  );
  const values = await movementValues(
    tx,
    touched.map((one) => one.seq),
  );
  for (const { productId, seq, quantity } of touched) {
    const unitCost = unitCostOf(priced.find((total) => total.productId === productId)!)!;
    const delta = roundCost(unitCost.times(quantity)).minus(dec(values.get(seq)?.goods ?? '0').abs());
    const change = reprice(valuations.get(productId)!, dec(quantity), delta, unitCost);
    valuations.set(productId, change.after);
    const entries = change.entries.filter((entry) => !entry.value.isZero());
    await insertCostEntries(
      tx,
      entries.map((entry) => costEntryRow(productId, seq, entry, move.receiptId)),
    );
  }
  await saveValuations(tx, valuations);
}

/** @param units signed: as printed on the paper. */
function movementFor(
  move: GoodsMove,
  supplierId: string,
  lineNo: number,
  productId: string,
  units: Dec,
  cost: string | null,
): NewMovement {
  const comesIn = (move.direction === 'in') === units.gt(0);
  const [fromLocationId, toLocationId] = comesIn
    ? [supplierId, move.locationId]
    : [move.locationId, supplierId];
  return {
    productId,
    fromLocationId,
    toLocationId,
    quantity: plain(units.abs()),
    cost: cost === null || !comesIn ? undefined : plain(dec(cost).abs()),
    sourceType: 'receipt',
    sourceId: move.receiptId,
    lineNo,
  };
}

async function record(tx: Tx, move: GoodsMove, movements: readonly NewMovement[]): Promise<void> {
  const recorded = await recordMovements(tx, {
    companyId: move.companyId,
    actorId: move.actorId,
    now: move.now,
    movements,
  });
  if (!recorded.ok) throw new Error('a receipt may never be refused for lack of stock');
}

/** Σ of what goods cost by product, for the price history: a bonus line counts. */
export function pricesOf(
  goods: readonly ReceivedGoods[],
): readonly { readonly productId: string; readonly unitCost: string }[] {
  return totalsByProduct(goods).flatMap((total) => {
    const unitCost = unitCostOf(total);
    return unitCost === null || unitCost.lt(0)
      ? []
      : [{ productId: total.productId, unitCost: plain(unitCost) }];
  });
}
