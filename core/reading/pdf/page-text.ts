import type { Quad, Word } from '../../invoice/page.ts';
import { INVISIBLE_TEXT, type Pdfium, withMemory } from './pdfium.ts';

/** A page's text layer, in raster pixels. */
export interface TextLayer {
  readonly words: readonly Word[];
  /** Visible, mappable characters. */
  readonly characters: number;
  /** Share of characters that are invisible, unmapped or not upright, 0…1: such a layer cannot be trusted. */
  readonly unusable: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Letter extends Box {
  readonly text: string;
}

/** Maps user space (points, y upwards) to raster pixels. */
export type ToRaster = (x: number, y: number) => { readonly x: number; readonly y: number };

const REPLACEMENT = 0xfffd;
/** Of the letter's height: a wider gap between two letters parts two words. */
const WORD_GAP = 0.25;

/** Reads the text layer: words with their places, exactly as the PDF says them. */
export function textLayerOf(pdfium: Pdfium, page: number, toRaster: ToRaster): TextLayer {
  const text = pdfium._FPDFText_LoadPage(page);
  if (text === 0) return { words: [], characters: 0, unusable: 0 };
  try {
    const turns = pdfium._FPDFPage_GetRotation(page);
    const count = pdfium._FPDFText_CountChars(text);
    const builder = createWordBuilder();
    let bad = 0;
    let good = 0;
    for (let index = 0; index < count; index++) {
      const code = pdfium._FPDFText_GetUnicode(text, index);
      const sign = code === 0 || code === REPLACEMENT ? '' : String.fromCodePoint(code);
      if (code > 0 && (sign.trim() === '' || code < 32)) builder.endWord();
      else if (!isUsable(pdfium, text, index, code, turns)) bad++;
      else {
        good++;
        builder.add({ text: sign, ...boxOf(pdfium, text, index, toRaster) });
      }
    }
    builder.endWord();
    return { words: builder.words(), characters: good, unusable: bad / (bad + good || 1) };
  } finally {
    pdfium._FPDFText_ClosePage(text);
  }
}

function isUsable(pdfium: Pdfium, text: number, index: number, code: number, turns: number): boolean {
  if (code === 0 || code === REPLACEMENT) return false;
  if (pdfium._FPDFText_HasUnicodeMapError(text, index) === 1) return false;
  const object = pdfium._FPDFText_GetTextObject(text, index);
  // Hidden text is what some scanner's own recognition believed.
  if (object !== 0 && pdfium._FPDFTextObj_GetTextRenderMode(object) === INVISIBLE_TEXT) return false;
  const onPage = pdfium._FPDFText_GetCharAngle(text, index) - turns * (Math.PI / 2);
  return Math.cos(onPage) > 0.9;
}

function boxOf(pdfium: Pdfium, text: number, index: number, toRaster: ToRaster): Box {
  return withMemory(pdfium, 16, (pointer) => {
    pdfium._FPDFText_GetLooseCharBox(text, index, pointer);
    const view = new DataView(pdfium.HEAPU8.buffer);
    const [left, top, right, bottom] = [0, 4, 8, 12].map((at) => view.getFloat32(pointer + at, true)) as [
      number,
      number,
      number,
      number,
    ];
    const one = toRaster(left, top);
    const other = toRaster(right, bottom);
    return {
      left: Math.min(one.x, other.x),
      right: Math.max(one.x, other.x),
      top: Math.min(one.y, other.y),
      bottom: Math.max(one.y, other.y),
    };
  });
}

function createWordBuilder() {
  const done: (Box & { text: string })[] = [];
  let current: (Box & { text: string }) | null = null;
  const endWord = (): void => {
    if (current && !isDrawnTwice(current, done.slice(-24))) done.push(current);
    current = null;
  };
  return {
    endWord,
    add(letter: Letter): void {
      if (current && !continues(current, letter)) endWord();
      if (!current) current = { ...letter };
      else {
        current.text += letter.text;
        current.left = Math.min(current.left, letter.left);
        current.right = Math.max(current.right, letter.right);
        current.top = Math.min(current.top, letter.top);
        current.bottom = Math.max(current.bottom, letter.bottom);
      }
    },
    words: (): Word[] =>
      done.map(({ text, ...box }) => ({
        text: text.normalize('NFC'),
        confidence: 1,
        quad: quadOf(box),
        source: 'pdf',
      })),
  };
}

function continues(word: Box, letter: Box): boolean {
  const height = Math.max(1, Math.min(word.bottom - word.top, letter.bottom - letter.top));
  const overlap = Math.min(word.bottom, letter.bottom) - Math.max(word.top, letter.top);
  const gap = letter.left - word.right;
  return overlap > 0.5 * height && gap < WORD_GAP * height && gap > -1.5 * height;
}

/** Bold print is often the same text drawn twice, a hair apart. */
function isDrawnTwice(word: Box & { text: string }, earlier: readonly (Box & { text: string })[]): boolean {
  const near = 0.2 * (word.bottom - word.top);
  return earlier.some(
    (other) =>
      other.text === word.text &&
      Math.abs(other.left - word.left) < near &&
      Math.abs(other.top - word.top) < near,
  );
}

const quadOf = ({ left, right, top, bottom }: Box): Quad => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];
