/**
 * Two readings of one description: PP-OCR is sure of letters and digits but knows no ñ and few accents, and loses
 * spaces in small print; Tesseract's Spanish network knows all three and is worse at letters. Pure.
 */

/** Of the longer text: readings that differ more are of different things. */
const FURTHEST_APART = 0.4;

/**
 * Merges the readings letter by letter: PP-OCR's letters, the Spanish accents, ñ and spaces, and the letters that
 * PP-OCR left out. Where the two are too far apart the first stands as it is.
 */
export function mergeDescription(ppocr: string, spanish: string): string {
  const own = [...ppocr.replaceAll(/\s/g, '')];
  const other = lettersOf(spanish);
  if (other.length === 0) return ppocr;
  if (own.length === 0) return spanish;
  const steps = align(
    own,
    other.map(({ letter }) => letter),
  );
  const apart = steps.filter(({ same }) => !same).length;
  if (apart > FURTHEST_APART * Math.max(own.length, other.length)) return ppocr;
  let merged = '';
  steps.forEach(({ from, to }, index) => {
    const theirs = to === null ? null : other[to]!;
    const starts = merged === '' || merged.endsWith(' ') || theirs?.spaceBefore === true;
    const letter =
      from === null
        ? missing(theirs!.letter, steps[index - 1], steps[index + 1])
        : chosen(own[from]!, theirs?.letter ?? null, starts);
    if (theirs?.spaceBefore) merged += ' ';
    merged += letter;
  });
  return withLitres(withZeros(merged.replaceAll(/ {2,}/g, ' ').trim()));
}

/** A letter that only the Spanish engine saw, believed where both agree on its neighbours. */
function missing(letter: string, before: Step | undefined, after: Step | undefined): string {
  return /\p{L}/u.test(letter) && before?.same !== false && after?.same === true ? letter : '';
}

interface Letter {
  readonly letter: string;
  readonly spaceBefore: boolean;
}

function lettersOf(text: string): Letter[] {
  const out: Letter[] = [];
  let space = false;
  for (const letter of text) {
    if (/\s/.test(letter)) space = true;
    else {
      out.push({ letter, spaceBefore: space });
      space = false;
    }
  }
  return out;
}

function chosen(own: string, theirs: string | null, startsWord: boolean): string {
  if (theirs === null) return own;
  const spanishOnly = /[^\p{ASCII}]/u.test(theirs) && /\p{L}/u.test(theirs);
  if (spanishOnly) return isUpper(own) ? theirs.toUpperCase() : startsWord ? theirs : theirs.toLowerCase();
  return startsWord && isUpper(theirs) && bare(own) === bare(theirs) ? theirs : own;
}

const bare = (letter: string): string => letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const isUpper = (letter: string): boolean => letter !== letter.toLowerCase();

/** A lone stroke after a number is the l of litre, which both engines take for a one or a bar. */
const withLitres = (text: string): string => text.replace(/(\d(?:[.,]\d+)?) [1|I]$/, '$1 l');

/** Flour is "0000": a round letter among zeros is a zero. */
const withZeros = (text: string): string =>
  text.replaceAll(/(?<![\p{L}\d])[0oO]{3,}(?![\p{L}\d])/gu, (token) =>
    token.includes('0') ? '0'.repeat(token.length) : token,
  );

interface Step {
  /** Index in the first reading, in the second; null where the other has a letter more. */
  readonly from: number | null;
  readonly to: number | null;
  readonly same: boolean;
}

/** Edit-distance alignment of two readings, accents and case apart. */
function align(own: readonly string[], other: readonly string[]): Step[] {
  const width = other.length + 1;
  const cost = editCosts(own, other);
  const steps: Step[] = [];
  let i = own.length;
  let j = other.length;
  while (i > 0 && j > 0) {
    const same = bare(own[i - 1]!) === bare(other[j - 1]!);
    const here = cost[i * width + j]!;
    if (here === cost[(i - 1) * width + j - 1]! + (same ? 0 : 1)) steps.push({ from: --i, to: --j, same });
    else if (here === cost[(i - 1) * width + j]! + 1) steps.push({ from: --i, to: null, same: false });
    else steps.push({ from: null, to: --j, same: false });
  }
  while (i > 0) steps.push({ from: --i, to: null, same: false });
  while (j > 0) steps.push({ from: null, to: --j, same: false });
  return steps.reverse();
}

/** Edits between all beginnings of the two: (own + 1) × (other + 1), row by row. */
function editCosts(own: readonly string[], other: readonly string[]): Uint16Array {
  const width = other.length + 1;
  const cost = new Uint16Array((own.length + 1) * width);
  for (let j = 1; j < width; j++) cost[j] = j;
  for (let i = 1; i <= own.length; i++) {
    cost[i * width] = i;
    for (let j = 1; j < width; j++) {
      const change = bare(own[i - 1]!) === bare(other[j - 1]!) ? 0 : 1;
      cost[i * width + j] = Math.min(
        cost[(i - 1) * width + j]! + 1,
        cost[i * width + j - 1]! + 1,
        cost[(i - 1) * width + j - 1]! + change,
      );
    }
  }
  return cost;
}
