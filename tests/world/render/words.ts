import type { Barcode, PageReading, Point, Quad, Word } from '../../../core/invoice/page.ts';
import type { WorldDocument } from '../document.ts';
import { textWidth } from '../paper/fonts.ts';
import type { Run, Sheet } from '../paper/sheet.ts';
import { createRandom, type Random } from '../random.ts';
import { type Misreading, misread } from './misreading.ts';

export type NoiseName = 'none' | 'pdf' | 'scan' | 'full' | '1280';

interface Noise {
  readonly kind: 'pdf' | 'image';
  /** Longer side of an A4 page in pixels; a PDF's unit is the point. */
  readonly pixels: number;
  readonly reading: Misreading;
  /** Largest slope of the text after flattening, radians. */
  readonly slope: number;
  /** Deviation of box corners, as a share of the text's height. */
  readonly jitter: number;
  /** Share of pages whose fiscal code is not read. */
  readonly codeLost: number;
}

const CLEAN: Misreading = {
  digit: 0,
  swap: 0,
  lostSeparator: 0,
  lostSpace: 0,
  lostDigit: 0,
  letter: 0,
  accent: 0,
  lostPiece: 0,
};

/** Calibrated on what PP-OCRv4 does to digits, separators, spaces and accents on flattened pages, a little worse. */
const NOISES: Readonly<Record<NoiseName, Noise>> = {
  none: { kind: 'image', pixels: 2400, reading: CLEAN, slope: 0, jitter: 0, codeLost: 0 },
  pdf: { kind: 'pdf', pixels: 842, reading: CLEAN, slope: 0, jitter: 0, codeLost: 0.02 },
  scan: {
    kind: 'image',
    pixels: 2339,
    reading: {
      digit: 0.0008,
      swap: 0.003,
      lostSeparator: 0.001,
      lostSpace: 0.1,
      lostDigit: 0.0004,
      letter: 0.003,
      accent: 0.7,
      lostPiece: 0.001,
    },
    slope: 0.004,
    jitter: 0.04,
    codeLost: 0.05,
  },
  full: {
    kind: 'image',
    pixels: 2800,
    reading: {
      digit: 0.001,
      swap: 0.004,
      lostSeparator: 0.0015,
      lostSpace: 0.15,
      lostDigit: 0.0005,
      letter: 0.004,
      accent: 0.8,
      lostPiece: 0.0015,
    },
    slope: 0.008,
    jitter: 0.06,
    codeLost: 0.25,
  },
  '1280': {
    kind: 'image',
    pixels: 1150,
    reading: {
      digit: 0.0025,
      swap: 0.02,
      lostSeparator: 0.005,
      lostSpace: 0.45,
      lostDigit: 0.001,
      letter: 0.01,
      accent: 0.95,
      lostPiece: 0.004,
    },
    slope: 0.014,
    jitter: 0.1,
    codeLost: 0.5,
  },
};

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

function readPiece(random: Random, piece: Piece, camera: Camera, noise: Noise): Word | null {
  const { reading } = noise;
  if (random.chance(reading.lostPiece)) return null;
  const quad = quadOf(random, piece, camera, noise.jitter);
  if (noise.kind === 'pdf') return { text: piece.text, confidence: 1, quad, source: 'pdf' };
  const text = misread(random, piece.text, reading).trim();
  if (text === '') return null;
  const source = 'ppocr';
  const wrong = text.replaceAll(' ', '') !== piece.text.replaceAll(' ', '');
  const unsure = wrong ? random.chance(0.7) : random.chance(0.04);
  const confidence = Number((unsure ? random.between(0.55, 0.93) : random.between(0.93, 0.999)).toFixed(3));
  if (wrong && random.chance(0.45)) {
    return {
      text,
      confidence,
      quad,
      source,
      alternatives: [{ text: piece.text, confidence: confidence * random.between(0.4, 0.98) }],
    };
  }
  if (!wrong && noise.pixels < 2000 && random.chance(0.04)) {
    const other = misread(random, piece.text, { ...reading, digit: 0.3, swap: 0.2 });
    if (other !== text)
      return {
        text,
        confidence,
        quad,
        source,
        alternatives: [{ text: other, confidence: confidence * 0.6 }],
      };
  }
  return { text, confidence, quad, source };
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
  const long = Math.max(sheet.width, sheet.height);
  const heights = pieces.map((piece) => piece.size * camera.scale).sort((a, b) => a - b);
  return {
    pageNumber,
    width: Math.round(sheet.width * camera.scale + 0.04 * noise.pixels * (noise.kind === 'pdf' ? 0 : 1)),
    height: Math.round(sheet.height * camera.scale + 0.04 * noise.pixels * (noise.kind === 'pdf' ? 0 : 1)),
    kind: noise.kind,
    words: pieces.map((piece) => readPiece(random, piece, camera, noise)).filter((word) => word !== null),
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
