import { describe, expect, it } from 'vitest';
import { understand } from '../../../core/invoice/understand.ts';
import { typed } from './typed-paper.ts';

const ITEMS = `
Codigo   Producto              Cantidad   Precio Unit.     Subtotal
0001     YERBA X 500               3,00        1000,00       3000,00
0002     AZUCAR X 1 KG             2,00        2000,00       4000,00
                                              Total:         7000,00`;
const TITLE = `
FRIGORIFICO PASO DEL INDIO S.A.     FACTURA  B`;
const NUMBER = `
Cod. 06   N° 00005-00574771    Fecha: 02/06/2026`;
const CAE = `
CAE N°: 74657284811563             Fecha de Vto. de CAE: 12/06/2026`;

const photo = { source: 'ppocr', confidence: 0.95 } as const;

describe('who sold and who bought, from the print alone', () => {
  it.each([
    [
      'the receiver has no label but its own CUIT, and the start of activities stands between both',
      `
CUIT 30-69499761-5
Inicio Act. 01/10/1988
AUTOSERVICIO LA ESTACION S.R.L. 30-55144288-4`,
    ],
    [
      'the labels were misread as small print is',
      `
C.U.1.T. 30-69499761-5
Ing. Brut0s: 905-276846-6
Calle 7 1423, Junin
Inicio de actividades: 01-09-2010
IVA Responsable Inscripto
SUPER BUENA SUERTE S.R.L.
CUIT: 30-55144288-4`,
    ],
    [
      'the ñ of señores is lost',
      `
C.U.I.T. N 30694997615
Fecha de Inicio de Actividades:01/06/2006
Seor(es): DESPENSA DONA ELVIRA         C.U.I.T. N:30551442884`,
    ],
    [
      'both stand beside each other',
      `
C.U.I.T. 30-69499761-5           Cliente: KIOSCO Y ALMACEN EL FARO
IIBB: 915-087679-2               CUIT Nro: 30-55144288-4
Inicio de actividades: 01-12-86  Vencimiento del pago: contado`,
    ],
  ])('When %s, then the issuer is certain', (_, head) => {
    const draft = understand([typed(`${TITLE}${NUMBER}${head}${ITEMS}${CAE}`, photo)]);
    expect(draft.header).toMatchObject({ issuerCuit: '30694997615', recipientDocNumber: '30551442884' });
    expect(draft.headerDoubts).not.toContain('issuerCuit');
  });

  it('When nothing names either, then the first is taken and stays in doubt', () => {
    const head = `
30-69499761-5 algo
30-55144288-4 otra cosa`;
    const draft = understand([typed(`${TITLE}${NUMBER}${head}${ITEMS}${CAE}`, photo)]);
    expect(draft.headerDoubts).toContain('issuerCuit');
  });
});

describe("a paper's type, from title and letter", () => {
  const head = `
CUIT 30-69499761-5
Inicio Act. 01/10/1988`;
  const typeOf = (title: string, alternatives = {}) =>
    understand([typed(`${title}${head}${ITEMS}${CAE}`, { ...photo, alternatives })]);

  it('When another number stands beside the title and is doubted, then the type is not', () => {
    const draft = typeOf('\nDISTRIBUIDORA DEL SUR   FACTURA B   00005-00574771', {
      '00005-00574771': ['00005-00574711', 0.2],
    });
    expect(draft.header.documentType).toBe(6);
    expect(draft.headerDoubts).toContain('number');
    expect(draft.headerDoubts).not.toContain('documentType');
  });

  it('When the letter could be another one, then the type is in doubt', () => {
    const draft = typeOf('\nDISTRIBUIDORA DEL SUR   FACTURA B   N° 00005-00574771', { B: ['E', 0.2] });
    expect(draft.headerDoubts).toContain('documentType');
  });

  it("When a province's letter stands in brackets, then it is not the paper's", () => {
    const draft = typeOf(
      '\nDISTRIBUIDORA DEL SUR   FACTURA A   N° 00005-00574771\nCalle 7, Junin (B)   Cod. 01',
    );
    expect(draft.header).toMatchObject({ documentType: 1, letter: 'A' });
    expect(draft.headerDoubts).not.toContain('documentType');
  });
});

describe('the digits in clear below the older barcode', () => {
  const withCheckDigit = (digits: string): string => {
    const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
    return digits + ((10 - (sum % 10)) % 10);
  };
  const run = withCheckDigit(`30694997615${'06'}${'0005'}${'74657284811563'}${'20260612'}`);
  const head = `
CUIT 30-69499761-5`;
  const read = (below: string, cae = CAE) =>
    understand([typed(`${TITLE}${NUMBER}${head}${ITEMS}${cae}\n${below}`, { ...photo, confidence: 0.4 })]);

  it('When they check and the CAE is printed again, then they prove issuer, type, point of sale, CAE and its due date', () => {
    const draft = read(run);
    expect(draft.headerSource).toMatchObject({
      issuerCuit: 'barcode',
      cae: 'barcode',
      pointOfSale: 'barcode',
    });
    expect(draft.header).toMatchObject({ documentType: 6, caeDueDate: '2026-06-12' });
    expect(draft.headerDoubts).not.toContain('issuerCuit');
  });

  it('When one digit is wrong, or the CAE stands nowhere else, then they prove nothing', () => {
    const other = run.at(20) === '1' ? '7' : '1';
    expect(read(run.slice(0, 20) + other + run.slice(21)).headerSource.issuerCuit).toBe('print');
    expect(read(run, '').headerSource.issuerCuit).toBe('print');
  });
});
