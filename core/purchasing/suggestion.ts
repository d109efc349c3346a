import type { Db } from '../../drizzle/client.ts';
import { lastSuppliers } from '../../drizzle/queries/missing.ts';
import { lastPurchases } from '../../drizzle/queries/receipts.ts';
import { type StockPosition, stockPositions } from '../../drizzle/queries/stock-positions.ts';
import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { type Buying, buyingFrom } from './buying.ts';
import { type Missing, missingList } from './missing-list.ts';
import { orderCost, type SizedLine, upToMinimum, withinBudget } from './order-size.ts';
import { type LookAhead, outlooksOf } from './outlooks.ts';
import { type Reorder, type ReorderQuestion, reorder } from './reorder.ts';

/** One line of what should be ordered. */
export interface SuggestedLine {
  /** Null: words that nobody could match. */
  readonly productId: string | null;
  readonly name: string;
  readonly packSize: DecimalString;
  /** Stock units; a multiple of the pack. */
  readonly quantity: DecimalString;
  readonly unitCost: DecimalString | null;
  /** Items of the missing list that this line answers. */
  readonly missingIds: readonly string[];
}

export interface SupplierSuggestion {
  readonly supplier: { readonly supplierId: string; readonly name: string } | null;
  readonly lines: readonly SuggestedLine[];
  readonly leadTimeDays: number;
  readonly terms: { readonly minimumOrder: DecimalString | null; readonly budget: DecimalString | null };
}

/** Demand is looked at over eight weeks. */
const WINDOW_DAYS = 56;
const DAY_MS = 86_400_000;

/**
 * What a shop should order, by supplier: everything on the missing list, and what would run out before a delivery
 * ordered now. What is on order already counts as stock, so that a suggestion goes silent once it was ordered.
 */
export async function suggestOrders(
  db: Db,
  question: { companyId: string; locationId: string; now: Date },
): Promise<readonly SupplierSuggestion[]> {
  const { companyId, locationId, now } = question;
  const missing = (await missingList(db, { companyId, locationId })).flatMap((group) => group.items);
  const listed = missing.flatMap((item) => item.productId ?? []);
  const positions = await stockPositions(db, {
    companyId,
    locationId,
    now,
    since: new Date(now.getTime() - WINDOW_DAYS * DAY_MS),
    productIds: listed,
  });
  const ids = positions.map((one) => one.productId);
  const [suppliers, purchases] = [
    await lastSuppliers(db, companyId, ids),
    await lastPurchases(db, companyId, ids),
  ];
  const wordsOnly = missing.filter((item) => item.productId === null);
  const groups = grouped(positions, (productId) => suppliers.get(productId)?.supplierId ?? null);
  if (wordsOnly.length > 0 && !groups.has(null)) groups.set(null, []);
  const lookAhead = await outlooksOf(db, { companyId, locationId, now });
  const suggestions: SupplierSuggestion[] = [];
  for (const [supplierId, group] of groups) {
    const buying = await buyingFrom(db, supplierId, now);
    const lines = group.flatMap((position) =>
      suggested(position, {
        ...buying,
        lookAhead,
        missing: missing.filter((item) => item.productId === position.productId),
        unitCost: purchases.get(position.productId)?.unitCost ?? null,
      }),
    );
    suggestions.push({
      supplier:
        supplierId === null ? null : { supplierId, name: suppliers.get(group[0]!.productId)?.name ?? '' },
      lines: [...fitted(lines, buying), ...(supplierId === null ? wordsOnly.map(wordsLine) : [])],
      leadTimeDays: buying.leadTimeDays,
      terms: { minimumOrder: buying.minimumOrder, budget: buying.budget },
    });
  }
  return suggestions.filter((one) => one.lines.length > 0).sort(byName);
}

function grouped(
  positions: readonly StockPosition[],
  supplierOf: (productId: string) => string | null,
): Map<string | null, StockPosition[]> {
  const groups = new Map<string | null, StockPosition[]>();
  for (const position of positions) {
    const key = supplierOf(position.productId);
    groups.set(key, [...(groups.get(key) ?? []), position]);
  }
  return groups;
}

/** Why a product is ordered, or not: what there is, what is sold, and both order points. Units of stock. */
export interface ReorderReason {
  readonly available: DecimalString;
  readonly onOrder: DecimalString;
  /** Null: nothing was sold lately. */
  readonly dailyMean: DecimalString | null;
  /** How many days the stock lasts, one decimal. */
  readonly coverDays: DecimalString | null;
  readonly leadTimeDays: number;
  readonly computedPoint: DecimalString | null;
  readonly minimum: DecimalString | null;
  readonly limitedBy: Reorder['limitedBy'];
}

