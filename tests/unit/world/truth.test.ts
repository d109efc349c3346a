import { describe, expect, it } from 'vitest';
import { type Dec, dec, sum } from '../../../core/platform/decimal.ts';
import { inventDocument, layoutsFor } from '../../world/document.ts';
import { createRandom } from '../../world/random.ts';
import { inventBill } from '../../world/truth/bill.ts';
import type { Bill } from '../../world/truth/truth.ts';

const SEEDS = Array.from({ length: 500 }, (_, index) => index);

const bills: readonly Bill[] = SEEDS.map((seed) => {
  const layouts = layoutsFor(seed);
  const layout = layouts[seed % layouts.length]!;
  const root = createRandom(seed);
  return inventBill(root.fork('truth'), layout.demand(root.fork('demand')));
});
const priced = bills.filter(({ truth }) => truth.header.total !== null);

const off = (a: Dec, b: Dec): number => a.minus(b).abs().toNumber();

describe('the invented truths', () => {
  it('When a line is printed, then quantity × price × (1 − discount) is its amount within the tolerance of real paper', () => {
    for (const { lines } of priced) {
      for (const line of lines) {
        const quantity = dec(line.quantity);
        const factor = dec(100).minus(dec(line.discountPercent!)).div(100);
        const product = quantity.times(dec(line.unitPrice!)).times(factor);
        expect(off(product, dec(line.amount!))).toBeLessThanOrEqual(
          Math.max(0.02, quantity.toNumber() * 0.005),
        );
      }
    }
  });

  it('When VAT stands apart, then net + exempt + VAT + other taxes is the total to the cent', () => {
    const apart = priced.filter(({ truth }) => !truth.pricesIncludeVat);
    expect(apart.length).toBeGreaterThan(100);
    for (const { truth, facts } of apart) {
      const parts = [facts.netTaxed, facts.exempt, ...truth.taxes.map((tax) => tax.amount)].map((value) =>
        dec(value),
      );
      expect(sum(parts).toFixed(2)).toBe(dec(truth.header.total!).toFixed(2));
    }
  });

  it('When prices hold VAT, then the lines, the foot and the other taxes are the total to the cent', () => {
    for (const { truth, lines, facts } of priced.filter(
      ({ truth: { pricesIncludeVat } }) => pricesIncludeVat,
    )) {
      const parts = [
        ...lines.map((line) => dec(line.amount!)),
        dec(facts.footAdjustment?.amount ?? '0'),
        ...truth.taxes.map((tax) => dec(tax.amount)),
      ];
      expect(sum(parts).toFixed(2)).toBe(dec(truth.header.total!).toFixed(2));
    }
  });

  it('When VAT stands apart, then each rate is base × rate within 0.01 or 0.01 %, and the bases are the lines and the foot', () => {
    for (const { lines, facts } of priced.filter(({ truth }) => !truth.pricesIncludeVat)) {
      for (const { rate, base, amount } of facts.vat) {
        const allowed = Math.max(0.0151, dec(base).times('0.0001').toNumber());
        expect(off(dec(base).times(dec(rate)).div(100), dec(amount))).toBeLessThanOrEqual(allowed);
      }
      const net = dec(facts.netTaxed).plus(dec(facts.exempt));
      const printed = sum(lines.map((line) => dec(line.amount!))).plus(
        dec(facts.footAdjustment?.amount ?? '0'),
      );
      expect(net.toFixed(2)).toBe(printed.toFixed(2));
    }
  });

  it('When companies are invented, then their CUITs carry the right check digit', () => {
    for (const { facts } of bills) {
      for (const cuit of [facts.issuer.cuit, facts.recipient.cuit]) {
        const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        const total = weights.reduce((left, weight, index) => left + weight * Number(cuit[index]), 0);
        expect(total % 11).toBe(0);
      }
    }
  });
});

describe('the generator', () => {
  it('When a seed is drawn twice, then both documents are the same', () => {
    for (const seed of [0, 1, 7, 250, 999]) expect(inventDocument(seed)).toEqual(inventDocument(seed));
  });

  it('When the seed is for development, then no held-out layout is drawn, not even by name', () => {
    const heldOut = layoutsFor(1).filter((layout) => layout.heldOut);
    expect(heldOut.length).toBeGreaterThanOrEqual(4);
    for (const { name } of heldOut) expect(() => inventDocument(2, name)).toThrow(RangeError);
  });
});
