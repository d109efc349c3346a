/** What the recogniser saw along one line: for each step the probability of each character of the alphabet. */
export interface Posterior {
  readonly steps: number;
  readonly characters: readonly string[];
  /** steps × characters, row by row; column 0 is the blank. */
  readonly values: Float32Array;
}

interface DecodedWord {
  readonly text: string;
  /** Of the least certain character, 0…1. */
  readonly confidence: number;
  /** Steps of the first and the last character. */
  readonly first: number;
  readonly last: number;
  /** Other texts for the same steps, most probable first, with their share of the probability. */
  readonly alternatives: readonly { readonly text: string; readonly confidence: number }[];
}

interface Emission {
  readonly character: number;
  readonly step: number;
  readonly probability: number;
}

/** Below this certainty of its worst character a word gets alternatives. */
const SURE = 0.98;
const ALTERNATIVES = 5;
const BEAM = 12;
const LEAST_SHARE = 0.01;
/** A character this improbable at a step is not followed. */
const LEAST_CHARACTER = 0.004;
/** A blank gap this many times the line's usual advance is a space that the network did not say. */
const WIDE_GAP = 2.2;
/** The network drops spaces in small print: a suspicion of one between two characters is enough. */
const SPACE_SUSPECTED = 0.1;

/** Greedy CTC decoding, split into words at spaces and at wide gaps. */
export function decodeWords(posterior: Posterior): DecodedWord[] {
  const emissions = bestPath(posterior);
  return splitAtSpaces(emissions, posterior).map((word) => {
    const confidence = Math.min(...word.map(({ probability }) => probability));
    const first = word[0]!.step;
    const last = word.at(-1)!.step;
    const text = word.map(({ character }) => posterior.characters[character]!).join('');
    const alternatives = confidence >= SURE ? [] : otherReadings(posterior, first, last, text);
    return { text, confidence, first, last, alternatives };
  });
}

/** Mean certainty of the characters on the best path, 0 when it is empty. */
export function meanConfidence(posterior: Posterior): number {
  const emissions = bestPath(posterior);
  return emissions.reduce((total, { probability }) => total + probability, 0) / (emissions.length || 1);
}

function bestPath({ steps, characters, values }: Posterior): Emission[] {
  const emissions: Emission[] = [];
  const size = characters.length;
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    for (let k = 1; k < size; k++) if (values[step * size + k]! > values[step * size + best]!) best = k;
    const probability = values[step * size + best]!;
    const latest = emissions.at(-1);
    if (best !== 0 && best !== previous) emissions.push({ character: best, step, probability });
    else if (best !== 0 && latest && probability > latest.probability)
      emissions[emissions.length - 1] = { ...latest, probability };
    previous = best;
  }
  return emissions;
}

function splitAtSpaces(emissions: readonly Emission[], posterior: Posterior): Emission[][] {
  const { characters } = posterior;
  const advance = usualAdvance(emissions, characters);
  const words: Emission[][] = [];
  let word: Emission[] = [];
  for (const emission of emissions) {
    const isSpace = characters[emission.character] === ' ';
    const before = word.at(-1);
    const apart =
      before !== undefined &&
      (emission.step - before.step > WIDE_GAP * advance + 1 ||
        spaceBetween(posterior, before.step, emission.step) >= SPACE_SUSPECTED);
    if (word.length > 0 && (isSpace || apart)) {
      words.push(word);
      word = [];
    }
    if (!isSpace) word.push(emission);
  }
  if (word.length > 0) words.push(word);
  return words;
}

/** The greatest probability of a space at a step between two characters. */
function spaceBetween({ characters, values }: Posterior, from: number, to: number): number {
  const space = characters.indexOf(' ');
  let most = 0;
  for (let step = from; step <= to; step++)
    most = Math.max(most, values[step * characters.length + space] ?? 0);
  return most;
}

function usualAdvance(emissions: readonly Emission[], characters: readonly string[]): number {
  const advances: number[] = [];
  for (let i = 1; i < emissions.length; i++) {
    const spaced = [emissions[i - 1]!, emissions[i]!].some(({ character }) => characters[character] === ' ');
    if (!spaced) advances.push(emissions[i]!.step - emissions[i - 1]!.step);
  }
  if (advances.length < 3) return 4;
  return advances.sort((a, b) => a - b)[advances.length >> 1]!;
}

interface Prefix {
  readonly text: string;
  /** The last character as an alphabet index, 0 at the start. */
  readonly end: number;
  /** Probability of the paths that end in a blank, and of those that end in the character. */
  readonly blank: number;
  readonly sign: number;
}

/** CTC prefix beam search over the word's own steps, without the best reading itself. */
function otherReadings(
  posterior: Posterior,
  first: number,
  last: number,
  best: string,
): DecodedWord['alternatives'] {
  let beam: Prefix[] = [{ text: '', end: 0, blank: 1, sign: 0 }];
  const from = Math.max(0, first - 1);
  const to = Math.min(posterior.steps - 1, last + 1);
  for (let step = from; step <= to; step++) beam = advanceBeam(beam, posterior, step);
  const total = beam.reduce((sum, { blank, sign }) => sum + blank + sign, 0) || 1;
  return beam
    .map(({ text, blank, sign }) => ({ text, confidence: (blank + sign) / total }))
    .filter(({ text, confidence }) => text !== best && text !== '' && confidence >= LEAST_SHARE)
    .slice(0, ALTERNATIVES);
}

function advanceBeam(beam: readonly Prefix[], { characters, values }: Posterior, step: number): Prefix[] {
  const size = characters.length;
  const likely: number[] = [];
  for (let k = 1; k < size; k++)
    if (values[step * size + k]! >= LEAST_CHARACTER && characters[k] !== ' ') likely.push(k);
  // Words are split already: within one, a space counts as nothing.
  const blank = values[step * size]! + values[step * size + characters.indexOf(' ')]!;
  const next = new Map<string, { end: number; blank: number; sign: number }>();
  const entry = (text: string, end: number) => {
    let found = next.get(text);
    if (!found) {
      found = { end, blank: 0, sign: 0 };
      next.set(text, found);
    }
    return found;
  };
  for (const prefix of beam) {
    const same = entry(prefix.text, prefix.end);
    same.blank += (prefix.blank + prefix.sign) * blank;
    for (const k of likely) {
      const probability = values[step * size + k]!;
      const longer = entry(prefix.text + characters[k]!, k);
      if (k === prefix.end) {
        same.sign += prefix.sign * probability;
        longer.sign += prefix.blank * probability;
      } else longer.sign += (prefix.blank + prefix.sign) * probability;
    }
  }
  return [...next]
    .map(([text, { end, blank: ended, sign }]) => ({ text, end, blank: ended, sign }))
    .sort((a, b) => b.blank + b.sign - (a.blank + a.sign))
    .slice(0, BEAM);
}
