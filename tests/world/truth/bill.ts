import { dec } from '../../../core/platform/decimal.ts';
import type { Random } from '../random.ts';
import { inventIssuer, inventRecipient } from './companies.ts';
import type { Demand } from './demand.ts';
import { documentType, pricesIncludeVat } from './document-types.ts';
import { inventLine, type LineHabits, returnedLine, zeroLine } from './lines.ts';
import { MONEY_ONLY, type Product, SERVICES } from './products.ts';
import { totalsOf } from './totals.ts';
import type { Bill, PaperLine, Party, Truth, TruthLine, TruthTax } from './truth.ts';

const DAY = 86_400_000;
const isoDate = (time: number): string => new Date(time).toISOString().slice(0, 10);
const daysAfter = (date: string, days: number): string =>
  isoDate(Date.parse(`${date}T00:00:00Z`) + days * DAY);

function habitsOf(random: Random, demand: Demand, gross: boolean): LineHabits {
  const price = random.weighted(demand.prices);
  return {
    demand,
    gross,
    // Whole pesos are the habit of those whose prices hold VAT.
    price: price === 'whole' && !gross ? 'cents' : price,
    codes: random.pick(demand.codes),
    discounted: price !== 'whole' && random.chance(demand.discounted),
    roundsNetPrice: random.chance(0.3),
    upperCase: random.chance(demand.upperCase),
    quantityDecimals: price === 'whole' ? 0 : random.pick([1, 2, 2, 3]),
  };
}

function inventLines(
  random: Random,
  habits: LineHabits,
  moneyOnly: boolean,
): { lines: PaperLine[]; rates: string[] } {
  const { demand } = habits;
  const lines: PaperLine[] = [];
  const rates: string[] = [];
  const add = (line: PaperLine, rate: string): void => {
    lines.push(line);
    rates.push(rate);
  };
  if (moneyOnly) {
    const product = random.pick(MONEY_ONLY);
    add(inventLine(random, product, habits, true), product.rate);
    return { lines, rates };
  }
  const [least, most] = demand.lines;
  const exempt = random.chance(demand.exempt);
  const goods = demand.goods.filter((product) => product.rate !== '0' || exempt);
  // Most deliveries are short; the long ones fill pages.
  const count = Math.min(goods.length, Math.round(least + (most - least) * random.next() ** 1.7));
  const chosen: Product[] = random.shuffle(goods).slice(0, Math.max(count, 1));
  for (const product of chosen) add(inventLine(random, product, habits), product.rate);
  if (random.chance(demand.services)) {
    const product = random.pick(SERVICES);
    add(inventLine(random, product, habits, true), product.rate);
  }
  if (random.chance(demand.returns)) {
    const product = random.pick(chosen);
    const line = returnedLine(random, product, habits);
    const sold = lines
      .filter((_, index) => rates[index] === product.rate)
      .reduce((total, own) => total.plus(own.amount ?? '0'), dec(0));
    // More cannot come back than was ever sold at that rate.
    if (sold.plus(line.amount ?? '0').gt(0)) add(line, product.rate);
  }
  if (random.chance(demand.zeroRows)) add(zeroLine(random, habits), chosen[0]?.rate ?? '21');
  return { lines, rates };
}

function recipientDocument(party: Party, letter: string): readonly [number | null, string | null] {
  if (letter === 'X') return [null, null];
  return party.taxStatus === 'Consumidor Final' && letter !== 'A' ? [99, '0'] : [80, party.cuit];
}

const TERMS = ['Contado', 'Cuenta Corriente', '30 días', 'Contado / Transferencia', 'Cta. Cte. 15 días FF'];

function truthLine(line: PaperLine): TruthLine {
  const { code, description, quantity, unit, unitPrice, discountPercent, amount, vatRate } = line;
  return {
    code,
    description,
    quantity,
    unit,
    unitPrice,
    discountPercent,
    amount,
    vatRate,
    ...(line.otherUnitPrice === undefined ? {} : { otherUnitPrice: line.otherUnitPrice }),
    ...(line.otherQuantity === undefined ? {} : { otherQuantity: line.otherQuantity }),
    ...(line.optional === true ? { optional: true } : {}),
  };
}

