import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { fold } from '../platform/text.ts';
import { ABBREVIATIONS, EMPTY_WORDS } from './trade-words.ts';

/**
 * A supplier's code as a key: capitals and digits only, with the characters that printers and readers confuse folded
 * into one (O and Q are 0, I and L are 1). Leading zeros stay: `0604` and `604` may be two products. Null when nothing is left.
 */
export function normaliseCode(code: string | null): string | null {
  const key = fold(code ?? '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/[OQ]/g, '0')
    .replace(/[IL]/g, '1');
  return key === '' ? null : key;
}

/** A description taken apart. */
export interface Description {
  /** Words in printed order, without sizes and packs. */
  readonly words: readonly string[];
  /** Contents in base units: `500g`, `1500ml`, `30m`; a number without a unit as `45`. Sorted. */
  readonly sizes: readonly string[];
  /** Counts: `x 12`, `20X500` (20). Sorted. */
  readonly packs: readonly DecimalString[];
  /** What two equal names have in common whatever the order of their words. */
  readonly key: string;
}

/** Measure → base unit and factor. */
const UNITS: Readonly<Record<string, readonly [base: string, factor: string]>> = {
  ...named(['g', 'gr', 'grs', 'gms', 'gramo', 'gramos'], 'g', '1'),
  ...named(['kg', 'kgs', 'kilo', 'kilos', 'k', 'kgr'], 'g', '1000'),
  ...named(['ml', 'cc', 'cm3', 'cmc', 'mls'], 'ml', '1'),
  ...named(['l', 'lt', 'lts', 'ltr', 'litro', 'litros'], 'ml', '1000'),
  ...named(['m', 'mt', 'mts', 'metro', 'metros'], 'm', '1'),
  ...named(['cm', 'cms'], 'cm', '1'),
  ...named(['mm'], 'mm', '1'),
};

function named(
  names: readonly string[],
  base: string,
  factor: string,
): Record<string, readonly [string, string]> {
  return Object.fromEntries(names.map((name) => [name, [base, factor] as const]));
}

const UNIT = `(?:${Object.keys(UNITS)
  .sort((a, b) => b.length - a.length)
  .join('|')})(?![a-z])`;
const NUMBER = String.raw`\d+(?:[.,]\d+)?(?:\s?/\s?\d+)?`;
/** `6x4x100g`, `20x500`, `12 x 1,5 l`: all but the last are counts. */
const CHAIN = new RegExp(
  String.raw`(?<![a-z0-9])((?:[1-9]\d{0,3}\s?x\s?){1,2})(${NUMBER})\s?\.?(${UNIT})?(?![\d/])`,
  'g',
);
const SIZE = new RegExp(String.raw`(?<![\d.,/])(${NUMBER})\s?(${UNIT})\.?`, 'g');
const HALVES = new RegExp(String.raw`\b(medio|media)\s(${UNIT})`, 'g');
const COUNT =
  /(?<![a-z0-9])(?:x\s?|pack\s?(?:x\s?)?|caja\s?x\s?|bulto\s?x\s?)(\d{1,4})(?:\s?(?:u|un|uni|unid|unidades|uds)\b\.?)?(?![\d.,]*\d)/g;
const UNITS_COUNT = /(?<![\d.,])(\d{1,4})\s?(?:u|un|uni|unid|unidades|uds)\b\.?/g;

/** Reads a description: folds case, accents, units ("500grs", "1/2 kg" → 500 g), packs ("x 12", "20X500") and shortened words. */
export function readDescription(text: string): Description {
  const sizes: string[] = [];
  const packs: DecimalString[] = [];
  let rest = ` ${fold(text)
    .replace(/½/g, '1/2')
    .replace(/[×*]/g, 'x')
    .replace(/\b[cp]\//g, ' ')
    .replace(/\bc\.\s?c\b/g, 'cc')} `;
  const take = (pattern: RegExp, note: (match: RegExpMatchArray) => void): void => {
    for (const match of rest.matchAll(pattern)) note(match);
    rest = rest.replace(pattern, ' ');
  };
  take(HALVES, (match) => sizes.push(measure('1/2', match[2]!)));
  take(CHAIN, (match) => {
    const counts = match[1]!.match(/\d+/g)!;
    packs.push(plain(counts.reduce((product, count) => product.times(count), new Dec(1))));
    sizes.push(measure(match[2]!, match[3]));
  });
  take(SIZE, (match) => sizes.push(measure(match[1]!, match[2]!)));
  take(COUNT, (match) => packs.push(plain(dec(match[1]!))));
  take(UNITS_COUNT, (match) => packs.push(plain(dec(match[1]!))));
  const words = rest
    .replace(/(\d)[.,](?=\d)/g, '$1.')
    .split(/[^a-z0-9.]+/)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .flatMap((word) => (ABBREVIATIONS.get(word) ?? word).split(/[ .](?!\d)/))
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word));
  sizes.sort();
  packs.sort();
  const key = [
    ...[...words].sort(),
    ...sizes.map((size) => `#${size}`),
    ...packs.map((pack) => `*${pack}`),
  ].join(' ');
  return { words, sizes, packs, key };
}

/** A description's key taken apart again (the order of the words is lost). */
export function readKey(key: string): Description {
  const parts = key.split(' ').filter((part) => part !== '');
  return {
    words: parts.filter((part) => !/^[#*]/.test(part)),
    sizes: parts.filter((part) => part.startsWith('#')).map((part) => part.slice(1)),
    packs: parts.filter((part) => part.startsWith('*')).map((part) => part.slice(1)),
    key,
  };
}

/** The key under which a supplier's description is remembered; null when it says nothing. */
export function descriptionKey(description: string | null): string | null {
  const read = readDescription(description ?? '');
  return read.words.length === 0 ? null : read.key;
}

function measure(number: string, unit: string | undefined): string {
  const known = unit === undefined ? undefined : UNITS[unit];
  // "1.000 g" is a kilo: nobody prints three zeros behind the point of a gram.
  const grouped = known?.[1] === '1' && /^\d{1,3}[.,]000$/.test(number);
  const value = parseNumber(grouped ? number.replace(/[.,]/, '') : number);
  return known === undefined ? plain(value) : `${plain(value.times(known[1]))}${known[0]}`;
}

function parseNumber(text: string): Dec {
  const [over, under] = text.replace(/\s/g, '').replace(/,/g, '.').split('/');
  if (under === undefined) return dec(over!);
  const divisor = dec(under);
  return divisor.isZero() ? dec(over!) : dec(over!).div(divisor).toDecimalPlaces(6);
}

/** True for a GTIN-8, -12, -13 or -14 with the right check digit (weights 3 and 1 from the right). */
export function isGtin(code: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(code)) return false;
  const digits = [...code].map(Number);
  const check = digits.pop()!;
  const total = digits.reverse().reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (total % 10)) % 10 === check;
}
