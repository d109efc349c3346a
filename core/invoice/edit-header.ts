import { isCae } from '../fiscal/cae.ts';
import { isValidCuit } from '../fiscal/cuit.ts';
import { isoDate } from '../fiscal/dates.ts';
import { codeFor, type DocumentType, documentType } from '../fiscal/document-types.ts';
import { cents, dec, isDecimalString, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { DraftHeader, InvoiceDraft } from './draft.ts';
import type { EditableHeaderField, EditFailure } from './edit.ts';

/** What a reader answers when the value cannot be taken. */
interface Refused {
  readonly refused: EditFailure['code'];
}

type Read = Partial<DraftHeader> | Refused;

const refuse = (code: EditFailure['code']): Refused => ({ refused: code });

function integer(field: 'pointOfSale' | 'number', limit: number): (value: string) => Read {
  return (value) => {
    if (!/^\d{1,8}$/.test(value)) return refuse(/^-/.test(value) ? 'negative' : 'bad_value');
    const number = Number(value);
    return number < 1 || number > limit ? refuse('bad_value') : { [field]: number };
  };
}

/** An ISO date, or `--MM-DD` for a day said without its year, which is then the draft's own. */
function date(field: 'date' | 'caeDueDate'): (value: string, draft: InvoiceDraft) => Read {
  return (value, draft) => {
    const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(value) ?? [];
    if (year === undefined) return refuse('bad_value');
    const known = draft.header.date?.slice(0, 4);
    const full = year === '-' ? known : year;
    const iso = full === undefined ? null : isoDate(Number(full), Number(month), Number(day));
    return iso === null ? refuse('bad_value') : { [field]: iso };
  };
}

function cuit(field: 'issuerCuit' | 'recipientDocNumber'): (value: string) => Read {
  return (value) => {
    const digits = value.replace(/\D/g, '');
    if (digits.length !== 11) return refuse('bad_value');
    if (!isValidCuit(digits)) return refuse('bad_cuit');
    return field === 'issuerCuit'
      ? { issuerCuit: digits }
      : { recipientDocType: 80, recipientDocNumber: digits };
  };
}

function total(value: string): Read {
  if (!isDecimalString(value)) return refuse('bad_value');
  const amount = dec(value);
  if (amount.isNegative()) return refuse('negative');
  return amount.gte('1e12') ? refuse('too_large') : { total: plain(cents(amount)) };
}

const styleOf = (type: DocumentType | null): 'plain' | 'fce' | 'ticket' => {
  if (type?.ticket) return 'ticket';
  return type && type.code > 200 && type.code < 214 ? 'fce' : 'plain';
};

/** A new letter keeps the kind of document: factura B stays a factura when it turns out to be an A. */
function letter(value: string, draft: InvoiceDraft): Read {
  const wanted = value.toUpperCase();
  const known = draft.header.documentType === null ? null : documentType(draft.header.documentType);
  const code = codeFor(known?.kind ?? 'invoice', wanted, styleOf(known));
  return code === null ? refuse('bad_value') : { letter: wanted, documentType: code };
}

function typeCode(value: string): Read {
  const type = /^\d{1,3}$/.test(value) ? documentType(Number(value)) : null;
  return type === null ? refuse('bad_value') : { documentType: type.code, letter: type.letter };
}

function name(value: string): Read {
  const text = value.replace(/\s+/g, ' ').trim();
  return text === '' || text.length > 120 ? refuse('bad_value') : { issuerName: text };
}

const READERS: Readonly<Record<EditableHeaderField, (value: string, draft: InvoiceDraft) => Read>> = {
  documentType: typeCode,
  letter,
  pointOfSale: integer('pointOfSale', 99_999),
  number: integer('number', 99_999_999),
  date: date('date'),
  issuerCuit: cuit('issuerCuit'),
  issuerName: name,
  recipientDocNumber: cuit('recipientDocNumber'),
  total,
  cae: (value) => (isCae(value) ? { cae: value } : refuse('bad_value')),
  caeDueDate: date('caeDueDate'),
};

/** Writes a header field as a person said it; what follows from it (letter ↔ type, kind, VAT inside) follows. */
export function editHeader(
  draft: InvoiceDraft,
  field: EditableHeaderField,
  value: string,
): Result<InvoiceDraft, EditFailure> {
  const read = READERS[field](value.trim(), draft);
  if ('refused' in read) return err({ code: read.refused, lineId: null, field });
  const type = read.documentType == null ? null : documentType(read.documentType);
  return ok({
    ...draft,
    header: { ...draft.header, ...read },
    headerSource: {
      ...draft.headerSource,
      ...Object.fromEntries(Object.keys(read).map((written) => [written, 'person'])),
    },
    ...(type ? { kind: type.kind, pricesIncludeVat: !type.vatApart } : {}),
  });
}
