/**
 * The recogniser knows 6,600 characters, most of them Chinese. An invoice is Latin: other classes are dropped, and
 * full-width twins of Latin signs ("，" for ",") lend their probability to the sign they stand for.
 */
export interface Alphabet {
  /** Characters that may be read; index 0 is CTC's blank (the empty string). */
  readonly characters: readonly string[];
  /** The network's classes and, for each, the index in `characters` that it counts for. */
  readonly classes: readonly { readonly from: number; readonly to: number }[];
  readonly classCount: number;
}

const LATIN = /^[\x20-\x7eÀ-ſ°º–—€£]$/;
/** Chinese signs that the network answers with where a Latin one of the same shape is printed. */
const SAME_SHAPE: Readonly<Record<string, string>> = { 一: '-', '—': '-', '–': '-', '×': 'x', 〇: '0' };

/** Builds the alphabet from the network's list of characters, one a line. */
export function alphabetFrom(list: string): Alphabet {
  const signs = ['', ...list.replaceAll('\r', '').replace(/\n$/, '').split('\n'), ' '];
  const characters: string[] = [''];
  const place = new Map<string, number>([['', 0]]);
  const classes: { from: number; to: number }[] = [];
  signs.forEach((sign, from) => {
    const latin = sign === '' ? '' : (SAME_SHAPE[sign] ?? sign.normalize('NFKC'));
    if (latin !== '' && !LATIN.test(latin)) return;
    let to = place.get(latin);
    if (to === undefined) {
      to = characters.push(latin) - 1;
      place.set(latin, to);
    }
    classes.push({ from, to });
  });
  return { characters, classes, classCount: signs.length };
}
