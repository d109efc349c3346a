import type { ColumnRole, TableHeading } from './column-words.ts';
import type { Numeral } from './numerals.ts';
import type { Solution } from './solutions.ts';

/** The parts of an item that stand in columns. */
export type Part = 'quantity' | 'price' | 'discount' | 'amount';
const PARTS: readonly Part[] = ['quantity', 'price', 'discount', 'amount'];

/** What rows vote with: an item's possible solutions and the page they stand on. */
export interface Voter {
  readonly page: number;
  readonly solutions: readonly Solution[];
}

/** How the quantities and prices of a page look. */
interface Shapes {
  items: number;
  wholeQuantities: number;
  brokenPrices: number;
}

type Edge = 'left' | 'centre' | 'right';
const EDGES: readonly Edge[] = ['left', 'centre', 'right'];
const edgeOf = (numeral: Numeral, edge: Edge): number =>
  edge === 'left' ? numeral.x0 : edge === 'right' ? numeral.x1 : (numeral.x0 + numeral.x1) / 2;

const partsOf = (solution: Solution): (readonly [Part, Numeral])[] => [
  ['quantity', solution.quantity.numeral],
  ['price', solution.price.numeral],
  ['amount', solution.amount.numeral],
  ...solution.discounts.map((pick) => ['discount', pick.numeral] as const),
];

/** Votes along the page's width for one part and one edge. */
class Histogram {
  private readonly bins = new Map<number, number>();
  constructor(private readonly width: number) {}
  add(x: number, weight: number): void {
    const bin = Math.round(x / this.width);
    this.bins.set(bin, (this.bins.get(bin) ?? 0) + weight);
  }
  at(x: number): number {
    const bin = Math.round(x / this.width);
    return (this.bins.get(bin) ?? 0) + 0.8 * ((this.bins.get(bin - 1) ?? 0) + (this.bins.get(bin + 1) ?? 0));
  }
}

type Votes = Record<Part, Record<Edge, Histogram>>;

const newVotes = (width: number): Votes => {
  const edges = (): Record<Edge, Histogram> => ({
    left: new Histogram(width),
    centre: new Histogram(width),
    right: new Histogram(width),
  });
  return { quantity: edges(), price: edges(), discount: edges(), amount: edges() };
};

const MATCHES: Readonly<Record<Part, Partial<Record<ColumnRole, number>>>> = {
  quantity: { quantity: 2.2, second_quantity: 0.8, unitsPerPack: -1 },
  price: { unitPrice: 2.2, listPrice: 2.4, netPrice: 1.4 },
  discount: { discount: 1.2 },
  amount: { amount: 2.2, grossAmount: 0.8 },
};

/** Which headed column a number stands under: the widest overlap, else the nearest within a few letters. */
export function columnUnder(
  heading: TableHeading | null,
  numeral: { x0: number; x1: number; height: number },
): ColumnRole | null {
  if (!heading) return null;
  let best: ColumnRole | null = null;
  let bestGap = numeral.height * 3;
  for (const column of heading.columns) {
    const overlap = Math.min(numeral.x1, column.x1) - Math.max(numeral.x0, column.x0);
    const gap = -overlap;
    if (gap < bestGap) {
      bestGap = gap;
      best = column.role;
    }
  }
  return best;
}

const isQuantity = (role: ColumnRole | null): boolean => role === 'quantity' || role === 'second_quantity';

const isPrice = (role: ColumnRole | null): boolean =>
  role === 'unitPrice' || role === 'listPrice' || role === 'netPrice';

function headingScore(heading: TableHeading | null, solution: Solution): number {
  let score = 0;
  // A net price beside a list price is worked out from it; alone it is the price.
  const listed = heading?.columns.some(({ role }) => role === 'listPrice' || role === 'unitPrice') === true;
  for (const [part, numeral] of partsOf(solution)) {
    const role = columnUnder(heading, numeral);
    if (role === null) continue;
    const match = role === 'netPrice' && part === 'price' && listed ? -0.5 : MATCHES[part][role];
    score += match ?? (role === 'description' || role === 'unit' ? -0.5 : -1.5);
  }
  return score;
}

/**
 * Column positions learnt from arithmetic: every row votes with its solutions for where quantities, prices, discounts and
 * amounts stand; then each row's solutions are scored by how many other rows put the same part in the same place. Three
 * rounds settle it. Headings, where found, speak too; neither is needed.
 */
export class ColumnModel {
  private readonly votes = new Map<number, Votes>();
  private readonly voters = new Map<number, number>();
  private readonly shapes = new Map<number, Shapes>();

  constructor(
    private readonly headings: ReadonlyMap<number, TableHeading>,
    private readonly textHeight: number,
  ) {}

  /** Runs the rounds and leaves the final votes. */
  learn(blocks: readonly Voter[]): void {
    for (let round = 0; round < 3; round++) {
      const next = new Map<number, Votes>();
      const counts = new Map<number, number>();
      for (const block of blocks) {
        if (block.solutions.length === 0) continue;
        if (!next.has(block.page)) next.set(block.page, newVotes(this.textHeight * 0.7));
        counts.set(block.page, (counts.get(block.page) ?? 0) + 1);
        this.vote(next.get(block.page)!, block, block.page);
      }
      this.votes.clear();
      for (const [page, votes] of next) this.votes.set(page, votes);
      this.voters.clear();
      for (const [page, count] of counts) this.voters.set(page, count);
    }
    this.look(blocks);
  }

