import type { DecimalMark } from '../fiscal/numbers.ts';
import { Dec, dec } from '../platform/decimal.ts';
import { cancellingLines } from './cancelling.ts';
import { closesExactly } from './closing.ts';
import { type ColumnDecimals, columnDecimals } from './column-decimals.ts';
import type { DraftLine, LineDoubt } from './draft.ts';
import type { Item } from './items.ts';
import { proveLine } from './proof.ts';
import { type Candidate, type Choice, candidatesOf, type Figures, figuresOf, reachSum } from './repair.ts';
import type { Chosen } from './solutions.ts';
import { type Settlement, sumTolerance } from './sum-parts.ts';

/** A line as solved together with the document. */
export interface SolvedItem {
  readonly item: Item;
  /** Null where a figure is missing and nothing gives it. */
  readonly figures: Figures | null;
  readonly evidence: DraftLine['evidence'];
  readonly doubt: LineDoubt | null;
  readonly others: readonly Figures[];
}

export interface SolvedLines {
  readonly items: readonly SolvedItem[];
  readonly settlement: Settlement | null;
}

/**
 * Lines that all close by themselves may lend their sum to a misread amount of the foot, where it misses the sum by
 * `leastRepair` or more; null where they may not.
 */
type Settle = (amounts: readonly (Chosen | null)[], leastRepair: Dec | null) => Settlement | null;

/** Any cent counts where lines close to the cent; where prices are rounded a smaller gap may be the lines' own. */
const leastRepairOf = (items: readonly Item[], figures: readonly (Figures | null)[]): Dec | null => {
  if (!items.every(({ closes }) => closes)) return null;
  return new Dec(figures.every((own) => own !== null && isExact(own)) ? '0.01' : '1');
};

const isExact = (figures: Figures): boolean =>
  closesExactly(figures.quantity, figures.unitPrice, figures.discountPercent, figures.amount);

const withAmount = (item: Item, figures: Figures | null): Chosen | null => {
  if (!figures) return item.amount;
  if (item.amount && item.amount.reading.value === figures.amount) return item.amount;
  const numeral = (item.amount ?? item.price ?? item.quantity)?.numeral;
  if (!numeral) return null;
  return {
    numeral,
    reading: { value: figures.amount, approx: Number(figures.amount), decimals: 2, cost: 2 },
  };
};

/**
 * Solves lines and total together. Lines that close as read are kept; for the others, and for lines with rivals when the
 * sum is missed, the candidates are searched for the one choice that reaches the sum. Two choices that reach it leave the
 * differing lines doubtful.
 */
export function solveLines(items: readonly Item[], settle: Settle, mark: DecimalMark | null): SolvedLines {
  const candidates = items.map((item) => candidatesOf(item, mark));
  const firstFigures = items.map((item, index) => candidates[index]![0]?.figures ?? figuresOf(item));
  const closing = items.every(({ closes }) => closes);
  const first = settle(
    items.map((item, index) => withAmount(item, firstFigures[index]!)),
    leastRepairOf(items, firstFigures),
  );
  const open = candidates.some((list, index) => list.length > 1 || !items[index]!.closes);
  const exact = first?.closes === true && dec(first.gap).abs().lte('0.005');
  if (!first || (exact && closing) || (first.closes && !open))
    return conclude(items, candidates, null, first, mark);
  const target = targetOf(first, items, firstFigures);
  const tolerance = new Dec('0.005');
  const solvable = candidates.every((list) => list.length > 0);
  const choices = solvable ? reachSum(candidates, target, tolerance) : [];
  const wider =
    choices.length > 0 || !solvable
      ? choices
      : reachSum(candidates, target, new Dec(String(sumTolerance(items.length))));
  const best = wider[0] ?? null;
  if (!best) return conclude(items, candidates, null, first, mark);
  const amounts = items.map((item, index) =>
    withAmount(item, candidates[index]![best.picks[index]!]!.figures),
  );
  return conclude(items, candidates, wider, settle(amounts, null) ?? first, mark);
}

