import { isCae } from '../fiscal/cae.ts';
import { isValidCuit } from '../fiscal/cuit.ts';
import { documentType } from '../fiscal/document-types.ts';
import { type Dec, dec, plain, sum } from '../platform/decimal.ts';
import { closesWithin } from './closing.ts';
import type { DraftCheck, DraftHeader, DraftLine, DraftReason, InvoiceDraft } from './draft.ts';
import { sumTolerance } from './sum-parts.ts';

type Verdict = Pick<DraftLine, 'evidence' | 'doubt'>;

const hasPrices = (draft: InvoiceDraft): boolean => draft.kind !== 'delivery_note';

/** A line that a person touched: what they wrote counts, and arithmetic decides whether it proves anything. */
function touchedVerdict(line: DraftLine): Verdict {
  const { quantity, unitPrice, amount } = line;
  if (quantity === null) return { evidence: 'doubtful', doubt: 'missing_quantity' };
  if (amount === null) return { evidence: 'doubtful', doubt: 'missing_amount' };
  if (unitPrice === null) return { evidence: 'read', doubt: 'missing_price' };
  const closes = closesWithin(quantity, unitPrice, line.discountPercent ?? '0', amount);
  return closes ? { evidence: 'proven', doubt: null } : { evidence: 'doubtful', doubt: 'arithmetic' };
}

const FIGURES: ReadonlySet<string> = new Set(['quantity', 'unitPrice', 'discountPercent', 'amount']);

/** A line's evidence once the document's sum is known. */
function verdict(line: DraftLine, sumMet: boolean): Verdict {
  const touched = line.confirmedFields.some((field) => FIGURES.has(field));
  const own: Verdict = touched
    ? touchedVerdict(line)
    : line.doubt === 'sum_mismatch'
      ? { evidence: 'proven', doubt: null }
      : { evidence: line.evidence, doubt: line.doubt };
  if (own.evidence === 'proven' && !sumMet && !touched) return { evidence: 'read', doubt: 'sum_mismatch' };
  return own;
}

/** Lines + foot + taxes − total; null where a line has no amount or there is no total. */
export function documentGap(
  draft: Pick<InvoiceDraft, 'lines' | 'footAdjustments' | 'taxes' | 'header'>,
): Dec | null {
  const { total } = draft.header;
  const amounts = draft.lines.map(({ amount }) => amount);
  if (total === null || amounts.length === 0 || amounts.some((amount) => amount === null)) return null;
  return sum([
    ...amounts.map((amount) => dec(amount!)),
    ...draft.footAdjustments.map(({ amount }) => dec(amount)),
    ...draft.taxes.map(({ amount }) => dec(amount)),
  ]).minus(dec(total));
}

const REQUIRED: readonly (keyof DraftHeader)[] = [
  'documentType',
  'pointOfSale',
  'number',
  'date',
  'issuerCuit',
  'total',
];

function headerChecks(draft: InvoiceDraft, doubts: readonly (keyof DraftHeader)[]): DraftCheck[] {
  const { header } = draft;
  const missing = REQUIRED.filter((field) => header[field] === null);
  const checks: DraftCheck[] = [
    {
      name: 'issuer_cuit',
      ok: header.issuerCuit !== null && isValidCuit(header.issuerCuit),
      detail: header.issuerCuit ?? 'not found',
    },
    {
      name: 'document_type',
      ok: header.documentType !== null && documentType(header.documentType) !== null,
      detail: `${header.documentType ?? 'not found'} ${header.letter ?? ''}`.trim(),
    },
    {
      name: 'header',
      ok: missing.length === 0 && doubts.length === 0,
      detail:
        missing.length + doubts.length === 0
          ? 'complete'
          : `missing ${missing.join(',') || 'none'}; unproven ${doubts.join(',') || 'none'}`,
    },
  ];
  if (header.recipientDocType === 80)
    checks.push({
      name: 'recipient_cuit',
      ok: header.recipientDocNumber !== null && isValidCuit(header.recipientDocNumber),
      detail: header.recipientDocNumber ?? 'not found',
    });
  if (header.cae !== null) checks.push({ name: 'cae', ok: isCae(header.cae), detail: header.cae });
  return checks;
}

