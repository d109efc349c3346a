import type { PageReading } from '../invoice/page.ts';

/** One file as read: its pages and their flattened pictures. */
export interface FileReading {
  readonly pages: readonly PageReading[];
  /** JPEG of each flattened page without metadata; pixel (x, y) of a picture is (x, y) of its page's words. */
  readonly images: readonly Buffer[];
  readonly ms: ReadingTimes;
}

/** Milliseconds spent, by kind of work, over all pages. */
export interface ReadingTimes {
  readonly decode: number;
  readonly qr: number;
  readonly ocr: number;
  readonly total: number;
}

export interface ReadingFailure {
  readonly code: ReadingFailureCode;
}

export type ReadingFailureCode =
  | 'unsupported_type'
  /** An iPhone's own format; decoding HEVC needs a licence that our image library does not have. */
  | 'heic'
  | 'too_large'
  | 'too_many_pixels'
  | 'too_many_pages'
  | 'damaged'
  | 'encrypted'
  | 'timeout'
  | 'out_of_memory'
  | 'empty';

/** What a reading is busy with. */
export type ReadingStage = 'qr' | 'text';

export const LIMITS = {
  bytes: 20 * 1024 * 1024,
  pixels: 40_000_000,
  pages: 10,
} as const;
