import { describe, expect, it } from 'vitest';
import type { LineMatch } from '../../../core/catalog/line-match.ts';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { readinessOf, seenOnCard } from '../../../core/receiving/readiness.ts';
import { ACEITE, FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf, type Paper } from '../../support/papers.ts';

const matched = (draft: InvoiceDraft): LineMatch[] =>
  draft.lines.map((line) => ({
    lineId: line.id,
    productId: `product-${line.id}`,
    productName: 'x',
    via: 'person',
    unitsPerPack: '1',
    candidates: [],
  }));

const ready = (paper: Paper | InvoiceDraft, more = {}) => {
  const draft = 'header' in paper ? paper : draftOf(paper);
  return readinessOf({
    draft,
    matches: matched(draft),
    treatment: null,
    deliveryNoteReceiptId: null,
    deliveryNoteSame: null,
    ...more,
  });
};

describe('what stands between a draft and its posting', () => {
  it('When all is proven and known, then nothing does', () => {
    expect(ready(FACTURA)).toEqual({
      blockers: [],
      unseenLineIds: [],
      unknownLineIds: [],
      difference: null,
    });
  });

  it.each<[string, Paper, string]>([
    ['a missing number', { ...FACTURA, number: null }, 'header_incomplete'],
    ['a missing issuer', { ...FACTURA, issuerCuit: null }, 'header_incomplete'],
    [
      'an issuer whose check digit is wrong',
      { ...FACTURA, issuerCuit: '30712345670' },
      'issuer_cuit_invalid',
    ],
    ['no lines', { lines: [] }, 'no_lines'],
    ['a price list', { ...FACTURA, kind: 'price_list' }, 'not_goods'],
    ['an undecided credit note', { ...FACTURA, kind: 'credit_note', documentType: 3 }, 'choose_treatment'],
  ])('%s does', (_, paper, blocker) => {
    expect(ready(paper).blockers).toContain(blocker);
  });

  it('When a line was merely read, then the card that lists it is enough; a doubtful one wants a look of its own', () => {
    const draft = draftOf({
      lines: [
        { ...YERBA, evidence: 'read' },
        { ...ACEITE, evidence: 'doubtful' },
      ],
    });
    expect(ready(draft)).toMatchObject({ blockers: ['lines_doubtful'], unseenLineIds: [2] });
    const shown = seenOnCard(draft);
    expect(shown.lines.map((line) => line.seen)).toEqual([true, false]);
    expect(seenOnCard(shown)).toBe(shown);
  });

  it('When a product is not known, then its line is named, but not on a paper about money', () => {
    const credit: Paper = { ...FACTURA, kind: 'credit_note', documentType: 3 };
    const unknown = { matches: [] };
    expect(ready(FACTURA, unknown)).toMatchObject({ blockers: ['products_unknown'], unknownLineIds: [1, 2] });
    expect(ready(credit, { ...unknown, treatment: 'money' }).blockers).toEqual([]);
  });

  it('When the lines do not give the total, then the difference is said', () => {
    const draft = draftOf(FACTURA);
    const off = { ...draft, header: { ...draft.header, total: '33409.63' } };
    expect(ready(off)).toMatchObject({ blockers: ['difference'], difference: '10' });
  });

  it('When an earlier remito may be the same delivery, then a person has to say', () => {
    const asked = { deliveryNoteReceiptId: 'r1' };
    expect(ready(FACTURA, asked).blockers).toEqual(['choose_delivery_note']);
    expect(ready(FACTURA, { ...asked, deliveryNoteSame: true }).blockers).toEqual([]);
    expect(ready(FACTURA, { ...asked, deliveryNoteSame: false }).blockers).toEqual([]);
  });
});
