import { dec, plain } from '../platform/decimal.ts';
import { cascade } from './closing.ts';
import { continuationRows } from './continuation.ts';
import { describeItem, type ItemWords } from './describe.ts';
import type { DocumentKind, DraftLine } from './draft.ts';
import type { Item, ItemTable, RowPage } from './items.ts';
import type { Chosen } from './solutions.ts';
import type { SolvedItem, SolvedLines } from './solve-lines.ts';

const value = (chosen: Chosen | null): string | null => (chosen ? plain(dec(chosen.reading.value)) : null);

const tidy = (text: string): string => plain(dec(text));

function lineOf(solved: SolvedItem, id: number, words: ItemWords, kind: DocumentKind): DraftLine {
  const { item, figures } = solved;
  const discount = figures?.discountPercent ?? cascade(item.discounts.map(({ reading }) => reading.value));
  const noPrices = kind === 'delivery_note' && item.price === null;
  return {
    id,
    code: words.code,
    description: words.description,
    quantity: figures ? tidy(figures.quantity) : value(item.quantity),
    unit: words.unit,
    unitPrice: figures ? tidy(figures.unitPrice) : value(item.price),
    discountPercent: tidy(discount),
    amount: figures ? tidy(figures.amount) : value(item.amount),
    vatRate: words.vatRate,
    evidence: solved.evidence,
    doubt: noPrices ? 'no_prices' : solved.doubt,
    alternatives: solved.others.map((other) => ({
      quantity: tidy(other.quantity),
      unitPrice: tidy(other.unitPrice),
      discountPercent: tidy(other.discountPercent),
      amount: tidy(other.amount),
    })),
    unitsPerPack: words.unitsPerPack,
    isGoods: words.isGoods,
    confirmedFields: [],
    seen: false,
    page: item.page,
    box: words.box,
    descriptionBox: words.descriptionBox,
  };
}

/** The draft's lines in printed order, with their words. */
export function draftLines(
  pages: readonly RowPage[],
  table: ItemTable,
  solved: SolvedLines,
  kind: DocumentKind,
): DraftLine[] {
  const lines: DraftLine[] = [];
  for (const page of pages) {
    const own = solved.items.filter(({ item }) => item.page === page.page);
    const heading = table.headings.get(page.page) ?? null;
    const continuation = continuationRows(
      own.map(({ item }): Item => item),
      page.rows,
      heading,
    );
    for (const entry of own) {
      const words = describeItem(entry.item, page.rows, continuation.get(entry.item) ?? [], heading);
      lines.push(lineOf(entry, lines.length + 1, words, kind));
    }
  }
  return lines;
}
