import type { TableHeading } from './column-words.ts';
import { columnUnder } from './columns.ts';
import { looksLikeFoot } from './foot-words.ts';
import type { Item, ItemTable, RowPage } from './items.ts';
import type { Numeral } from './numerals.ts';
import type { Row } from './rows.ts';
import type { Chosen } from './solutions.ts';

/** Where a remito's quantity stands: under its heading; bultos only where nothing else is counted. */
function quantityOf(numerals: readonly Numeral[], heading: TableHeading): Numeral | null {
  const under = (role: string): Numeral | null =>
    numerals.findLast((numeral) => !numeral.glued && columnUnder(heading, numeral) === role) ?? null;
  return under('quantity') ?? under('second_quantity') ?? null;
}

/** Without a heading: a number alone at the row's end or at its beginning, beside words. */
function looseQuantity(row: Row, numerals: readonly Numeral[]): Numeral | null {
  const usable = (numeral: Numeral | undefined): numeral is Numeral =>
    numeral !== undefined && !numeral.glued && Math.abs(numeral.readings[0]!.approx) <= 99_999;
  const last = numerals.at(-1);
  if (usable(last) && last.token === row.tokens.at(-1)) return last;
  const first = numerals[0];
  return usable(first) && first.token === row.tokens[0] ? first : null;
}

const hasWords = (row: Row): boolean => /\p{L}{3}/u.test(row.text);

function itemsOfPage(page: RowPage, table: ItemTable): Item[] {
  const heading = table.headings.get(page.page) ?? null;
  const numerals = table.numerals.get(page.page)!;
  const items: Item[] = [];
  // Without a heading the header's own rows would look like items; better none than invented ones.
  if (!heading) return items;
  const headed = heading.columns.some(({ role }) => role === 'quantity' || role === 'second_quantity');
  for (let index = heading.lastRow + 1; index < page.rows.length; index++) {
    const row = page.rows[index]!;
    if (looksLikeFoot(row.text) || /recib[ií]|observac|firma|bultos\s*:/i.test(row.text)) break;
    const quantity = headed ? quantityOf(numerals[index]!, heading) : looseQuantity(row, numerals[index]!);
    if (!quantity || !hasWords(row)) continue;
    items.push({
      page: page.page,
      mainRow: index,
      rows: [index],
      quantity: { numeral: quantity, reading: quantity.readings[0]! },
      price: null,
      discounts: [],
      amount: null,
      closes: false,
      numerals: numerals[index]!,
      rivals: [],
      rolesSure: true,
      ticket: false,
    });
  }
  return items;
}

/**
 * Where every quantity of a paper is printed with three digits behind its only mark ("24,000" and "5,000"), they are
 * decimals: thousands would stand beside quantities below a thousand, which need no mark.
 */
function withThreeDecimals(items: readonly Item[]): Item[] {
  const thousandth = ({ quantity }: Item): Chosen | null => {
    const reading = quantity?.numeral.readings.find(({ decimals }) => decimals === 3);
    return quantity && reading && /^-?\d+[.,]\d{3}$/.test(quantity.numeral.text)
      ? { ...quantity, reading }
      : null;
  };
  return items.every((item) => thousandth(item) !== null)
    ? items.map((item) => ({ ...item, quantity: thousandth(item) }))
    : [...items];
}

/** The items of a paper without prices (remito): words and a quantity under the table's heading. */
export function withQuantityItems(pages: readonly RowPage[], table: ItemTable): ItemTable {
  if (table.items.some(({ closes }) => closes)) return table;
  return { ...table, items: withThreeDecimals(pages.flatMap((page) => itemsOfPage(page, table))) };
}
