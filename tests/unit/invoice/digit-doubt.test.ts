import { describe, expect, it } from 'vitest';
import { isLegible, otherDigits, placeDoubts } from '../../../core/invoice/digit-doubt.ts';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { understand } from '../../../core/invoice/understand.ts';
import { fiscalCode, INVOICE_HEAD, type TypedOptions, typed } from './typed-paper.ts';

const HEAD = `${INVOICE_HEAD}
Codigo   Producto              Cantidad   Precio Unit.     Subtotal`;
const CAE = 'CAE N°: 74657284811563             Fecha de Vto. de CAE: 12/06/2026';

const FOUR_DECIMALS = `${HEAD}
0001     YERBA X 500              24,00      1341,3173     32191,62
0002     AZUCAR X 1 KG             5,00      2000,0000     10000,00
                                       Importe Neto Gravado:   42191,62
                                       IVA 21%:                 8860,24
                                       Importe Total:          51051,86
${CAE}`;

const QR = fiscalCode({
  fecha: '2026-06-02',
  cuit: 30694997615,
  ptoVta: 5,
  tipoCmp: 1,
  nroCmp: 574771,
  importe: 51051.86,
  codAut: 74657284811563,
});

const read = (alternatives: TypedOptions['alternatives'] = {}, confidence = 0.6): InvoiceDraft =>
  understand([typed(FOUR_DECIMALS, { source: 'ppocr', confidence, barcodes: [QR], alternatives })]);

describe('doubt about digits', () => {
  it('When only separators are doubted, then no probability is left to other digits', () => {
    expect(otherDigits('1.234,56', [{ text: '1,234.56', confidence: 0.4 }])).toBe(0);
    expect(otherDigits('1.234,56', [{ text: '1.284,56', confidence: 0.4 }])).toBe(0.4);
  });

  it('When a label beside the number may hold a letter like a digit, then the number is not doubted', () => {
    expect(otherDigits('Nro.:00045', [{ text: 'Nr0.:00045', confidence: 0.2 }])).toBe(0);
    expect(otherDigits('Nro.:00045', [{ text: 'Nro.:00046', confidence: 0.2 }])).toBe(0.2);
  });

  it('When a reading changes one digit, then only that place is doubted', () => {
    expect(placeDoubts('1.234', [{ text: '1.284', confidence: 0.1 }])).toEqual({
      at: [0, 0, 0.1, 0],
      length: 0,
    });
  });

  it('When a reading loses a digit, then that place and its neighbours are doubted, and the length', () => {
    expect(placeDoubts('12345', [{ text: '1245', confidence: 0.2 }])).toEqual({
      at: [0, 0.2, 0.2, 0.2, 0],
      length: 0.2,
    });
  });

  it('When a reading is altogether another, then every place is doubted', () => {
    expect(placeDoubts('123', [{ text: '9', confidence: 0.3 }]).at).toEqual([0.3, 0.3, 0.3]);
  });

  it('When the engine doubts many of the numbers of a page, then its silence is worth nothing', () => {
    const clear = typed('100 200 300 400 500 600 700 800', { source: 'ppocr', confidence: 0.9 });
    expect(isLegible(clear.words)).toBe(true);
    const blurred = typed('100 200 300 400 500 600 700 800', {
      source: 'ppocr',
      confidence: 0.9,
      alternatives: { 100: '180', 300: '800' },
    });
    expect(isLegible(blurred.words)).toBe(false);
  });
});

describe('the last decimals of a price, which arithmetic does not reach', () => {
  it('When the engine doubts none of the digits, then the line is proven however unsure it is of the separators', () => {
    expect(read({ '1341,3173': '1341.3173' }).status).toBe('certified');
  });

  it('When the engine proposes another digit less than half a centavo away, then goods and cost are the same', () => {
    expect(read({ '1341,3173': ['1341,3178', 0.03] }).status).toBe('certified');
  });

  it('When the column prints four decimals, then a reading that lost one is no other price', () => {
    expect(read({ '1341,3173': ['1341,313', 0.3] }).status).toBe('certified');
  });

  it('When the engine proposes another centavo that rounds alike, then the line is not proven', () => {
    const paper = (price: string): string => `${HEAD}
0001     YERBA X 500               4,00        ${price}       5639,42
0002     AZUCAR X 1 KG             5,00        2000,00      10000,00
                                       Importe Neto Gravado:   15639,42
                                       IVA 21%:                 3284,28
                                       Importe Total:          18923,70
${CAE}`;
    const draft = understand([
      typed(paper('1409,86'), {
        source: 'ppocr',
        confidence: 0.6,
        barcodes: [QR],
        alternatives: { '1409,86': ['1409,85', 0.03] },
      }),
    ]);
    expect(draft.lines[0]).toMatchObject({ evidence: 'read', doubt: 'ambiguous' });
  });

  it('When the engine proposes another digit elsewhere, then arithmetic answers it', () => {
    expect(read({ '1341,3173': ['7341,3173', 0.1] }).status).toBe('certified');
  });

  it('When the word is hardly legible, then the line is not proven', () => {
    expect(read({}, 0.45).status).toBe('review');
  });
});

