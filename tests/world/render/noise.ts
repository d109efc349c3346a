import type { Misreading } from './misreading.ts';

export type NoiseName = 'none' | 'pdf' | 'scan' | 'full' | '1280';

export interface Noise {
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
  /** Share of pages that are hard to read; most misread digits stand on them. */
  readonly hardPages: number;
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
  sign: 0,
};

/** Calibrated on what PP-OCRv4 does to digits, separators, spaces and accents on flattened pages, a little worse. */
export const NOISES: Readonly<Record<NoiseName, Noise>> = {
  none: { kind: 'image', pixels: 2400, reading: CLEAN, slope: 0, jitter: 0, codeLost: 0, hardPages: 0 },
  pdf: { kind: 'pdf', pixels: 842, reading: CLEAN, slope: 0, jitter: 0, codeLost: 0.02, hardPages: 0 },
  scan: {
    kind: 'image',
    pixels: 2339,
    reading: {
      digit: 0.0008,
      swap: 0.003,
      lostSeparator: 0.001,
      lostSpace: 0.06,
      lostDigit: 0.0004,
      letter: 0.003,
      accent: 0.7,
      lostPiece: 0.001,
      sign: 0.02,
    },
    slope: 0.004,
    jitter: 0.04,
    codeLost: 0.05,
    hardPages: 0.1,
  },
  full: {
    kind: 'image',
    pixels: 2800,
    reading: {
      digit: 0.001,
      swap: 0.004,
      lostSeparator: 0.0015,
      lostSpace: 0.08,
      lostDigit: 0.0005,
      letter: 0.004,
      accent: 0.8,
      lostPiece: 0.0015,
      sign: 0.03,
    },
    slope: 0.008,
    jitter: 0.06,
    codeLost: 0.12,
    hardPages: 0.1,
  },
  '1280': {
    kind: 'image',
    pixels: 1150,
    reading: {
      digit: 0.002,
      swap: 0.015,
      lostSeparator: 0.003,
      lostSpace: 0.2,
      lostDigit: 0.0007,
      letter: 0.01,
      accent: 0.95,
      lostPiece: 0.003,
      sign: 0.1,
    },
    slope: 0.014,
    jitter: 0.1,
    codeLost: 0.3,
    hardPages: 0.1,
  },
};

/** On a hard page digits are misread this many times as often as on average; on the others accordingly less. */
const HARD = 8;

/** The rates of one page: digits as hard or as easy as the page is. */
export function readingOn({ reading, hardPages }: Noise, hard: boolean): Misreading {
  const factor = hard ? HARD : (1 - hardPages * HARD) / (1 - hardPages);
  return { ...reading, digit: reading.digit * factor, lostDigit: reading.lostDigit * factor };
}