function sumChecks(
  draft: InvoiceDraft,
  lines: readonly DraftLine[],
  gap: Dec | null,
  tolerance: number,
): DraftCheck[] {
  const proven = lines.filter(({ evidence }) => evidence === 'proven').length;
  return [
    {
      name: 'lines',
      ok: lines.length > 0 && proven === lines.length,
      detail: `${proven} of ${lines.length} proven`,
    },
    {
      name: 'total',
      ok: gap?.abs().lte(tolerance) === true,
      detail: gap === null ? 'no sum' : `lines + foot + taxes - total = ${plain(gap)}`,
    },
    ...draft.checks.filter(({ name }) => name === 'vat' || name === 'qr_print_agree'),
    totalProof(draft),
  ];
}

function totalProof(draft: InvoiceDraft): DraftCheck {
  if (draft.headerSource.total === 'person')
    return { name: 'total_proven', ok: true, detail: 'a person confirmed it' };
  return (
    draft.checks.find(({ name }) => name === 'total_proven') ?? {
      name: 'total_proven',
      ok: false,
      detail: 'not found',
    }
  );
}

const isOk = (checks: readonly DraftCheck[], name: DraftCheck['name']): boolean =>
  checks.find((check) => check.name === name)?.ok !== false;

/** Reasons that an edit cannot take away; they stay as understanding set them. */
const LASTING: ReadonlySet<DraftReason> = new Set([
  'several_documents',
  'pages_missing',
  'not_an_invoice',
  'qr_print_differ',
]);

function reasonOf(
  draft: InvoiceDraft,
  lines: readonly DraftLine[],
  checks: readonly DraftCheck[],
): DraftReason | null {
  if (draft.reason !== null && LASTING.has(draft.reason)) return draft.reason;
  if (lines.length === 0) return 'no_lines';
  if (!hasPrices(draft)) return 'no_prices';
  if (draft.header.total === null) return 'no_total';
  if (lines.some(({ evidence, doubt }) => evidence !== 'proven' && doubt !== 'sum_mismatch'))
    return 'lines_doubtful';
  if (!isOk(checks, 'total')) return 'sum_mismatch';
  if (!isOk(checks, 'vat')) return 'sum_mismatch';
  if (!isOk(checks, 'total_proven')) return 'header_incomplete';
  if (!isOk(checks, 'header') || !isOk(checks, 'issuer_cuit') || !isOk(checks, 'document_type'))
    return 'header_incomplete';
  if (!isOk(checks, 'cae') || !isOk(checks, 'recipient_cuit')) return 'header_incomplete';
  return lines.every(({ evidence }) => evidence === 'proven') ? null : 'lines_doubtful';
}

/**
 * Draws the conclusions of a draft again: each line's evidence, the checks, the status and its reason. Use it after every
 * edit. A figure that a person wrote proves a line when its arithmetic closes; a line merely seen stays `read`; a line
 * whose only doubt was the document's sum becomes proven as soon as the sum is met.
 */
export function certify(draft: InvoiceDraft): InvoiceDraft {
  if (draft.status === 'unreadable' && draft.lines.length === 0) return draft;
  const gap = documentGap(draft);
  const tolerance = sumTolerance(draft.lines.length);
  const sumMet = gap?.abs().lte(tolerance) === true;
  const lines = draft.lines.map((line) => ({ ...line, ...verdict(line, sumMet) }));
  const doubts = (draft.headerDoubts ?? []).filter((field) => draft.headerSource[field] !== 'person');
  const checks = [...headerChecks(draft, doubts), ...sumChecks(draft, lines, gap, tolerance)];
  const reason = reasonOf(draft, lines, checks);
  return {
    ...draft,
    lines,
    checks,
    headerDoubts: doubts,
    reason,
    status: reason === null ? 'certified' : 'review',
  };
}

/** Puts better descriptions (the Spanish engine's) into their lines; blank ones are ignored. */
export function withDescriptions(
  draft: InvoiceDraft,
  descriptions: ReadonlyMap<number, string>,
): InvoiceDraft {
  const lines = draft.lines.map((line) => {
    const better = descriptions.get(line.id)?.replace(/\s+/g, ' ').trim();
    const written = line.confirmedFields.includes('description');
    return better && !written ? { ...line, description: better } : line;
  });
  return { ...draft, lines };
}
