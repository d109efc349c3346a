import { Dec } from '../platform/decimal.ts';

/** A line of an order as far as its size in money goes. */
export interface SizedLine {
  readonly quantity: Dec;
  readonly packSize: Dec;
  /** Per stock unit; null where it was never bought: it then weighs nothing. */
  readonly unitCost: Dec | null;
  /** Available + on order. */
  readonly position: Dec;
  /** Zero where nothing is sold: such a line is the least urgent. */
  readonly dailyMean: Dec;
  /** The most that may be ordered; null: no limit. */
  readonly most: Dec | null;
}

interface Pack {
  readonly line: number;
  readonly cost: Dec;
  /** Days that stock lasts before this pack: the smaller, the more urgent. */
  readonly cover: number;
}

const costOf = (line: SizedLine): Dec => (line.unitCost ?? new Dec(0)).times(line.packSize);

const coverAt = (line: SizedLine, packs: number): number =>
  line.dailyMean.gt(0)
    ? line.position.plus(line.packSize.times(packs)).div(line.dailyMean).toNumber()
    : Number.POSITIVE_INFINITY;

const packsOf = (
  lines: readonly SizedLine[],
  from: (line: SizedLine) => number,
  to: (line: SizedLine) => number,
) =>
  lines
    .flatMap((line, index) => {
      const first = from(line);
      return Array.from(
        { length: Math.max(0, to(line) - first) },
        (_, i): Pack => ({
          line: index,
          cost: costOf(line),
          cover: coverAt(line, first + i),
        }),
      );
    })
    .sort((a, b) => a.cover - b.cover || a.line - b.line);

const packCount = (line: SizedLine): number => line.quantity.div(line.packSize).floor().toNumber();

/** What the lines cost together. */
export const orderCost = (lines: readonly Pick<SizedLine, 'quantity' | 'unitCost'>[]): Dec =>
  lines.reduce((total, line) => total.plus((line.unitCost ?? new Dec(0)).times(line.quantity)), new Dec(0));

/**
 * The same lines within a budget: packs are bought one by one where stock lasts the least, while money is left.
 * Answers the new quantities in the order of the lines; they never cost more than the budget and never grow.
 */
export function withinBudget(lines: readonly SizedLine[], budget: Dec): readonly Dec[] {
  if (orderCost(lines).lte(budget)) return lines.map((line) => line.quantity);
  const quantities = lines.map(() => new Dec(0));
  let left = budget;
  for (const pack of packsOf(lines, () => 0, packCount)) {
    if (pack.cost.gt(left)) continue;
    left = left.minus(pack.cost);
    quantities[pack.line] = quantities[pack.line]!.plus(lines[pack.line]!.packSize);
  }
  return quantities;
}

/** At most this many packs are added to a line to reach a supplier's minimum. */
const MOST_ADDED = 50;

/**
 * The same lines brought up to the supplier's minimum order: packs are added where stock lasts the least, within each
 * line's limit. Where that does not reach it, as far as it goes; quantities never shrink.
 */
export function upToMinimum(lines: readonly SizedLine[], minimum: Dec): readonly Dec[] {
  const quantities = lines.map((line) => line.quantity);
  let missing = minimum.minus(orderCost(lines));
  const most = (line: SizedLine): number =>
    Math.min(
      packCount(line) + MOST_ADDED,
      line.most === null ? Number.MAX_SAFE_INTEGER : line.most.div(line.packSize).floor().toNumber(),
    );
  for (const pack of packsOf(lines, packCount, most)) {
    if (missing.lte(0)) break;
    if (pack.cost.isZero() || !Number.isFinite(pack.cover)) continue;
    missing = missing.minus(pack.cost);
    quantities[pack.line] = quantities[pack.line]!.plus(lines[pack.line]!.packSize);
  }
  return quantities;
}
