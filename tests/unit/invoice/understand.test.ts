import { describe, expect, it } from 'vitest';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { understand } from '../../../core/invoice/understand.ts';
import { fiscalCode, INVOICE_HEAD, typed } from './typed-paper.ts';

const figures = (draft: InvoiceDraft): string[] =>
  draft.lines.map((line) => [line.quantity, line.unitPrice, line.amount].join(' '));

const HEAD_A = `${INVOICE_HEAD}
`;
const CAE = `
CAE N°: 74657284811563             Fecha de Vto. de CAE: 12/06/2026`;
const QR = fiscalCode({
  fecha: '2026-06-02',
  cuit: 30694997615,
  ptoVta: 5,
  tipoCmp: 1,
  nroCmp: 574771,
  importe: 24200,
  tipoDocRec: 80,
  nroDocRec: 30551442884,
  codAut: 74657284811563,
});

const INVOICE_A = `${HEAD_A}
Codigo   Producto              Cantidad   Precio Unit.   % Bonif   Subtotal
0001     YERBA X 500              10,00        1000,00      0,00   10000,00
0002     AZUCAR X 1 KG             5,00        2000,00      0,00   10000,00
                                       Importe Neto Gravado: $     20000,00
                                       IVA 21%: $                   4200,00
                                       Importe Total: $            24200,00
${CAE}`;

describe('a printed invoice A', () => {
  const draft = understand([typed(INVOICE_A)], { ourCuit: '30551442884', today: '2026-06-03' });

  it('When header, lines and foot agree, then it is certified', () => {
    expect(draft.status).toBe('certified');
    expect(draft.reason).toBeNull();
    expect(draft.lines.every(({ evidence }) => evidence === 'proven')).toBe(true);
  });

  it('When no code is on the page, then the header comes from print', () => {
    expect(draft.header).toMatchObject({
      documentType: 1,
      letter: 'A',
      pointOfSale: 5,
      number: 574771,
      date: '2026-06-02',
      issuerCuit: '30694997615',
      issuerName: 'DISTRIBUIDORA DEL SUR S.A.',
      recipientDocType: 80,
      recipientDocNumber: '30551442884',
      total: '24200',
      cae: '74657284811563',
      caeDueDate: '2026-06-12',
      currency: 'PES',
    });
    expect(draft.headerSource.number).toBe('print');
  });

  it('When VAT is apart, then lines are net and the tax is listed', () => {
    expect(draft.pricesIncludeVat).toBe(false);
    expect(draft.taxes).toEqual([{ kind: 'vat', label: 'IVA 21%', rate: '21', amount: '4200' }]);
    expect(draft.lines[0]).toMatchObject({
      code: '0001',
      description: 'YERBA X 500',
      quantity: '10',
      unitPrice: '1000',
    });
  });

  it('When the same page comes three times, then it is one invoice', () => {
    const pages = [1, 2, 3].map((pageNumber) => typed(INVOICE_A, { pageNumber }));
    const thrice = understand(pages);
    expect(thrice.lines).toHaveLength(2);
    expect(thrice.warnings).toContain('copies_ignored');
  });

  it('When the page leans, then its rows hold together', () => {
    expect(figures(understand([typed(INVOICE_A, { slope: 0.02 })]))).toEqual(figures(draft));
  });

  it('When ours is the other CUIT, then issuer and receiver change places with it', () => {
    const other = understand([typed(INVOICE_A)], { ourCuit: '30694997615' });
    expect(other.header.issuerCuit).toBe('30551442884');
    expect(other.header.recipientDocNumber).toBe('30694997615');
  });

  it('When the invoice is for somebody else, then it says so', () => {
    expect(understand([typed(INVOICE_A)], { ourCuit: '20123456786' }).warnings).toContain('recipient_not_us');
  });
});

