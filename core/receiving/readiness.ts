import type { LineMatch } from '../catalog/line-match.ts';
import type { DraftLine, InvoiceDraft } from '../invoice/draft.ts';
import type { DecimalString } from '../platform/decimal.ts';
import { type CreditMode, type Missing, missingFor } from '../stock/readiness.ts';

/** Why a document may not be posted as it stands, in the order in which people should look at it. */
export type ConfirmBlocker =
  | 'not_goods'
  | 'header_incomplete'
  | 'issuer_cuit_invalid'
  | 'exchange_rate'
  | 'no_lines'
  | 'lines_doubtful'
  | 'products_unknown'
  | 'choose_treatment'
  | 'choose_delivery_note'
  | 'difference';

const ORDER: readonly ConfirmBlocker[] = [
  'not_goods',
  'header_incomplete',
  'issuer_cuit_invalid',
  'exchange_rate',
  'no_lines',
  'lines_doubtful',
  'products_unknown',
  'choose_treatment',
  'choose_delivery_note',
  'difference',
];

interface ReviewState {
  readonly draft: InvoiceDraft;
  readonly matches: readonly LineMatch[];
  /** Credit notes: goods back, or money only; null until a person said so. */
  readonly treatment: CreditMode | null;
  readonly deliveryNoteReceiptId: string | null;
  readonly deliveryNoteSame: boolean | null;
}

interface Readiness {
  readonly blockers: readonly ConfirmBlocker[];
  /** Doubtful or incomplete lines that nobody has looked at. */
  readonly unseenLineIds: readonly number[];
  /** Goods without a product. */
  readonly unknownLineIds: readonly number[];
  /** total − (lines + taxes); null when it closes or cannot be told. */
  readonly difference: DecimalString | null;
}

/**
 * The draft as whoever confirms the card has seen it: the card lists every line, so lines that were merely read count as
 * seen. Doubtful ones do not; they want a look of their own.
 */
export function seenOnCard(draft: InvoiceDraft): InvoiceDraft {
  const isShown = (line: DraftLine): boolean => line.evidence === 'read' && !line.seen;
  if (!draft.lines.some(isShown)) return draft;
  return { ...draft, lines: draft.lines.map((line) => (isShown(line) ? { ...line, seen: true } : line)) };
}

function blockerOf(missing: Missing, { draft }: ReviewState): ConfirmBlocker {
  switch (missing.what) {
    case 'issuer_cuit':
      return draft.header.issuerCuit === null ? 'header_incomplete' : 'issuer_cuit_invalid';
    case 'document_type':
    case 'point_of_sale':
    case 'number':
    case 'total':
      return 'header_incomplete';
    case 'treatment':
      return 'choose_treatment';
    case 'lines':
      return 'no_lines';
    case 'unseen':
    case 'quantity':
    case 'price':
      return 'lines_doubtful';
    case 'product':
      return 'products_unknown';
    default:
      return missing.what;
  }
}

/** What still stands between a draft and its posting. Pure: asked for the card, and again inside the posting transaction. */
export function readinessOf(state: ReviewState): Readiness {
  const missing = missingFor({
    draft: seenOnCard(state.draft),
    matches: state.matches,
    treatment: state.treatment,
    acceptDifference: false,
  });
  const found = new Set(missing.map((one) => blockerOf(one, state)));
  if (state.deliveryNoteReceiptId !== null && state.deliveryNoteSame === null)
    found.add('choose_delivery_note');
  const linesWith = (blocker: ConfirmBlocker): readonly number[] => [
    ...new Set(
      missing.flatMap((one) => ('lineId' in one && blockerOf(one, state) === blocker ? [one.lineId] : [])),
    ),
  ];
  const gap = missing.find((one) => one.what === 'difference');
  return {
    blockers: ORDER.filter((blocker) => found.has(blocker)),
    unseenLineIds: linesWith('lines_doubtful'),
    unknownLineIds: linesWith('products_unknown'),
    difference: gap?.amount ?? null,
  };
}
