import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFiscalQr } from '../../../core/fiscal/qr.ts';

const OFFICIAL =
  'https://www.afip.gob.ar/fe/qr/?p=eyJ2ZXIiOjEsImZlY2hhIjoiMjAyMC0xMC0xMyIsImN1aXQiOjMwMDAwMDAwMDA3LCJwdG9WdGEiOjEwLCJ0aXBvQ21wIjoxLCJucm9DbXAiOjk0LCJpbXBvcnRlIjoxMjEwMCwibW9uZWRhIjoiRE9MIiwiY3R6Ijo2NSwidGlwb0RvY1JlYyI6ODAsIm5yb0RvY1JlYyI6MjAwMDAwMDAwMDEsInRpcG9Db2RBdXQiOiJFIiwiY29kQXV0Ijo3MDQxNzA1NDM2NzQ3Nn0=';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const address = (payload: string, host = 'www.arca.gob.ar'): string => `https://${host}/fe/qr/?p=${payload}`;
const json = (fields: Record<string, unknown> = {}): string =>
  JSON.stringify({
    ver: 1,
    fecha: '2026-11-02',
    cuit: 30689362279,
    ptoVta: 3,
    tipoCmp: 1,
    nroCmp: 12345,
    importe: 12345.67,
    moneda: 'PES',
    ctz: 1,
    tipoDocRec: 80,
    nroDocRec: 30000000007,
    tipoCodAut: 'E',
    codAut: 74657284811563,
    ...fields,
  });

describe('the fiscal QR', () => {
  it("When it is the authority's own example, then every field is read", () => {
    const qr = parseFiscalQr(OFFICIAL);
    expect(qr).toMatchObject({
      date: { value: '2020-10-13', valid: true },
      issuerCuit: { value: '30000000007', valid: true },
      pointOfSale: { value: 10, valid: true },
      documentType: { value: 1, valid: true },
      number: { value: 94, valid: true },
      total: { value: '12100', valid: true },
      currency: { value: 'DOL', valid: true },
      exchangeRate: { value: '65', valid: true },
      cae: { value: '70417054367476', valid: true },
      whole: true,
    });
  });

  const right = {
    pointOfSale: { value: 3, valid: true },
    number: { value: 12345, valid: true },
    total: { value: '12345.67', valid: true },
    date: { value: '2026-11-02', valid: true },
    cae: { value: '74657284811563', valid: true },
  };
  it.each<[string, string]>([
    [
      'numbers as strings',
      base64(json({ ptoVta: '3', nroCmp: '12345', importe: '12345.67', codAut: '74657284811563' })),
    ],
    [
      'leading zeros',
      base64(json().replace('"ptoVta":3', '"ptoVta":00003').replace('"nroCmp":12345', '"nroCmp":00012345')),
    ],
    ['a local date', base64(json({ fecha: '02/11/2026' }))],
    ['a decimal comma in quotes', base64(json({ importe: '12.345,67' }))],
    ['a bare decimal comma', base64(json().replace('12345.67', '12345,67'))],
    ['tabs inside', base64(json().replaceAll(',', ',\t').replaceAll(':', ':\t'))],
    ['MIME line breaks', base64(json()).replace(/(.{60})/g, '$1\r\n')],
    ['base64url', base64(json()).replaceAll('+', '-').replaceAll('/', '_')],
    ['missing padding', base64(json()).replace(/=+$/, '')],
    ['escaped padding', base64(`${json()} `).replaceAll('=', '%3D')],
    ['plain JSON', json()],
  ])('When the payload has %s, then all fields are still right', (_, payload) => {
    expect(parseFiscalQr(address(payload))).toMatchObject(right);
  });

  it('When the payload is cut short, then what stands before the cut counts and the cut field does not', () => {
    const cut = json().slice(0, json().indexOf('"codAut"') + 14);
    const qr = parseFiscalQr(address(base64(cut)));
    expect(qr).toMatchObject({ number: { value: 12345, valid: true }, cae: { valid: false }, whole: false });
  });

  it('When a bare number is cut in its middle, then it is not taken for the shorter number', () => {
    const cut = json().slice(0, json().indexOf('"importe":') + 14);
    expect(parseFiscalQr(address(base64(cut)))?.total.valid).toBe(false);
  });

  it('When the date is missing or the CUIT is a placeholder, then only those fields are invalid', () => {
    const qr = parseFiscalQr(address(base64(json({ fecha: '', cuit: 20123456789 }))));
    expect(qr).toMatchObject({
      date: { valid: false },
      issuerCuit: { valid: false },
      number: { valid: true },
    });
  });

  it.each([
    'https://www.afip.gob.ar.evil.example/fe/qr/?p=',
    'https://evil.example/fe/qr/?p=',
    'http://www.afip.gob.ar/fe/qr/?p=',
    'https://www.afip.gob.ar/other/?p=',
    'https://user@www.afip.gob.ar/fe/qr/?p=',
    '',
  ])('When the code points to "%s", then it is no fiscal code', (prefix) => {
    expect(parseFiscalQr(`${prefix}${base64(json())}`)).toBeNull();
  });

  it.each(['afip.gob.ar', 'www.afip.gob.ar', 'arca.gob.ar', 'www.arca.gob.ar'])(
    'When the host is %s, with or without the last slash, then it is read',
    (host) => {
      expect(parseFiscalQr(address(base64(json()), host))).not.toBeNull();
      expect(parseFiscalQr(`https://${host}/fe/qr?p=${base64(json())}`)).not.toBeNull();
    },
  );

  it('When the QR is a payment code or is enormous, then it is refused', () => {
    expect(parseFiscalQr('00020101021143650016com.mercadolibre')).toBeNull();
    expect(parseFiscalQr(address(base64('{"a":1}')))).toBeNull();
    expect(parseFiscalQr(address(base64(json({ extra: 'x'.repeat(9000) }))))).toBeNull();
  });

  it('When any text at all is given, then parsing neither throws nor hangs', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        parseFiscalQr(text);
        parseFiscalQr(address(base64(text)));
        parseFiscalQr(address(text));
      }),
      { numRuns: 300 },
    );
  });
});
