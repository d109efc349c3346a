import { type Dec, dec, plain, cents as roundCents, sum } from '../../../core/platform/decimal.ts';
import type { Random } from '../random.ts';
import type { Demand } from './demand.ts';
import type { PaperFacts, PaperLine, TruthTax } from './truth.ts';

const HUNDRED = dec(100);

type Totals = Pick<
  PaperFacts,
  | 'subtotal'
  | 'footAdjustment'
  | 'netTaxed'
  | 'exempt'
  | 'vat'
  | 'otherTaxes'
  | 'containedVat'
  | 'containedOther'
> & { readonly total: string };

interface RateGroup {
  readonly rate: string;
  readonly lines: Dec;
  readonly base: Dec;
}

function footFactor(random: Random, demand: Demand): { percent: Dec; label: string } | null {
  if (!random.chance(demand.footAdjustments)) return null;
  return random.chance(0.75)
    ? {
        percent: dec(random.pick(['-5', '-10', '-2.5', '-3', '-12'])),
        label: random.pick(['Descuento', 'Bonificación', 'Dto. gral.']),
      }
    : { percent: dec(random.pick(['3', '5', '10'])), label: random.pick(['Recargo financiero', 'Recargo']) };
}

function groupByRate(lines: readonly PaperLine[], rates: readonly string[], factor: Dec): RateGroup[] {
  const groups = new Map<string, Dec>();
  lines.forEach((line, index) => {
    const rate = rates[index] as string;
    groups.set(rate, (groups.get(rate) ?? dec(0)).plus(dec(line.amount ?? '0')));
  });
  return [...groups]
    .map(([rate, total]) => ({ rate, lines: total, base: roundCents(total.times(factor)) }))
    .sort((a, b) => dec(a.rate).cmp(dec(b.rate)));
}

const PERCEPTIONS: readonly (readonly [string, string])[] = [
  ['Percepción IIBB Bs. As.', '3'],
  ['Perc. IIBB CABA', '2.5'],
  ['Percepción IVA RG 2408', '3'],
  ['Perc. Ing. Brutos Santa Fe', '1.75'],
  ['Percepción IIBB', '4'],
  ['Perc. Municipal', '0.5'],
];
const INTERNAL = ['Impuestos Internos', 'Imp. Internos', 'Imp. Internos Ley 24.674'];
const FUEL = ['Imp. Comb. Líquidos', 'Imp. Dióxido de Carbono', 'Tasa Vial'];

function otherTaxesOf(random: Random, demand: Demand, base: Dec): TruthTax[] {
  const taxes: TruthTax[] = [];
  const add = (kind: TruthTax['kind'], label: string, rate: string | null, amount: Dec): void => {
    if (amount.gt(0)) taxes.push({ kind, label, rate, base: null, amount: plain(roundCents(amount)) });
  };
  if (random.chance(demand.internalTaxes)) {
    if (demand.internalTaxes >= 0.9) {
      for (const label of FUEL) add('internal', label, null, base.times(random.int(20, 900)).div(10_000));
    } else add('internal', random.pick(INTERNAL), null, base.times(random.int(50, 900)).div(10_000));
  }
  if (random.chance(demand.perceptions)) {
    for (const [label, rate] of random.shuffle(PERCEPTIONS).slice(0, random.pick([1, 1, 1, 2]))) {
      add('perception', label, rate, base.times(dec(rate)).div(HUNDRED));
    }
  }
  return taxes;
}

/** Per rate, or as the sum of each line's rounded VAT where that stays within what ARCA lets pass (0.01, or 0.01 % of the base). */
function vatOf(group: RateGroup, lines: readonly Dec[] | null): Dec {
  const straight = roundCents(group.base.times(dec(group.rate)).div(HUNDRED));
  if (lines === null) return straight;
  const byLine = sum(lines.map((amount) => roundCents(amount.times(dec(group.rate)).div(HUNDRED))));
  const allowed = Math.max(0.01, group.base.times('0.0001').toNumber());
  return byLine.minus(straight).abs().lte(Math.min(allowed, 0.03)) ? byLine : straight;
}

/** The foot of a document from its lines; `rates` are the lines' true rates, printed or not. */
export function totalsOf(
  random: Random,
  demand: Demand,
  lines: readonly PaperLine[],
  rates: readonly string[],
  kind: { readonly gross: boolean; readonly letter: string },
): Totals {
  const foot = footFactor(random, demand);
  const factor = foot === null ? dec(1) : HUNDRED.plus(foot.percent).div(HUNDRED);
  const groups = groupByRate(lines, rates, factor);
  const subtotal = sum(groups.map((group) => group.lines));
  const net = sum(groups.map((group) => group.base));
  const footAdjustment =
    foot === null
      ? null
      : { label: foot.label, percent: plain(foot.percent), amount: plain(net.minus(subtotal)) };
  const exempt = sum(groups.filter((group) => group.rate === '0').map((group) => group.base));
  const otherTaxes = kind.letter === 'C' || kind.letter === 'X' ? [] : otherTaxesOf(random, demand, net);
  const others = sum(otherTaxes.map((tax) => dec(tax.amount)));
  const perLine = foot === null && random.chance(0.15);
  const vat = groups
    .filter((group) => group.rate !== '0')
    .map((group) => {
      if (!kind.gross) {
        const own = lines
          .filter((_, index) => rates[index] === group.rate)
          .map((line) => dec(line.amount ?? '0'));
        return {
          rate: group.rate,
          base: plain(group.base),
          amount: plain(vatOf(group, perLine ? own : null)),
        };
      }
      const inside = roundCents(group.base.times(dec(group.rate)).div(HUNDRED.plus(dec(group.rate))));
      return { rate: group.rate, base: plain(group.base.minus(inside)), amount: plain(inside) };
    });
  const vatTotal = sum(vat.map((entry) => dec(entry.amount)));
  const says = kind.gross && kind.letter !== 'C' && random.chance(demand.containedVat);
  const total = kind.gross ? net.plus(others) : net.plus(vatTotal).plus(others);
  return {
    subtotal: plain(subtotal),
    footAdjustment,
    netTaxed: plain(sum(vat.map((entry) => dec(entry.base)))),
    exempt: plain(exempt),
    vat: kind.letter === 'C' ? [] : vat,
    otherTaxes,
    containedVat: says ? plain(vatTotal) : null,
    containedOther: '0',
    total: plain(total),
  };
}
