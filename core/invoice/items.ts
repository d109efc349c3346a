import { type ColumnRole, findHeading, type TableHeading } from './column-words.ts';
import { ColumnModel, type Part } from './columns.ts';
import { looksLikeFoot } from './foot-words.ts';
import { decideDocumentMark, type Numeral, numeralsOf } from './numerals.ts';
import type { Row } from './rows.ts';
import { type Chosen, type Solution, solutionsOf } from './solutions.ts';
import { type TicketBlock, ticketBlocks } from './ticket-blocks.ts';

/** An item of the table: its numbers by part, and the rows that it fills. */
export interface Item {
  readonly page: number;
  /** Row that holds the amount, and all rows of the item, as indices into the page's rows. */
  readonly mainRow: number;
  readonly rows: readonly number[];
  readonly quantity: Chosen | null;
  readonly price: Chosen | null;
  readonly discounts: readonly Chosen[];
  readonly amount: Chosen | null;
  /** True where the numbers as read close within the tolerance. */
  readonly closes: boolean;
  readonly numerals: readonly Numeral[];
  /** Other closings of the same numbers that score nearly as well. */
  readonly rivals: readonly Solution[];
  /** Heading, columns, an x between them or their very shape tell quantity and price apart. */
  readonly rolesSure: boolean;
  /** True for items of a till ticket ("2,00 x 1500,00" in its own row). */
  readonly ticket: boolean;
}

/** Everything known about where the items are. */
export interface ItemTable {
  readonly items: readonly Item[];
  readonly model: ColumnModel;
  readonly headings: ReadonlyMap<number, TableHeading>;
  /** The numbers of each page's rows, by page and row. */
  readonly numerals: ReadonlyMap<number, readonly (readonly Numeral[])[]>;
}

export interface RowPage {
  readonly page: number;
  readonly rows: readonly Row[];
}

interface Block {
  readonly page: number;
  readonly rows: readonly number[];
  readonly mainRow: number;
  readonly numerals: readonly Numeral[];
  readonly solutions: readonly Solution[];
  readonly foot: boolean;
  /** Some of its rows hold words, not only numbers. */
  readonly worded: boolean;
  readonly ticket: boolean;
}

const THRESHOLD = 5;

function blocksOf(
  page: RowPage,
  numerals: readonly (readonly Numeral[])[],
  heading: TableHeading | null,
): Block[] {
  const blocks: Block[] = [];
  const tickets = ticketBlocks(page.rows, numerals);
  const taken = new Set(tickets.flatMap((block) => block.rows));
  for (const block of tickets) blocks.push(ticketAsBlock(block, page));
  page.rows.forEach((row, index) => {
    if (taken.has(index) || (heading && index <= heading.lastRow)) return;
    const own = numerals[index]!;
    if (own.length === 0) return;
    blocks.push({
      page: page.page,
      rows: [index],
      mainRow: index,
      numerals: own,
      solutions: solutionsOf(own),
      foot: looksLikeFoot(row.text),
      worded: /\p{L}{3}/u.test(row.text),
      ticket: false,
    });
  });
  return blocks.sort((a, b) => a.rows[0]! - b.rows[0]!);
}

const ticketAsBlock = (block: TicketBlock, page: RowPage): Block => ({
  page: page.page,
  rows: block.rows,
  mainRow: block.amountRow,
  numerals: block.numerals,
  solutions: block.solutions,
  foot: false,
  worded: true,
  ticket: true,
});

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 10;
}