/** The figures behind one product's suggestion in a shop; null for another company's product. */
export async function reorderReason(
  db: Db,
  question: {
    companyId: string;
    locationId: string;
    productId: string;
    supplierId: string | null;
    now: Date;
  },
): Promise<ReorderReason | null> {
  const { companyId, locationId, productId, now } = question;
  const since = new Date(now.getTime() - WINDOW_DAYS * DAY_MS);
  const positions = await stockPositions(db, { companyId, locationId, now, since, productIds: [productId] });
  const position = positions.find((one) => one.productId === productId);
  if (position === undefined) return null;
  const buying = await buyingFrom(db, question.supplierId, now);
  const lookAhead = await outlooksOf(db, { companyId, locationId, now, productIds: [productId] });
  const asked = questionOf(position, { ...buying, missing: [], lookAhead });
  const { computedPoint, coverDays, limitedBy } = reorder(asked);
  const short = (value: Dec | null): DecimalString | null =>
    value === null ? null : plain(value.toDecimalPlaces(1));
  return {
    available: plain(asked.available),
    onOrder: plain(asked.onOrder),
    dailyMean: short(asked.outlook?.dailyMean ?? null),
    coverDays: short(coverDays),
    leadTimeDays: buying.leadTimeDays,
    computedPoint: computedPoint === null ? null : plain(computedPoint),
    minimum: position.minimum === null ? null : plain(dec(position.minimum)),
    limitedBy,
  };
}

const byName = (a: SupplierSuggestion, b: SupplierSuggestion): number => {
  if (a.supplier === null || b.supplier === null) return a.supplier === null ? 1 : -1;
  return a.supplier.name.localeCompare(b.supplier.name, 'es');
};

interface Sizing extends SuggestedLine {
  readonly sizing: Omit<SizedLine, 'quantity'>;
}

interface Circumstances extends Pick<Buying, 'horizon'> {
  readonly missing: readonly Missing[];
  readonly lookAhead: LookAhead;
}

function questionOf(
  position: StockPosition,
  { horizon, missing, lookAhead }: Circumstances,
): ReorderQuestion {
  const optional = (value: string | null): Dec | null => (value === null ? null : dec(value));
  return {
    available: dec(position.available),
    onOrder: dec(position.onOrder),
    outlook: lookAhead(position, horizon),
    packSize: Dec.max(dec(position.packSize), new Dec('0.001')),
    minimum: optional(position.minimum),
    maximum: optional(position.maximum),
    shelfDays: position.shelfDays,
    wanted: wantedOf(missing),
  };
}

/** The most that anybody asked for; `usual` where nobody said how many. */
function wantedOf(missing: readonly Missing[]): ReorderQuestion['wanted'] {
  if (missing.length === 0) return null;
  const asked = missing.flatMap((item) => (item.quantity === null ? [] : [dec(item.quantity)]));
  return asked.length === 0 ? 'usual' : Dec.max(...asked);
}

function suggested(
  position: StockPosition,
  from: Circumstances & { readonly unitCost: DecimalString | null },
): readonly Sizing[] {
  const question = questionOf(position, from);
  const { available, onOrder, packSize, maximum, outlook } = question;
  const { quantity } = reorder(question);
  if (quantity.isZero()) return [];
  const held = available.plus(onOrder);
  return [
    {
      productId: position.productId,
      name: position.name,
      packSize: plain(packSize),
      quantity: plain(quantity),
      unitCost: from.unitCost,
      missingIds: from.missing.map((item) => item.id),
      sizing: {
        packSize,
        unitCost: from.unitCost === null ? null : dec(from.unitCost),
        position: held,
        dailyMean: outlook?.dailyMean ?? new Dec(0),
        most: maximum === null ? null : Dec.max(maximum.minus(held), quantity),
      },
    },
  ];
}

/** The lines up to the supplier's minimum and within our budget, which what somebody asked for takes first. */
function fitted(
  lines: readonly Sizing[],
  { minimumOrder, budget }: { minimumOrder: DecimalString | null; budget: DecimalString | null },
): readonly SuggestedLine[] {
  const sizes = lines.map((line): SizedLine => ({ ...line.sizing, quantity: dec(line.quantity) }));
  const raised =
    minimumOrder === null ? sizes.map((size) => size.quantity) : upToMinimum(sizes, dec(minimumOrder));
  const all = lines.map((line, i) => ({ line, size: { ...sizes[i]!, quantity: raised[i]! } }));
  const asked = all.filter(({ line }) => line.missingIds.length > 0);
  const computed = all.filter(({ line }) => line.missingIds.length === 0);
  const sizesOf = (some: typeof all): SizedLine[] => some.map(({ size }) => size);
  const left = budget === null ? null : Dec.max(dec(budget).minus(orderCost(sizesOf(asked))), new Dec(0));
  const kept =
    left === null ? computed.map(({ size }) => size.quantity) : withinBudget(sizesOf(computed), left);
  return [
    ...asked.map(({ line, size }) => ({ line, quantity: size.quantity })),
    ...computed.map(({ line }, i) => ({ line, quantity: kept[i]! })),
  ]
    .filter(({ quantity }) => quantity.gt(0))
    .map(({ line: { sizing: _, ...line }, quantity }) => ({ ...line, quantity: plain(quantity) }));
}

const wordsLine = (item: Missing): SuggestedLine => ({
  productId: null,
  name: item.name,
  packSize: '1',
  quantity: item.quantity ?? '1',
  unitCost: null,
  missingIds: [item.id],
});
