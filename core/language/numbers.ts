import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';

/** Quantities and prices as Argentines write and say them. Everything here works on folded text (no accents, lower case). */

const WORDS: Readonly<Record<string, number>> = {
  cero: 0,
  un: 1,
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  once: 11,
  doce: 12,
  trece: 13,
  catorce: 14,
  quince: 15,
  dieciseis: 16,
  diecisiete: 17,
  dieciocho: 18,
  diecinueve: 19,
  veinte: 20,
  veintiun: 21,
  veintiuno: 21,
  veintiuna: 21,
  veintidos: 22,
  veintitres: 23,
  veinticuatro: 24,
  veinticinco: 25,
  veintiseis: 26,
  veintisiete: 27,
  veintiocho: 28,
  veintinueve: 29,
};

const TENS: Readonly<Record<string, number>> = {
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
};

const HUNDREDS: Readonly<Record<string, number>> = {
  cien: 100,
  ciento: 100,
  doscientos: 200,
  doscientas: 200,
  trescientos: 300,
  trescientas: 300,
  cuatrocientos: 400,
  cuatrocientas: 400,
  quinientos: 500,
  quinientas: 500,
  seiscientos: 600,
  seiscientas: 600,
  setecientos: 700,
  setecientas: 700,
  ochocientos: 800,
  ochocientas: 800,
  novecientos: 900,
  novecientas: 900,
};

const FRACTIONS: Readonly<Record<string, string>> = {
  '1/2': '0.5',
  '½': '0.5',
  '1/4': '0.25',
  '¼': '0.25',
  '3/4': '0.75',
  '¾': '0.75',
  '1/8': '0.125',
};

/**
 * A number written with digits, in the way people here write it: the comma is decimal, a point before exactly
 * three digits groups thousands ("1.250" → "1250", "0.750" → "0.75", "1.5" → "1.5", "1,234.56" → "1234.56").
 * Null when it is no number.
 */
export function readDigits(text: string): DecimalString | null {
  const fraction = FRACTIONS[text];
  if (fraction !== undefined) return fraction;
  if (/^\d+$/.test(text)) return plain(dec(text));
  if (/^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(text))
    return plain(dec(text.replaceAll('.', '').replace(',', '.')));
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(text)) return plain(dec(text.replaceAll(',', '')));
  if (/^\d+[.,]\d+$/.test(text)) return plain(dec(text.replace(',', '.')));
  return null;
}

interface Reading {
  readonly value: Dec;
  /** How many words it took. */
  readonly used: number;
}

const at = (words: readonly string[], i: number): string => words[i] ?? '';

/** "ciento veinte", "treinta y cinco", "doce": below a thousand, in words. */
function hundredsAt(words: readonly string[], start: number): Reading | null {
  let i = start;
  let value = 0;
  const hundreds = HUNDREDS[at(words, i)];
  if (hundreds !== undefined) {
    value += hundreds;
    i++;
  }
  const tens = TENS[at(words, i)];
  if (tens !== undefined) {
    value += tens;
    i++;
    const unit = at(words, i) === 'y' ? WORDS[at(words, i + 1)] : undefined;
    if (unit !== undefined && unit > 0 && unit < 10) {
      value += unit;
      i += 2;
    }
  } else {
    const unit = WORDS[at(words, i)];
    // "ciento un": a following article is part of the number only after hundreds said as such.
    if (unit !== undefined) {
      value += unit;
      i++;
    }
  }
  return i === start ? null : { value: new Dec(value), used: i - start };
}

const THOUSAND = new Set(['mil', 'luca', 'lucas']);

