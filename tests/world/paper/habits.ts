import { type DecimalString, dec } from '../../../core/platform/decimal.ts';
import type { Random } from '../random.ts';
import type { Bill } from '../truth/truth.ts';
import {
  decimalsOf,
  type NumberStyle,
  type NumberStyleName,
  pickNumberStyle,
  writeNumber,
} from './numbers.ts';

type DateStyle = 'dd/mm/yyyy' | 'd/m/yy' | 'dd-mm-yyyy' | 'dd/mm/yy' | 'dd / mm / yyyy' | 'dd.mm.yyyy';
type NumberParts = 'dash' | 'slash' | 'spaced' | 'glued' | 'short' | 'dash5';

/** How this document writes everything: the pen that turns truth into print. */
export interface Habits {
  readonly numbers: NumberStyle;
  money(value: DecimalString): string;
  /** Money with the currency sign where this issuer writes one in the table. */
  cell(value: DecimalString): string;
  price(value: DecimalString): string;
  quantity(value: DecimalString): string;
  percent(value: DecimalString): string;
  rate(value: DecimalString): string;
  date(iso: string): string;
  cuit(digits: string): string;
  /** Point of sale and number in this issuer's writing. */
  documentNumber(pointOfSale: number, number: number): string;
  readonly pointOfSaleDigits: number;
}

const DATES: Readonly<Record<DateStyle, (y: string, m: string, d: string) => string>> = {
  'dd/mm/yyyy': (y, m, d) => `${d}/${m}/${y}`,
  'd/m/yy': (y, m, d) => `${Number(d)}/${Number(m)}/${y.slice(2)}`,
  'dd-mm-yyyy': (y, m, d) => `${d}-${m}-${y}`,
  'dd/mm/yy': (y, m, d) => `${d}/${m}/${y.slice(2)}`,
  'dd / mm / yyyy': (y, m, d) => `${d} / ${m} / ${y}`,
  'dd.mm.yyyy': (y, m, d) => `${d}.${m}.${y}`,
};

export function writeDate(iso: string, style: DateStyle): string {
  const [y = '', m = '', d = ''] = iso.split('-');
  return DATES[style](y, m, d);
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

const PARTS: Readonly<Record<NumberParts, (pos: number, number: number) => string>> = {
  dash: (pos, number) => `${pad(pos, 4)}-${pad(number, 8)}`,
  dash5: (pos, number) => `${pad(pos, 5)}-${pad(number, 8)}`,
  slash: (pos, number) => `${pad(pos, 5)} / ${pad(number, 8)}`,
  spaced: (pos, number) => `${pad(pos, 4)}- ${pad(number, 8)}`,
  glued: (pos, number) => `${pad(pos, 4)}${pad(number, 8)}`,
  short: (pos, number) => `${pad(pos, 4)} - ${number}`,
};

export interface HabitChoices {
  readonly numbers?: readonly (readonly [NumberStyleName, number])[];
  readonly dates?: readonly (readonly [DateStyle, number])[];
  readonly parts?: readonly (readonly [NumberParts, number])[];
  readonly cuitDashes?: number;
  /** Least decimals of quantities. */
  readonly quantityDecimals?: readonly number[];
  /** Share of issuers that write "$" in every cell. */
  readonly signs?: number;
  readonly rateSign?: readonly string[];
}

const DATE_HABITS: readonly (readonly [DateStyle, number])[] = [
  ['dd/mm/yyyy', 62],
  ['d/m/yy', 6],
  ['dd-mm-yyyy', 12],
  ['dd/mm/yy', 12],
  ['dd / mm / yyyy', 4],
  ['dd.mm.yyyy', 4],
];
const PART_HABITS: readonly (readonly [NumberParts, number])[] = [
  ['dash5', 40],
  ['dash', 36],
  ['slash', 6],
  ['spaced', 6],
  ['glued', 6],
  ['short', 6],
];

export function inventHabits(random: Random, bill: Bill, choices: HabitChoices = {}): Habits {
  const allWhole = bill.lines.every(
    (line) => decimalsOf(line.listPrice) === 0 && decimalsOf(line.amount ?? '0') === 0,
  );
  const wholeTotals = allWhole && decimalsOf(bill.truth.header.total ?? '0.1') === 0;
  const numbers =
    wholeTotals && random.chance(0.8)
      ? pickNumberStyle(random, [['whole', 1]])
      : pickNumberStyle(random, choices.numbers);
  const most = (values: readonly string[]): number => Math.max(0, ...values.map(decimalsOf));
  const priceDecimals = Math.max(numbers.decimals, most(bill.lines.map((line) => line.listPrice)));
  const quantityDecimals = Math.max(
    random.pick(choices.quantityDecimals ?? [0, 0, 2, 2, 3]),
    most(bill.lines.map((line) => line.quantity)),
  );
  const dates = random.weighted(choices.dates ?? DATE_HABITS);
  const parts =
    bill.truth.header.pointOfSale! > 9999 ? 'dash5' : random.weighted(choices.parts ?? PART_HABITS);
  const dashes = random.chance(choices.cuitDashes ?? 0.7);
  const sign = random.chance(choices.signs ?? 0.12) ? random.pick(['$ ', '$']) : '';
  const rateSign = random.pick(choices.rateSign ?? ['', '%', '%', ' %']);
  const rateDecimals = random.pick([2, 2, 1, 0]);
  // Quantities and rates are short numbers: no grouping, and a style without decimals still writes a kilo's.
  const plainNumbers: NumberStyle = { ...numbers, group: '', trims: false };
  const bare: NumberStyle = { ...plainNumbers, trims: true };
  const money = (value: DecimalString): string => writeNumber(value, numbers, numbers.decimals);
  const percent = (value: DecimalString): string =>
    writeNumber(value, plainNumbers, Math.max(decimalsOf(value), dec(value).isZero() ? rateDecimals : 2));
  return {
    numbers,
    money,
    cell: (value) => sign + money(value),
    price: (value) => sign + writeNumber(value, numbers, priceDecimals),
    quantity: (value) => writeNumber(value, quantityDecimals === 0 ? bare : plainNumbers, quantityDecimals),
    percent,
    rate: (value) => writeNumber(value, plainNumbers, Math.max(decimalsOf(value), rateDecimals)) + rateSign,
    date: (iso) => writeDate(iso, dates),
    cuit: (digits) => (dashes ? `${digits.slice(0, 2)}-${digits.slice(2, 10)}-${digits.slice(10)}` : digits),
    documentNumber: PARTS[parts],
    pointOfSaleDigits: parts === 'dash5' || parts === 'slash' ? 5 : 4,
  };
}
