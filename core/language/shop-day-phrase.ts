import { dayNumber, isoDate, weekday } from '../forecast/calendar.ts';
import { fold } from '../platform/text.ts';
import { readExpiryDate } from './expiry-phrase.ts';

/** Days on which the shop will be closed, or open although it usually is not. ISO dates, both included. */
export interface ShopDayPhrase {
  readonly kind: 'closed' | 'open';
  readonly from: string;
  readonly until: string;
}

const WEEKDAYS = ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo'];
const DATE = String.raw`\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{1,2} de [a-z]+(?: (?:de |del )?\d{4})?`;
const DAY = `hoy|manana|pasado manana|pasado|(?:el )?(?:proximo )?(?:${WEEKDAYS.join('|')})(?: que viene)?|(?:el )?(?:${DATE})`;
const CLOSED =
  '(?:no abrimos|no vamos a abrir|cerramos|cierro|vamos a cerrar|(?:el local )?(?:esta|va a estar) cerrado)';
const OPEN = '(?:(?:si )?abrimos|vamos a abrir|abro)';

const patterns = (verb: string): readonly RegExp[] => [
  new RegExp(`^(?<from>${DAY})(?: feriado)? ${verb}$`),
  new RegExp(`^${verb} (?<from>${DAY})(?: feriado)?$`),
  new RegExp(`^${verb} (?:del|desde el) (?<from>${DATE}) (?:al|hasta el) (?<until>${DATE})$`),
  new RegExp(`^(?:del|desde el) (?<from>${DATE}) (?:al|hasta el) (?<until>${DATE}) ${verb}$`),
];

const CLOSED_PATTERNS = patterns(CLOSED);
const OPEN_PATTERNS = patterns(OPEN);
/** Longer is no holiday but a mistake. */
const LONGEST_DAYS = 62;

/** The coming day that is meant; null where it is none. "El lunes" on a Monday is the next one. */
function dateOf(words: string, today: string): string | null {
  const start = dayNumber(today);
  if (words === 'hoy') return today;
  if (words === 'manana') return isoDate(start + 1);
  if (words === 'pasado' || words === 'pasado manana') return isoDate(start + 2);
  const named = WEEKDAYS.findIndex((day) => words.includes(day));
  if (named >= 0) return isoDate(start + 1 + ((named - weekday(start + 1) + 7) % 7));
  return readExpiryDate(words.replace(/^el /, ''), today);
}

/** "mañana cerramos", "el lunes no abrimos", "cerramos del 1/1 al 15/1", "el 25/5 abrimos". Null: about something else. */
export function readShopDayPhrase(text: string, today: string): ShopDayPhrase | null {
  const words = fold(text)
    .replace(/[.,;!]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const find = (all: readonly RegExp[]) =>
    all.map((one) => one.exec(words)?.groups).find((one) => one !== undefined);
  const closed = find(CLOSED_PATTERNS);
  const said = closed ?? find(OPEN_PATTERNS);
  if (said?.from === undefined) return null;
  const from = dateOf(said.from, today);
  const until = said.until === undefined ? from : dateOf(said.until, today);
  if (from === null || until === null || from < today) return null;
  const length = dayNumber(until) - dayNumber(from);
  return length < 0 || length >= LONGEST_DAYS
    ? null
    : { kind: closed === undefined ? 'open' : 'closed', from, until };
}
