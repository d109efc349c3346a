import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftTax, InvoiceDraft } from '../../../core/invoice/draft.ts';
import { Dec, dec, plain, sum } from '../../../core/platform/decimal.ts';
import { allocate } from '../../../core/pricing/allocation.ts';
import { paperDifference } from '../../../core/pricing/paper-total.ts';
import { type BuyerVatCondition, trueUnitCosts } from '../../../core/pricing/unit-cost.ts';
import { aDraft, aLine } from '../../support/factories.ts';

const costs = (
  paper: InvoiceDraft,
  units: Record<number, string>,
  buyer: BuyerVatCondition = 'registered',
  exchangeRate?: string,
) =>
  trueUnitCosts({
    paper,
    units: new Map(Object.entries(units).map(([id, count]) => [Number(id), count])),
    buyer,
    ...(exchangeRate === undefined ? {} : { exchangeRate }),
  }).map((line) => line.unitCost);

const tax = (kind: DraftTax['kind'], amount: string, rate: string | null = null): DraftTax => ({
  kind,
  label: kind,
  rate,
  amount,
});

describe('true unit cost', () => {
  const tenAtHundred = [aLine(1, { quantity: '10', unitPrice: '100' })];

  it('When a registered buyer gets a factura A, then VAT and perceptions are no cost, internal taxes are', () => {
    const paper = aDraft({
      lines: tenAtHundred,
      taxes: [tax('vat', '210', '21'), tax('perception', '30'), tax('internal', '50'), tax('other', '10')],
    });
    expect(costs(paper, { 1: '10' })).toEqual(['106']);
  });

  it('When a monotributo gets the same factura A, then everything is a cost', () => {
    const paper = aDraft({
      lines: tenAtHundred,
      taxes: [tax('vat', '210', '21'), tax('perception', '30'), tax('internal', '50'), tax('other', '10')],
    });
    expect(costs(paper, { 1: '10' }, 'monotributo')).toEqual(['130']);
    expect(costs(paper, { 1: '10' }, 'exempt')).toEqual(['130']);
  });

  it('When the paper is a B or C, then VAT stays inside whoever buys, and VAT printed for information is not added', () => {
    const paper = aDraft({
      lines: [aLine(1, { quantity: '10', unitPrice: '121' })],
      pricesIncludeVat: true,
      taxes: [tax('vat', '210'), tax('other', '12')],
    });
    expect(costs(paper, { 1: '10' })).toEqual(['121']);
    expect(costs(paper, { 1: '10' }, 'monotributo')).toEqual(['121']);
  });

  it('When a B adds a perception to its total, then it is a cost', () => {
    const paper = aDraft({
      lines: [aLine(1, { quantity: '10', unitPrice: '121' })],
      pricesIncludeVat: true,
      taxes: [tax('perception', '36.3')],
      header: { total: '1246.3' },
    });
    expect(costs(paper, { 1: '10' })).toEqual(['124.63']);
  });

  it('When the prices of a class A ticket hold VAT, then a registered buyer takes it out by rate', () => {
    const paper = aDraft({
      lines: [
        aLine(1, { quantity: '10', unitPrice: '121', vatRate: '21' }),
        aLine(2, { quantity: '10', unitPrice: '110.5', vatRate: '10.5' }),
      ],
      pricesIncludeVat: true,
      header: { documentType: 81, letter: 'A' },
    });
    expect(costs(paper, { 1: '10', 2: '10' })).toEqual(['100', '100']);
    const printed = { ...paper, taxes: [tax('vat', '210', '21'), tax('vat', '105', '10.5')] };
    expect(costs(printed, { 1: '10', 2: '10' })).toEqual(['100', '100']);
  });

  it('When VAT is a cost, then each rate falls on its own lines', () => {
    const paper = aDraft({
      lines: [
        aLine(1, { quantity: '10', unitPrice: '100', vatRate: '21' }),
        aLine(2, { quantity: '10', unitPrice: '100', vatRate: '10.5' }),
      ],
      taxes: [tax('vat', '210', '21'), tax('vat', '105', '10.5')],
    });
    expect(costs(paper, { 1: '10', 2: '10' }, 'monotributo')).toEqual(['121', '110.5']);
  });

  it('When there is a discount at the foot and freight, then both are shared by amount', () => {
    const paper = aDraft({
      lines: [
        aLine(1, { quantity: '10', unitPrice: '100' }),
        aLine(2, { quantity: '10', unitPrice: '300' }),
        aLine(3, { quantity: '1', unitPrice: '200', isGoods: false }),
      ],
      footAdjustments: [{ label: 'Bonificación', amount: '-420' }],
    });
    // 10 % off everything: 900 + 2700 + 180 freight, of which a quarter and three quarters.
    expect(costs(paper, { 1: '10', 2: '10' })).toEqual(['94.5', '283.5']);
  });

  it('When a case holds twelve, then the cost is per unit', () => {
    expect(costs(aDraft({ lines: tenAtHundred }), { 1: '120' })).toEqual(['8.333333']);
  });

  it('When goods are free, then they cost nothing, and freight still reaches them if all are', () => {
    const bonus = aLine(2, { quantity: '2', unitPrice: '0', amount: '0' });
    expect(costs(aDraft({ lines: [...tenAtHundred, bonus] }), { 1: '10', 2: '2' })).toEqual(['100', '0']);
    const freight = aLine(3, { quantity: '1', unitPrice: '50', isGoods: false });
    expect(costs(aDraft({ lines: [bonus, freight] }), { 2: '2' })).toEqual(['25']);
  });

  it('When goods go back within the paper, then their unit cost is positive', () => {
    const back = aLine(2, { quantity: '-2', unitPrice: '100' });
    expect(costs(aDraft({ lines: [...tenAtHundred, back] }), { 1: '10', 2: '-2' })).toEqual(['100', '100']);
  });

  it('When the paper is in dollars, then costs are in pesos', () => {
    expect(costs(aDraft({ lines: tenAtHundred }), { 1: '10' }, 'registered', '1450.5')).toEqual(['145050']);
  });

  it('When a line has no price, then it has no cost', () => {
    expect(costs(aDraft({ lines: [aLine(1, { unitPrice: null })] }), { 1: '12' })).toEqual([]);
  });
});

