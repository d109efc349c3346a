import type { DecimalMark } from '../fiscal/numbers.ts';
import { cents, dec, plain } from '../platform/decimal.ts';
import { product } from './closing.ts';
import type { Item } from './items.ts';
import type { Figures } from './repair.ts';
import { variantsOf } from './variants.ts';

/** By how much an amount would change to close exactly, where one misread digit would explain it; null otherwise. */
function hiddenCents(item: Item, figures: Figures | null, mark: DecimalMark | null): string | null {
  if (!figures || !item.amount || item.amount.numeral.exact) return null;
  const exact = cents(product(figures.quantity, figures.unitPrice, figures.discountPercent));
  const change = exact.minus(dec(figures.amount));
  if (change.isZero()) return null;
  const misread = variantsOf(item.amount.numeral, mark, true).some(
    ({ value, doubted }) => doubted && dec(value).eq(exact),
  );
  return misread ? plain(change) : null;
}

/**
 * Lines whose amounts miss their products by cents that cancel out against another line's: two misread digits would leave
 * the document's sum as it is, so the sum proves neither.
 */
export function cancellingLines(
  items: readonly Item[],
  figures: readonly (Figures | null)[],
  mark: DecimalMark | null,
): ReadonlySet<number> {
  const changes = items.map((item, index) => hiddenCents(item, figures[index] ?? null, mark));
  const found = new Set<number>();
  changes.forEach((change, index) => {
    if (change === null) return;
    const opposite = plain(dec(change).neg());
    if (changes.some((other, at) => at !== index && other === opposite)) found.add(index);
  });
  return found;
}
