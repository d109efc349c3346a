/** How alike two folded words are, for people who type on a phone: plurals, typos, b/v, s/c/z, missing h. */

/** The singular as far as matching needs it: "tomates" and "tomate" → "tomat", "panes" → "pan", "oreos" → "oreo". */
function stem(word: string): string {
  if (word.length < 4) return word;
  const singular = word.replace(/ces$/, 'z').replace(/(?<=[aeiouy])s$/, '');
  return singular.length > 3 ? singular.replace(/e$/, '') : singular;
}

/** One key for spellings that sound the same here: v = b, z = s = soft c, ll = y, silent h, qu = k. */
export function soundOf(word: string): string {
  return word
    .replace(/sh/g, 'ch')
    .replace(/ph/g, 'f')
    .replace(/ch/g, '1')
    .replace(/ll/g, 'y')
    .replace(/qu(?=[ei])/g, 'k')
    .replace(/gu(?=[ei])/g, 'g')
    .replace(/c(?=[ei])/g, 's')
    .replace(/[cqk]/g, 'k')
    .replace(/[zx]/g, 's')
    .replace(/v|w/g, 'b')
    .replace(/h/g, '')
    .replace(/y$/, 'i')
    .replace(/(.)\1+/g, '$1');
}

/**
 * Typing slips between two words: letters changed, missing, added or swapped with their neighbour; stops beyond `limit`
 * and then answers limit + 1.
 */
function slips(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      next.push(cost);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return row[b.length]!;
}

const slipsAllowed = (length: number): number => {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
};

const DIMINUTIVE = /(?:ecit|cit|it)[ao]$/;

const undiminished = (word: string): readonly string[] => {
  if (word.length < 6 || !DIMINUTIVE.test(word)) return [];
  const base = word.replace(DIMINUTIVE, '');
  const vowel = word.at(-1)!;
  return [base, base + vowel, `${base}e`, base.replace(/qu$/, 'c') + vowel, base.replace(/c$/, 'z') + vowel];
};

/** A word with what comparing needs, worked out once. */
export interface WordForm {
  readonly text: string;
  readonly stem: string;
  readonly sound: string;
  readonly numeric: boolean;
  /** What the word may be the diminutive of. */
  readonly bases: readonly string[];
}

export function formOf(text: string): WordForm {
  const stemmed = stem(text);
  return {
    text,
    stem: stemmed,
    sound: soundOf(stemmed),
    numeric: /\d/.test(text),
    bases: undiminished(stemmed),
  };
}

function slipLikeness(a: WordForm, b: WordForm): number {
  if (a.sound === b.sound && a.stem.length > 2) return 0.94;
  const shorter = Math.min(a.stem.length, b.stem.length);
  // A different first letter is mostly another word; long words may take it.
  const limit = a.sound[0] === b.sound[0] || shorter > 6 ? slipsAllowed(shorter) : 0;
  // Short words of one length are mostly two words: coca and cola, toro and todo.
  if (shorter < 5 && a.stem.length === b.stem.length && a.text.length === b.text.length) return 0;
  if (limit === 0 || Math.abs(a.stem.length - b.stem.length) > limit + 1) return 0;
  const distance = Math.min(slips(a.stem, b.stem, limit), slips(a.sound, b.sound, limit));
  if (distance > limit) return 0;
  return distance === 1 ? 0.86 : 0.76;
}

/**
 * 1 the same word · about 0.9 the same but for its spelling · 0.75…0.85 a slip or a shortening · 0 another word.
 * `said` is what a person wrote, `known` a word of the catalogue.
 */
export function likeness(said: WordForm, known: WordForm): number {
  if (said.text === known.text) return 1;
  if (said.stem === known.stem) return 0.99;
  const a = said.stem;
  const b = known.stem;
  if (said.numeric || known.numeric || a.length < 2 || b.length < 2) return 0;
  if (said.bases.includes(b)) return 0.93;
  const slip = slipLikeness(said, known);
  if (slip > 0) return slip;
  if (a.length >= 4 && b.startsWith(a)) return 0.8;
  // The catalogue shortens too: "GALL" for galletitas.
  return b.length >= 4 && b.length < a.length && a.startsWith(b) ? 0.72 : 0;
}

/** Whether two folded words are the same but for number, spelling or size. */
export const sameWord = (a: string, b: string): boolean => likeness(formOf(a), formOf(b)) > 0.9;
