import type { DraftLine, DraftTax } from '../invoice/draft.ts';
import { type Dec, type DecimalString, dec, plain, sum } from '../platform/decimal.ts';
import { allocate, roundCost } from './allocation.ts';
import { lineAmount, type PricedPaper, printsVatApart, taxesOnTop } from './paper-total.ts';

/** registered: recovers the VAT of class A papers and its perceptions · monotributo, exempt: every tax is a cost. */
export type BuyerVatCondition = 'registered' | 'monotributo' | 'exempt';

export interface CostedLine {
  readonly lineId: number;
  /** What the whole line cost, six decimals; the costs of all lines add up to the cost of the paper exactly. */
  readonly cost: DecimalString;
  /** cost ÷ units, six decimals, half away from zero: per stock unit. */
  readonly unitCost: DecimalString;
}

export interface CostQuestion {
  readonly paper: PricedPaper;
  /** Stock units by line id, for the goods lines (negative for goods returned within the paper). */
  readonly units: ReadonlyMap<number, DecimalString>;
  readonly buyer: BuyerVatCondition;
  /** Pesos per unit of the paper's currency; "1" when it is in pesos. */
  readonly exchangeRate?: DecimalString;
}

/**
 * True unit cost = (net − discounts + taxes that are not recovered + share of freight and services) ÷ units.
 *
 * VAT is out only for a registered buyer on a class A paper. Taxes of a rate fall on the lines of that rate, the rest by
 * amount; money-only lines (freight) are spread over the goods by amount. Lines without an amount (delivery notes) are
 * left out. Everything is exact; Σ cost is the paper's cost, and unit cost × units differs from a line's cost by less
 * than a cent up to 20,000 units a line.
 */
export function trueUnitCosts(question: CostQuestion): readonly CostedLine[] {
  const { paper, units } = question;
  const priced = paper.lines.filter((line) => lineAmount(line) !== null);
  const costs = addTaxes(question, priced, addFoot(paper, priced));
  const goods = priced.flatMap((line, index) => {
    const count = units.get(line.id);
    return line.isGoods && count !== undefined && !dec(count).isZero()
      ? [{ lineId: line.id, cost: costs[index]!, units: dec(count) }]
      : [];
  });
  const shared = sum(costs.filter((_, index) => !goods.some((line) => line.lineId === priced[index]!.id)));
  const shares = allocate(
    shared,
    goods.map((line) => line.cost),
  );
  const rate = dec(question.exchangeRate ?? '1');
  return goods.map((line, index) => {
    const cost = roundCost(line.cost.plus(shares[index]!).times(rate));
    return { lineId: line.lineId, cost: plain(cost), unitCost: plain(roundCost(cost.div(line.units))) };
  });
}

/** Amounts after the discounts and surcharges at the foot, spread by amount. */
function addFoot(paper: PricedPaper, priced: readonly DraftLine[]): readonly Dec[] {
  const amounts = priced.map((line) => roundCost(lineAmount(line)!));
  const foot = sum(paper.footAdjustments.map((adjustment) => dec(adjustment.amount)));
  const shares = allocate(foot, amounts);
  return amounts.map((amount, index) => amount.plus(shares[index]!));
}

function addTaxes(
  question: CostQuestion,
  priced: readonly DraftLine[],
  base: readonly Dec[],
): readonly Dec[] {
  const { paper } = question;
  const recovers = question.buyer === 'registered' && printsVatApart(paper.header);
  const onTop = taxesOnTop(paper);
  const vat = paper.taxes.filter((tax) => tax.kind === 'vat');
  let costs = base;
  if (paper.pricesIncludeVat && recovers) costs = applyVat(costs, base, priced, vat, -1);
  if (!paper.pricesIncludeVat && !recovers) costs = applyVat(costs, base, priced, vat, 1);
  for (const tax of onTop) {
    const isCost =
      tax.kind === 'internal' || tax.kind === 'other' || (tax.kind === 'perception' && !recovers);
    if (isCost) costs = spread(costs, base, roundCost(dec(tax.amount)), () => true);
  }
  return costs;
}

/** Adds (1) or takes out (−1) VAT: the printed rows, each on the lines of its rate; by each line's own rate where none is printed. */
function applyVat(
  costs: readonly Dec[],
  base: readonly Dec[],
  priced: readonly DraftLine[],
  rows: readonly DraftTax[],
  sign: 1 | -1,
): readonly Dec[] {
  if (rows.length === 0)
    return costs.map((cost, index) => cost.plus(vatOfLine(base[index]!, priced[index]!, sign)));
  return rows.reduce((current, row) => {
    const ofRate = (index: number): boolean => {
      const rate = priced[index]!.vatRate;
      return rate !== null && row.rate !== null && dec(rate).eq(row.rate);
    };
    const someOfRate = priced.some((_, index) => ofRate(index));
    return spread(
      current,
      base,
      roundCost(dec(row.amount).times(sign)),
      (index) => !someOfRate || ofRate(index),
    );
  }, costs);
}

function vatOfLine(amount: Dec, line: DraftLine, sign: 1 | -1): Dec {
  const rate = dec(line.vatRate ?? '0').div(100);
  return sign === 1 ? roundCost(amount.times(rate)) : roundCost(amount.div(rate.plus(1)).minus(amount));
}

/** Spreads an amount by `base` over the lines that are `chosen`. */
function spread(
  costs: readonly Dec[],
  base: readonly Dec[],
  amount: Dec,
  chosen: (index: number) => boolean,
): readonly Dec[] {
  const indexes = base.map((_, index) => index).filter(chosen);
  const shares = allocate(
    amount,
    indexes.map((index) => base[index]!),
  );
  const byIndex = new Map(indexes.map((index, position) => [index, shares[position]!]));
  return costs.map((cost, index) => cost.plus(byIndex.get(index) ?? 0));
}
