import { describe, expect, it } from 'vitest';
import { readFiscalBarcode } from '../../../core/fiscal/barcode40.ts';
import { findCaes, fitsCaeDue } from '../../../core/fiscal/cae.ts';
import { findDates, isoDate } from '../../../core/fiscal/dates.ts';
import { codeFor, documentType, findDocumentCodes } from '../../../core/fiscal/document-types.ts';
import { findInvoiceNumbers } from '../../../core/fiscal/invoice-number.ts';

describe('document types', () => {
  it.each([
    ['COD. 01', 1],
    ['Cód. 201', 201],
    ['CODIGO N° 006', 6],
    ['C001', 1],
    ['cod Comp: 1', 1],
    ['TIQUE FACTURA "A" (Cod. 081)', 81],
    ['Código 11', 11],
  ])('When the paper prints "%s", then the type is %i', (text, code) => {
    expect(findDocumentCodes(text).map((found) => found.code)).toEqual([code]);
  });

  it('When a code is no document or belongs to a product, then it is not taken', () => {
    expect(findDocumentCodes('Cód. 999 · Código: 1234567 · cod. 12.50')).toEqual([]);
  });

  it('When a type is asked for, then its kind, letter and effect are known', () => {
    expect(documentType(203)).toMatchObject({
      kind: 'credit_note',
      letter: 'A',
      moves: 'either',
      vatApart: true,
    });
    expect(documentType(82)).toMatchObject({ kind: 'invoice', letter: 'B', ticket: true, vatApart: false });
    expect(documentType(91)).toMatchObject({ kind: 'delivery_note', letter: 'R', hasPrices: false });
    expect(documentType(2)).toMatchObject({ kind: 'debit_note', moves: 'money' });
    expect(documentType(999)).toBeNull();
  });

  it('When only kind and letter are printed, then the ordinary code follows', () => {
    expect(codeFor('invoice', 'B', 'plain')).toBe(6);
    expect(codeFor('credit_note', 'C', 'plain')).toBe(13);
    expect(codeFor('invoice', 'A', 'fce')).toBe(201);
    expect(codeFor('invoice', 'A', 'ticket')).toBe(81);
    expect(codeFor('invoice', 'Z', 'plain')).toBeNull();
  });
});

describe('invoice numbers', () => {
  it.each([
    ['N° 0003-00012345', 3, 12345],
    ['00003 / 00001360', 3, 1360],
    ['0006-00247202', 6, 247202],
    ['0004- 00025399', 4, 25399],
    ['Nro 000800059501', 8, 59501],
    ['Punto de Venta: 00043 Comp. Nro: 00112838', 43, 112838],
    ['P.V. Nro.: 00013 Nro. T. 00468470', 13, 468470],
    ['Número: 0020 - 86535', 20, 86535],
    ['0042   04753318', 42, 4753318],
  ])('When the paper prints "%s", then it is point of sale %i, number %i', (text, pointOfSale, number) => {
    expect(findInvoiceNumbers(text)).toContainEqual(expect.objectContaining({ pointOfSale, number }));
  });

  it('When digits are an EAN, a date or an amount, then they are no invoice number', () => {
    expect(findInvoiceNumbers('7791377210620 03/04/2026 1.234,56')).toEqual([]);
  });
});

describe('dates', () => {
  it.each([
    ['13/04/2026', '2026-04-13'],
    ['3/4/26', '2026-04-03'],
    ['03-04-2026', '2026-04-03'],
    ['03.04.2026 10:41', '2026-04-03'],
    ['21 / 04 / 2025', '2025-04-21'],
    ['2026-04-13', '2026-04-13'],
    ['13 de abril de 2026', '2026-04-13'],
    ['05-SET-26', '2026-09-05'],
  ])('When the paper prints %s, then it is %s, day first', (text, iso) => {
    expect(findDates(text).map((found) => found.iso)).toEqual([iso]);
  });

  it('When a date does not exist, then it is skipped', () => {
    expect(findDates('31/02/2026 45/13/2026')).toEqual([]);
    expect(isoDate(2024, 2, 29)).toBe('2024-02-29');
    expect(isoDate(2026, 2, 29)).toBeNull();
  });
});

describe('CAE', () => {
  it('When fourteen digits stand together or parted by single blanks, then they are a CAE', () => {
    expect(findCaes('CAE N°: 74657284811563').map(({ cae }) => cae)).toEqual(['74657284811563']);
    expect(findCaes('7465 7284 8115 63')[0]).toMatchObject({ cae: '74657284811563', whole: false });
    expect(findCaes('7791377210620 00000000000000')).toEqual([]);
  });

  it('When a due date is compared with the issue, then ten days or the same day fit', () => {
    expect(fitsCaeDue('2026-04-13', '2026-04-23')).toBe(true);
    expect(fitsCaeDue('2026-04-13', '2026-04-13')).toBe(true);
    expect(fitsCaeDue('2026-04-13', '2026-04-01')).toBe(false);
  });
});

describe('the older barcode', () => {
  const vector = '2026756539302400161203034739042201105299';

  it('When its forty digits are right, then they give issuer, type, point of sale, CAE and due date', () => {
    expect(readFiscalBarcode(vector)).toEqual({
      issuerCuit: '20267565393',
      documentType: 2,
      pointOfSale: 4001,
      cae: '61203034739042',
      caeDueDate: '2011-05-29',
    });
  });

  it('When a digit is wrong or the length is another, then it gives nothing', () => {
    expect(readFiscalBarcode(vector.replace('6120', '6121'))).toBeNull();
    expect(readFiscalBarcode(vector.slice(1))).toBeNull();
    expect(readFiscalBarcode('7791377210620')).toBeNull();
  });
});
