import type { PageReading } from './page.ts';

/** The document's own pages, and how many copies of them were left out. */
export interface DistinctPages {
  readonly kept: readonly PageReading[];
  readonly copies: number;
}

/** The numbers of a page as a bag: copies differ in "ORIGINAL" and "DUPLICADO", not in numbers. */
function numberBag(page: PageReading): Map<string, number> {
  const bag = new Map<string, number>();
  for (const word of page.words)
    for (const piece of word.text.match(/\d[\d.,/-]{2,}/g) ?? []) {
      const key = piece.replace(/\D/g, '');
      bag.set(key, (bag.get(key) ?? 0) + 1);
    }
  return bag;
}

/** Share of numbers that two bags have in common (Jaccard). */
function likeness(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  let total = 0;
  for (const [key, count] of a) {
    common += Math.min(count, b.get(key) ?? 0);
    total += count;
  }
  for (const count of b.values()) total += count;
  return total === 0 ? 0 : common / (total - common);
}

/** "PÁG. 2 DE 3", "Página 2/3": the page's own number where it says so. */
const ownNumber = (page: PageReading): string | null => {
  const text = page.words.map((word) => word.text).join(' ');
  return /p[aá]g(?:ina|\.)?\s*:?\s*(\d{1,2})\s*(?:de|\/)\s*\d{1,2}/i.exec(text)?.[1] ?? null;
};

/** Leaves out pages that repeat an earlier one (ORIGINAL, DUPLICADO, TRIPLICADO; a page photographed twice). */
export function distinctPages(pages: readonly PageReading[]): DistinctPages {
  const kept: { page: PageReading; bag: ReadonlyMap<string, number>; number: string | null }[] = [];
  let copies = 0;
  for (const page of pages) {
    const bag = numberBag(page);
    const number = ownNumber(page);
    const needed = page.kind === 'pdf' ? 0.9 : 0.7;
    const twin = kept.find(
      (other) => other.number === number && bag.size > 3 && likeness(other.bag, bag) >= needed,
    );
    if (twin) copies++;
    else kept.push({ page, bag, number });
  }
  return { kept: kept.map(({ page }) => page), copies };
}
