import { isLegible } from './digit-doubt.ts';
import type { PageReading, Word } from './page.ts';
import { type Baseline, baseline, type Token, tokensOf } from './tokens.ts';

/** Pieces that stand on one line of the page, from left to right. */
export interface Row {
  readonly tokens: readonly Token[];
  readonly page: number;
  /** Height of its middle at the page's middle, after the page's slope is taken out. */
  readonly y: number;
  readonly height: number;
  readonly text: string;
}

interface Placed extends Baseline {
  readonly word: Word;
}

/** The slope of the text: the weighted median over long words. */
function slopeOf(lines: readonly Baseline[]): number {
  const slopes = lines
    .filter((line) => line.x1 - line.x0 > 3 * line.height)
    .map((line) => ({ slope: (line.y1 - line.y0) / (line.x1 - line.x0), weight: line.x1 - line.x0 }))
    .sort((a, b) => a.slope - b.slope);
  const total = slopes.reduce((sum, { weight }) => sum + weight, 0);
  let seen = 0;
  for (const { slope, weight } of slopes) {
    seen += weight;
    if (seen >= total / 2) return slope;
  }
  return 0;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
};

/** The chain whose last word ends at about the height at which this one begins. */
function bestChain(chains: readonly Placed[][], word: Placed, typical: number): Placed[] | null {
  let best: Placed[] | null = null;
  let bestDistance = 0.55 * Math.min(typical * 1.2, Math.max(word.height, typical * 0.7));
  for (const chain of chains) {
    const last = chain.at(-1)!;
    if (word.x0 < last.x1 - typical * 0.6) continue;
    const distance = Math.abs(word.y0 - last.y1) + 0.0006 * Math.max(0, word.x0 - last.x1);
    if (distance < bestDistance) {
      bestDistance = distance;
      best = chain;
    }
  }
  return best;
}

/**
 * The page's rows from top to bottom. Words are chained from left to right, each to the word that ends at its own height
 * once the page's slope is taken out, so that a leaning or curled page keeps its rows where equal heights would mix them.
 */
export function rowsOf(page: PageReading): Row[] {
  const written = page.words.filter((word) => word.text.trim() !== '');
  const raw = written.map((word) => ({ ...baseline(word), word }));
  const slope = slopeOf(raw);
  const placed: Placed[] = raw
    .map((line) => ({ ...line, y0: line.y0 - slope * line.x0, y1: line.y1 - slope * line.x1 }))
    .sort((a, b) => a.x0 - b.x0);
  const typical = median(placed.map((line) => line.height)) || 10;
  const chains: Placed[][] = [];
  for (const word of placed) {
    const chain = bestChain(chains, word, typical);
    if (chain) chain.push(word);
    else chains.push([word]);
  }
  const legible = isLegible(written);
  return chains.map((chain) => rowOf(chain, page.pageNumber, legible)).sort((a, b) => a.y - b.y);
}

function rowOf(chain: readonly Placed[], page: number, legible: boolean): Row {
  const tokens = joinBrokenNumbers(chain.flatMap(({ word }) => tokensOf(word, page, legible)));
  return {
    tokens,
    page,
    y: chain.reduce((sum, { y0, y1 }) => sum + (y0 + y1) / 2, 0) / chain.length,
    height: median(chain.map(({ height }) => height)),
    text: tokens.map(({ text }) => text).join(' '),
  };
}

/** True for two neighbouring pieces of one number: "1.409." + "310,90", "163." + "227,12". */
function continues(left: Token, right: Token): boolean {
  const gap = right.x0 - left.x1;
  if (gap > left.height * 0.45) return false;
  return (
    (/^\$?\d{1,3}([.,]\d{3})*[.,]$/.test(left.text) && /^\d{2,3}([.,]\d{2,4})*$/.test(right.text)) ||
    (/^\$?\d{1,3}([.,]\d{3})*$/.test(left.text) && /^[.,]\d{2,3}([.,]\d{2,4})*$/.test(right.text))
  );
}

/** True where a chain of "1 586 745.60" goes on: groups of three behind a blank. */
const groupsOfThree = (tokens: readonly Token[], at: number): number => {
  if (!/^\d{1,3}$/.test(tokens[at]?.text ?? '')) return 0;
  let end = at + 1;
  while (end < tokens.length && tokens[end]!.x0 - tokens[end - 1]!.x1 < tokens[end]!.height * 0.5) {
    if (/^\d{3}$/.test(tokens[end]!.text)) end++;
    else if (/^\d{3}[.,]\d{2}$/.test(tokens[end]!.text)) return end - at + 1;
    else return 0;
  }
  return 0;
};

const merge = (left: Token, right: Token): Token => ({
  ...left,
  text: left.text + right.text,
  confidence: Math.min(left.confidence, right.confidence),
  x1: right.x1,
  y1: right.y1,
  exact: left.exact && right.exact,
  alternatives: [],
  firm: left.firm && right.firm && left.alternatives.length + right.alternatives.length === 0,
});

/** Puts numbers together again that an engine or a blank as thousands mark cut in two. */
function joinBrokenNumbers(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const groups = groupsOfThree(tokens, at);
    const last = joined.at(-1);
    if (groups > 1) {
      joined.push(tokens.slice(at + 1, at + groups).reduce(merge, tokens[at]!));
      at += groups - 1;
    } else if (last && continues(last, tokens[at]!)) joined[joined.length - 1] = merge(last, tokens[at]!);
    else joined.push(tokens[at]!);
  }
  return joined;
}
