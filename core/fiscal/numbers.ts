import type { DecimalString } from '../platform/decimal.ts';

/** The decimal mark of one document; it is decided once for all its numbers, never number by number. */
export type DecimalMark = ',' | '.';

/** One way to read a printed number; cost 0 obeys the document's convention, higher is odder. */
export interface NumberReading {
  readonly value: DecimalString;
  readonly decimals: number;
  readonly cost: number;
}

const SHAPE = /^-?\d[\d.,]*$/;

/** Digits before and after a mark at a given place, without leading zeros: the plain decimal. */
function build(digits: string, decimals: number, negative: boolean, cost: number): NumberReading {
  const padded = digits.padStart(decimals + 1, '0');
  const whole = padded.slice(0, padded.length - decimals).replace(/^0+(?=\d)/, '');
  const fraction = decimals > 0 ? `.${padded.slice(padded.length - decimals)}` : '';
  return { value: `${negative ? '-' : ''}${whole}${fraction}`, decimals, cost };
}

/** Three digits after the last mark: thousands or decimals. */
function readThree(
  digits: string,
  marks: readonly string[],
  groups: readonly string[],
  mark: DecimalMark | null,
  negative: boolean,
): NumberReading[] {
  const last = marks.at(-1)!;
  const head = groups[0]!;
  const grouped = build(digits, 0, negative, 0);
  const decimal = build(digits, 3, negative, 0);
  const groupable =
    head.length <= 3 &&
    head !== '0' &&
    !/^0\d/.test(head) &&
    groups.slice(1).every((group) => group.length === 3);
  if (!groupable) return [decimal];
  if (marks.length > 1) {
    const mixed = marks.slice(0, -1).some((other) => other !== last);
    return mixed ? [decimal, { ...grouped, cost: 1 }] : [grouped, { ...decimal, cost: 2 }];
  }
  if (mark === null)
    return [
      { ...grouped, cost: 0.5 },
      { ...decimal, cost: 0.5 },
    ];
  return last === mark ? [decimal, { ...grouped, cost: 1 }] : [grouped, { ...decimal, cost: 1 }];
}

/**
 * Every sensible reading of a printed number, cheapest first: `1.234,56`, `1,234.56`, `1234,56`, `1.041.32`, `24.000`,
 * `103.803,6`, `38.686,7800`. Empty for anything that is no number.
 */
export function readNumber(text: string, mark: DecimalMark | null): NumberReading[] {
  const trimmed = text.replace(/[.,]+$/, '');
  if (!SHAPE.test(trimmed) || trimmed.length > 24) return [];
  const negative = trimmed.startsWith('-');
  const body = negative ? trimmed.slice(1) : trimmed;
  const groups = body.split(/[.,]+/);
  const marks = body.match(/[.,]+/g)?.map((run) => run.at(-1)!) ?? [];
  const digits = groups.join('');
  if (marks.length === 0) return [build(digits, 0, negative, 0)];
  const tail = groups.at(-1)!.length;
  if (tail === 3) return readThree(digits, marks, groups, mark, negative);
  if (tail > 6) return [];
  const regular =
    groups.slice(1, -1).every((group) => group.length === 3) &&
    (groups.length === 2 || groups[0]!.length <= 3);
  return [build(digits, tail, negative, regular ? 0 : 1)];
}

/**
 * The document's decimal mark by majority: numbers whose last mark is followed by one, two or four digits say it, and so
 * do numbers with both marks or with one mark twice (`1.234.567`: the point groups). Null where nothing speaks.
 */
export function decideMark(texts: readonly string[]): DecimalMark | null {
  let comma = 0;
  let point = 0;
  for (const text of texts) {
    const grouped = /^-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+$/.exec(text);
    if (grouped?.[1] === '.') comma += 1;
    if (grouped?.[1] === ',') point += 1;
    const match = /^-?\d[\d.,]*([.,])(\d+)$/.exec(text);
    if (!match || match[2]!.length === 3 || match[2]!.length > 6) continue;
    const weight = /[.,].*[.,]/.test(text) ? 2 : 1;
    if (match[1] === ',') comma += weight;
    else point += weight;
  }
  if (comma === point) return null;
  return comma > point ? ',' : '.';
}