  private look(blocks: readonly Voter[]): void {
    for (const block of blocks) {
      const best = [...block.solutions].sort(
        (a, b) => this.score(b, block.page) - this.score(a, block.page),
      )[0];
      if (!best || this.score(best, block.page) < 8) continue;
      const shapes = this.shapes.get(block.page) ?? { items: 0, wholeQuantities: 0, brokenPrices: 0 };
      shapes.items += 1;
      if (Number.isInteger(best.quantity.reading.approx)) shapes.wholeQuantities += 1;
      if (!Number.isInteger(best.price.reading.approx)) shapes.brokenPrices += 1;
      this.shapes.set(block.page, shapes);
    }
  }

  private vote(votes: Votes, block: Voter, page: number): void {
    const scores = block.solutions.map((solution) => this.score(solution, page));
    const top = Math.max(...scores);
    const weights = scores.map((score) => Math.exp((score - top) * 1.2));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    block.solutions.forEach((solution, index) => {
      const weight = weights[index]! / total;
      if (weight < 0.01) return;
      for (const [part, numeral] of partsOf(solution))
        for (const edge of EDGES) votes[part][edge].add(edgeOf(numeral, edge), weight);
    });
  }

  /** Share of the page's items that put this part where the number stands, 0…1 (small pages are trusted less). */
  agreement(part: Part, numeral: Numeral, page: number): number {
    const votes = this.votes.get(page);
    if (!votes) return 0;
    const most = Math.max(...EDGES.map((edge) => votes[part][edge].at(edgeOf(numeral, edge))));
    const others = Math.max(0, Math.min(most, this.voters.get(page) ?? 0) - 1);
    return others / ((this.voters.get(page) ?? 0) + 0.5);
  }

  /** A solution's own score, its headings' and its columns'. */
  score(solution: Solution, page: number): number {
    const columns = partsOf(solution)
      .filter(([part]) => part !== 'discount')
      .reduce((sum, [part, numeral]) => sum + this.agreement(part, numeral, page), 0);
    return solution.score + headingScore(this.headings.get(page) ?? null, solution) + 3.5 * columns;
  }

  /**
   * True where a part was taken from some place while another number of the row stands in that part's own column: a
   * number of the description ("1,5 L") can close by accident when the true figure was misread.
   */
  displaced(solution: Solution, numerals: readonly Numeral[], page: number): boolean {
    return partsOf(solution).some(([part, chosen]) => {
      if (part === 'discount' || this.standsIn(part, chosen, page, 0.2)) return false;
      return numerals.some(
        (other) => other !== chosen && !other.glued && this.standsIn(part, other, page, 0.5),
      );
    });
  }

  private standsIn(part: Part, numeral: Numeral, page: number, share: number): boolean {
    if (this.agreement(part, numeral, page) >= share) return true;
    const role = columnUnder(this.headings.get(page) ?? null, numeral);
    return role !== null && (MATCHES[part][role] ?? 0) >= 2;
  }

  /** True where the heading names the quantity's or the price's column as such, and neither as the other's. */
  headed(quantity: Numeral, price: Numeral, page: number): boolean {
    const heading = this.headings.get(page) ?? null;
    const counts = columnUnder(heading, quantity);
    const costs = columnUnder(heading, price);
    if (isPrice(counts) || isQuantity(costs)) return false;
    return (isQuantity(counts) && costs !== 'amount') || (isPrice(costs) && counts !== 'amount');
  }

  /** True where most quantities of the page are whole and a good part of its prices are not. */
  shapesDiffer(page: number): boolean {
    const shapes = this.shapes.get(page);
    return (
      shapes !== undefined &&
      shapes.items >= 3 &&
      shapes.wholeQuantities * 10 >= shapes.items * 6 &&
      shapes.brokenPrices * 10 >= shapes.items * 3
    );
  }

  /** True where another closing only takes the net price that the paper works out beside the listed one. */
  derivedPrice(best: Solution, other: Solution, page: number): boolean {
    const heading = this.headings.get(page) ?? null;
    const own = columnUnder(heading, best.price.numeral);
    const listed = own === 'listPrice' || own === 'unitPrice';
    return listed && columnUnder(heading, other.price.numeral) === 'netPrice';
  }

  /** The part that a number most likely is, by its place alone; null where no column is near. */
  partAt(numeral: Numeral, page: number): Part | null {
    let best: Part | null = null;
    let bestAgreement = 0.25;
    for (const part of PARTS) {
      const agreement = this.agreement(part, numeral, page) * (part === 'discount' ? 0.9 : 1);
      if (agreement > bestAgreement) {
        bestAgreement = agreement;
        best = part;
      }
    }
    if (best) return best;
    const role = columnUnder(this.headings.get(page) ?? null, numeral);
    if (role === 'quantity') return 'quantity';
    if (role === 'unitPrice' || role === 'listPrice' || role === 'netPrice') return 'price';
    if (role === 'discount') return 'discount';
    return role === 'amount' ? 'amount' : null;
  }
}