/** Papers that once were certified and wrong, reduced to what misled. */
describe('false certificates', () => {
  const photo = { source: 'ppocr', confidence: 0.95 } as const;
  const CLASS_B = HEAD.replace('A          FACTURA', 'B          FACTURA').replace('Cod. 01', 'Cod. 06');
  const ITEMS = `
0001     YERBA X 500                 3         1000,00      3000,00
0002     AZUCAR X 1 KG               2         2000,00      4000,00`;

  it('When the label of the subtotal is misread, then its amount is not the total', () => {
    const draft = understand([
      typed(
        `${CLASS_B}${ITEMS}
                                       Subtota1:                7000,00
                                       Percepcion IIBB 4%:       280,00
                                       Total:                   7280,00
${CAE}`,
        photo,
      ),
    ]);
    expect(draft.header.total).toBe('7280');
  });

  it('When a perception stands beside a total that the lines reach without it, then the total is not proven', () => {
    const draft = understand([
      typed(
        `${CLASS_B}${ITEMS}
                                       Percepcion IIBB 4%:       280,00
                                       Total:                   7000,00
${CAE}`,
        photo,
      ),
    ]);
    expect(draft.status).toBe('review');
  });

  it('When the own number cannot be read, then the number of the remito is not taken for it', () => {
    const paper = `${CLASS_B.replace('N° 00005-00574771', '').replace('ALMACEN DOS HERMANAS', 'ALMACEN X Remito: 0020-83629214')}${ITEMS}
                                       Total:                   7000,00
${CAE}`;
    const draft = understand([typed(paper, photo)]);
    expect(draft.header).toMatchObject({ pointOfSale: null, number: null });
  });

  it('When a speck made a semicolon of the label, then the own number is found, not the one of the invoice in the table', () => {
    const paper = (number: string): string => `${CLASS_B.replace('N° 00005-00574771', number)}
         DIFERENCIA S/ FACT.         1,00         7000,00       7000,00
         0003-00012345
                                       Total:                   7000,00
${CAE}`;
    const read = (number: string): InvoiceDraft => understand([typed(paper(number), photo)]);
    expect(read('Punto de Venta: 00029 Comp. Nro; 00095552').header).toMatchObject({
      pointOfSale: 29,
      number: 95552,
    });
    expect(read('').headerDoubts).toContain('number');
  });

  it("When the issuer's CUIT lost a digit, then the receiver's is not taken for it", () => {
    const paper = `${CLASS_B.replace('30-69499761-5', '30-6949971-5')}${ITEMS}
                                       Total:                   7000,00
${CAE}`;
    expect(understand([typed(paper, photo)]).header.issuerCuit).toBeNull();
  });

  it('When a discount lost its decimal mark, then the quantity is not halved to make up for it', () => {
    const paper = `${CLASS_B.replace('Precio Unit.     Subtotal', 'Precio Unit.  Bonif.     Subtotal')}
0001     YERBA X 500             12,00         1000,00  10,00     10800,00
0002     AZUCAR X 1 KG           60,00         2271,54   5000     68146,20
0003     ARROZ X 1 KG             3,00         1000,00   0,00      3000,00
                                       Total:                     81946,20
${CAE}`;
    const draft = understand([typed(paper, photo)]);
    expect(draft.lines[1]).toMatchObject({ quantity: '60', discountPercent: '50' });
  });

  it('When freight stands between the items and cannot be read as one, then it is no surcharge of the foot', () => {
    const paper = `${CLASS_B}
0001     YERBA X 500                 3         1000,00      3000,00
0002     ENVIO A DOMICILIO                                   500,00
0003     AZUCAR X 1 KG               2         2000,00      4000,00
                                       Total:                   7500,00
${CAE}`;
    expect(understand([typed(paper, photo)]).status).toBe('review');
  });

  it('When cents misread in a line and in the VAT cancel out, then nothing is proven', () => {
    const paper = `${HEAD}
0001     YERBA X 500             60,00         1682,64    100958,40
0002     AZUCAR X 1 KG           20,00         2019,03     40380,66
                                       Importe Neto Gravado:   141339,00
                                       IVA 21%:                 29681,25
                                       Importe Total:          171020,19
${CAE}`;
    expect(understand([typed(paper, { ...photo, alternatives: { '29681,25': '29681,19' } })]).status).toBe(
      'review',
    );
  });

  it('When the price stands twice, once rounded, then the rounded one proves nothing', () => {
    const paper = `${HEAD.replace('Precio Unit.     Subtotal', 'P, Unitario    Precio Neto     Subtotal')}
0001     YERBA X 500              8,00      1814,4710        1814,47    14515,77
0002     AZUCAR X 1 KG           18,00      1266,5230        1266,52    22797,41
0003     ARROZ X 1 KG            10,00      2065,5011        2065,50    20655,01
                                       Importe Neto Gravado:   57968,19
                                       IVA 21%:                 12173,32
                                       Importe Total:           70141,51
${CAE}`;
    const { status, lines } = understand([typed(paper, photo)]);
    const rounded = lines.filter(
      ({ unitPrice }) => !['1814.471', '1266.523', '2065.5011'].includes(unitPrice!),
    );
    expect([status, rounded.length]).not.toEqual(['certified', 3]);
    expect(rounded.every(({ evidence }) => evidence !== 'proven')).toBe(true);
  });

  it('When a price seems to have five decimals, then a mark was misplaced and nothing is proven', () => {
    const paper = `${CLASS_B}
0001     YERBA X 500             3.000        17.31000     51930,00
0002     AZUCAR X 1 KG               2         2000,00      4000,00
                                       Total:                  55930,00
${CAE}`;
    expect(understand([typed(paper, photo)]).status).toBe('review');
  });
});
