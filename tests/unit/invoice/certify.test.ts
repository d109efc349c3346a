import { describe, expect, it } from 'vitest';
import { certify, documentGap, withDescriptions } from '../../../core/invoice/certify.ts';
import { understand } from '../../../core/invoice/understand.ts';
import { fiscalCode, typed } from './typed-paper.ts';

const QR = fiscalCode({
  fecha: '2026-06-02',
  cuit: 30694997615,
  ptoVta: 5,
  tipoCmp: 6,
  nroCmp: 574771,
  importe: 20000,
  codAut: 74657284811563,
});
const paper = (rows: string): string => `
DISTRIBUIDORA DEL SUR S.A.            B          FACTURA
CUIT: 30-69499761-5                Cod. 06       N° 00005-00574771
Inicio de actividades: 15/08/2009                Fecha: 02/06/2026
A CONSUMIDOR FINAL
Codigo   Producto              Cantidad   Precio Unit.   Subtotal
${rows}
                                       Importe Total: $     20000,00
CAE N°: 74657284811563             Fecha de Vto. de CAE: 12/06/2026`;
const read = (rows: string): ReturnType<typeof understand> =>
  understand([typed(paper(rows), { barcodes: [QR] })]);

const RIGHT = `0001     YERBA X 500              10,00        1000,00   10000,00
0002     AZUCAR X 1 KG             5,00        2000,00   10000,00`;
const WRONG = `0001     YERBA X 500              10,00        1000,00   10000,00
0002     AZUCAR X 1 KG             5,00        2400,00   10000,00`;

describe('certify', () => {
  it('When nothing changed, then certifying again changes nothing', () => {
    const draft = read(RIGHT);
    expect(draft.status).toBe('certified');
    expect(certify(draft)).toEqual(draft);
  });

  it('When a person writes the figure that was wrong and the line closes, then the whole is certified', () => {
    const draft = read(WRONG);
    expect(draft).toMatchObject({ status: 'review', reason: 'lines_doubtful' });
    const edited = certify({
      ...draft,
      lines: draft.lines.map((line) =>
        line.id === 2 ? { ...line, unitPrice: '2000', confirmedFields: ['unitPrice'] as const } : line,
      ),
    });
    expect(edited.status).toBe('certified');
  });

  it('When a person writes a figure and the line does not close, then it is doubtful', () => {
    const draft = read(RIGHT);
    const edited = certify({
      ...draft,
      lines: draft.lines.map((line) =>
        line.id === 1 ? { ...line, quantity: '12', confirmedFields: ['quantity'] as const } : line,
      ),
    });
    expect(edited.lines[0]).toMatchObject({ evidence: 'doubtful', doubt: 'arithmetic' });
    expect(edited.status).toBe('review');
  });

  it('When a line is removed, then the others are read and the sum is missed; when it returns, all are proven', () => {
    const draft = read(RIGHT);
    const short = certify({ ...draft, lines: draft.lines.slice(0, 1) });
    expect(short).toMatchObject({ status: 'review', reason: 'sum_mismatch' });
    expect(short.lines[0]).toMatchObject({ evidence: 'read', doubt: 'sum_mismatch' });
    expect(certify({ ...short, lines: [short.lines[0]!, draft.lines[1]!] }).status).toBe('certified');
  });

  it('When a line was only seen by a person, then it stays read', () => {
    const draft = read(WRONG);
    const seen = certify({ ...draft, lines: draft.lines.map((line) => ({ ...line, seen: true })) });
    expect(seen.status).toBe('review');
    expect(seen.lines[1]?.evidence).not.toBe('proven');
  });

  it('When a person confirms an unproven header field, then its doubt is gone', () => {
    const plain = understand([typed(paper(RIGHT), { source: 'ppocr', confidence: 0.65 })]);
    expect(plain.reason).toBe('header_incomplete');
    const doubts = plain.headerDoubts ?? [];
    expect(doubts).toContain('number');
    const source = { ...plain.headerSource, ...Object.fromEntries(doubts.map((field) => [field, 'person'])) };
    expect(certify({ ...plain, headerSource: { ...source, total: 'person' } }).status).toBe('certified');
  });

  it('When a line has no amount, then there is no gap to speak of', () => {
    const draft = read(RIGHT);
    expect(documentGap(draft)?.toFixed()).toBe('0');
    expect(documentGap({ ...draft, lines: [{ ...draft.lines[0]!, amount: null }] })).toBeNull();
  });
});

describe('better descriptions', () => {
  it('When the Spanish engine reads a description, then it is taken unless a person wrote one', () => {
    const draft = read(RIGHT);
    const better = withDescriptions(
      draft,
      new Map([
        [1, ' AZÚCAR  LEDESMA '],
        [2, '  '],
      ]),
    );
    expect(better.lines.map(({ description }) => description)).toEqual(['AZÚCAR LEDESMA', 'AZUCAR X 1 KG']);
    const written = { ...draft, lines: [{ ...draft.lines[0]!, confirmedFields: ['description'] as const }] };
    expect(withDescriptions(written, new Map([[1, 'OTRA']])).lines[0]?.description).toBe('YERBA X 500');
  });
});
