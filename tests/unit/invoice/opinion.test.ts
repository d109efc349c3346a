import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certify } from '../../../core/invoice/certify.ts';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { editDraft } from '../../../core/invoice/edit.ts';
import { type LineOpinion, linesWithOpinion, withOpinions } from '../../../core/invoice/opinion.ts';
import { draftOf } from '../../support/papers.ts';

/** The paper says 12 × 1.500 = 18.000 on line 1; the eye read 13, which does not close. */
const PAPER = draftOf({
  lines: [
    { description: 'YERBA', quantity: '12', unitPrice: '1500', evidence: 'doubtful', doubt: 'arithmetic' },
    { description: 'FIDEOS', quantity: '20', unitPrice: '500' },
    { description: 'ACEITE', quantity: '6', unitPrice: '2100.5', evidence: 'read', doubt: 'ambiguous' },
  ],
});
const READ: InvoiceDraft = {
  ...PAPER,
  lines: PAPER.lines.map((line) => (line.id === 1 ? { ...line, quantity: '13' } : line)),
};
const RIGHT: LineOpinion = {
  lineId: 1,
  quantity: '12',
  unitPrice: '1500',
  discountPercent: '0',
  amount: '18000',
};
const waysOf = (draft: InvoiceDraft, id: number) => draft.lines.find((line) => line.id === id)?.alternatives;

describe('a second opinion', () => {
  it('When it closes with the printed amount, then it is one more way to read the line, and proves nothing', () => {
    const draft = withOpinions(READ, [RIGHT]);
    const { lineId: _, ...figures } = RIGHT;
    expect(waysOf(draft, 1)).toEqual([{ ...figures, secondOpinion: true }]);
    expect(draft.lines[0]).toMatchObject({ quantity: '13', evidence: 'doubtful' });
    expect(linesWithOpinion(draft).map(({ id }) => id)).toEqual([1]);
    const taken = editDraft(draft, { kind: 'choose_alternative', lineId: 1, index: 0 });
    expect(taken.ok && taken.value.lines[0]).toMatchObject({ quantity: '12', seen: true });
  });

  it.each<[string, readonly Partial<LineOpinion>[]]>([
    ['does not close', [{ quantity: '15' }]],
    ['closes on another amount that misses the total', [{ quantity: '13', amount: '19500' }]],
    ['is about a line that is proven', [{ lineId: 2, quantity: '2', unitPrice: '5000', amount: '10000' }]],
    ['is about a line that is not there', [{ lineId: 9 }]],
    ['says two things of a line', [{}, { quantity: '6', unitPrice: '3000' }]],
    ['is negative', [{ quantity: '-12', unitPrice: '-1500' }]],
    ['is finer than print', [{ quantity: '12.0001', unitPrice: '1499.9875' }]],
    ['is beyond any shop', [{ quantity: '99999999999', unitPrice: '0.0001' }]],
    ['gives all of it away', [{ discountPercent: '100', amount: '0' }]],
  ])('When it %s, then nothing changes', (_, opinions) => {
    expect(
      withOpinions(
        READ,
        opinions.map((one) => ({ ...RIGHT, ...one })),
      ),
    ).toBe(READ);
  });

  it('When it repeats a way that the line offers, then that way keeps its place', () => {
    const way = { quantity: '12', unitPrice: '1500.00', discountPercent: '0', amount: '18000' };
    const other = { ...way, quantity: '6', unitPrice: '3000' };
    const offering = {
      ...READ,
      lines: READ.lines.map((line) => (line.id === 1 ? { ...line, alternatives: [other, way] } : line)),
    };
    expect(waysOf(withOpinions(offering, [RIGHT]), 1)?.map(({ secondOpinion }) => secondOpinion)).toEqual([
      undefined,
      true,
    ]);
  });

  it('When a person writes one figure of it, then the others do not come along', () => {
    const hostile = { ...RIGHT, quantity: '6', unitPrice: '3000' };
    const edited = editDraft(withOpinions(READ, [hostile]), {
      kind: 'set_line_field',
      lineId: 1,
      field: 'quantity',
      value: '6',
    });
    const plain = editDraft(READ, { kind: 'set_line_field', lineId: 1, field: 'quantity', value: '6' });
    expect(edited.ok && { ...edited.value.lines[0], alternatives: [] }).toEqual(
      plain.ok && { ...plain.value.lines[0], alternatives: [] },
    );
  });

  it('When it is anything at all, then figures, evidence, checks and status are those without it', () => {
    const digits = fc.integer({ min: -9, max: 3_000_000 }).map((cents) => (cents / 100).toFixed(2));
    const figure = fc.oneof(fc.constantFrom('12', '1500', '18000', '0', '6', '3000', '12603'), digits);
    const opinion = fc.record({
      lineId: fc.integer({ min: 0, max: 4 }),
      quantity: figure,
      unitPrice: figure,
      discountPercent: fc.oneof(fc.constant('0'), figure),
      amount: figure,
    });
    const withoutWays = (draft: InvoiceDraft) => ({
      ...draft,
      lines: draft.lines.map(({ alternatives: _, ...line }) => line),
    });
    fc.assert(
      fc.property(fc.array(opinion, { maxLength: 6 }), (opinions) => {
        const draft = withOpinions(READ, opinions);
        expect(withoutWays(draft)).toEqual(withoutWays(READ));
        expect(withoutWays(certify(draft))).toEqual(withoutWays(certify(READ)));
      }),
    );
  });
});