describe('the fiscal code', () => {
  it('When a code is read, then it gives the header', () => {
    const draft = understand([typed(INVOICE_A, { barcodes: [QR] })]);
    expect(draft.status).toBe('certified');
    expect(draft.headerSource).toMatchObject({
      number: 'qr',
      total: 'qr',
      issuerCuit: 'qr',
      caeDueDate: 'print',
    });
  });

  it('When the code lost its decimal point, then the print decides the total', () => {
    const hundredfold = fiscalCode({
      fecha: '2026-06-02',
      cuit: 30694997615,
      ptoVta: 5,
      tipoCmp: 1,
      nroCmp: 574771,
      importe: 2420000,
      codAut: 74657284811563,
    });
    const draft = understand([typed(INVOICE_A, { barcodes: [hundredfold] })]);
    expect(draft.header.total).toBe('24200');
    expect(draft.status).toBe('certified');
  });

  it('When the code and the print name different totals, then it is for a person', () => {
    const other = fiscalCode({
      fecha: '2026-06-02',
      cuit: 30694997615,
      ptoVta: 5,
      tipoCmp: 1,
      nroCmp: 574771,
      importe: 34200,
      codAut: 74657284811563,
    });
    const draft = understand([typed(INVOICE_A, { barcodes: [other] })]);
    expect(draft).toMatchObject({ status: 'review', reason: 'qr_print_differ' });
  });

  it.each([
    ['says what a dollar costs', 1180.5, '1180.5'],
    ['writes 1, as some programs always do', 1, null],
  ])('When the code is in dollars and %s, then that is the rate: %s', (_what, ctz, rate) => {
    const dollars = fiscalCode({
      fecha: '2026-06-02',
      cuit: 30694997615,
      ptoVta: 5,
      tipoCmp: 1,
      nroCmp: 574771,
      importe: 24200,
      moneda: 'DOL',
      ctz,
      codAut: 74657284811563,
    });
    const draft = understand([typed(INVOICE_A, { barcodes: [dollars] })]);
    expect(draft.header.currency).toBe('DOL');
    expect(draft.exchangeRate).toBe(rate);
  });

  it('When two fiscal codes name two documents, then they are not taken for one', () => {
    const second = fiscalCode({ cuit: 30694997615, ptoVta: 5, tipoCmp: 1, nroCmp: 574772, importe: 1 });
    const draft = understand([typed(INVOICE_A, { barcodes: [QR, second] })]);
    expect(draft).toMatchObject({ status: 'review', reason: 'several_documents' });
  });

  it('When a payment code stands beside it, then only the fiscal one counts', () => {
    const draft = understand([typed(INVOICE_A, { barcodes: ['00020101021143650016com.mercadolibre', QR] })]);
    expect(draft.headerSource.number).toBe('qr');
  });
});

const photo = { source: 'ppocr', confidence: 0.95, barcodes: [QR] } as const;

describe('misread digits', () => {
  it('When one digit of an amount is wrong, then the only reading that fits is put in', () => {
    const draft = understand([
      typed(
        INVOICE_A.replace(
          '10,00        1000,00      0,00   10000,00',
          '10,00        1000,00      0,00   10800,00',
        ),
        photo,
      ),
    ]);
    expect(figures(draft)).toEqual(['10 1000 10000', '5 2000 10000']);
    expect(draft.status).toBe('certified');
  });

  it('When one digit of a price is wrong, then the price follows from quantity and amount', () => {
    const draft = understand([typed(INVOICE_A.replace('5,00        2000,00', '5,00        2060,00'), photo)]);
    expect(figures(draft)).toContain('5 2000 10000');
  });

  it('When the text layer itself is wrong, then nothing is repaired', () => {
    const draft = understand([
      typed(INVOICE_A.replace('5,00        2000,00', '5,00        2060,00'), { barcodes: [QR] }),
    ]);
    expect(draft.status).toBe('review');
    expect(figures(draft)).toContain('5 2060 10000');
  });

  it('When letters stand for digits, then they are read as the digits they look like', () => {
    const draft = understand([
      typed(
        INVOICE_A.replace('IVA 21%: $                   4200,00', 'IVA 21%: $                   42O0,00'),
        photo,
      ),
    ]);
    expect(draft.taxes[0]?.amount).toBe('4200');
  });

  it('When points and commas are swapped, then amounts stay what they are', () => {
    const swapped = INVOICE_A.replace('1000,00      0,00   10000,00', '1000.00      0.00   10000.00');
    expect(figures(understand([typed(swapped, photo)]))[0]).toBe('10 1000 10000');
  });

  it('When two lines are wrong so that the sum still fits, then nothing is certified', () => {
    const wrong = INVOICE_A.replace('1000,00      0,00   10000,00', '1000,00      0,00   11000,00').replace(
      '2000,00      0,00   10000,00',
      '2000,00      0,00    9000,00',
    );
    expect(understand([typed(wrong, photo)]).status).toBe('review');
  });

  it('When an item is missing from the picture, then the sum tells', () => {
    const cut = INVOICE_A.split('\n')
      .filter((line) => !line.includes('AZUCAR'))
      .join('\n');
    const draft = understand([typed(cut, photo)]);
    expect(draft).toMatchObject({ status: 'review', reason: 'sum_mismatch' });
    expect(draft.lines[0]).toMatchObject({ evidence: 'read', doubt: 'sum_mismatch' });
  });

  it('When the number is read without confidence and no code can be read, then the header stays unproven', () => {
    const draft = understand([typed(INVOICE_A, { source: 'ppocr', confidence: 0.65 })]);
    expect(draft).toMatchObject({ status: 'review', reason: 'header_incomplete' });
    expect(draft.headerDoubts).toContain('number');
  });
});

