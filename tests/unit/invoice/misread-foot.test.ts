import { describe, expect, it } from 'vitest';
import type { InvoiceDraft } from '../../../core/invoice/draft.ts';
import { understand } from '../../../core/invoice/understand.ts';
import { fiscalCode, INVOICE_HEAD, type TypedOptions, typed } from './typed-paper.ts';

const code = (importe: number): string =>
  fiscalCode({
    fecha: '2026-06-02',
    cuit: 30694997615,
    ptoVta: 5,
    tipoCmp: 1,
    nroCmp: 574771,
    importe,
    codAut: 74657284811563,
  });

/** Three bags at 1333,333: the price is printed rounded, so that the lines alone close only within rounding. */
const paper = (
  foot: string,
  importe: number,
  alternatives: TypedOptions['alternatives'] = {},
): InvoiceDraft =>
  understand([
    typed(
      `${INVOICE_HEAD}
Codigo   Producto              Cantidad   Precio Unit.     Subtotal
0001     YERBA X 500               3,00        1333,33       4000,00
0002     AZUCAR X 1 KG             5,00        2000,00      10000,00
                                       Neto Gravado:   14000,00
${foot}
CAE N°: 74657284811563             Fecha de Vto. de CAE: 12/06/2026`,
      { source: 'ppocr', confidence: 0.95, barcodes: [code(importe)], alternatives },
    ),
  ]);

const taxes = (draft: InvoiceDraft): string[] =>
  draft.taxes.map(({ kind, rate, amount }) => `${kind} ${rate} ${amount}`);

describe('a foot misread as photographs are', () => {
  it.each([
    ['a currency sign is taken for a five', '52940,00', '350,33'],
    ['a currency sign is taken for an S', 'S2940,00', 'S350,33'],
    ['a doubtful digit is taken for one that looks like it', '2540,00', '350,33'],
  ])('When %s, then lines and total put it right, also where prices are rounded', (_, vat, perception) => {
    const draft = paper(
      `                                       IVA 21%:         ${vat}
                                       Perc. IIBB 2,5%:   ${perception}
                                       Total:          17290,33`,
      17290.33,
      { '2540,00': ['2840,00', 0.1] },
    );
    expect(taxes(draft)).toEqual(['vat 21 2940', 'perception 2.5 350.33']);
    expect(draft.status).toBe('certified');
  });

  it('When a percent sign becomes a six, then the rate is no amount', () => {
    const draft = paper(
      `                                       IVA 21%:         2940,00
                                       Perc. IIBB CABA 2,56:  350,33
                                       Total:          17290,33`,
      17290.33,
    );
    expect(draft.taxes.map(({ amount }) => amount)).toEqual(['2940', '350.33']);
    expect(draft.status).toBe('certified');
  });

  it.each([
    ['IVA 2100%', '21'],
    ['IVA 210%', '21'],
    ['IVA 21.06:', '21'],
    ['IVA Insc. 216', '21'],
  ])('When a rate is printed as %s, then %s %% is meant', (label, rate) => {
    const draft = paper(
      `                                       ${label}         2940,00
                                       Total:          16940,00`,
      16940,
    );
    expect(draft.taxes.map((tax) => tax.rate)).toEqual([rate]);
    expect(draft.status).toBe('certified');
  });

  it('When words of a label run together, then it is still that label', () => {
    const draft = paper(
      `                                       IVA 21%:         2940,00
                                       TasaVial:          350,33
                                       Total:          17290,33`,
      17290.33,
    );
    expect(taxes(draft)).toEqual(['vat 21 2940', 'other null 350.33']);
  });

  it('When the gap is what rounded lines may hide themselves, then no digit of the foot is changed', () => {
    const draft = paper(
      `                                       IVA 21%:         2940,08
                                       Total:          16940,00`,
      16940,
    );
    expect(draft.taxes.map(({ amount }) => amount)).toContain('2940.08');
    expect(draft.status).toBe('review');
  });
});
