import { findDates } from '../fiscal/dates.ts';
import { type DecimalString, dec, plain } from '../platform/decimal.ts';

const PLAIN = /^\d{1,12}(?:\.\d{1,6})?$/;
const COMMA = /^\d{1,12},\d{1,6}$/;
const GROUPED = /^\d{1,3}(?:\.\d{3})+(?:,\d{1,6})?$/;

/**
 * A number of a table: `1234.5` as tables are written, `1234,5` and `1.234.567,5` as people type them. A single point
 * is a decimal one. Null for anything else and for negatives.
 */
export function numberIn(cell: string): DecimalString | null {
  const text = cell.replace(/^\$\s*/, '');
  if (PLAIN.test(text)) return plain(dec(text));
  if (COMMA.test(text)) return plain(dec(text.replace(',', '.')));
  return GROUPED.test(text) ? plain(dec(text.replaceAll('.', '').replace(',', '.'))) : null;
}

/** `2026-11-02` or `02/11/2026`; null for anything else. */
export function dateIn(cell: string): string | null {
  const [date, another] = findDates(cell);
  return date === undefined || another !== undefined || date.length !== cell.length ? null : date.iso;
}
