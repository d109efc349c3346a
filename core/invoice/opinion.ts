import { Dec, type DecimalString, dec, plain } from '../platform/decimal.ts';
import { documentGap } from './certify.ts';
import { closesExactly } from './closing.ts';
import type { DraftLine, InvoiceDraft, LineAlternative } from './draft.ts';

/** What somebody else reads on the paper of one line; positive decimals with a point. */
export interface LineOpinion {
  readonly lineId: number;
  readonly quantity: DecimalString;
  readonly unitPrice: DecimalString;
  /** "0" where none is printed. */
  readonly discountPercent: DecimalString;
  readonly amount: DecimalString;
}

/** Whether another look at the paper may help: the figures are in doubt, and no person has decided. */
export const isInDoubt = ({ evidence, doubt, seen, confirmedFields }: DraftLine): boolean =>
  evidence !== 'proven' &&
  doubt !== 'no_prices' &&
  doubt !== 'sum_mismatch' &&
  !seen &&
  confirmedFields.length === 0;

/** Finer or larger than any paper prints. */
const MOST_DECIMALS = { quantity: 3, unitPrice: 4, discountPercent: 2, amount: 2 } as const;
const TOO_LARGE = new Dec('1e10');

function isPrintable(opinion: LineOpinion): boolean {
  const names = ['quantity', 'unitPrice', 'discountPercent', 'amount'] as const;
  const isFine = names.every((name) => {
    const value = dec(opinion[name]);
    return value.gte(0) && value.lt(TOO_LARGE) && value.decimalPlaces() <= MOST_DECIMALS[name];
  });
  return isFine && dec(opinion.amount).gt(0) && dec(opinion.discountPercent).lt(100);
}

const FIGURES = ['quantity', 'unitPrice', 'discountPercent', 'amount'] as const;

const isSame = (a: LineAlternative, b: Pick<DraftLine, (typeof FIGURES)[number]>): boolean =>
  FIGURES.every((name) => dec(a[name]).eq(dec(b[name] ?? (name === 'discountPercent' ? '0' : '-1'))));

/** Within this the sum is met to the cent. */
const CENT = '0.005';

/** Whether lines, foot and taxes give the total when these opinions take the place of what was read. */
function reachesTotal(draft: InvoiceDraft, opinions: readonly LineOpinion[]): boolean {
  const lines = draft.lines.map((line) => {
    const { lineId: _, ...figures } = opinions.find(({ lineId }) => lineId === line.id) ?? { lineId: null };
    return { ...line, ...figures };
  });
  return (
    documentGap({ ...draft, lines })
      ?.abs()
      .lte(CENT) === true
  );
}

/** The opinions that arithmetic bears out: each closes to the cent, and its amount is the printed one or meets the total. */
function borneOut(draft: InvoiceDraft, opinions: readonly LineOpinion[]): readonly LineOpinion[] {
  const closing = opinions.filter((opinion) => {
    const line = draft.lines.find(({ id }) => id === opinion.lineId);
    const isOnly = opinions.filter(({ lineId }) => lineId === opinion.lineId).length === 1;
    return (
      line !== undefined &&
      isOnly &&
      isInDoubt(line) &&
      isPrintable(opinion) &&
      !isSame(opinion, line) &&
      closesExactly(opinion.quantity, opinion.unitPrice, opinion.discountPercent, opinion.amount)
    );
  });
  if (reachesTotal(draft, closing)) return closing;
  return closing.filter((opinion) => {
    const printed = draft.lines.find(({ id }) => id === opinion.lineId)?.amount ?? null;
    return (printed !== null && dec(printed).eq(dec(opinion.amount))) || reachesTotal(draft, [opinion]);
  });
}

/**
 * The draft with second opinions as further ways to read its doubtful lines, marked as such. They prove nothing: figures,
 * evidence, checks and status stay as they were, and the readings that a line already offers keep their places. What
 * arithmetic does not bear out is left out.
 */
export function withOpinions(draft: InvoiceDraft, opinions: readonly LineOpinion[]): InvoiceDraft {
  const kept = borneOut(draft, opinions);
  if (kept.length === 0) return draft;
  const lines = draft.lines.map((line) => {
    const opinion = kept.find(({ lineId }) => lineId === line.id);
    return opinion === undefined ? line : { ...line, alternatives: offered(line, opinion) };
  });
  return { ...draft, lines };
}

function offered(line: DraftLine, opinion: LineOpinion): readonly LineAlternative[] {
  const way: LineAlternative = {
    quantity: plain(dec(opinion.quantity)),
    unitPrice: plain(dec(opinion.unitPrice)),
    discountPercent: plain(dec(opinion.discountPercent)),
    amount: plain(dec(opinion.amount)),
    secondOpinion: true,
  };
  const known = line.alternatives.findIndex((other) => isSame(other, way));
  return known < 0 ? [...line.alternatives, way] : line.alternatives.with(known, way);
}

/** Lines with a second opinion that waits for a person. */
export const linesWithOpinion = ({ lines }: Pick<InvoiceDraft, 'lines'>): readonly DraftLine[] =>
  lines.filter((line) => isInDoubt(line) && line.alternatives.some(({ secondOpinion }) => secondOpinion));