/** What the lines must add up to: the total less the foot's components. */
function targetOf(settlement: Settlement, items: readonly Item[], figures: readonly (Figures | null)[]): Dec {
  const lines = items.reduce((sum, item, index) => {
    const value = figures[index]?.amount ?? item.amount?.reading.value;
    return value === undefined ? sum : sum.plus(dec(value));
  }, new Dec(0));
  return lines.minus(dec(settlement.gap));
}

const sameFigures = (a: Figures, b: Figures): boolean =>
  dec(a.quantity).eq(dec(b.quantity)) &&
  dec(a.unitPrice).eq(dec(b.unitPrice)) &&
  dec(a.amount).eq(dec(b.amount)) &&
  dec(a.discountPercent).eq(dec(b.discountPercent));

/** A second choice this much dearer than the first is no rival. */
const RIVAL_MARGIN = 2.6;

function conclude(
  items: readonly Item[],
  candidates: readonly (readonly Candidate[])[],
  choices: readonly Choice[] | null,
  settlement: Settlement | null,
  mark: DecimalMark | null,
): SolvedLines {
  const best = choices?.[0] ?? null;
  const sumExact = settlement?.closes === true && dec(settlement.gap).abs().lte('0.005');
  const finalFigures = items.map(
    (item, index) => (candidates[index]![best?.picks[index] ?? 0] ?? null)?.figures ?? figuresOf(item),
  );
  const columns = columnDecimals(items);
  const cancelling = cancellingLines(items, finalFigures, mark);
  const solved = items.map((item, index): SolvedItem => {
    const list = candidates[index]!;
    const picked = list[best?.picks[index] ?? 0] ?? null;
    const figures = finalFigures[index] ?? null;
    const others = list
      .map((candidate) => candidate.figures)
      .filter((other) => !figures || !sameFigures(other, figures));
    const contested =
      cancelling.has(index) ||
      (choices ?? []).some(
        (choice) =>
          best !== null &&
          choice.cost < best.cost + RIVAL_MARGIN &&
          choice.picks[index] !== best.picks[index] &&
          !sameFigures(list[choice.picks[index]!]!.figures, list[best.picks[index]!]!.figures),
      );
    const verdict = verdictOf(item, picked, figures, { contested, settlement, sumExact, mark, columns });
    return { item, figures, ...verdict, others: verdict.evidence === 'proven' ? [] : others.slice(0, 4) };
  });
  return { items: solved, settlement };
}

interface Circumstances {
  readonly contested: boolean;
  readonly settlement: Settlement | null;
  readonly sumExact: boolean;
  readonly mark: DecimalMark | null;
  readonly columns: ColumnDecimals;
}

type Verdict = Pick<SolvedItem, 'evidence' | 'doubt'>;

function missing(item: Item): LineDoubt {
  if (!item.quantity) return 'missing_quantity';
  return item.price ? 'missing_amount' : 'missing_price';
}

function verdictOf(
  item: Item,
  picked: Candidate | null,
  figures: Figures | null,
  around: Circumstances,
): Verdict {
  if (!figures) return { evidence: item.amount ? 'read' : 'doubtful', doubt: missing(item) };
  if (!picked) return { evidence: 'doubtful', doubt: 'arithmetic' };
  if (around.contested) return { evidence: 'doubtful', doubt: 'ambiguous' };
  if (picked.invented) return { evidence: 'read', doubt: missing(item) };
  const repaired = picked.cost > 0;
  const closes = around.settlement?.closes === true;
  const sure = around.settlement?.independent === true;
  // A repair that needs the tolerance explains too much to prove anything.
  if (repaired && !isExact(figures)) return { evidence: 'doubtful', doubt: 'ambiguous' };
  if (repaired && !(closes && around.sumExact && sure)) return { evidence: 'doubtful', doubt: 'ambiguous' };
  const proof = proveLine(item, figures, around.mark, around.sumExact || !closes, around.columns);
  if (!proof.proven) return { evidence: repaired ? 'doubtful' : 'read', doubt: proof.doubt };
  return closes ? { evidence: 'proven', doubt: null } : { evidence: 'read', doubt: 'sum_mismatch' };
}
