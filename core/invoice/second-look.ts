import { DOUBTED, digitConfidence, isLegible, otherDigits } from './digit-doubt.ts';
import type { PageReading, Word } from './page.ts';

/** A page asks for so many words at most, the most doubtful ones: the time must be bounded. */
const MOST_WORDS = 100;
const SURE = 0.9;

/** How unsure the engine is of a word's digits; 0 where another look can tell nothing new. */
function doubtOf(word: Word, legible: boolean): number {
  if (!/\d/.test(word.text) || word.secondReading !== undefined) return 0;
  const proposals = word.alternatives ?? [];
  const others = otherDigits(word.text, proposals);
  const unsure = 1 - digitConfidence(word.text, word.confidence, proposals);
  const isDoubted = !legible || others >= DOUBTED || unsure > 1 - SURE;
  return isDoubted ? others + unsure + DOUBTED : 0;
}

/** Places in `page.words` of the words whose digits an engine of another kind should read too, most doubtful first. */
export function wordsInDoubt(page: PageReading): readonly number[] {
  if (page.kind === 'pdf') return [];
  const legible = isLegible(page.words);
  return page.words
    .map((word, index) => ({ index, doubt: doubtOf(word, legible) }))
    .filter(({ doubt }) => doubt > 0)
    .sort((a, b) => b.doubt - a.doubt)
    .slice(0, MOST_WORDS)
    .map(({ index }) => index);
}

/** The page with what the other engine read at these places; blank readings say nothing and are left out. */
export function withSecondReadings(
  page: PageReading,
  readings: readonly { readonly index: number; readonly text: string }[],
): PageReading {
  const texts = new Map(readings.map(({ index, text }) => [index, text.trim()]));
  const words = page.words.map((word, index): Word => {
    const secondReading = texts.get(index);
    return secondReading ? { ...word, secondReading } : word;
  });
  return { ...page, words };
}
