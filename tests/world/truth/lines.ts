import { type Dec, dec, plain, cents as roundCents } from '../../../core/platform/decimal.ts';
import type { Random } from '../random.ts';
import type { CodeStyle, Demand, PriceStyle } from './demand.ts';
import type { Product } from './products.ts';
import type { PaperLine } from './truth.ts';

/** What is the same on all lines of one document. */
export interface LineHabits {
  readonly demand: Demand;
  readonly gross: boolean;
  readonly price: PriceStyle;
  readonly codes: CodeStyle;
  readonly discounted: boolean;
  /** True where the system rounds the discounted unit price to cents before it multiplies. */
  readonly roundsNetPrice: boolean;
  readonly upperCase: boolean;
  readonly quantityDecimals: number;
}

const fromFloat = (value: number, decimals: number): Dec =>
  dec(String(Math.round(value * 10 ** decimals))).div(10 ** decimals);

const HUNDRED = dec(100);

function eanOf(random: Random): string {
  const body = `779${random.digits(9)}`;
  const total = [...body].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (total % 10)) % 10}`;
}

function codeOf(random: Random, style: CodeStyle, barcode: string): string | null {
  switch (style) {
    case 'none':
      return null;
    case 'short':
      return String(random.int(10, 9999));
    case 'padded':
      return random.digits(random.int(5, 7)).replace(/^./, '0');
    case 'prefixed':
      return `${random.pick(['GO', 'BE', 'LI', 'AL', 'PE', 'FR'])}-${random.digits(4)}`;
    case 'barcode':
      return barcode;
    case 'dotted':
      return `${random.int(1, 98)}.${random.digits(3)}`;
    case 'mixed':
      return `${random.pick(['A', 'B', 'O', 'X', 'Z'])}${random.digits(2)}${random.pick(['O', 'L', 'K', 'I'])}${random.digits(3)}`;
  }
}

const USUAL = [1, 1, 1, 2, 2, 3, 4, 5, 6, 6, 8, 10, 12, 12, 15, 18, 20, 24, 24, 30, 36, 48, 60, 72, 100, 120];

function quantityOf(random: Random, product: Product, habits: LineHabits): { quantity: Dec; packs: Dec } {
  const weighed =
    product.unit === 'kilogramos' ||
    (product.unit === 'litros' && product.price < 1500 && random.chance(0.5));
  if (weighed && habits.quantityDecimals > 0) {
    const pieces = random.int(1, 12);
    const each = product.unit === 'litros' ? random.between(15, 60) : random.between(0.8, 5.5);
    const quantity = fromFloat(pieces * each, habits.quantityDecimals);
    return { quantity, packs: dec(pieces) };
  }
  if (habits.demand.quantities === 'packs') {
    const packs = dec(random.pick([1, 1, 2, 3, 4, 5, 6, 10]));
    return { quantity: packs.times(product.pack), packs };
  }
  const quantity = dec(random.pick(USUAL));
  return { quantity, packs: quantity.div(product.pack).ceil() };
}

const DECIMALS: Readonly<Record<PriceStyle, number>> = {
  cents: 2,
  rounded: 2,
  four: 4,
  three: 3,
  one: 1,
  whole: 0,
};

function pricesOf(random: Random, product: Product, habits: LineHabits): { exact: Dec; printed: Dec } {
  const drift = Math.exp(random.normal() * 0.25);
  const withVat = habits.gross ? 1 + Number(product.rate) / 100 : 1;
  const value = Math.max(product.price * drift * withVat, 0.5);
  const decimals = DECIMALS[habits.price];
  if (habits.price !== 'rounded') {
    const exact = fromFloat(random.chance(0.15) ? Math.max(1, Math.round(value)) : value, decimals);
    return { exact, printed: exact };
  }
  const exact = fromFloat(value, 4);
  return { exact, printed: roundCents(exact) };
}

function discountsOf(random: Random, habits: LineHabits): Dec[] {
  const { demand } = habits;
  if (!habits.discounted || demand.discounts === 'none' || random.chance(0.4)) return [];
  const first = dec(random.pick(['5', '10', '12.5', '15', '20', '7.5', '3', '33.33', '50', '8']));
  if (demand.discounts === 'percent') return [first];
  const more = random.int(0, 2);
  return [first, ...Array.from({ length: more }, () => dec(random.pick(['2', '3', '5', '10', '2.5'])))];
}

const CONTINUATIONS: readonly ((random: Random) => string)[] = [
  (random) => `Lote: ${random.digits(6)} Vto: ${random.int(10, 28)}/0${random.int(1, 9)}/2027`,
  (random) => `S/N: ${random.digits(8)} ${random.digits(8)}`,
  (random) => `Pedido Nro. ${random.digits(8)}`,
  (random) =>
    `Serie ${random.pick(['AB', 'CK', 'ZX'])}${random.digits(7)}, ${random.pick(['AB', 'CK'])}${random.digits(7)}`,
  () => 'Precio promocional válido por 7 días',
];

function upper(text: string): string {
  return text.toUpperCase();
}

/** One line whose amount follows from its printed figures within the tolerance that real paper keeps: max(0.02, quantity × 0.005). */
export function inventLine(random: Random, product: Product, habits: LineHabits, service = false): PaperLine {
  const { demand } = habits;
  const { quantity, packs } = service
    ? { quantity: dec(1), packs: dec(1) }
    : quantityOf(random, product, habits);
  const { exact, printed } = pricesOf(random, product, habits);
  const discounts = service ? [] : discountsOf(random, habits);
  const factor = discounts.reduce((left, percent) => left.times(HUNDRED.minus(percent)).div(HUNDRED), dec(1));
  const rounds = habits.roundsNetPrice && habits.price === 'cents' && discounts.length > 0;
  const netUnit = rounds ? roundCents(exact.times(factor)) : exact.times(factor);
  const list = quantity.times(printed);
  const straight = roundCents(list.times(factor));
  const fine = roundCents(quantity.times(netUnit));
  const tolerance = Math.max(0.02, quantity.toNumber() * 0.005);
  // Real lines stay within the tolerance of their printed price; a drift beyond it would be a wrong invoice.
  const amount = fine.minus(list.times(factor)).abs().lte(tolerance) ? fine : straight;
  const rate = dec(product.rate);
  const gross = habits.gross ? amount : roundCents(amount.times(HUNDRED.plus(rate)).div(HUNDRED));
  const barcode = eanOf(random);
  const shown = demand.printsPrices;
  return {
    code: service && random.chance(0.5) ? null : codeOf(random, habits.codes, barcode),
    description: habits.upperCase ? upper(product.description) : product.description,
    quantity: plain(quantity),
    unit: demand.printsUnit ? product.unit : null,
    unitPrice: shown ? plain(printed) : null,
    discountPercent: shown ? plain(HUNDRED.minus(factor.times(HUNDRED))) : null,
    amount: shown ? plain(amount) : null,
    vatRate: demand.printsRate ? product.rate : null,
    ...(demand.printsNetPrice && discounts.length > 0 ? { otherUnitPrice: plain(roundCents(netUnit)) } : {}),
    ...(shown ? {} : { otherQuantity: plain(packs) }),
    service,
    listPrice: plain(printed),
    discounts: discounts.map(plain),
    netUnitPrice: plain(roundCents(netUnit)),
    discountAmount: plain(roundCents(list.minus(amount).abs())),
    grossAmount: plain(gross),
    barcode,
    unitsPerPack: product.pack,
    packs: plain(packs),
    origin: random.pick(['ARG', 'ARG', 'BRA', 'CHN', 'URU', 'CHL']),
    customsDispatch: `${random.int(22, 26)}001IC04${random.digits(6)}${random.pick(['K', 'N', 'B', 'S'])}`,
    colour: random.pick(['NEGRO', 'AZUL', 'GRIS', 'ROJO', 'BLANCO', 'SURT']),
    size: random.pick(['S', 'M', 'L', 'XL', '38', '40', '42', 'U']),
    continuation:
      random.chance(0.35) && random.chance(demand.continuations) ? random.pick(CONTINUATIONS)(random) : null,
  };
}

/** A row that costs nothing, as systems print for a free delivery. */
export function zeroLine(random: Random, habits: LineHabits): PaperLine {
  const product: Product = { description: 'ENVIO', unit: 'unidades', price: 1, rate: '21', pack: 1 };
  const line = inventLine(random, product, { ...habits, price: 'cents', discounted: false }, true);
  return {
    ...line,
    unitPrice: '0',
    listPrice: '0',
    netUnitPrice: '0',
    amount: '0',
    grossAmount: '0',
    optional: true,
  };
}

/** Something taken back on the same paper: the quantity and the amounts are negative, the price is not. */
export function returnedLine(random: Random, product: Product, habits: LineHabits): PaperLine {
  const line = inventLine(random, product, { ...habits, price: 'cents', discounted: false });
  const negative = (value: string): string => plain(dec(value).negated());
  return {
    ...line,
    quantity: negative(line.quantity),
    packs: negative(line.packs),
    amount: line.amount === null ? null : negative(line.amount),
    grossAmount: negative(line.grossAmount),
    continuation: null,
  };
}
