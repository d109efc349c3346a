import { describe, expect, it } from 'vitest';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { completes, keepCorrections, papersOf, strongest } from '../../../core/receiving/joining.ts';
import { ACEITE, FACTURA, YERBA } from '../../support/goods.ts';
import { draftOf, headerOnly, unreadable } from '../../support/papers.ts';

const WHOLE = draftOf(FACTURA);
const PAGE = draftOf({ ...FACTURA, number: null, pointOfSale: null, issuerCuit: null });
const QR = headerOnly({ total: WHOLE.header.total ?? '0' });
const OTHER_QR = headerOnly({ total: '10', number: 999 });
const DOUBTFUL = draftOf({ lines: [{ ...YERBA, evidence: 'doubtful' }, ACEITE] });

describe('whether a photo completes a paper that waits', () => {
  it.each<[string, InvoiceDraft, InvoiceDraft | null, boolean]>([
    ['the QR completes lines without a header', QR, PAGE, true],
    ['the QR completes a paper of which nothing was read', QR, null, true],
    ['lines complete a QR that came first', PAGE, QR, true],
    ['another picture of a doubtful paper completes it', WHOLE, DOUBTFUL, true],
    ['another picture of a certified paper does not: it repeats it', WHOLE, WHOLE, false],
    ['the QR of another paper does not complete one with a header', OTHER_QR, DOUBTFUL, false],
    ['a whole paper does not complete one of which nothing was read', WHOLE, null, false],
    ['two halves without a header stay apart', PAGE, PAGE, false],
    [
      'a whole paper does not complete lines of unknown origin',
      draftOf({ ...FACTURA, number: 5 }),
      PAGE,
      false,
    ],
    ['a blurred picture completes nothing', unreadable('blurred'), PAGE, false],
  ])('%s', (_, fresh, waiting, expected) => {
    expect(completes(fresh, waiting)).toBe(expected);
  });
});

describe('understanding a document again', () => {
  const corrected: InvoiceDraft = {
    ...PAGE,
    lines: PAGE.lines.map((line) =>
      line.id === 1 ? { ...line, quantity: '12', confirmedFields: ['quantity'], seen: true } : line,
    ),
  };

  it('When nobody corrected anything, then the new draft replaces the old one', () => {
    expect(keepCorrections(PAGE, WHOLE)).toBe(WHOLE);
    expect(keepCorrections(null, WHOLE)).toBe(WHOLE);
  });

  it('When a line was corrected, then the lines stay and the header is completed', () => {
    const kept = keepCorrections(corrected, WHOLE);
    expect(kept.lines).toEqual(corrected.lines);
    expect(kept.header.number).toBe(12345);
  });

  it('When a person wrote a header field, then no reading overwrites it', () => {
    const theirs: InvoiceDraft = {
      ...WHOLE,
      header: { ...WHOLE.header, number: 777 },
      headerSource: { ...WHOLE.headerSource, number: 'person' },
    };
    const kept = keepCorrections(theirs, WHOLE);
    expect(kept.header.number).toBe(777);
    expect(kept.headerSource.number).toBe('person');
  });

  it('When the new photo brings more lines, then they come in and the corrected one keeps its figures', () => {
    const longer = draftOf({ lines: [{ ...ACEITE, description: 'ARROZ 1 KG', code: 'AR1' }, YERBA, ACEITE] });
    const kept = keepCorrections(corrected, longer);
    expect(kept.lines.map((line) => [line.id, line.quantity])).toEqual([
      [1, '6'],
      [2, '12'],
      [3, '6'],
    ]);
  });
});

describe('several photos of one paper', () => {
  const doubled = draftOf({ lines: [{ ...YERBA, evidence: 'doubtful' }, ACEITE, YERBA, ACEITE] });

  it('When one of them alone is certified, then it stands for all', () => {
    expect(strongest(doubled, [DOUBTFUL, WHOLE])).toBe(WHOLE);
  });

  it('When together they are certified, then they stay together', () => {
    expect(strongest(WHOLE, [PAGE, QR])).toBe(WHOLE);
  });

  it('When they are of different papers, then none is chosen over the others', () => {
    const together: InvoiceDraft = { ...doubled, reason: 'several_documents' };
    expect(strongest(together, [WHOLE, draftOf({ ...FACTURA, number: 9 })])).toBe(together);
  });

  it('When an album holds several papers, then photos without a number follow the one before them', () => {
    const next = draftOf({ ...FACTURA, number: 9 });
    expect(papersOf([WHOLE, PAGE, next, PAGE, next])).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
    expect(papersOf([PAGE, WHOLE, WHOLE])).toEqual([[0, 1, 2]]);
  });
});
