import { describe, expect, it } from 'vitest';
import { isAbout, voucherQuery } from '../../../core/arca/voucher-query.ts';
import type { DraftHeader } from '../../../core/invoice/draft.ts';

const HEADER: DraftHeader = {
  documentType: 6,
  letter: 'B',
  pointOfSale: 3,
  number: 12345,
  date: '2026-11-02',
  issuerCuit: '30645322858',
  issuerName: null,
  recipientDocType: null,
  recipientDocNumber: null,
  currency: 'PES',
  total: '1210',
  cae: '75123456789012',
  caeDueDate: null,
};
const OURS = '30500000127';

describe('the question for a paper', () => {
  it.each<[string, Partial<DraftHeader>]>([
    ['is a tique factura', { documentType: 81 }],
    ['is a tique factura B', { documentType: 82 }],
    ['is a tique', { documentType: 83 }],
    ['is a remito', { documentType: 91 }],
    ['is a despacho', { documentType: 66 }],
    ['is of no known type', { documentType: 999 }],
    ['has no code', { cae: null }],
    ['has a code of thirteen digits', { cae: '7512345678901' }],
    ['has an issuer with a wrong digit', { issuerCuit: '30645322859' }],
    ['has no issuer', { issuerCuit: null }],
    ['has no point of sale', { pointOfSale: null }],
    ['has no number', { number: null }],
    ['has no date', { date: null }],
    ['has no total', { total: null }],
  ])('When it %s, then there is none', (_, change) => {
    expect(voucherQuery({ ...HEADER, ...change }, OURS)).toBeNull();
  });

  it.each<[string, Partial<DraftHeader>, object | null]>([
    ['a B without a receiver', {}, null],
    ['a B to a final consumer', { recipientDocType: 99, recipientDocNumber: '0' }, null],
    ['an A without a receiver', { documentType: 1 }, { docType: 80, docNumber: OURS }],
    ['an FCE without a receiver', { documentType: 206 }, { docType: 80, docNumber: OURS }],
    [
      'a B to a DNI',
      { recipientDocType: 96, recipientDocNumber: '12345678' },
      { docType: 96, docNumber: '12345678' },
    ],
  ])('When it is %s, then the receiver is %j', (_, change, receiver) => {
    expect(voucherQuery({ ...HEADER, ...change }, OURS)?.receiver).toEqual(receiver);
  });

  it('When a part of the paper is corrected, then the old question is not about it any more', () => {
    const query = voucherQuery(HEADER, OURS)!;
    expect(isAbout(query, HEADER)).toBe(true);
    expect(isAbout(query, { ...HEADER, total: '1211' })).toBe(false);
    expect(isAbout(query, { ...HEADER, issuerName: 'OTRO' })).toBe(true);
  });
});