describe('quantity and price', () => {
  const bare = (row: string): InvoiceDraft =>
    understand([
      typed(
        `${HEAD_A}\n${row}\n                        IVA 21%  151,20\n                        Total   871,20\n${CAE}`,
      ),
    ]);

  it('When a single row without heading could be read both ways, then it is not proven', () => {
    expect(bare('ACEITE MEZCLA       12,00      60,00     720,00').lines[0]?.evidence).not.toBe('proven');
  });

  it('When their shapes differ, then quantity and price are told apart', () => {
    expect(bare('ACEITE MEZCLA       12         60,00     720,00').lines[0]).toMatchObject({
      quantity: '12',
      evidence: 'proven',
    });
  });

  it('When the heading puts the price first, then it is believed', () => {
    const draft = understand([
      typed(`${HEAD_A}
Detalle             Precio Unit.   Cantidad    Importe
ACEITE MEZCLA              60,00      12,00     720,00
                        IVA 21%  151,20
                        Total   871,20
${CAE}`),
    ]);
    expect(figures(draft)).toEqual(['12 60 720']);
  });
});

describe('layouts', () => {
  const ticket = (rows: string): InvoiceDraft =>
    understand([
      typed(`
DESPENSA MAYORISTA S.A.
C.U.I.T. Nro.: 30-69499761-5
Inicio de actividades: 02/05/2011
TIQUE FACTURA "B" (Cod. 082)
P.V. Nro.: 00045   Nro. T. 00297721
Fecha: 01/05/2026 Hora: 10:41:15
A CONSUMIDOR FINAL
${rows}
TOTAL                      6000,00
RECIBI(MOS)
Efectivo                   6000,00
CF DGI  Registro N°: EPEPAA00007721`),
    ]);

  it('When a ticket prints quantity and price above the description, then both rows are one item', () => {
    const draft = ticket(`2,00 x 1500,00
FIDEOS TALLARIN (21,00)    3000,00
3,00 x 1000,00
ARROZ LARGO (10,50)        3000,00`);
    expect(figures(draft)).toEqual(['2 1500 3000', '3 1000 3000']);
    expect(draft.lines.map(({ vatRate }) => vatRate)).toEqual(['21', '10.5']);
    expect(draft.lines[1]?.description).toContain('ARROZ LARGO');
    expect(draft.status).toBe('certified');
  });

  it('When a ticket prints the description first, then it belongs to the numbers below', () => {
    const draft = ticket(`FIDEOS TALLARIN
2,00 x 1500,00 (21,00)     3000,00
ARROZ LARGO
3,00 x 1000,00 (10,50)     3000,00`);
    expect(figures(draft)).toEqual(['2 1500 3000', '3 1000 3000']);
    expect(draft.lines.map(({ description }) => description)).toEqual(['FIDEOS TALLARIN', 'ARROZ LARGO']);
  });

  it('When a list price stands beside three discounts and the net price, then the listed price and the cascade are taken', () => {
    const draft = understand([
      typed(`${HEAD_A}
Codigo  Producto          Cant.   P. Lista   Dto1   Dto2   Dto3   P. Neto   % IVA    Subtotal
6819    ESPONJA X 3       24,00    1000,00  20,00   3,00   0,00    776,00   21,00    18624,00
                                                         Neto Gravado   18624,00
                                                         IVA 21%         3911,04
                                                         Total          22535,04
${CAE}`),
    ]);
    expect(draft.lines[0]).toMatchObject({
      quantity: '24',
      unitPrice: '1000',
      discountPercent: '22.4',
      amount: '18624',
    });
  });

  it('When totals stand in a strip under their labels, then each label finds its value', () => {
    const draft = understand([
      typed(`${HEAD_A}
Codigo   Producto              Cantidad   Precio Unit.    Importe
0001     YERBA X 500              10,00        1000,00   10000,00

Neto Gravado     IVA 21%     Perc. IIBB 3%        Total
10000,00         2100,00            300,00     12400,00
${CAE}`),
    ]);
    expect(draft.taxes.map(({ kind, amount }) => `${kind} ${amount}`)).toEqual([
      'vat 2100',
      'perception 300',
    ]);
    expect(draft.status).toBe('certified');
  });

  it('When a decoy total stands at the foot, then the total that the lines reach is taken', () => {
    const draft = understand([
      typed(
        INVOICE_A.replace(
          '\nCAE N°',
          '\nTotal por pronto pago (5% dto.): $ 22990,00\nEquivalente en dolares: USD 19,50\nCAE N°',
        ),
      ),
    ]);
    expect(draft.header.total).toBe('24200');
    expect(draft.status).toBe('certified');
  });

  it('When a general discount stands at the foot, then it belongs to the sum and not to the lines', () => {
    const draft = understand([
      typed(`${HEAD_A}
Codigo   Producto              Cantidad   Precio Unit.    Importe
0001     YERBA X 500              10,00        1000,00   10000,00
                               Subtotal                  10000,00
                               Bonificacion 10%           1000,00
                               Neto Gravado               9000,00
                               IVA 21%                    1890,00
                               Total                     10890,00
${CAE}`),
    ]);
    expect(draft.footAdjustments).toEqual([{ label: 'Bonificacion 10%', amount: '-1000' }]);
    expect(draft.status).toBe('certified');
  });

  it('When descriptions hold numbers, then they stay descriptions', () => {
    const draft = understand([
      typed(
        INVOICE_A.replace('YERBA X 500    ', '7UP 2,25 L X 6 ').replace('AZUCAR X 1 KG', 'BOLSA 45X60 30'),
      ),
    ]);
    expect(draft.lines.map(({ description }) => description)).toEqual(['7UP 2,25 L X 6', 'BOLSA 45X60 30']);
  });

  it('When a description wraps, then its second row joins it', () => {
    const draft = understand([typed(INVOICE_A.replace('\n0002', '\n         SUAVE SIN PALO\n0002'))]);
    expect(draft.lines[0]?.description).toBe('YERBA X 500 SUAVE SIN PALO');
  });

  it('When a row of freight is on the invoice, then it is money and not goods', () => {
    const draft = understand([typed(INVOICE_A.replace('AZUCAR X 1 KG', 'FLETE ZONA SUR'))]);
    expect(draft.lines.map(({ isGoods }) => isGoods)).toEqual([true, false]);
  });

  it('When only a stamp stands between two items, then both are found', () => {
    const draft = understand([typed(INVOICE_A.replace('\n0002', '\n              RECIBIDO\n0002'))]);
    expect(draft.lines).toHaveLength(2);
  });

  it('When a form prints no labels at its foot, then values are known by what they add up to', () => {
    const draft = understand([
      typed(`${HEAD_A}
0001     YERBA X 500                 10        1000,00   10000,00

         10000,00         2100,00               300,00   12400,00
${CAE}`),
    ]);
    expect(draft.header.total).toBe('12400');
    expect(draft.taxes[0]).toMatchObject({ kind: 'vat', rate: '21', amount: '2100' });
  });
});

