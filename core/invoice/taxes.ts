import { VAT_RATES } from '../fiscal/vat-rates.ts';
import { Dec, dec, plain } from '../platform/decimal.ts';
import type { DraftTax } from './draft.ts';
import type { SolvedItem } from './solve-lines.ts';
import type { Component, Settlement } from './sum-parts.ts';

const KINDS: Readonly<Record<string, DraftTax['kind']>> = {
  vat: 'vat',
  perception: 'perception',
  internal: 'internal',
  other: 'other',
  unlabelled: 'other',
};

/** The VAT rate that explains an amount by itself: amount = base × rate to the cent. */
function rateOf(amount: Dec, base: Dec): string | null {
  const rate = VAT_RATES.find(
    (percent) => percent > 0 && base.times(String(percent)).div(100).minus(amount).abs().lte('0.02'),
  );
  return rate === undefined ? null : String(rate);
}

/** Two amounts without labels that are the VAT of two rates: their bases add up to the lines. */
function ratePair(first: Dec, second: Dec, base: Dec): readonly [string, string] | null {
  for (const a of VAT_RATES)
    for (const b of VAT_RATES) {
      if (a === 0 || b === 0 || a === b) continue;
      const bases = first
        .div(String(a))
        .plus(second.div(String(b)))
        .times(100);
      if (bases.minus(base).abs().lte('0.2')) return [String(a), String(b)];
    }
  return null;
}

/** Names the unlabelled amounts of a pre-printed form: those that are VAT say so by their size. */
function unlabelledRates(components: readonly Component[], base: Dec): ReadonlyMap<Component, string> {
  const found = new Map<Component, string>();
  const open = components.filter(({ foot }) => foot.kind === 'unlabelled');
  for (const component of open) {
    const rate = rateOf(dec(component.value), base);
    if (rate) found.set(component, rate);
  }
  if (found.size > 0) return found;
  for (const first of open)
    for (const second of open) {
      if (first === second) continue;
      const pair = ratePair(dec(first.value), dec(second.value), base);
      if (pair)
        return new Map([
          [first, pair[0]],
          [second, pair[1]],
        ]);
    }
  return found;
}

/** The taxes that bring the lines to the total, as printed. */
export function taxesOf(settlement: Settlement, items: readonly SolvedItem[]): DraftTax[] {
  const base = items.reduce(
    (sum, { figures }) => (figures ? sum.plus(dec(figures.amount)) : sum),
    new Dec(0),
  );
  const rates = unlabelledRates(settlement.components, base);
  return settlement.components.flatMap((component): DraftTax[] => {
    const rate = rates.get(component);
    const kind = rate ? 'vat' : KINDS[component.foot.kind];
    if (!kind) return [];
    return [
      {
        kind,
        label: component.foot.label || (rate ? 'IVA' : ''),
        rate: rate ?? component.foot.rate,
        amount: plain(dec(component.value)),
      },
    ];
  });
}

/** Discounts (−) and surcharges (+) of the foot that bring the lines to the total. */
export const adjustmentsOf = (settlement: Settlement): { label: string; amount: string }[] =>
  settlement.components
    .filter(({ foot }) => foot.kind === 'discount' || foot.kind === 'surcharge')
    .map(({ foot, value }) => ({ label: foot.label, amount: value }));
