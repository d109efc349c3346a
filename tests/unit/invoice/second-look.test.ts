import { describe, expect, it } from 'vitest';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import type { PageReading } from '../../../core/invoice/page.ts';
import { withSecondReadings, wordsInDoubt } from '../../../core/invoice/second-look.ts';
import { understand } from '../../../core/invoice/understand.ts';
import { fiscalCode, INVOICE_HEAD, type TypedOptions, typed } from './typed-paper.ts';

const QR = fiscalCode({
  fecha: '2026-06-02',
  cuit: 30694997615,
  ptoVta: 5,
  tipoCmp: 1,
  nroCmp: 574771,
  importe: 18923.7,
  codAut: 74657284811563,
});

/** Four times 1409,86 is not 5639,42: the price is rounded, and 1409,85 would do as well. */
const PAPER = `${INVOICE_HEAD}
Codigo   Producto              Cantidad   Precio Unit.     Subtotal
0001     YERBA X 500               4,00        1409,86       5639,42
0002     AZUCAR X 1 KG             5,00        2000,00      10000,00
                                       Importe Neto Gravado:   15639,42
                                       IVA 21%:                 3284,28
                                       Importe Total:          18923,70
CAE N°: 74657284811563             Fecha de Vto. de CAE: 12/06/2026`;

const photo = (
  alternatives: NonNullable<TypedOptions['alternatives']>,
  barcodes: readonly string[] = [QR],
): PageReading => typed(PAPER, { source: 'ppocr', confidence: 0.9, barcodes, alternatives });

const secondly = (page: PageReading, texts: Readonly<Record<string, string>>): InvoiceDraft => {
  const readings = page.words.flatMap(({ text }, index) =>
    texts[text] === undefined ? [] : [{ index, text: texts[text] }],
  );
  return understand([withSecondReadings(page, readings)]);
};

describe('a second engine that reads doubtful figures', () => {
  const doubted = photo({ '1409,86': ['1409,85', 0.05] });

  it('When both engines read the same digits, then they are no longer in doubt', () => {
    expect(understand([doubted]).lines[0]).toMatchObject({ evidence: 'read', doubt: 'ambiguous' });
    expect(secondly(doubted, { '1409,86': '1409.86' })).toMatchObject({ status: 'certified' });
  });

  it('When it reads other digits, or nothing, then the doubt stays', () => {
    for (const text of ['1409,85', '1409,8', '', 'ilegible'])
      expect(secondly(doubted, { '1409,86': text }).lines[0]).toMatchObject({ doubt: 'ambiguous' });
  });

  it('When it agrees on another word, then this one stays in doubt', () => {
    expect(secondly(doubted, { '2000,00': '2000,00' }).lines[0]).toMatchObject({ doubt: 'ambiguous' });
  });

  it("When the paper has no code, then the header's figures are proven by both engines alike", () => {
    const uncoded = photo({ '74657284811563': ['74657284871563', 0.1], '1409,86': ['1409.86', 0.05] }, []);
    expect(understand([uncoded]).headerDoubts).toContain('cae');
    expect(secondly(uncoded, { '74657284811563': '74657284811563' }).headerDoubts).not.toContain('cae');
  });

  it('When several numbers stand in one word, then each is compared with its own', () => {
    const page = typed(PAPER, { source: 'ppocr', confidence: 0.9, barcodes: [QR] });
    const price = page.words.findIndex(({ text }) => text === '1409,86');
    const joined: PageReading = {
      ...page,
      words: page.words
        .filter((_, index) => index !== price + 1)
        .map((word, index) =>
          index === price
            ? {
                ...word,
                text: '1409,86 5639,42',
                quad: [
                  word.quad[0],
                  page.words[price + 1]!.quad[1],
                  page.words[price + 1]!.quad[2],
                  word.quad[3],
                ],
                alternatives: [{ text: '1409,85 5639,42', confidence: 0.05 }],
              }
            : word,
        ),
    };
    const read = (text: string): InvoiceDraft =>
      understand([withSecondReadings(joined, [{ index: price, text }])]);
    expect(read('1409,86 5639,4').status).toBe('certified');
    expect(read('1409,85 5639,42').status).toBe('review');
  });
});

describe('which words are read twice', () => {
  it('When the engine is sure, or doubts only marks and labels, then it is not asked again', () => {
    expect(wordsInDoubt(photo({ '1409,86': ['1409.86', 0.08], 'N°': ['No', 0.4] }))).toEqual([]);
  });

  it('When it doubts digits, then these words are, the most doubtful first', () => {
    const page = photo({ '1409,86': ['1409,85', 0.05], '5639,42': ['5689,42', 0.3] });
    expect(wordsInDoubt(page).map((index) => page.words[index]!.text)).toEqual(['5639,42', '1409,86']);
  });

  it('When the page has a text layer, then nothing is', () => {
    expect(wordsInDoubt(typed(PAPER))).toEqual([]);
  });

  it('When the page is hardly legible, then every figure is, up to a hundred', () => {
    const many = Array.from({ length: 40 }, (_, row) => `${row}1,00   ${row}2,00   ${row}3,00   palabra`);
    const alternatives = Object.fromEntries(many.map((_, row) => [`${row}1,00`, `${row}7,00`]));
    const page = typed(many.join('\n'), { source: 'ppocr', confidence: 0.9, alternatives });
    const asked = wordsInDoubt(page);
    expect(asked).toHaveLength(100);
    expect(asked.every((index) => /\d/.test(page.words[index]!.text))).toBe(true);
  });
});
