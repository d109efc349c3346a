import { dec } from '../platform/decimal.ts';
import type { Description } from './normalise.ts';

/**
 * How alike two descriptions are.
 * same: the same words, sizes and packs, but for slips of single letters · doubt: alike, something is missing or added ·
 * different: a size, a pack or a word says that it is another product.
 */
export interface Resemblance {
  readonly verdict: 'same' | 'doubt' | 'different';
  /** 0…1; words weighted by their length, halved where sizes or packs contradict. */
  readonly score: number;
}

interface Pairing {
  readonly left: string;
  readonly right: string;
  readonly likeness: number;
  readonly kind: 'equal' | 'slip' | 'shortened';
}

const SHORTENED_LIKENESS = 0.75;

/**
 * Compares a printed description with a product's name.
 *
 * @param knownWords words of other products: a word that exists is no slip of the reader ("tinto" is not "tinta").
 * @param pack the units per pack that the paper states apart from the name; a count in the description that equals it
 *   says how the goods are packed, not which goods they are.
 */
export function compareDescriptions(
  printed: Description,
  name: Description,
  options: { knownWords?: ReadonlySet<string>; pack?: string | null } = {},
): Resemblance {
  const pairs = pairWords(printed.words, name.words, options.knownWords ?? new Set());
  const weight = (words: readonly string[]) => words.reduce((total, word) => total + word.length + 1, 0);
  const total = weight(printed.words) + weight(name.words);
  const matched = pairs.reduce(
    (subtotal, pair) => subtotal + pair.likeness * (pair.left.length + pair.right.length + 2),
    0,
  );
  const wordScore = total === 0 ? 0 : matched / total;
  const measures = compareMeasures(printed, name, options.pack ?? null);
  const complete = pairs.length === printed.words.length && pairs.length === name.words.length;
  const certain = complete && pairs.every((pair) => pair.kind !== 'shortened');
  if (measures === 'contradict') return { verdict: 'different', score: wordScore / 2 };
  if (certain && measures === 'agree') return { verdict: 'same', score: wordScore };
  const score = wordScore * (measures === 'agree' ? 1 : 0.9);
  return { verdict: 'doubt', score };
}

/** Pairs each word with its likest partner, best pairs first. */
function pairWords(
  left: readonly string[],
  right: readonly string[],
  knownWords: ReadonlySet<string>,
): readonly Pairing[] {
  const options = left.flatMap((a, i) =>
    right.flatMap((b, j) => {
      const pairing = pairingOf(a, b, knownWords);
      return pairing === null ? [] : [{ i, j, ...pairing }];
    }),
  );
  options.sort((a, b) => b.likeness - a.likeness);
  const usedLeft = new Set<number>();
  const usedRight = new Set<number>();
  return options.filter(({ i, j }) => {
    if (usedLeft.has(i) || usedRight.has(j)) return false;
    usedLeft.add(i);
    usedRight.add(j);
    return true;
  });
}

function pairingOf(left: string, right: string, knownWords: ReadonlySet<string>): Pairing | null {
  if (left === right) return { left, right, likeness: 1, kind: 'equal' };
  if (/\d/.test(left) || /\d/.test(right)) return null;
  const allowed = slipsAllowed(Math.min(left.length, right.length));
  const distance = editDistance(left, right, allowed);
  if (distance <= allowed && !knownWords.has(left)) {
    const likeness = 1 - distance / Math.max(left.length, right.length);
    return { left, right, likeness, kind: 'slip' };
  }
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (short.length >= 3 && long.startsWith(short))
    return { left, right, likeness: SHORTENED_LIKENESS, kind: 'shortened' };
  return null;
}

/** Letters that a reader may have got wrong in a word of this length: none in short words, where one letter is another word. */
function slipsAllowed(length: number): number {
  if (length < 5) return 0;
  return length < 9 ? 1 : 2;
}

/** agree: both say the same · open: only one of them says something · contradict: they say different things. */
function compareMeasures(
  printed: Description,
  name: Description,
  pack: string | null,
): 'agree' | 'open' | 'contradict' {
  const packs = printed.packs.filter(
    (count) => name.packs.includes(count) || pack === null || !dec(pack).eq(count),
  );
  const sizes = compareSets(printed.sizes.map(withoutUnit(name.sizes)), name.sizes);
  const counts = compareSets(packs, name.packs);
  if (sizes === 'contradict' || counts === 'contradict') return 'contradict';
  return sizes === 'open' || counts === 'open' ? 'open' : 'agree';
}

/** `20X500` prints no unit: it stands for the product's 500 g or 500 ml. */
const withoutUnit =
  (known: readonly string[]) =>
  (size: string): string =>
    /[a-z]/.test(size) ? size : (known.find((other) => other.replace(/[a-z]+$/, '') === size) ?? size);

function compareSets(left: readonly string[], right: readonly string[]): 'agree' | 'open' | 'contradict' {
  if (left.length === 0 && right.length === 0) return 'agree';
  if (left.length === 0 || right.length === 0) return 'open';
  return [...left].sort().join('|') === [...right].sort().join('|') ? 'agree' : 'contradict';
}

/** Levenshtein distance with swaps of neighbours, given up (as `limit + 1`) beyond `limit`. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = left[i - 1] === right[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + change);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[left.length]![right.length]!;
}
