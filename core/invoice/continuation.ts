import type { TableHeading } from './column-words.ts';
import { looksLikeFoot } from './foot-words.ts';
import type { Item } from './items.ts';
import type { Row } from './rows.ts';

const isRule = (row: Row): boolean => /^[-=_.* ]+$/.test(row.text);

/** Rows that follow each other like lines of one paragraph. */
const near = (rows: readonly Row[], a: number, b: number): boolean =>
  Math.abs(rows[a]!.y - rows[b]!.y) < Math.max(rows[a]!.height, rows[b]!.height) * 2.1;

/**
 * Some papers print a description in one row and its numbers in the next ("CAFÉ LA VIRGINIA" over "1,00 x 8556,28"). Then
 * rows of words belong to the item below when words stand above the first item and none below the last.
 */
function wordsAbove(items: readonly Item[], rows: readonly Row[], heading: TableHeading | null): boolean {
  const wordless = items.filter((item) =>
    item.rows.every((row) => !/\p{L}{2}/u.test(rows[row]!.text)),
  ).length;
  if (wordless * 2 < items.length) return false;
  const before = items[0]!.rows[0]! - 1;
  if (heading && before <= heading.lastRow) return false;
  const named = rows[before];
  return (
    named !== undefined && !isRule(named) && /\p{L}{3}/u.test(named.text) && near(rows, before, before + 1)
  );
}

/** The item to which a row without an item of its own belongs: the nearer of the two that touch it. */
function ownerOf(
  index: number,
  rows: readonly Row[],
  owner: ReadonlyMap<number, Item>,
  downwards: boolean,
): Item | null {
  const above = owner.get(index - 1);
  const below = owner.get(index + 1);
  const row = rows[index]!;
  const far = Number.POSITIVE_INFINITY;
  const gapAbove = above && near(rows, index, index - 1) ? row.y - rows[index - 1]!.y : far;
  const gapBelow = below && near(rows, index, index + 1) ? rows[index + 1]!.y - row.y : far;
  if (downwards)
    return below && Number.isFinite(gapBelow) ? below : above && Number.isFinite(gapAbove) ? above : null;
  if (below && !below.ticket && gapBelow < gapAbove * 0.8) return below;
  return above && Number.isFinite(gapAbove) ? above : null;
}

/**
 * Rows without numbers of their own belong to the nearest item above or below (above when equally near); chains of them
 * hang together. Rows of the foot and of the heading belong to none.
 */
export function continuationRows(
  items: readonly Item[],
  rows: readonly Row[],
  heading: TableHeading | null,
): Map<Item, number[]> {
  const owner = new Map<number, Item>();
  for (const item of items) for (const index of item.rows) owner.set(index, item);
  const joined = new Map<Item, number[]>();
  const first = items[0]?.rows[0];
  const last = items.at(-1)?.rows.at(-1);
  if (first === undefined || last === undefined) return joined;
  const give = (index: number, item: Item): void => {
    owner.set(index, item);
    joined.set(item, [...(joined.get(item) ?? []), index]);
  };
  const downwards = wordsAbove(items, rows, heading);
  for (let index = first; index < rows.length; index++) {
    if (owner.has(index)) continue;
    const foot = looksLikeFoot(rows[index]!.text);
    if (foot && index > last) break;
    if (foot || isRule(rows[index]!)) continue;
    const item = ownerOf(index, rows, owner, downwards);
    if (item) give(index, item);
  }
  const before = first - 1;
  const headed = downwards || (heading !== null && before > heading.lastRow);
  if (headed && near(rows, before, first) && !looksLikeFoot(rows[before]!.text)) give(before, items[0]!);
  return joined;
}