const centsUpTo = (most: number) =>
  fc.integer({ min: 0, max: most }).map((value) => plain(new Dec(value).div(100)));

const anyPaper = fc
  .record({
    lines: fc.array(
      fc.record({
        amount: centsUpTo(500_000_000),
        units: fc.integer({ min: 1, max: 20_000 }),
        vatRate: fc.constantFrom('21', '10.5', '27', null),
        isGoods: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    foot: fc.integer({ min: -90_000, max: 90_000 }),
    taxes: fc.array(
      fc.record({
        kind: fc.constantFrom('vat' as const, 'perception' as const, 'internal' as const, 'other' as const),
        rate: fc.constantFrom('21', '10.5', null),
        amount: centsUpTo(10_000_000),
      }),
      { maxLength: 5 },
    ),
  })
  .filter(({ lines }) => lines.some((line) => line.isGoods))
  .map(({ lines, foot, taxes }) => ({
    draft: aDraft({
      lines: lines.map((line, index) =>
        aLine(index + 1, {
          quantity: String(line.units),
          unitPrice: null,
          amount: line.amount,
          vatRate: line.vatRate,
          isGoods: line.isGoods,
        }),
      ),
      footAdjustments: foot === 0 ? [] : [{ label: 'ajuste', amount: plain(new Dec(foot).div(100)) }],
      taxes: taxes.map((row) => tax(row.kind, row.amount, row.rate)),
    }),
    units: new Map(lines.map((line, index) => [index + 1, String(line.units)])),
  }));

describe('true unit cost of any paper', () => {
  it('adds up exactly to what the paper costs its buyer', () => {
    fc.assert(
      fc.property(
        anyPaper,
        fc.constantFrom('registered', 'monotributo', 'exempt'),
        ({ draft, units }, buyer) => {
          const recovered = (row: DraftTax) =>
            buyer === 'registered' && (row.kind === 'vat' || row.kind === 'perception');
          const paid = sum([
            ...draft.lines.map((line) => dec(line.amount!)),
            ...draft.footAdjustments.map((row) => dec(row.amount)),
            ...draft.taxes.filter((row) => !recovered(row)).map((row) => dec(row.amount)),
          ]);
          // Without printed VAT the lines' own rates say what it was.
          const hasVatRows = draft.taxes.some((row) => row.kind === 'vat');
          fc.pre(hasVatRows || buyer === 'registered');
          const lines = trueUnitCosts({ paper: draft, units, buyer });
          expect(plain(sum(lines.map((line) => dec(line.cost))))).toBe(plain(paid));
        },
      ),
    );
  });

  it('reconciles unit cost × units with each line to less than a cent', () => {
    fc.assert(
      fc.property(anyPaper, ({ draft, units }) => {
        for (const line of trueUnitCosts({ paper: draft, units, buyer: 'registered' })) {
          const error = dec(line.unitCost).times(units.get(line.lineId)!).minus(line.cost).abs();
          expect(error.lte('0.01'), `${line.unitCost} × ${units.get(line.lineId)} ≠ ${line.cost}`).toBe(true);
        }
      }),
    );
  });
});

describe('allocate', () => {
  it('always gives out exactly the total', () => {
    const money = fc
      .integer({ min: -1_000_000_000, max: 1_000_000_000 })
      .map((value) => new Dec(value).div(1_000_000));
    fc.assert(
      fc.property(money, fc.array(money, { minLength: 1, maxLength: 20 }), (total, weights) => {
        expect(plain(sum(allocate(total, weights)))).toBe(plain(total));
      }),
    );
  });

  it('gives a third each and the rest to the heaviest', () => {
    const shares = allocate(dec('100'), [dec('1'), dec('1'), dec('1')]);
    expect(shares.map(plain)).toEqual(['33.333334', '33.333333', '33.333333']);
  });
});

describe('the difference of a paper', () => {
  it('When lines and taxes give the total, then it is zero, within the rounding of printed amounts', () => {
    const paper = aDraft();
    expect(plain(paperDifference(paper)!)).toBe('0');
    const rounded = {
      ...paper,
      header: { ...paper.header, total: plain(dec(paper.header.total!).plus('0.01')) },
    };
    expect(plain(paperDifference(rounded)!)).toBe('0');
  });

  it('When they do not, then it is total minus what they give', () => {
    const paper = aDraft({ header: { total: '1500' } });
    expect(plain(paperDifference(paper)!)).toBe('48');
  });

  it('When there is no total or a line has no amount, then it cannot be told', () => {
    expect(paperDifference(aDraft({ header: { total: null } }))).toBeNull();
    expect(paperDifference(aDraft({ lines: [aLine(1, { unitPrice: null })] }))).toBeNull();
  });
});
