import type { Quad } from '../invoice/page.ts';
import type { Result } from '../platform/result.ts';
import type { FileReading, ReadingFailure, ReadingStage } from './file-reading.ts';

/** What a reading process is asked to do. */
export type ReadingTask =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly kind: 'text'; readonly image: Uint8Array; readonly boxes: readonly Quad[] }
  | { readonly kind: 'warm' };

export type ReadingOutcome =
  | { readonly kind: 'read'; readonly result: Result<FileReading, ReadingFailure> }
  | { readonly kind: 'text'; readonly texts: readonly string[] }
  | { readonly kind: 'warm' };

export type ReadingNews = ReadingStage;
