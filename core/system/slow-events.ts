import type { Logger } from '../platform/logger.ts';

const SHOWN = 400;

/** Logs statements that took long: their text with placeholders, cut, and never a value. */
export const logSlowQueries =
  (logger: Logger, limitMs: number, count: () => void) =>
  (text: string, ms: number): void => {
    if (ms < limitMs) return;
    count();
    logger.warn({ query: text.replace(/\s+/g, ' ').slice(0, SHOWN), ms: Math.round(ms) }, 'slow query');
  };

/** How one file of a paper was read. */
export interface ObservedReading {
  readonly documentId: string;
  /** `ok`, or why not. */
  readonly outcome: string;
  readonly ms: number;
}

/** Logs readings that took long, by document and never by what was read. */
export const logSlowReadings =
  (logger: Logger, limitMs: number, count: (reading: ObservedReading) => void) =>
  (reading: ObservedReading): void => {
    count(reading);
    if (reading.ms >= limitMs) logger.warn({ ...reading, ms: Math.round(reading.ms) }, 'slow reading');
  };
