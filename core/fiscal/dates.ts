/** Dates as Argentine paper prints them, day first; turned into ISO. */
export interface FoundDate {
  readonly iso: string;
  readonly index: number;
  readonly length: number;
}

const MONTHS: Readonly<Record<string, number>> = {
  ene: 1,
  feb: 2,
  mar: 3,
  abr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  ago: 8,
  sep: 9,
  set: 9,
  oct: 10,
  nov: 11,
  dic: 12,
};

const NUMERIC = /(?<![\d/.,-])(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d]|[/.,-]\d)/g;
const ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
const NAMED =
  /(?<!\d)(\d{1,2})[ /.-]{1,3}(?:de )?(ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic)[a-z]{0,8}\.?[ /.-]{1,3}(?:de(?:l)? )?(\d{4}|\d{2})(?!\d)/gi;

/** ISO date of real calendar parts, or null; two-digit years are of this century. */
export function isoDate(year: number, month: number, day: number): string | null {
  const full = year < 100 ? 2000 + year : year;
  if (full < 1900 || full > 2100 || month < 1 || month > 12 || day < 1) return null;
  const lastDay = new Date(Date.UTC(full, month, 0)).getUTCDate();
  if (day > lastDay) return null;
  return `${full}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Every date in a text, in order: 13/04/2026, 3-4-26, 2026-04-13, "13 de abril de 2026". Impossible dates are skipped. */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  const add = (iso: string | null, match: RegExpExecArray): void => {
    if (iso) found.push({ iso, index: match.index, length: match[0].length });
  };
  for (const match of text.matchAll(NUMERIC))
    add(isoDate(Number(match[4]), Number(match[3]), Number(match[1])), match);
  for (const match of text.matchAll(ISO))
    add(isoDate(Number(match[1]), Number(match[2]), Number(match[3])), match);
  for (const match of text.matchAll(NAMED))
    add(isoDate(Number(match[3]), MONTHS[match[2]!.toLowerCase()]!, Number(match[1])), match);
  return found.sort((a, b) => a.index - b.index);
}

/** Whole days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
