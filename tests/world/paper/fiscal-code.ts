import { Buffer } from 'node:buffer';
import { dec } from '../../../core/platform/decimal.ts';
import type { Random } from '../random.ts';
import type { Truth } from '../truth/truth.ts';

/** What is wrong with a fiscal code as issuers really print it; shares in `FLAWS`. */
export type CodeFlaw =
  | 'none'
  | 'cents'
  | 'cut'
  | 'strings'
  | 'zeros'
  | 'local-date'
  | 'no-date'
  | 'comma'
  | 'tabs'
  | 'mime'
  | 'url-safe'
  | 'no-padding'
  | 'percent'
  | 'plain'
  | 'placeholder';

export interface FiscalCode {
  readonly text: string;
  readonly flaw: CodeFlaw;
  readonly covered: boolean;
}

const FLAWS: readonly (readonly [CodeFlaw, number])[] = [
  ['none', 56],
  ['cents', 6],
  ['cut', 10],
  ['strings', 5],
  ['zeros', 2],
  ['local-date', 2],
  ['no-date', 1],
  ['comma', 2],
  ['tabs', 2],
  ['mime', 3],
  ['url-safe', 3],
  ['no-padding', 3],
  ['percent', 2],
  ['plain', 2],
  ['placeholder', 1],
];

const ADDRESSES = [
  'https://www.afip.gob.ar/fe/qr/?p=',
  'https://www.afip.gob.ar/fe/qr/?p=',
  'https://www.arca.gob.ar/fe/qr/?p=',
  'https://afip.gob.ar/fe/qr/?p=',
  'https://www.afip.gob.ar/fe/qr?p=',
];

function payload(truth: Truth, exchangeRate: string): Record<string, string | number> {
  const { header } = truth;
  return {
    ver: 1,
    fecha: header.date ?? '',
    cuit: Number(header.issuerCuit),
    ptoVta: header.pointOfSale ?? 0,
    tipoCmp: header.documentType ?? 0,
    nroCmp: header.number ?? 0,
    importe: Number(header.total),
    moneda: header.currency ?? 'PES',
    ctz: header.currency === 'DOL' ? Number(exchangeRate) : 1,
    ...(header.recipientDocType === null
      ? {}
      : { tipoDocRec: header.recipientDocType, nroDocRec: Number(header.recipientDocNumber) }),
    tipoCodAut: 'E',
    codAut: Number(header.cae),
  };
}

const asStrings = (fields: Record<string, string | number>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));

/** The JSON text of the payload with its flaw. */
function body(truth: Truth, exchangeRate: string, flaw: CodeFlaw, random: Random): string {
  const fields = payload(truth, exchangeRate);
  const plainText = JSON.stringify(fields);
  switch (flaw) {
    case 'cents':
      return JSON.stringify({
        ...fields,
        importe: dec(truth.header.total ?? '0')
          .times(100)
          .toNumber(),
      });
    case 'cut':
      return plainText.slice(0, plainText.length - random.int(12, 60));
    case 'strings':
      return JSON.stringify(asStrings(fields));
    case 'zeros':
      return plainText.replace(
        /"ptoVta":(\d+)/,
        (_, digits: string) => `"ptoVta":${digits.padStart(5, '0')}`,
      );
    case 'local-date':
      return JSON.stringify({ ...fields, fecha: String(fields.fecha).split('-').reverse().join('/') });
    case 'no-date': {
      const { fecha: _fecha, ...rest } = fields;
      return JSON.stringify(rest);
    }
    case 'comma':
      return plainText.replace(
        /"importe":([\d.]+)/,
        (_, value: string) => `"importe":${value.replace('.', ',')}`,
      );
    case 'tabs':
      return JSON.stringify(fields, null, '\t');
    case 'placeholder':
      return JSON.stringify({ ...fields, cuit: 30000000000 });
    default:
      return plainText;
  }
}

function encoded(text: string, flaw: CodeFlaw): string {
  const base64 = Buffer.from(text, 'utf8').toString('base64');
  switch (flaw) {
    case 'plain':
      return text;
    case 'mime':
      return base64.replace(/.{76}/g, '$&\r\n');
    case 'url-safe':
      return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    case 'no-padding':
      return base64.replace(/=+$/, '');
    case 'percent':
      return base64.replaceAll('=', '%3D');
    default:
      return base64;
  }
}

/** The fiscal code of a truth with a CAE, with the oddities of real issuers at their shares; null without a CAE. */
export function inventFiscalCode(random: Random, truth: Truth, exchangeRate: string): FiscalCode | null {
  if (truth.header.cae === null || truth.header.total === null) return null;
  const flaw = random.weighted(FLAWS);
  const text = random.pick(ADDRESSES) + encoded(body(truth, exchangeRate, flaw, random), flaw);
  return { text, flaw, covered: random.chance(0.03) };
}

/** RG 1702's 40 digits with their check digit; null without a CAE. */
export function oldBarcode(truth: Truth): string | null {
  const { header } = truth;
  if (header.cae === null || header.documentType === null || header.documentType > 99) return null;
  if ((header.pointOfSale ?? 0) > 9999) return null;
  const digits =
    `${header.issuerCuit}${String(header.documentType).padStart(2, '0')}` +
    `${String(header.pointOfSale).padStart(4, '0')}${header.cae}${(header.caeDueDate ?? '').replaceAll('-', '')}`;
  const total = [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (total % 10)) % 10}`;
}
