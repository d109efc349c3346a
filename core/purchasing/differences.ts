import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';

export interface OrderedLine {
  readonly productId: string | null;
  readonly name: string;
  readonly quantity: DecimalString;
  readonly expectedCost: DecimalString | null;
}

/** Goods of one product on a receipt. */
export interface ReceivedGoods {
  readonly productId: string;
  readonly name: string;
  readonly units: DecimalString;
  /** True cost per unit; null on papers without prices. */
  readonly unitCost: DecimalString | null;
}

export interface Differences {
  /** Ordered, and not or not all there yet. */
  readonly missing: readonly { readonly name: string; readonly units: DecimalString }[];
  /** Costs more than when it was ordered. */
  readonly dearer: readonly {
    readonly name: string;
    readonly expected: DecimalString;
    readonly cost: DecimalString;
    /** One decimal. */
    readonly percent: DecimalString;
  }[];
  /** Came and nobody ordered it, or more than was ordered. */
  readonly extra: readonly { readonly name: string; readonly units: DecimalString }[];
}

/** Less is rounding, not a rise. */
const DEARER_PERCENT = 1;

const ZERO = new Dec(0);

/**
 * What a delivery brought against its order.
 *
 * @param before units of each product that earlier deliveries of the same order brought.
 */
export function differencesOf(
  lines: readonly OrderedLine[],
  received: readonly ReceivedGoods[],
  before: ReadonlyMap<string, DecimalString>,
): Differences {
  const goods = joined(received);
  const came = (productId: string | null): Dec =>
    productId === null ? ZERO : dec(before.get(productId) ?? '0').plus(goods.get(productId)?.units ?? ZERO);
  const wanted = lines.filter((line) => dec(line.quantity).gt(0));
  const missing = wanted.flatMap((line) => {
    if (line.productId === null) return [];
    const left = dec(line.quantity).minus(came(line.productId));
    return left.gt(0) ? [{ name: line.name, units: plain(left) }] : [];
  });
  const dearer = wanted.flatMap(({ productId, name, expectedCost }) => {
    const cost = productId === null ? null : (goods.get(productId)?.unitCost ?? null);
    if (cost === null || expectedCost === null || !dec(expectedCost).gt(0)) return [];
    const percent = cost.div(expectedCost).minus(1).times(100).toDecimalPlaces(1);
    return percent.gte(DEARER_PERCENT)
      ? [{ name, expected: expectedCost, cost: plain(cost), percent: plain(percent) }]
      : [];
  });
  const extra = [...goods].flatMap(([productId, one]) => {
    const line = wanted.find((each) => each.productId === productId);
    const open = Dec.max(dec(line?.quantity ?? '0').minus(before.get(productId) ?? '0'), ZERO);
    const more = one.units.minus(open);
    return more.gt(0) ? [{ name: one.name, units: plain(more) }] : [];
  });
  return { missing, dearer, extra };
}

/** A product may stand on several lines of the paper; the last price counts. */
function joined(received: readonly ReceivedGoods[]) {
  const goods = new Map<string, { name: string; units: Dec; unitCost: Dec | null }>();
  for (const { productId, name, units, unitCost } of received) {
    const so = goods.get(productId);
    goods.set(productId, {
      name,
      units: (so?.units ?? ZERO).plus(units),
      unitCost: unitCost === null ? (so?.unitCost ?? null) : dec(unitCost),
    });
  }
  return goods;
}

/** True when every ordered product is there in full; lines that are only words cannot be told, and alone are never complete. */
export function isComplete(
  lines: readonly Pick<OrderedLine, 'productId' | 'quantity'>[],
  received: ReadonlyMap<string, DecimalString>,
): boolean {
  const told = lines.filter(({ productId, quantity }) => productId !== null && dec(quantity).gt(0));
  return (
    told.length > 0 &&
    told.every(({ productId, quantity }) => dec(received.get(productId ?? '') ?? '0').gte(quantity))
  );
}