describe('kinds of paper', () => {
  it('When it is a remito, then its quantities are read and no price is invented', () => {
    const draft = understand([
      typed(`
QUIMICA LIMPIA SUR S.A.              R       REMITO
CUIT: 30-69499761-5               Cod. 91    N° 0020-00062493
Inicio de actividades: 01/11/2013            Fecha: 10/08/2026
Señor(es): ALMACEN DOS HERMANAS   CUIT: 30-55144288-4
Codigo     Producto                    Bultos     Cantidad
PE-5688    QUESO CREMOSO                   11        14,88
LI-4914    ROLLO DE COCINA X 3              2        12,00
Total de bultos: 13    Kilos: 133.4
C.A.I. N° 52441666329672`),
    ]);
    expect(draft).toMatchObject({ kind: 'delivery_note', status: 'review', reason: 'no_prices' });
    expect(draft.lines.map(({ quantity, unitPrice, amount }) => [quantity, unitPrice, amount])).toEqual([
      ['14.88', null, null],
      ['12', null, null],
    ]);
    expect(draft.header).toMatchObject({ total: null, cae: null, documentType: 91 });
  });

  it('When every quantity of a remito has three digits behind its mark, then they are decimals', () => {
    const draft = understand([
      typed(`
QUIMICA LIMPIA SUR S.A.              R       REMITO
CUIT: 30-69499761-5               Cod. 91    N° 0020-00062493
Inicio de actividades: 01/11/2013            Fecha: 10/08/2026
Codigo     Producto                    Bultos     Cantidad
PE-5688    QUESO CREMOSO                   11       24,000
LI-4914    ROLLO DE COCINA X 3              2        5,000
Total de bultos: 13    Kilos: 133.4
C.A.I. N° 52441666329672`),
    ]);
    expect(draft.lines.map(({ quantity }) => quantity)).toEqual(['24', '5']);
  });

  it.each([
    ['PRESUPUESTO', 'quote'],
    ['LISTA DE PRECIOS', 'price_list'],
    ['ORDEN DE PAGO', 'payment'],
  ])('When the title is %s, then it never moves stock', (title, kind) => {
    const draft = understand([
      typed(
        INVOICE_A.replace('FACTURA', title)
          .replace(' A  ', ' X  ')
          .replace('Cod. 01', 'documento no valido como factura'),
      ),
    ]);
    expect(draft).toMatchObject({ kind, status: 'review', reason: 'not_an_invoice' });
  });

  it('When it is a credit note, then its kind says so', () => {
    const draft = understand([
      typed(INVOICE_A.replace('FACTURA', 'NOTA DE CREDITO').replace('Cod. 01', 'Cod. 03')),
    ]);
    expect(draft.kind).toBe('credit_note');
    expect(draft.header.documentType).toBe(3);
  });

  it('When nothing can be read, then the reason tells what to do better', () => {
    const quality = { sharpness: 400, brightness: 30, glare: 0, textHeight: 20, flattened: false };
    const empty = { ...typed('x'), words: [], kind: 'image' as const };
    expect(understand([{ ...empty, quality }])).toMatchObject({ status: 'unreadable', reason: 'too_dark' });
    expect(understand([{ ...empty, quality: { ...quality, brightness: 150, glare: 0.5 } }]).reason).toBe(
      'glare',
    );
    expect(understand([{ ...empty, quality: { ...quality, brightness: 150, textHeight: 5 } }]).reason).toBe(
      'too_small',
    );
    expect(understand([{ ...empty, quality: { ...quality, brightness: 150, sharpness: 20 } }]).reason).toBe(
      'blurred',
    );
    expect(understand([]).status).toBe('unreadable');
  });
});
