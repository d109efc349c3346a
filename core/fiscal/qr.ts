import { type DecimalString, isDecimalString } from '../platform/decimal.ts';
import { isCae } from './cae.ts';
import { isValidCuit } from './cuit.ts';
import { isoDate } from './dates.ts';
import { documentType } from './document-types.ts';

/** One field of a payload: its repaired value and whether it passes its own check. Null: absent or unreadable. */
export interface QrField<T> {
  readonly value: T | null;
  readonly valid: boolean;
}

/**
 * The fiscal QR of RG 4892/2020, repaired field by field. It is text and is never fetched. A bad field spoils only itself:
 * a payload cut short still gives what stands before the cut.
 */
export interface FiscalQr {
  readonly date: QrField<string>;
  readonly issuerCuit: QrField<string>;
  readonly pointOfSale: QrField<number>;
  readonly documentType: QrField<number>;
  readonly number: QrField<number>;
  /** As written in the payload; some issuers drop its decimal point, so the print is compared with it. */
  readonly total: QrField<DecimalString>;
  readonly currency: QrField<string>;
  readonly exchangeRate: QrField<DecimalString>;
  readonly recipientDocType: QrField<number>;
  readonly recipientDocNumber: QrField<string>;
  readonly cae: QrField<string>;
  /** True when the payload was whole JSON. */
  readonly whole: boolean;
}

const HOSTS = new Set(['afip.gob.ar', 'www.afip.gob.ar', 'arca.gob.ar', 'www.arca.gob.ar']);
const MAX_TEXT = 4096;
const FIELD_NAMES = ['cuit', 'ptoVta', 'tipoCmp', 'nroCmp', 'importe', 'codAut', 'fecha'] as const;

/** The `p` parameter of an address on the strict host list, or null. */
function payloadOf(text: string): string | null {
  const match = /^https:\/\/([a-z.]{1,40})\/fe\/qr\/?\?(?:[^#]{0,64}&)?p=([^&#]*)/i.exec(text.trim());
  if (!match || !HOSTS.has(match[1]!.toLowerCase())) return null;
  return match[2]!;
}

/** Base64 in any dress: MIME line breaks, url alphabet, percent signs, missing padding; or the JSON itself. */
function decodePayload(payload: string): string | null {
  const unescaped = payload.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  if (unescaped.trimStart().startsWith('{')) return unescaped;
  const clean = unescaped.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]+$/.test(clean)) return null;
  const usable = clean.length % 4 === 1 ? clean.slice(0, -1) : clean;
  const decoded = atob(usable);
  return /[{"]/.test(decoded) ? decoded : null;
}

/** Fields by scanning "name": value pairs, so that a cut or sloppy JSON still gives what it has. */
function scanFields(json: string): Map<string, string> {
  const fields = new Map<string, string>();
  const pair = /"(\w{1,20})"\s*:\s*(?:"([^"]{0,60})"|([^",}\s][^,}"]{0,40}(?:,\d{1,2}(?=\s*[,}]))?))/g;
  for (const match of json.matchAll(pair)) {
    const end = match.index + match[0].length;
    const unquoted = match[3] !== undefined;
    // A bare value that runs into the end of the text may have lost digits: it proves nothing.
    if (unquoted && end >= json.length) continue;
    const name = match[1]!.toLowerCase();
    if (!fields.has(name)) fields.set(name, (match[2] ?? match[3] ?? '').replace(/\s+/g, ' ').trim());
  }
  return fields;
}

function integerField(
  text: string | undefined,
  max: number,
  check: (value: number) => boolean,
): QrField<number> {
  const digits = text?.replace(/\.0+$/, '').replace(/\s/g, '') ?? '';
  if (!/^\d{1,15}$/.test(digits)) return { value: null, valid: false };
  const value = Number(digits);
  return { value, valid: value > 0 && value <= max && check(value) };
}

function decimalField(text: string | undefined): QrField<DecimalString> {
  if (text === undefined) return { value: null, valid: false };
  let clean = text.replace(/[\s$]/g, '');
  if (clean.includes(',')) clean = clean.replaceAll('.', '').replace(',', '.');
  if (!isDecimalString(clean) || clean.length > 20) return { value: null, valid: false };
  const value = clean
    .replace(/^(-?)0+(?=\d)/, '$1')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  return { value, valid: !value.startsWith('-') && value !== '0' };
}

function dateField(text: string | undefined): QrField<string> {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})/.exec(text ?? '');
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/.exec(text ?? '');
  const packed = /^(20\d{2})(\d{2})(\d{2})$/.exec(text ?? '');
  const parts = iso ?? packed;
  const value = parts
    ? isoDate(Number(parts[1]), Number(parts[2]), Number(parts[3]))
    : local
      ? isoDate(Number(local[3]), Number(local[2]), Number(local[1]))
      : null;
  return { value, valid: value !== null };
}

function digitsField(text: string | undefined, check: (digits: string) => boolean): QrField<string> {
  const digits = text?.replace(/[\s.-]/g, '') ?? '';
  if (!/^\d{1,20}$/.test(digits)) return { value: null, valid: false };
  return { value: digits, valid: check(digits) };
}

/**
 * Parses the text of a QR. Null when it is not a fiscal code (a shop's or a payment's QR, another host, no fiscal field).
 * Bounded: texts over 4 kB are refused.
 */
export function parseFiscalQr(text: string): FiscalQr | null {
  if (text.length > MAX_TEXT) return null;
  const payload = payloadOf(text);
  if (payload === null) return null;
  const json = decodePayload(payload);
  if (json === null) return null;
  const fields = scanFields(json);
  if (!FIELD_NAMES.some((name) => fields.has(name.toLowerCase()))) return null;
  const currency = fields.get('moneda')?.toUpperCase() ?? null;
  const recipientDocType = integerField(fields.get('tipodocrec'), 999, () => true);
  return {
    date: dateField(fields.get('fecha')),
    issuerCuit: digitsField(fields.get('cuit'), isValidCuit),
    pointOfSale: integerField(fields.get('ptovta'), 99_999, () => true),
    documentType: integerField(fields.get('tipocmp'), 999, (code) => documentType(code) !== null),
    number: integerField(fields.get('nrocmp'), 99_999_999, () => true),
    total: decimalField(fields.get('importe')),
    currency: { value: currency, valid: currency !== null && /^[A-Z0-9]{3}$/.test(currency) },
    exchangeRate: decimalField(fields.get('ctz')),
    recipientDocType,
    recipientDocNumber: digitsField(fields.get('nrodocrec'), (digits) =>
      recipientDocType.value === 80 ? isValidCuit(digits) : digits !== '0',
    ),
    cae: digitsField(fields.get('codaut'), isCae),
    whole: /\}\s*$/.test(json),
  };
}
