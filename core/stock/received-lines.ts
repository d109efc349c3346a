import type { LineMatch } from '../catalog/line-match.ts';
import type { DraftLine, InvoiceDraft } from '../invoice/draft.ts';
import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { type BuyerVatCondition, trueUnitCosts } from '../pricing/unit-cost.ts';

/** A line as it will be kept. */
export interface ReceivedLine {
  readonly line: DraftLine;
  /** Null for money-only lines. */
  readonly goods: ReceivedGoods | null;
}

export interface ReceivedGoods {
  readonly productId: string;
  readonly productName: string;
  readonly unitsPerPack: DecimalString;
  /** Stock units, at most six decimals; negative for goods that go back within the paper. */
  readonly units: DecimalString;
  /** What all of them cost and one of them; null on a delivery note without prices. */
  readonly cost: DecimalString | null;
  readonly unitCost: DecimalString | null;
}

interface ReceivedPaper {
  readonly draft: InvoiceDraft;
  readonly matches: readonly LineMatch[];
  readonly buyer: BuyerVatCondition;
}

/** Lines with their products, stock units and true costs; goods lines without a product or a quantity count as money. */
export function receivedLines(paper: ReceivedPaper): readonly ReceivedLine[] {
  const identified = new Map(
    paper.draft.lines.flatMap((line) => {
      const goods = identify(line, paper.matches);
      return goods === null ? [] : [[line.id, goods] as const];
    }),
  );
  const costs = trueUnitCosts({
    paper: paper.draft,
    units: new Map([...identified].map(([lineId, goods]) => [lineId, goods.units])),
    buyer: paper.buyer,
    ...(paper.draft.exchangeRate == null ? {} : { exchangeRate: paper.draft.exchangeRate }),
  });
  const byLine = new Map(costs.map((cost) => [cost.lineId, cost]));
  return paper.draft.lines.map((line) => {
    const goods = identified.get(line.id);
    if (goods === undefined) return { line, goods: null };
    const cost = byLine.get(line.id);
    return { line, goods: { ...goods, cost: cost?.cost ?? null, unitCost: cost?.unitCost ?? null } };
  });
}

function identify(line: DraftLine, matches: readonly LineMatch[]) {
  const match = matches.find((one) => one.lineId === line.id);
  if (!line.isGoods || line.quantity === null || match === undefined || match.productId === null) return null;
  const units = dec(line.quantity).times(match.unitsPerPack).toDecimalPlaces(6);
  if (units.isZero()) return null;
  return {
    productId: match.productId,
    productName: match.productName ?? '',
    unitsPerPack: match.unitsPerPack,
    units: plain(units),
  };
}

/** What one product adds up to on a paper: a bonus line lowers the cost of the paid one. */
export interface ProductTotal {
  readonly productId: string;
  readonly units: Dec;
  /** Null when no line of it has a price. */
  readonly cost: Dec | null;
}

/** Totals by product, in the order of their first lines. */
export function totalsByProduct(
  goods: readonly Pick<ReceivedGoods, 'productId' | 'units' | 'cost'>[],
): readonly ProductTotal[] {
  const totals = new Map<string, ProductTotal>();
  for (const { productId, units, cost } of goods) {
    const known = totals.get(productId);
    totals.set(productId, {
      productId,
      units: (known?.units ?? new Dec(0)).plus(units),
      cost: cost === null ? (known?.cost ?? null) : (known?.cost ?? new Dec(0)).plus(cost),
    });
  }
  return [...totals.values()];
}