/** The best closing of a block once columns are known, or null when it convinces nobody. */
function settle(block: Block, model: ColumnModel): { best: Solution; rivals: Solution[] } | null {
  const scored = block.solutions
    .filter((solution) => !swapped(solution, block, model))
    .filter((solution) => block.ticket || !model.displaced(solution, block.numerals, block.page))
    .map((solution) => ({ solution, score: model.score(solution, block.page) }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (!best || best.score < (block.ticket ? 3 : THRESHOLD)) return null;
  if (block.foot && !inColumns(best.solution, model, block.page)) return null;
  const rivals = scored
    .slice(1)
    .filter(({ score }) => score > best.score - 2.5)
    .filter(({ solution }) => !model.derivedPrice(best.solution, solution, block.page));
  return { best: best.solution, rivals: rivals.map(({ solution }) => solution) };
}

/** Quantity and price taken the wrong way round, as the x between them or the other rows' columns say. */
function swapped(solution: Solution, block: Block, model: ColumnModel): boolean {
  const quantity = solution.quantity.numeral;
  const price = solution.price.numeral;
  if (quantity.times === 'before' && price.times === 'after') return true;
  return (
    model.agreement('price', quantity, block.page) >
      model.agreement('quantity', quantity, block.page) + 0.2 &&
    model.agreement('quantity', price, block.page) > model.agreement('price', price, block.page) + 0.2
  );
}

/** Something beside the order tells quantity and price apart. */
function rolesAreSure(quantity: Numeral, price: Numeral, block: Block, model: ColumnModel): boolean {
  if (quantity.times === 'after' && price.times === 'before') return true;
  if (model.headed(quantity, price, block.page)) return true;
  if (quantity.x0 > price.x0) return false;
  // A bare count and a price with cents, or a weight with three decimals, look like what they are.
  const counts = quantity.readings[0]!.decimals;
  const cents = price.readings[0]!.decimals;
  if ((counts === 0 || counts === 3) && (cents === 2 || cents === 4)) return true;
  return model.shapesDiffer(block.page);
}

/** A row that reads like a total is an item only where all its parts stand in the items' columns. */
function inColumns(solution: Solution, model: ColumnModel, page: number): boolean {
  return (
    model.agreement('quantity', solution.quantity.numeral, page) > 0.4 &&
    model.agreement('price', solution.price.numeral, page) > 0.4 &&
    model.agreement('amount', solution.amount.numeral, page) > 0.4
  );
}

function solvedItem(block: Block, solution: Solution, rivals: readonly Solution[], rolesSure: boolean): Item {
  return {
    page: block.page,
    mainRow: block.mainRow,
    rows: block.rows,
    quantity: solution.quantity,
    price: solution.price,
    discounts: solution.discounts,
    amount: solution.amount,
    closes: true,
    numerals: block.numerals,
    rivals,
    rolesSure,
    ticket: block.ticket,
  };
}

/** The parts of an unsolved row by the columns in which its numbers stand. */
function placedParts(block: Block, model: ColumnModel): Map<Part, Chosen[]> {
  const parts = new Map<Part, Chosen[]>();
  if (block.ticket) {
    const order: readonly Part[] = ['quantity', 'price'];
    block.numerals.forEach((numeral, index) => {
      const part = index === block.numerals.length - 1 ? 'amount' : (order[index] ?? 'discount');
      parts.set(part, [...(parts.get(part) ?? []), { numeral, reading: numeral.readings[0]! }]);
    });
    return parts;
  }
  for (const numeral of block.numerals) {
    const part = model.partAt(numeral, block.page);
    if (!part) continue;
    const chosen = { numeral, reading: numeral.readings[0]! };
    const list = parts.get(part) ?? [];
    list.push(chosen);
    parts.set(part, list);
  }
  return parts;
}

/** Of several numbers in one column's reach, the one that stands in it best. */
function pickPart(
  part: Part,
  parts: ReadonlyMap<Part, readonly Chosen[]>,
  model: ColumnModel,
  page: number,
): Chosen | null {
  let best: Chosen | null = null;
  let bestValue = -1;
  for (const chosen of parts.get(part) ?? []) {
    const value = model.agreement(part, chosen.numeral, page) - (chosen.numeral.glued ? 0.5 : 0);
    if (value > bestValue) {
      bestValue = value;
      best = chosen;
    }
  }
  return best;
}

/** Numbers that cannot be what their column says: an EAN as a quantity, a bare "30" as an amount among cents. */
function absurd(quantity: Chosen | null, amount: Chosen | null, printsCents: boolean): boolean {
  if (quantity && Math.abs(quantity.reading.approx) > 99_999) return true;
  if (!amount || !printsCents || amount.reading.approx === 0) return false;
  return (
    amount.reading.decimals === 0 && !amount.numeral.currency && Math.abs(amount.reading.approx) < 10_000
  );
}

/** A percentage that lost its decimal mark: "5000" in the column of discounts is 50,00. */
function asPercent(chosen: Chosen): Chosen {
  const { text } = chosen.numeral;
  if (!/^\d{3,4}$/.test(text)) return chosen;
  const value = `${Number(text.slice(0, -2))}.${text.slice(-2)}`;
  return { ...chosen, reading: { value, approx: Number(value), decimals: 2, cost: 1 } };
}

/** An item whose numbers do not close: taken by its columns alone. Null for rows that are something else. */
function unsolvedItem(block: Block, model: ColumnModel, printsCents: boolean): Item | null {
  const parts = placedParts(block, model);
  const quantity = pickPart('quantity', parts, model, block.page);
  const price = pickPart('price', parts, model, block.page);
  const amount = pickPart('amount', parts, model, block.page);
  const found = [quantity, price, amount].filter((part) => part !== null).length;
  if (block.foot || found < 2 || (found < 3 && !block.worded)) return null;
  if (amount === null && (price === null || price.numeral.glued)) return null;
  if (absurd(quantity, amount, printsCents)) return null;
  const percents = (parts.get('discount') ?? []).map(asPercent);
  const discounts = percents.filter(({ reading }) => reading.approx > 0 && reading.approx < 100);
  const readable = percents.every(({ reading }) => reading.approx < 100);
  const zero =
    amount?.reading.approx === 0 && (price === null || price.reading.approx === 0 || discounts.length > 0);
  return {
    page: block.page,
    mainRow: block.mainRow,
    rows: block.rows,
    quantity,
    price,
    discounts,
    amount,
    closes: zero && quantity !== null && price !== null,
    numerals: block.numerals,
    rivals: [],
    rolesSure:
      readable &&
      quantity !== null &&
      price !== null &&
      rolesAreSure(quantity.numeral, price.numeral, block, model),
    ticket: block.ticket,
  };
}

/** Rows between the heading (or first item) and the first row of the foot may hold items; others may not. */
function itemsOfPage(blocks: readonly Block[], model: ColumnModel, rows: readonly Row[]): Item[] {
  const settled = blocks.map((block) => ({ block, answer: settle(block, model) }));
  const first = settled.findIndex(({ answer }) => answer !== null);
  if (first < 0) return [];
  const cents = settled.filter(({ answer }) => (answer?.best.amount.reading.decimals ?? 0) > 0).length;
  const printsCents = cents * 2 >= settled.filter(({ answer }) => answer !== null).length;
  const items: Item[] = [];
  let lastRow = settled[first]!.block.rows[0]! - 1;
  for (const { block, answer } of settled) {
    const inTable = !footBetween(rows, lastRow, block.rows[0]!, block);
    if (answer && (inTable || inColumns(answer.best, model, block.page))) {
      const { quantity, price } = answer.best;
      const sure = rolesAreSure(quantity.numeral, price.numeral, block, model);
      items.push(solvedItem(block, answer.best, answer.rivals, sure));
      lastRow = block.rows.at(-1)!;
    } else if (!answer && inTable && items.length + first > 0) {
      const item = unsolvedItem(block, model, printsCents);
      if (item) {
        items.push(item);
        lastRow = Math.max(lastRow, block.rows.at(-1)!);
      }
    }
  }
  return items;
}

/** True where a row of the foot stands between the last item and this block. */
function footBetween(rows: readonly Row[], lastRow: number, from: number, block: Block): boolean {
  if (block.foot) return false;
  for (let index = lastRow + 1; index < from; index++)
    if (looksLikeFoot(rows[index]!.text) && !/^transporte/i.test(rows[index]!.text)) return true;
  return false;
}

/**
 * Finds the items of all pages. Arithmetic proposes (every row's numbers that close), the columns learnt from all rows and
 * the headings choose among the proposals, and rows that do not close are taken by the columns that the others proved.
 */
export function findItems(pages: readonly RowPage[]): ItemTable {
  const allRows = pages.flatMap(({ rows }) => rows);
  const mark = decideDocumentMark(allRows);
  const headings = new Map<number, TableHeading>();
  const numerals = new Map<number, readonly (readonly Numeral[])[]>();
  for (const page of pages) {
    const heading = findHeading(page.rows);
    if (heading) headings.set(page.page, heading);
    numerals.set(
      page.page,
      page.rows.map((row) => numeralsOf(row, mark)),
    );
  }
  const model = new ColumnModel(headings, median(allRows.map(({ height }) => height)));
  const blocks = new Map<number, Block[]>();
  for (const page of pages)
    blocks.set(page.page, blocksOf(page, numerals.get(page.page)!, headings.get(page.page) ?? null));
  const everyBlock = [...blocks.values()].flat();
  model.learn(everyBlock.filter(({ foot }) => !foot));
  const items = pages.flatMap((page) => itemsOfPage(blocks.get(page.page)!, model, page.rows));
  return { items, model, headings, numerals };
}

export type { ColumnRole };
