import type { LineMatch } from '../catalog/line-match.ts';
import type { DocumentKind, DraftLine, InvoiceDraft } from '../invoice/draft.ts';
import { type DecimalString, dec, plain, sum } from '../platform/decimal.ts';
import { fiscalKeyOf } from './fiscal-key.ts';

/** Why a document may not be posted as it stands, in the order in which people should look at it. */
export type ConfirmBlocker =
  | 'not_goods'
  | 'header_incomplete'
  | 'issuer_cuit_invalid'
  | 'no_lines'
  | 'lines_doubtful'
  | 'products_unknown'
  | 'choose_treatment'
  | 'choose_delivery_note'
  | 'difference';

/** A credit note takes goods out or is money only; asked, because the paper does not say. */
export type Treatment = 'goods' | 'money';

export interface ReviewState {
  readonly draft: InvoiceDraft;
  readonly matches: readonly LineMatch[];
  readonly treatment: Treatment | null;
  readonly deliveryNoteReceiptId: string | null;
  readonly deliveryNoteSame: boolean | null;
}

export interface Readiness {
  readonly blockers: readonly ConfirmBlocker[];
  /** Doubtful or incomplete lines that nobody has looked at. */
  readonly unseenLineIds: readonly number[];
  /** Goods without a product. */
  readonly unknownLineIds: readonly number[];
  /** total − (lines + taxes); null when it closes or cannot be told. */
  readonly difference: DecimalString | null;
}

const NEVER_POSTED: readonly DocumentKind[] = ['quote', 'price_list', 'payment'];

/** Debit notes change what is owed, never what is on the shelf. */
export const treatmentOf = (state: Pick<ReviewState, 'draft' | 'treatment'>): Treatment | null => {
  if (state.draft.kind === 'debit_note') return 'money';
  return state.draft.kind === 'credit_note' ? state.treatment : 'goods';
};

const isComplete = (line: DraftLine, draft: InvoiceDraft): boolean =>
  line.quantity !== null && (line.amount !== null || draft.kind === 'delivery_note');

/** A merely read line is seen by whoever confirms the card that lists it; a doubtful one wants a look of its own. */
const needsALook = (line: DraftLine, draft: InvoiceDraft): boolean =>
  !isComplete(line, draft) || (line.evidence === 'doubtful' && !line.seen);

/**
 * total − (lines + foot adjustments + taxes), in the document's currency. Where prices hold VAT, VAT is inside the
 * lines and only the other taxes come on top. Null when it closes to the cent a line, or where the paper has no total.
 */
export function differenceOf(draft: InvoiceDraft): DecimalString | null {
  if (draft.header.total === null || draft.lines.some((line) => line.amount === null)) return null;
  const taxes = draft.taxes.filter((tax) => !(draft.pricesIncludeVat && tax.kind === 'vat'));
  const parts = sum(
    [...draft.lines, ...draft.footAdjustments, ...taxes].map((part) => dec(part.amount ?? '0')),
  );
  const difference = dec(draft.header.total).minus(parts);
  // Each printed amount may be rounded by half a cent.
  const tolerance = dec(draft.lines.length + taxes.length + 1).times('0.01');
  return difference.abs().lte(tolerance) ? null : plain(difference);
}

/** What still stands between a draft and its posting. Pure: asked for the card and again inside the posting transaction. */
export function readinessOf(state: ReviewState): Readiness {
  const { draft, matches } = state;
  const treatment = treatmentOf(state);
  const unseenLineIds = draft.lines.filter((line) => needsALook(line, draft)).map((line) => line.id);
  const known = new Set(matches.filter((match) => match.productId !== null).map((match) => match.lineId));
  const unknownLineIds =
    treatment === 'money'
      ? []
      : draft.lines.filter((line) => line.isGoods && !known.has(line.id)).map((line) => line.id);
  const difference = differenceOf(draft);
  const found: Record<ConfirmBlocker, boolean> = {
    not_goods: NEVER_POSTED.includes(draft.kind),
    header_incomplete: fiscalKeyOf(draft.header) === null,
    issuer_cuit_invalid: draft.warnings.includes('issuer_cuit_invalid'),
    no_lines: draft.lines.length === 0,
    lines_doubtful: unseenLineIds.length > 0,
    products_unknown: unknownLineIds.length > 0,
    choose_treatment: treatment === null,
    choose_delivery_note: state.deliveryNoteReceiptId !== null && state.deliveryNoteSame === null,
    difference: difference !== null,
  };
  const blockers = (Object.keys(found) as ConfirmBlocker[]).filter((name) => found[name]);
  return { blockers, unseenLineIds, unknownLineIds, difference };
}
