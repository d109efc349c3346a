import { describe, expect, it } from 'vitest';
import { inventDocument } from '../../world/document.ts';
import { type ReadResult, scoreReading } from '../../world/score.ts';

const { truth } = inventDocument(4, 'boxed');
const perfect = { status: 'certified', header: truth.header, lines: truth.lines } as unknown as ReadResult;

describe('the score of a reading', () => {
  it('When the reading is the truth, then everything counts as right', () => {
    const score = scoreReading(truth, perfect);
    expect(score).toMatchObject({ headerWhole: true, allLines: true, certified: true, falselyCertified: [] });
  });

  it('When decimals are written with zeros, then they are equal', () => {
    const total = `${truth.header.total}${truth.header.total!.includes('.') ? '0' : '.00'}`;
    const score = scoreReading(truth, { ...perfect, header: { ...perfect.header, total } });
    expect(score.headerWhole).toBe(true);
  });

  it('When a certified reading has one row too many, one row less or a wrong field, then it is falsely certified', () => {
    const extra = { quantity: '1', unitPrice: '2', amount: '2' };
    const wrongs: ReadResult[] = [
      { ...perfect, lines: [...perfect.lines, extra] },
      { ...perfect, lines: perfect.lines.slice(1) },
      { ...perfect, lines: [{ ...perfect.lines[0]!, amount: '0.01' }, ...perfect.lines.slice(1)] },
      { ...perfect, header: { ...perfect.header, number: 1 + truth.header.number! } },
    ];
    for (const wrong of wrongs) expect(scoreReading(truth, wrong).falselyCertified).not.toEqual([]);
    for (const wrong of wrongs) {
      expect(scoreReading(truth, { ...wrong, status: 'review' }).falselyCertified).toEqual([]);
    }
  });
});
