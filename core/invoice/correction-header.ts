import { findCuits } from '../fiscal/cuit.ts';
import { findDates } from '../fiscal/dates.ts';
import { codeFor } from '../fiscal/document-types.ts';
import { fold } from '../platform/text.ts';
import { money } from './correction-grammar.ts';
import type { Parts, Rule } from './correction-rules.ts';
import type { DraftEdit, EditableHeaderField } from './edit.ts';

const rule = (pattern: string, edits: Rule['edits']): Rule => ({
  pattern: new RegExp(`^${pattern}$`, 'd'),
  edits,
});

const set = (field: EditableHeaderField, value: string): DraftEdit => ({
  kind: 'set_header_field',
  field,
  value,
});

const IS = '(?: (?:es|era|son|:|da|de|dice|a|del|n|nro|numero|°|º|#))*';
const PAPER =
  '(?:factura|boleta|comprobante|remito|ticket|tique|documento|papel|nota de credito|nota de debito)';
const ITS = `(?: (?:de|del) (?:la |el |esta |este )?${PAPER})?`;
const CHANGE = '(?:(?:cambi|pon|corregi|corrij|modific)[a-z]* )?';

/** Words that a person may write for a date; no year means the document's own. */
function dateIn(text: string): string | null {
  const [found] = findDates(fold(text));
  if (found) return found.iso;
  const [, day, month] = /^(\d{1,2})[/-](\d{1,2})$/.exec(text.trim()) ?? [];
  if (day !== undefined && month !== undefined) return `--${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const [named] = findDates(`${fold(text)} de 2000`);
  return named ? `-${named.iso.slice(4)}` : null;
}

function date(field: 'date' | 'caeDueDate'): Rule['edits'] {
  return (parts: Parts) => {
    const iso = dateIn(parts.typed('words') ?? '');
    return iso === null ? null : [set(field, iso)];
  };
}

const DATE_WORDS = '(?<words>\\d.{2,30})';

/** "3-12345", "0003-00012345". */
function fullNumber(parts: Parts): readonly DraftEdit[] | null {
  const [pointOfSale, number] = (parts.text('whole') ?? '').split('-').map(Number);
  if (!pointOfSale || !number) return null;
  return [set('pointOfSale', String(pointOfSale)), set('number', String(number))];
}

const KINDS: Readonly<Record<string, 'invoice' | 'credit_note' | 'debit_note' | 'delivery_note'>> = {
  factura: 'invoice',
  'nota de credito': 'credit_note',
  'nota de debito': 'debit_note',
  remito: 'delivery_note',
};

function kind(parts: Parts): readonly DraftEdit[] | null {
  const known = KINDS[parts.text('kind') ?? ''];
  const letter = known === 'delivery_note' ? 'R' : (parts.text('letter') ?? '').toUpperCase();
  const code = known && codeFor(known, letter, 'plain');
  return code == null ? null : [set('documentType', String(code))];
}

const exchangeRate = ({ text }: Parts): readonly DraftEdit[] => [
  { kind: 'set_exchange_rate', value: text('n') ?? '' },
];

/** What is at the head of the paper: total, date, number, issuer, CAE, kind. */
export const HEADER_RULES: readonly Rule[] = [
  rule(
    `${CHANGE}(?:el )?(?:total|importe total|monto total)${ITS}${IS}(?: final)? ${money('n')}`,
    ({ text }) => [set('total', text('n') ?? '')],
  ),
  rule(
    `${CHANGE}(?:(?:el )?(?:dolar|euro|real|tipo de cambio|tc)|(?:la )?cotizacion)(?: (?:del dolar|del euro|oficial|bna|esta|estaba))*${IS} ${money('n')}`,
    exchangeRate,
  ),
  rule(`(?:a|son) ${money('n')}(?: pesos)? (?:el|por|cada) (?:dolar|euro|real)`, exchangeRate),
  rule(`${CHANGE}(?:la )?fecha(?: de emision)?${ITS}${IS} ${DATE_WORDS}`, date('date')),
  rule(`(?:es|era|fue) del (?:dia )?${DATE_WORDS}`, date('date')),
  rule(
    `${CHANGE}(?:el )?(?:vencimiento|vto|fecha de vencimiento)(?: del?)?(?: cae)?${IS} ${DATE_WORDS}`,
    date('caeDueDate'),
  ),
  rule(`(?:el )?cae (?:vence|vto|vencimiento)(?: el)? ${DATE_WORDS}`, date('caeDueDate')),
  rule(`${CHANGE}(?:el )?cae${IS} (?<n>\\d{14})`, ({ text }) => [set('cae', text('n') ?? '')]),
  rule(
    `${CHANGE}(?:(?:el |la )?(?:numero|nro|n|${PAPER}))(?: [abc])?${ITS}${IS} (?<whole>\\d{1,5}-\\d{1,8})`,
    fullNumber,
  ),
  rule(`${CHANGE}(?:el )?(?:numero|nro)${ITS}${IS} (?<n>\\d{1,8})`, ({ text }) => [
    set('number', text('n') ?? ''),
  ]),
  rule(
    `${CHANGE}(?:el )?(?:punto de venta|pto de venta|pto vta|pv)${ITS}${IS} (?<n>\\d{1,5})`,
    ({ text }) => [set('pointOfSale', text('n') ?? '')],
  ),
  rule(
    `${CHANGE}(?:el )?cuit(?: (?:del|de la|de) (?:proveedor|emisor|empresa))?${IS} (?<words>[\\d-]{11,13})`,
    ({ typed }) => {
      const [found] = findCuits(typed('words') ?? '');
      return [set('issuerCuit', found?.cuit ?? (typed('words') ?? '').replace(/\D/g, ''))];
    },
  ),
  rule('(?:el )?(?:proveedor|emisor|vendedor)(?: (?:es|se llama|:))+ (?<words>[a-z].+)', ({ typed }) => [
    set('issuerName', typed('words') ?? ''),
  ]),
  rule(
    '(?:es|era) (?:1 )?(?<kind>factura|nota de credito|nota de debito|remito)(?: (?<letter>[abcr]))?',
    kind,
  ),
  rule('(?:la )?letra(?: (?:es|:))* (?<letter>[abc])', ({ text }) => [set('letter', text('letter') ?? '')]),
];
