import { VAT_RATES } from '../fiscal/vat-rates.ts';
import { Dec, type DecimalString, dec, isDecimalString, plain } from '../platform/decimal.ts';
import { err, ok, type Result } from '../platform/result.ts';
import type { DraftHeader, DraftLine, InvoiceDraft, LineField } from './draft.ts';
import { isNumberField, type NumberField, setFigure, takeAlternative, touched } from './edit-figures.ts';
import { editHeader } from './edit-header.ts';

/** One thing a person changes in a draft, by button or by phrase. Line ids are the numbers shown on the card. */
export type DraftEdit =
  | {
      readonly kind: 'set_line_field';
      readonly lineId: number;
      readonly field: LineField;
      readonly value: string;
    }
  /** "son 3 cajas de 12": what was delivered, whichever way the paper counts it. */
  | {
      readonly kind: 'set_packs';
      readonly lineId: number;
      readonly packs: DecimalString;
      readonly units: DecimalString;
    }
  | { readonly kind: 'set_units_per_pack'; readonly lineId: number; readonly units: DecimalString }
  | { readonly kind: 'choose_alternative'; readonly lineId: number; readonly index: number }
  /** The person looked at the line and says that it is right as shown. */
  | { readonly kind: 'confirm_line'; readonly lineId: number }
  /** Every complete line is right as shown. */
  | { readonly kind: 'confirm_all' }
  | { readonly kind: 'remove_line'; readonly lineId: number }
  | {
      readonly kind: 'add_line';
      readonly description: string;
      readonly quantity: DecimalString;
      readonly unit: string | null;
      readonly unitPrice: DecimalString | null;
    }
  | { readonly kind: 'set_header_field'; readonly field: EditableHeaderField; readonly value: string }
  /** Pesos for one unit of the paper's currency. */
  | { readonly kind: 'set_exchange_rate'; readonly value: DecimalString };

export type EditableHeaderField = Exclude<keyof DraftHeader, 'recipientDocType' | 'currency'>;

/**
 * unknown_line: no line has that number · bad_value: not a value for that field · negative: below zero, or zero where
 * something must be · too_large: more than a shop can mean · no_such_alternative: the card has changed ·
 * incomplete: a line without its figures cannot be confirmed · bad_cuit: the check digit is wrong.
 */
export interface EditFailure {
  readonly code:
    | 'unknown_line'
    | 'bad_value'
    | 'negative'
    | 'too_large'
    | 'no_such_alternative'
    | 'incomplete'
    | 'bad_cuit';
  readonly lineId: number | null;
  readonly field: string | null;
}

const LIMIT = new Dec('1e12');

const failure = (
  code: EditFailure['code'],
  lineId: number | null,
  field: string | null = null,
): Result<never, EditFailure> => err({ code, lineId, field });

function numberProblem(line: DraftLine, field: NumberField, value: Dec): EditFailure['code'] | null {
  if (value.abs().gte(LIMIT)) return 'too_large';
  if (field === 'discountPercent') return value.lt(0) || value.gte(100) ? 'bad_value' : null;
  // A line that the paper prints below zero (goods returned) may stay so; nobody turns one negative by typing.
  const wasNegative = field !== 'unitPrice' && (line[field] ?? '').startsWith('-');
  if (value.isNegative() && !wasNegative) return 'negative';
  return field === 'quantity' && value.isZero() ? 'negative' : null;
}

function setField(line: DraftLine, field: LineField, value: string): Result<DraftLine, EditFailure> {
  if (isNumberField(field)) {
    if (!isDecimalString(value)) return failure('bad_value', line.id, field);
    const number = dec(value);
    const problem = numberProblem(line, field, number);
    return problem ? failure(problem, line.id, field) : ok(setFigure(line, field, number));
  }
  if (field === 'vatRate') {
    const rate = isDecimalString(value) ? plain(dec(value)) : '';
    if (!VAT_RATES.some((known) => String(known) === rate)) return failure('bad_value', line.id, field);
    return ok({ ...line, vatRate: rate, confirmedFields: touched(line, field) });
  }
  const text = value.replace(/\s+/g, ' ').trim();
  if (text === '' || text.length > 200) return failure('bad_value', line.id, field);
  return ok({ ...line, [field]: text, confirmedFields: touched(line, field) });
}

/** 1 is allowed: "viene suelto". */
function packProblem(units: DecimalString): EditFailure['code'] | null {
  if (!isDecimalString(units)) return 'bad_value';
  if (dec(units).lte(0)) return 'negative';
  return dec(units).gt(100_000) ? 'too_large' : null;
}

function setPacks(
  line: DraftLine,
  packs: DecimalString,
  units: DecimalString,
): Result<DraftLine, EditFailure> {
  const problem = packProblem(packs) ?? packProblem(units);
  if (problem) return failure(problem, line.id, 'unitsPerPack');
  const countsUnits = line.quantity !== null && dec(line.quantity).eq(dec(packs).times(dec(units)));
  if (countsUnits) return ok({ ...line, unitsPerPack: '1', confirmedFields: touched(line, 'quantity') });
  const counted = { ...line, unitsPerPack: plain(dec(units)) };
  return setField(counted, 'quantity', packs);
}

