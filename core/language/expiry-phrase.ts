import { fold } from '../platform/text.ts';

export interface ExpiryPhrase {
  /** The product as it was said; empty when only a date was. */
  readonly words: string;
  /** How many of them; null: all that have no date. */
  readonly quantity: string | null;
  /** ISO date. */
  readonly expiresOn: string;
}

const MONTHS = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
];

const NUMERIC = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$/;
const MONTH_OF_YEAR = /^(\d{1,2})[/.-](\d{4})$/;
const SPOKEN = new RegExp(`^(\\d{1,2}) de (${MONTHS.join('|')}|setiembre)(?: (?:de |del )?(\\d{4}))?$`);
const PHRASE =
  /^(?:(\d{1,6}) )?(.*?)(?:^| )vencen? (?:el |en )?(\d{1,2}[/.-]\d{1,4}(?:[/.-]\d{2,4})?|\d{1,2} de [a-z]+(?: (?:de |del )?\d{4})?)$/;

/**
 * A date as a packet says it: "12/12", "12/12/26", "12/2026" (the month's last day), "12 de diciembre". Without a year
 * it is the next one to come. Null for anything that is no day of the calendar.
 */
export function readExpiryDate(text: string, today: string): string | null {
  const words = fold(text).replace(/[.,;!]+$/, '');
  const [, onlyMonth, ofYear] = MONTH_OF_YEAR.exec(words) ?? [];
  if (onlyMonth !== undefined && ofYear !== undefined) return lastDay(Number(ofYear), Number(onlyMonth));
  const [, numericDay, numericMonth, numericYear] = NUMERIC.exec(words) ?? [];
  if (numericDay !== undefined)
    return dayIn(today, Number(numericDay), Number(numericMonth), yearOf(numericYear));
  const [, day, name = '', year] = SPOKEN.exec(words) ?? [];
  if (day === undefined) return null;
  const month = MONTHS.indexOf(name === 'setiembre' ? 'septiembre' : name) + 1;
  return dayIn(today, Number(day), month, yearOf(year));
}

const yearOf = (text: string | undefined): number | null =>
  text === undefined ? null : Number(text.length === 2 ? `20${text}` : text);

function lastDay(year: number, month: number): string | null {
  if (month < 1 || month > 12) return null;
  return isoDate(year, month, new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function dayIn(today: string, day: number, month: number, year: number | null): string | null {
  if (year !== null) return isoDate(year, month, day);
  const thisYear = Number(today.slice(0, 4));
  const date = isoDate(thisYear, month, day);
  return date !== null && date >= today ? date : isoDate(thisYear + 1, month, day);
}

function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 2000;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

/** "el yogur vence el 12/12", "12 yogures vencen 12/12/26", "vence 12/2026"; null for anything else. */
export function readExpiryPhrase(text: string, today: string): ExpiryPhrase | null {
  const folded = fold(text).replace(/[.,;!]+$/, '');
  const [, quantity, words = '', date] = PHRASE.exec(folded) ?? [];
  if (date === undefined) return null;
  const expiresOn = readExpiryDate(date, today);
  if (expiresOn === null) return null;
  const product = words
    .replace(/^(?:el|la|los|las|lote de|que) /, '')
    .replace(/ que$/, '')
    .trim();
  return { words: product, quantity: quantity ?? null, expiresOn };
}
