import { type Token, tokenize } from '../language/tokens.ts';
import { type Sentence, sentence } from './correction-grammar.ts';
import { type CorrectionContext, readSegment } from './correction-rules.ts';
import type { DraftEdit } from './edit.ts';

const MAX_LENGTH = 600;
const MAX_SEGMENTS = 14;

const SEPARATORS = new Set([',', ';', '.', 'y', 'e', 'ademas', 'tambien']);

/** Words of courtesy and hesitation that change nothing, at either end of a phrase. */
const BEFORE =
  /^(?:(?:no|che|ah|uh|eh|perdon|disculpa|ojo|mira|corregi|correccion|corrijo|pero|bueno|entonces|hola|y|e|que|tambien|ademas|por favor|porfa|[,.:!-]) )+(?=\S)/;
const AFTER = /(?: (?:por favor|porfa|porfis|gracias|che|eh|nomas|nada mas|dale|jaja|[,.:;!-]))+$/;

interface Segment {
  readonly start: number;
  readonly end: number;
}

function segmentsOf(whole: Sentence): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  const close = (end: number, next: number): void => {
    if (end > start) segments.push({ start, end });
    start = next;
  };
  for (const [i, token] of whole.tokens.entries()) {
    const offset = whole.offsets[i]!;
    if (SEPARATORS.has(token.text) && token.kind !== 'number')
      close(Math.max(start, offset - 1), offset + token.text.length + 1);
  }
  close(whole.text.length, whole.text.length);
  return segments;
}

/** A stretch without its courtesies, as offsets. */
function trimmed(text: string, { start, end }: Segment): Segment {
  const stretch = text.slice(start, end);
  const before = BEFORE.exec(stretch)?.[0].length ?? 0;
  const after = AFTER.exec(stretch.slice(before))?.[0].length ?? 0;
  return { start: start + before, end: end - after };
}

const isCourtesy = (text: string): boolean =>
  /^(?:(?:gracias|por favor|porfa|dale|listo|nada mas|eso|chau|saludos|hola|che|perdon|bueno|[,.!]) ?)+$/.test(
    text,
  );

/** Reads from segment `i` on: the shortest stretches first, so that a comma inside a name is still part of it. */
function readFrom(
  whole: Sentence,
  segments: readonly Segment[],
  i: number,
  context: CorrectionContext,
): readonly DraftEdit[] | null {
  if (i === segments.length) return [];
  for (let j = i; j < segments.length; j++) {
    const stretch = { start: segments[i]!.start, end: segments[j]!.end };
    if (isCourtesy(whole.text.slice(stretch.start, stretch.end))) {
      const rest = readFrom(whole, segments, j + 1, context);
      if (rest) return rest;
    }
    const read = readSegment(whole, trimmed(whole.text, stretch), context);
    if (!read) continue;
    const rest = readFrom(whole, segments, j + 1, read.context);
    if (rest) return [...read.edits, ...rest];
  }
  return null;
}

/**
 * What a person asks to change in the document under review, in free Argentine Spanish: "renglón 3 son 12",
 * "el 2 a 1.250 y borrá el 5", "agregá 6 coca 1,5 a 980". Several corrections may stand in one message.
 * Null when any part of it is no correction, so that another feature can take the message.
 */
export function parseCorrections(text: string): DraftEdit[] | null {
  if (text.length > MAX_LENGTH || text.includes('?')) return null;
  const lines = text.replace(/[\n\r]/g, ';');
  const tokens: readonly Token[] = tokenize(lines);
  const whole = sentence(lines, tokens);
  const segments = segmentsOf(whole);
  if (segments.length === 0 || segments.length > MAX_SEGMENTS) return null;
  const edits = readFrom(whole, segments, 0, { line: null, property: null, adding: false });
  return edits === null || edits.length === 0 ? null : [...edits];
}
