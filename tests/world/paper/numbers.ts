import { type Dec, type DecimalString, dec } from '../../../core/platform/decimal.ts';
import type { Random } from '../random.ts';

/** How one document writes its numbers. */
export interface NumberStyle {
  readonly name: string;
  readonly group: string;
  readonly decimal: string;
  /** Decimals of money; prices may carry more. */
  readonly decimals: 0 | 2;
  /** Trailing zeros of the decimals are left out ("103.803,6"). */
  readonly trims: boolean;
}

const style = (
  name: string,
  group: string,
  decimal: string,
  decimals: 0 | 2 = 2,
  trims = false,
): NumberStyle => ({
  name,
  group,
  decimal,
  decimals,
  trims,
});

const STYLES = {
  local: style('1.234,56', '.', ','),
  english: style('1,234.56', ',', '.'),
  englishPlain: style('1234.56', '', '.'),
  localPlain: style('1234,56', '', ','),
  dots: style('1.234.56', '.', '.'),
  whole: style('1.234', '.', ',', 0),
  trimmed: style('103.803,6', '.', ',', 2, true),
  spaces: style('1 234.56', ' ', '.'),
} as const;

export type NumberStyleName = keyof typeof STYLES;
export const numberStyle = (name: NumberStyleName): NumberStyle => STYLES[name];

/** Shares as met on real paper: a third and more of issuers write a decimal point. */
const NUMBER_HABITS: readonly (readonly [NumberStyleName, number])[] = [
  ['local', 48],
  ['english', 16],
  ['englishPlain', 14],
  ['localPlain', 12],
  ['dots', 3],
  ['trimmed', 4],
  ['spaces', 3],
];

export const pickNumberStyle = (
  random: Random,
  habits: readonly (readonly [NumberStyleName, number])[] = NUMBER_HABITS,
): NumberStyle => STYLES[random.weighted(habits)];

function grouped(whole: string, separator: string): string {
  return separator === '' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** Writes a decimal with a fixed number of decimals in a style; a style that trims drops trailing zeros. */
export function writeNumber(value: DecimalString | Dec, numbers: NumberStyle, decimals: number): string {
  const exact = dec(value);
  const fixed = exact.abs().toFixed(decimals);
  const [whole = '0', fraction = ''] = fixed.split('.');
  const kept = numbers.trims ? fraction.replace(/0+$/, '') : fraction;
  const body = grouped(whole, numbers.group) + (kept === '' ? '' : numbers.decimal + kept);
  return exact.isNegative() && !exact.isZero() ? `-${body}` : body;
}

/** Decimals that a plain decimal string needs. */
export const decimalsOf = (value: DecimalString): number => value.split('.')[1]?.length ?? 0;