/** A true document within what a layout can show: sums hold to the cent, lines within the tolerance of rounded unit prices. */
export function inventBill(random: Random, demand: Demand): Bill {
  const code = random.weighted(demand.documentTypes);
  const type = documentType(code);
  const gross = pricesIncludeVat(type) && demand.printsPrices;
  const habits = habitsOf(random, demand, gross);
  const { lines, rates } = inventLines(random, habits, type.kind === 'debit_note');
  const totals = totalsOf(random, demand, lines, rates, { gross, letter: type.letter });
  const issuer = inventIssuer(random, type.letter);
  const recipient = inventRecipient(random, type.letter);
  const date = isoDate(Date.UTC(2025, 0, 6) + random.int(0, 640) * DAY);
  const authorised = type.letter !== 'X' && demand.printsPrices && random.chance(demand.authorised);
  const [recipientDocType, recipientDocNumber] = recipientDocument(recipient, type.letter);
  const taxes: TruthTax[] = [
    ...(gross
      ? []
      : totals.vat.map(
          (entry): TruthTax => ({
            kind: 'vat',
            label: 'IVA',
            rate: entry.rate,
            base: entry.base,
            amount: entry.amount,
          }),
        )),
    ...totals.otherTaxes,
  ];
  const truth: Truth = {
    kind: type.kind,
    header: {
      documentType: type.letter === 'X' ? null : code,
      letter: type.letter === '' ? null : type.letter,
      pointOfSale: random.int(1, random.chance(0.7) ? 60 : 9999),
      number: random.int(1, random.chance(0.6) ? 99_999 : 9_999_999),
      date,
      issuerCuit: issuer.cuit,
      issuerName: issuer.name,
      recipientDocType,
      recipientDocNumber,
      currency: demand.printsPrices ? demand.currency : null,
      total: demand.printsPrices ? totals.total : null,
      cae: authorised ? `7${random.int(4, 6)}${random.digits(12)}` : null,
      caeDueDate: authorised ? daysAfter(date, code > 200 ? 0 : 10) : null,
    },
    lines: lines.map((line) =>
      type.letter === 'C' ? { ...truthLine(line), vatRate: null } : truthLine(line),
    ),
    taxes: demand.printsPrices ? taxes : [],
    pricesIncludeVat: gross,
    linesScored: true,
    certifiable: type.letter !== 'X' && demand.printsPrices && !dec(totals.total).isZero(),
  };
  return {
    truth,
    lines,
    facts: {
      issuer: {
        ...issuer,
        grossIncome: random.chance(0.5)
          ? issuer.cuit
          : `${random.int(900, 924)}-${random.digits(6)}-${random.int(0, 9)}`,
        since: `${random.int(1985, 2019)}-${String(random.int(1, 12)).padStart(2, '0')}-01`,
        phone: `(0${random.int(220, 399)}) ${random.digits(3)}-${random.digits(4)}`,
      },
      recipient,
      title: type.title,
      time: `${String(random.int(7, 20)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}`,
      periodFrom: random.chance(0.7) ? date : daysAfter(date, -random.int(1, 30)),
      periodTo: date,
      paymentDue: daysAfter(date, random.pick([0, 7, 10, 15, 30])),
      saleTerms: random.pick(TERMS),
      orderNumber: random.digits(random.int(4, 8)),
      deliveryNote: `${String(random.int(1, 40)).padStart(4, '0')}-${random.digits(8)}`,
      salesperson: random.pick(['12 - MARTÍN', 'V003', 'OFICINA', '7 JUAN P.']),
      ...totals,
      exchangeRate: `${random.int(1010, 1490)}.5`,
      cai: `5${random.digits(13)}`,
      packages: random.int(1, 60),
      weight: `${random.int(5, 900)}.${random.int(1, 9)}`,
    },
  };
}
