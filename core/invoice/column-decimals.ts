import type { Item } from './items.ts';
import type { Chosen } from './solutions.ts';

/** How many decimals the rows of a column print; null where they are too few or do not agree. */
export interface ColumnDecimals {
  readonly quantity: number | null;
  readonly unitPrice: number | null;
}

const ENOUGH_ROWS = 3;
/** One row may have lost a digit; a column that prints as many decimals as each number needs agrees far less. */
const AGREEMENT = 0.8;

function agreed(column: readonly (Chosen | null)[]): number | null {
  const decimals = column.flatMap((chosen) => (chosen === null ? [] : [chosen.reading.decimals]));
  if (decimals.length < ENOUGH_ROWS) return null;
  const counts = new Map<number, number>();
  for (const count of decimals) counts.set(count, (counts.get(count) ?? 0) + 1);
  const [usual, rows] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most));
  return rows >= decimals.length * AGREEMENT ? usual : null;
}

/** What the columns of quantities and prices print. Programs format a column's cells alike. */
export const columnDecimals = (items: readonly Item[]): ColumnDecimals => ({
  quantity: agreed(items.map(({ quantity }) => quantity)),
  unitPrice: agreed(items.map(({ price }) => price)),
});
