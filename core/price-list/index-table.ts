import { Dec, type DecimalString, isDecimalString, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';

export interface MonthlyIndex {
  /** "2026-10". */
  readonly month: string;
  /** Against the month before, two decimals. */
  readonly percent: DecimalString;
}

const MONTH_TITLE = /^(?:mes|fecha|periodo|month|date|indice_tiempo)$/;
const PERCENT_TITLE = /^(?:%|porcentaje|variacion.*|var.*|percent|inflacion)$/;
const LEVEL_TITLE = /^(?:ipc.*|indice|nivel.*|valor|index)$/;
/** Older months move no price any more. */
const LATEST_MONTHS = 36;

function monthOf(cell: string): string | null {
  const iso = /^(20\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?$/.exec(cell);
  if (iso !== null) return `${iso[1]}-${iso[2]}`;
  const spoken = /^(?:\d{1,2}\/)?(0?[1-9]|1[0-2])\/(20\d\d)$/.exec(cell);
  return spoken === null ? null : `${spoken[2]}-${spoken[1]!.padStart(2, '0')}`;
}

/** "2,4", "2.4 %", "1.234,5". */
function numberOf(cell: string): Dec | null {
  const bare = cell.replace(/[%\s]/g, '');
  const digits = bare.includes(',') ? bare.replaceAll('.', '').replace(',', '.') : bare;
  return isDecimalString(digits) ? new Dec(digits) : null;
}

/**
 * A monthly price index from a table with a month and either its change in percent or its level, as INDEC publishes it;
 * a level gives the change against the month before it. The latest three years, ascending; null where it is no such table.
 */
export function readIndexTable([head = [], ...rows]: readonly (readonly string[])[]):
  | readonly MonthlyIndex[]
  | null {
  const titles = head.map(fold);
  const monthAt = titles.findIndex((title) => MONTH_TITLE.test(title));
  const percentAt = titles.findIndex((title) => PERCENT_TITLE.test(title));
  const levelAt = titles.findIndex((title) => LEVEL_TITLE.test(title));
  const valueAt = percentAt === -1 ? levelAt : percentAt;
  if (monthAt === -1 || valueAt === -1) return null;
  const values = new Map<string, Dec>();
  for (const row of rows) {
    const month = monthOf(row[monthAt] ?? '');
    const value = numberOf(row[valueAt] ?? '');
    if (month === null || value === null) return null;
    values.set(month, value);
  }
  const months = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  const changes = percentAt === -1 ? changesOf(months) : months;
  return changes
    .slice(-LATEST_MONTHS)
    .map(([month, percent]) => ({ month, percent: plain(percent.toDecimalPlaces(2)) }));
}

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));

function changesOf(levels: readonly (readonly [string, Dec])[]): readonly (readonly [string, Dec])[] {
  return levels.slice(1).flatMap(([month, level], i) => {
    const [before, base] = levels[i]!;
    const follows = monthNumber(month) - monthNumber(before) === 1 && base.gt(0);
    return follows ? [[month, level.div(base).minus(1).times(100)] as const] : [];
  });
}