/** Digits or words, with thousands: "12 mil 500", "mil doscientos", "dos mil", "3", "1.250,50". */
function wholeAt(words: readonly string[], start: number): Reading | null {
  const digits = readDigits(at(words, start));
  const head = digits === null ? hundredsAt(words, start) : { value: dec(digits), used: 1 };
  const afterHead = start + (head?.used ?? 0);
  const word = at(words, afterHead);
  if (word === 'millon' || word === 'millones')
    return head && { value: head.value.times(1_000_000), used: head.used + 1 };
  if (!THOUSAND.has(word) || (head === null && word !== 'mil')) return head;
  const thousands = (head?.value ?? new Dec(1)).times(1000);
  const next = afterHead + 1;
  const restDigits = /^\d{3}$/.test(at(words, next)) ? dec(at(words, next)) : null;
  const rest = restDigits ? { value: restDigits, used: 1 } : hundredsAt(words, next);
  const restIsPart = rest !== null && (restDigits !== null || rest.value.gte(20) || digits === null);
  return restIsPart
    ? { value: thousands.plus(rest.value), used: next + rest.used - start }
    : { value: thousands, used: next - start };
}

const HALF = new Set(['medio', 'media', '1/2', '½']);
const QUARTER = new Set(['cuarto', '1/4', '¼']);
const DOZEN = new Set(['docena', 'docenas', 'doc']);

/** "y medio", "y cuarto", "1/2" right after a number. */
function tailAt(words: readonly string[], i: number): Reading | null {
  const joined = at(words, i) === 'y' ? 1 : 0;
  const word = at(words, i + joined);
  if (joined === 0 && !(word in FRACTIONS)) return null;
  if (HALF.has(word)) return { value: new Dec('0.5'), used: joined + 1 };
  if (QUARTER.has(word)) return { value: new Dec('0.25'), used: joined + 1 };
  if (word === '3/4' || word === '¾') return { value: new Dec('0.75'), used: joined + 1 };
  if (at(words, i + 1) === 'tres' && at(words, i + 2) === 'cuartos')
    return { value: new Dec('0.75'), used: 3 };
  return null;
}

/** "docena y media" after a count; `count` is null for a bare "docena". */
function dozensAt(words: readonly string[], start: number, count: Reading | null): Reading | null {
  const i = start + (count?.used ?? 0);
  if (!DOZEN.has(at(words, i))) return null;
  const half = tailAt(words, i + 1);
  const dozens = (count?.value ?? new Dec(1)).plus(half?.value ?? 0);
  return { value: dozens.times(12), used: i + 1 + (half?.used ?? 0) - start };
}

function pairAt(words: readonly string[], start: number): Reading | null {
  const article = at(words, start) === 'un' ? 1 : 0;
  return /^par(cito)?$/.test(at(words, start + article)) ? { value: new Dec(2), used: article + 1 } : null;
}

/**
 * The longest number that begins at `start` of folded words: "media docena" → 6, "3 y medio" → 3.5, "un par" → 2,
 * "treinta y dos" → 32, "12 mil" → 12000, "tres cuartos" → 0.75. Null when none begins there. A bare "un", "una"
 * is 1: the caller knows whether it is an article. "el cuarto" is an ordinal, so a bare "cuarto" is no number.
 */
export function numberAt(words: readonly string[], start: number): Reading | null {
  const word = at(words, start);
  const pair = pairAt(words, start);
  if (pair) return pair;
  if (HALF.has(word)) {
    const half = { value: new Dec('0.5'), used: 1 };
    return dozensAt(words, start, half) ?? half;
  }
  if ((word === 'un' || word === '1') && at(words, start + 1) === 'cuarto')
    return { value: new Dec('0.25'), used: 2 };
  if ((word === 'tres' || word === '3') && at(words, start + 1) === 'cuartos')
    return { value: new Dec('0.75'), used: 2 };
  const whole = wholeAt(words, start);
  const dozens = dozensAt(words, start, whole);
  if (dozens) return dozens;
  if (whole === null) return null;
  const tail = tailAt(words, start + whole.used);
  return tail === null ? whole : { value: whole.value.plus(tail.value), used: whole.used + tail.used };
}
