/**
 * What the eye gives to the understanding: words and codes with their places on one page.
 * Coordinates are pixels (PDF: points) of the upright, flattened page; y grows downwards.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Corners clockwise from the top left of the text as it is read. */
export type Quad = readonly [Point, Point, Point, Point];

export type WordSource = 'pdf' | 'ppocr' | 'tesseract';

export interface Word {
  readonly text: string;
  /** 0…1, the engine's own; 1 for a PDF's text layer. */
  readonly confidence: number;
  readonly quad: Quad;
  readonly source: WordSource;
  /** Other readings of the same word, best first (another engine, another decoding path). */
  readonly alternatives?: readonly { readonly text: string; readonly confidence: number }[];
  /** What an engine of another kind read in the same place, where it was asked. */
  readonly secondReading?: string;
}

export interface Barcode {
  readonly format:
    | 'QRCode'
    | 'ITF'
    | 'EAN-13'
    | 'EAN-8'
    | 'UPC-A'
    | 'Code128'
    | 'DataMatrix'
    | 'PDF417'
    | 'other';
  readonly text: string;
  readonly quad: Quad | null;
}

export interface PageReading {
  /** 1-based, in the order in which the pages were given. */
  readonly pageNumber: number;
  readonly width: number;
  readonly height: number;
  /** `pdf`: the text layer, exact; `image`: recognised. */
  readonly kind: 'pdf' | 'image';
  readonly words: readonly Word[];
  readonly barcodes: readonly Barcode[];
  /** What a person can do better next time; null for a text layer. */
  readonly quality: PageQuality | null;
}

export interface PageQuality {
  /** Variance of the Laplacian on the flattened page at reading size; low is blurred. */
  readonly sharpness: number;
  /** Mean grey of the page, 0 black … 255 white. */
  readonly brightness: number;
  /** Share of the picture that is burnt-out white inside the page, 0…1. */
  readonly glare: number;
  /** Median height of a text line in pixels; small means: come closer. */
  readonly textHeight: number;
  /** True when the page's outline was found and flattened. */
  readonly flattened: boolean;
}
