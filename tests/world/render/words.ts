import type { Barcode, PageReading, Point, Quad, Word } from '../../../core/invoice/page.ts';
import type { WorldDocument } from '../document.ts';
import { textWidth } from '../paper/fonts.ts';
import type { Run, Sheet } from '../paper/sheet.ts';
import { createRandom, type Random } from '../random.ts';
import { certaintyOf } from './certainty.ts';
import { misread } from './misreading.ts';
import { NOISES, type Noise, type NoiseName, readingOn } from './noise.ts';
import { strayWords } from './stray-words.ts';

/** A word before it is read: exact text, and its extent on paper in points. */
interface Piece {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** Each word of a run with its own extent, as a text layer gives them. */
function wordsOf(run: Run): Piece[] {
  const pieces: Piece[] = [];
  for (const match of run.text.matchAll(/\S+/g)) {
    const left = run.x + textWidth(run.text.slice(0, match.index), run.face, run.size);
    const right = left + textWidth(match[0], run.face, run.size);
    pieces.push({ text: match[0], left, right, baseline: run.y, size: run.size });
  }
  return pieces;
}

/** Pieces that stand on one line of the paper, each line from left to right. */
function rowsOf(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.baseline - b.baseline)) {
    const row = rows.findLast(
      (candidate) => Math.abs((candidate[0] as Piece).baseline - piece.baseline) < piece.size * 0.3,
    );
    if (row === undefined) rows.push([piece]);
    else row.push(piece);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}

/** Whether two neighbours on a line end in one word: touching ones always, spaced ones when the space is overlooked. */
function runsTogether(random: Random, gap: number, size: number, lostSpace: number): boolean {
  const wide = gap / size;
  if (wide < 0.06) return true;
  if (wide > 0.95) return false;
  return random.chance(wide < 0.45 ? lostSpace : lostSpace * 0.12);
}

function joinWords(
  random: Random,
  pieces: readonly Piece[],
  lostSpace: number,
  keepsSpaces: boolean,
): Piece[] {
  return rowsOf(pieces).flatMap((row) => {
    const joined: Piece[] = [];
    for (const piece of row) {
      const last = joined.at(-1);
      const gap = last === undefined ? Number.POSITIVE_INFINITY : piece.left - last.right;
      const alike = last !== undefined && Math.abs(last.size - piece.size) < piece.size * 0.35;
      const merged = runsTogether(random, gap, piece.size, lostSpace);
      const inOneBox = keepsSpaces && gap < piece.size * 0.7;
      if (last === undefined || !alike || !(merged || inOneBox)) {
        joined.push(piece);
        continue;
      }
      const text = `${last.text}${merged ? '' : ' '}${piece.text}`;
      joined[joined.length - 1] = { ...last, text, right: Math.max(last.right, piece.right) };
    }
    return joined;
  });
}

interface Camera {
  readonly scale: number;
  place(x: number, y: number): Point;
}

function createCamera(random: Random, sheet: Sheet, noise: Noise): Camera {
  const long = Math.max(sheet.width, sheet.height);
  // A long roll is photographed whole, a short one fills the picture too.
  const scale = noise.kind === 'pdf' ? 1 : noise.pixels / (sheet.width < 300 ? Math.max(long, 420) : long);
  const slope = noise.slope === 0 ? 0 : random.between(-noise.slope, noise.slope);
  const shear = noise.slope === 0 ? 0 : random.between(-noise.slope, noise.slope);
  const bend = noise.slope === 0 ? 0 : random.between(-noise.slope, noise.slope) * 0.4;
  const margin = noise.kind === 'pdf' ? 0 : 0.02 * noise.pixels;
  return {
    scale,
    place: (x, y) => {
      const u = x / sheet.width - 0.5;
      return {
        x: margin + (x + shear * (y - sheet.height / 2)) * scale,
        y: margin + (y + slope * (x - sheet.width / 2) + bend * sheet.width * (u * u - 0.25)) * scale,
      };
    },
  };
}

function quadOf(random: Random, piece: Piece, camera: Camera, jitter: number): Quad {
  const top = piece.baseline - piece.size * 0.8;
  const bottom = piece.baseline + piece.size * 0.22;
  const shift = (): number => (jitter === 0 ? 0 : random.normal() * jitter * piece.size * camera.scale);
  const corner = (x: number, y: number): Point => {
    const point = camera.place(x, y);
    return { x: point.x + shift(), y: point.y + shift() * 0.7 };
  };
  return [
    corner(piece.left, top),
    corner(piece.right, top),
    corner(piece.right, bottom),
    corner(piece.left, bottom),
  ];
}