const isComplete = (line: DraftLine, draft: InvoiceDraft): boolean =>
  line.quantity !== null && (line.amount !== null || draft.kind === 'delivery_note');

const confirmed = (line: DraftLine): DraftLine => ({
  ...line,
  seen: true,
  confirmedFields: touched(
    line,
    ...(['quantity', 'unitPrice', 'amount'] as const).filter((field) => line[field] !== null),
  ),
});

function chooseAlternative(line: DraftLine, index: number): Result<DraftLine, EditFailure> {
  const way = line.alternatives[index];
  if (way === undefined) return failure('no_such_alternative', line.id);
  return ok(takeAlternative(line, way));
}

type LineEdit = Extract<DraftEdit, { readonly lineId: number }>;

function editLine(
  draft: InvoiceDraft,
  line: DraftLine,
  edit: Exclude<LineEdit, { readonly kind: 'remove_line' }>,
): Result<DraftLine, EditFailure> {
  switch (edit.kind) {
    case 'set_line_field':
      return setField(line, edit.field, edit.value);
    case 'set_packs':
      return setPacks(line, edit.packs, edit.units);
    case 'set_units_per_pack': {
      const problem = packProblem(edit.units);
      if (problem) return failure(problem, line.id, 'unitsPerPack');
      return ok({ ...line, unitsPerPack: plain(dec(edit.units)) });
    }
    case 'choose_alternative':
      return chooseAlternative(line, edit.index);
    case 'confirm_line':
      return isComplete(line, draft) ? ok(confirmed(line)) : failure('incomplete', line.id);
  }
}

const blankLine = (id: number): DraftLine => ({
  id,
  code: null,
  description: null,
  quantity: null,
  unit: null,
  unitPrice: null,
  discountPercent: '0',
  amount: null,
  vatRate: null,
  evidence: 'read',
  doubt: null,
  alternatives: [],
  unitsPerPack: null,
  isGoods: true,
  confirmedFields: [],
  seen: true,
  page: null,
  box: null,
  descriptionBox: null,
});

function addLine(
  draft: InvoiceDraft,
  edit: Extract<DraftEdit, { readonly kind: 'add_line' }>,
): Result<InvoiceDraft, EditFailure> {
  const id = Math.max(0, ...draft.lines.map((line) => line.id)) + 1;
  const described = setField(blankLine(id), 'description', edit.description);
  if (!described.ok) return described;
  const counted = setField({ ...described.value, unit: edit.unit }, 'quantity', edit.quantity);
  if (!counted.ok) return counted;
  const priced = edit.unitPrice === null ? counted : setField(counted.value, 'unitPrice', edit.unitPrice);
  if (!priced.ok) return priced;
  const rates = new Set(draft.lines.map((line) => line.vatRate));
  const vatRate = rates.size === 1 ? [...rates][0]! : null;
  return ok({ ...draft, lines: [...draft.lines, { ...priced.value, vatRate, seen: true }] });
}

function confirmAll(draft: InvoiceDraft): Result<InvoiceDraft, EditFailure> {
  const incomplete = draft.lines.find((line) => !isComplete(line, draft));
  if (incomplete) return failure('incomplete', incomplete.id);
  const lines = draft.lines.map((line) => (line.evidence === 'proven' ? line : confirmed(line)));
  return ok({ ...draft, lines });
}

/** A paper in pesos has no rate. */
function setExchangeRate(draft: InvoiceDraft, value: DecimalString): Result<InvoiceDraft, EditFailure> {
  const isForeign = draft.header.currency !== null && draft.header.currency !== 'PES';
  if (!isForeign || !isDecimalString(value)) return failure('bad_value', null, 'exchangeRate');
  const rate = dec(value);
  if (rate.lte(0)) return failure('negative', null, 'exchangeRate');
  if (rate.gte('1e6')) return failure('too_large', null, 'exchangeRate');
  return ok({ ...draft, exchangeRate: plain(rate) });
}

/**
 * Applies one edit; the caller certifies the result. Figures that proved each other are never changed silently: a
 * contradiction leaves the line doubtful with its ways out as alternatives.
 */
export function editDraft(draft: InvoiceDraft, edit: DraftEdit): Result<InvoiceDraft, EditFailure> {
  if (edit.kind === 'set_header_field') return editHeader(draft, edit.field, edit.value);
  if (edit.kind === 'set_exchange_rate') return setExchangeRate(draft, edit.value);
  if (edit.kind === 'add_line') return addLine(draft, edit);
  if (edit.kind === 'confirm_all') return confirmAll(draft);
  const line = draft.lines.find((one) => one.id === edit.lineId);
  if (!line) return failure('unknown_line', edit.lineId);
  if (edit.kind === 'remove_line')
    return ok({ ...draft, lines: draft.lines.filter((one) => one.id !== edit.lineId) });
  const edited = editLine(draft, line, edit);
  if (!edited.ok) return edited;
  return ok({ ...draft, lines: draft.lines.map((one) => (one.id === line.id ? edited.value : one)) });
}
