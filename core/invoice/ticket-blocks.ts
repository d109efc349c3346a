import type { Numeral } from './numerals.ts';
import type { Row } from './rows.ts';
import { type Chosen, lineTolerance, type Solution, solutionsOf } from './solutions.ts';

/**
 * Items of till tickets fill two rows or more: "2,00 x 1500,00" in one, "DESCRIPTION (21,00) 3000,00" in another, before or
 * after it. The bracketed number is the VAT rate.
 */
export interface TicketBlock {
  readonly rows: readonly number[];
  readonly amountRow: number;
  readonly numerals: readonly Numeral[];
  readonly solutions: readonly Solution[];
}

/** Rows further away than this are another item's. */
const REACH = 4;

interface Times {
  readonly row: number;
  readonly quantity: Numeral;
  readonly price: Numeral;
  readonly percents: readonly Numeral[];
  /** The row holds its own amount: the item needs no second row. */
  readonly complete: boolean;
}

/** "2,00 x 1500,00" at the row's head, with its discount if it has one. */
function timesOf(row: Row, numerals: readonly Numeral[], index: number): Times | null {
  const quantity = numerals[0];
  const price = numerals[1];
  if (!quantity || !price || quantity.times !== 'after' || price.times !== 'before') return null;
  if (row.tokens[0] !== quantity.token) return null;
  const rest = numerals.slice(2);
  const last = rest.at(-1);
  const value = last?.readings[0];
  const amount = last !== undefined && !last.bracketed && !last.percent && value !== undefined;
  const complete =
    (amount && (value.approx >= 100 || value.approx === 0)) ||
    solutionsOf(numerals).some(({ score }) => score >= 6);
  return { row: index, quantity, price, percents: rest.filter(({ bracketed }) => !bracketed), complete };
}

const choices = (numeral: Numeral): Chosen[] => numeral.readings.map((reading) => ({ numeral, reading }));

/** Closings of a times row with one amount of a neighbouring row. */
function closings(times: Times, amountNumeral: Numeral, sign: number): Solution[] {
  const found: Solution[] = [];
  const percents = times.percents
    .flatMap(choices)
    .filter(({ reading }) => reading.approx > 0 && reading.approx < 100)
    .slice(0, 3);
  for (const quantity of choices(times.quantity))
    for (const price of choices(times.price))
      for (const amount of choices(amountNumeral)) {
        const product = quantity.reading.approx * price.reading.approx;
        const tolerance = lineTolerance(quantity.reading.approx);
        for (let count = 0; count <= percents.length; count++) {
          const discounts = percents.slice(0, count);
          const factor = discounts.reduce((rest, { reading }) => rest * (1 - reading.approx / 100), 1);
          const error = Math.abs(product * factor - amount.reading.approx);
          if (error > tolerance) continue;
          const cost = quantity.reading.cost + price.reading.cost + amount.reading.cost;
          found.push({ quantity, price, amount, discounts, error, score: 9 - cost - error + sign });
        }
      }
  return found.sort((a, b) => b.score - a.score);
}

/** Rows from a times row to the next one in a direction, at most REACH. */
function reach(times: Times, step: 1 | -1, others: ReadonlySet<number>, rowCount: number): number[] {
  const rows: number[] = [];
  for (let at = times.row + step; at >= 0 && at < rowCount && rows.length < REACH; at += step) {
    if (others.has(at)) break;
    rows.push(at);
  }
  return rows;
}

interface Match {
  readonly times: Times;
  readonly amountRow: number;
  readonly solutions: readonly Solution[];
}

function matchIn(
  times: Times,
  rows: readonly number[],
  numerals: readonly (readonly Numeral[])[],
): Match | null {
  for (const row of rows) {
    const last = numerals[row]!.at(-1);
    if (!last || last.bracketed || last.percent) continue;
    const solutions = closings(times, last, 0);
    if (solutions.length > 0) return { times, amountRow: row, solutions };
  }
  return null;
}

/** The ticket items of a page; empty where the paper is no ticket or its rows close by themselves. */
export function ticketBlocks(rows: readonly Row[], numerals: readonly (readonly Numeral[])[]): TicketBlock[] {
  const all = rows
    .map((row, index) => timesOf(row, numerals[index]!, index))
    .filter((times) => times !== null);
  const alone = all.filter(({ complete }) => complete);
  if (all.length === 0 || alone.length * 2 >= all.length) return [];
  const timesRows = new Set(all.map(({ row }) => row));
  const down = all.map((times) => matchIn(times, reach(times, 1, timesRows, rows.length), numerals));
  const up = all.map((times) => matchIn(times, reach(times, -1, timesRows, rows.length), numerals));
  const count = (matches: readonly (Match | null)[]): number =>
    matches.filter((match) => match !== null).length;
  const matches = count(down) >= count(up) ? down : up;
  const forwards = matches === down;
  return all
    .map((times, index) => blockOf(times, matches[index] ?? null, forwards, timesRows, numerals))
    .filter((block) => block !== null);
}

/** The rows of one item; an item whose amount does not close takes the nearest row that ends in a number. */
function blockOf(
  times: Times,
  match: Match | null,
  forwards: boolean,
  timesRows: ReadonlySet<number>,
  numerals: readonly (readonly Numeral[])[],
): TicketBlock | null {
  const near = reach(times, forwards ? 1 : -1, timesRows, numerals.length);
  const amountRow =
    match?.amountRow ??
    near.find((row) => {
      const last = numerals[row]!.at(-1);
      return last && !last.bracketed && !last.percent && !last.glued && last.readings[0]!.decimals === 2;
    });
  if (amountRow === undefined) return null;
  const from = Math.min(times.row, amountRow);
  const to = Math.max(times.row, amountRow);
  const rows = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return {
    rows,
    amountRow,
    numerals: [times.quantity, times.price, ...times.percents, ...numerals[amountRow]!.slice(-1)],
    solutions: match?.solutions ?? [],
  };
}