function readPiece(random: Random, piece: Piece, camera: Camera, noise: Noise, hard: boolean): Word | null {
  const reading = readingOn(noise, hard);
  if (random.chance(reading.lostPiece)) return null;
  const quad = quadOf(random, piece, camera, noise.jitter);
  if (noise.kind === 'pdf') return { text: piece.text, confidence: 1, quad, source: 'pdf' };
  const text = misread(random, piece.text, reading).trim();
  if (text === '') return null;
  if (noise.jitter === 0) return { text, confidence: 1, quad, source: 'ppocr' };
  const sight = { sharp: noise.pixels > 2000, hard };
  const { confidence, alternatives } = certaintyOf(random, piece.text, text, reading, sight);
  const word: Word = { text, confidence, quad, source: 'ppocr' };
  return alternatives.length === 0 ? word : { ...word, alternatives };
}

function barcodesOf(random: Random, sheet: Sheet, camera: Camera, noise: Noise): Barcode[] {
  const out: Barcode[] = [];
  for (const item of sheet.items) {
    const square = (x: number, y: number, width: number, height: number): Quad => [
      camera.place(x, y),
      camera.place(x + width, y),
      camera.place(x + width, y + height),
      camera.place(x, y + height),
    ];
    if (item.kind === 'code') {
      const lost = item.covered ? Math.max(noise.codeLost, 0.7) : noise.codeLost;
      if (!random.chance(lost))
        out.push({ format: 'QRCode', text: item.text, quad: square(item.x, item.y, item.size, item.size) });
    }
    if (item.kind === 'bars' && !random.chance(Math.min(0.95, noise.codeLost + 0.2))) {
      out.push({ format: 'ITF', text: item.digits, quad: square(item.x, item.y, item.width, item.height) });
    }
  }
  return out;
}

function readSheet(random: Random, sheet: Sheet, pageNumber: number, noise: Noise): PageReading {
  const camera = createCamera(random, sheet, noise);
  const runs = sheet.items.filter(
    (item): item is Run => item.kind === 'run' && !(noise.kind === 'pdf' && item.picture === true),
  );
  // How often spaces vanish depends on the letters' size and the focus, so it differs from page to page.
  const lostSpace = Math.min(0.9, noise.reading.lostSpace * random.between(0, 1.7));
  const wholeBoxes = noise.kind === 'image' && random.chance(0.15);
  const words = runs.flatMap(wordsOf);
  const pieces = noise.kind === 'pdf' ? words : joinWords(random, words, lostSpace, wholeBoxes);
  const hard = random.chance(noise.hardPages);
  const read = pieces
    .map((piece) => readPiece(random, piece, camera, noise, hard))
    .filter((word) => word !== null);
  const marked = noise.reading.lostPiece > 0 && random.chance(0.12);
  const stray = marked ? strayWords(random, sheet.width * camera.scale, sheet.height * camera.scale) : [];
  const long = Math.max(sheet.width, sheet.height);
  const heights = pieces.map((piece) => piece.size * camera.scale).sort((a, b) => a - b);
  return {
    pageNumber,
    width: Math.round(sheet.width * camera.scale + 0.04 * noise.pixels * (noise.kind === 'pdf' ? 0 : 1)),
    height: Math.round(sheet.height * camera.scale + 0.04 * noise.pixels * (noise.kind === 'pdf' ? 0 : 1)),
    kind: noise.kind,
    words: [...read, ...stray],
    barcodes: barcodesOf(random, sheet, camera, noise),
    quality:
      noise.kind === 'pdf'
        ? null
        : {
            sharpness: noise.pixels < 2000 ? 400 : 900,
            brightness: 190,
            glare: 0,
            textHeight: heights[Math.floor(heights.length / 2)] ?? long / 100,
            flattened: true,
          },
  };
}

/**
 * The document as an eye would give it, straight from where its texts were placed: fast, without drawing a pixel.
 * Photographs show the original alone most of the time; a PDF holds all its copies.
 */
export function renderWords(document: WorldDocument, seed: number, noiseName: NoiseName): PageReading[] {
  const noise = NOISES[noiseName];
  const random = createRandom(seed).fork(`words ${noiseName} ${document.layout}`);
  const originals = noise.kind === 'image' && !random.chance(0.1);
  const sheets = document.sheets.filter((sheet) => !originals || (sheet.copy ?? 0) === 0);
  return sheets.map((sheet, index) => readSheet(random.fork(`sheet ${index}`), sheet, index + 1, noise));
}
