import { documentType } from '../fiscal/document-types.ts';
import type { DraftLine, DraftTax, InvoiceDraft } from '../invoice/draft.ts';
import { sumTolerance } from '../invoice/sum-parts.ts';
import { cents, Dec, dec, sum } from '../platform/decimal.ts';

/** The parts of a draft that its amounts rest on. */
export type PricedPaper = Pick<
  InvoiceDraft,
  'header' | 'lines' | 'taxes' | 'footAdjustments' | 'pricesIncludeVat'
>;

/**
 * A line's amount as printed; where only quantity and price are known, their product after the discount, to the cent.
 * Null without prices (delivery notes).
 */
export function lineAmount(
  line: Pick<DraftLine, 'amount' | 'quantity' | 'unitPrice' | 'discountPercent'>,
): Dec | null {
  if (line.amount !== null) return dec(line.amount);
  if (line.quantity === null || line.unitPrice === null) return null;
  const kept = new Dec(100).minus(dec(line.discountPercent ?? '0')).div(100);
  return cents(dec(line.quantity).times(line.unitPrice).times(kept));
}

/**
 * Which printed taxes stand on top of the lines. Where VAT is apart, all of them. Where prices hold VAT (B, C), the law
 * prints contained taxes for information (Ley 27.743), and only the arithmetic tells which ones were added: the first
 * set that closes the total; perceptions alone when none does, since a price never holds them.
 */
export function taxesOnTop(paper: PricedPaper): readonly DraftTax[] {
  if (!paper.pricesIncludeVat) return paper.taxes;
  const sets: readonly (readonly DraftTax['kind'][])[] = [
    ['perception', 'internal', 'other'],
    ['perception'],
    ['perception', 'other'],
    ['perception', 'internal'],
    [],
  ];
  const choose = (kinds: readonly DraftTax['kind'][]) =>
    paper.taxes.filter((tax) => kinds.includes(tax.kind));
  if (paper.header.total === null) return choose(['perception']);
  const total = dec(paper.header.total);
  const closing = sets.find((kinds) =>
    total
      .minus(withTaxes(paper, choose(kinds)))
      .abs()
      .lte(closingTolerance(paper)),
  );
  return choose(closing ?? ['perception']);
}

const withTaxes = (paper: PricedPaper, taxes: readonly DraftTax[]): Dec =>
  sum([
    ...paper.lines.map((line) => lineAmount(line) ?? new Dec(0)),
    ...paper.footAdjustments.map((adjustment) => dec(adjustment.amount)),
    ...taxes.map((tax) => dec(tax.amount)),
  ]);

/** As the reading allows it, so that a paper it certified never asks for a difference to be accepted. */
const closingTolerance = (paper: PricedPaper): Dec =>
  new Dec(sumTolerance(paper.lines.length)).toDecimalPlaces(6);

/**
 * total − (lines + foot + taxes), zero when the paper closes within the rounding of its printed amounts. Null where it
 * cannot be told: no total, or a line without an amount.
 */
export function paperDifference(paper: PricedPaper): Dec | null {
  if (paper.header.total === null || paper.lines.some((line) => lineAmount(line) === null)) return null;
  const difference = dec(paper.header.total).minus(withTaxes(paper, taxesOnTop(paper)));
  return difference.abs().lte(closingTolerance(paper)) ? new Dec(0) : difference;
}

/** True where the paper prints VAT apart for the buyer to recover (class A and M). */
export function printsVatApart(header: InvoiceDraft['header']): boolean {
  const known = header.documentType === null ? null : documentType(header.documentType);
  return known === null ? header.letter === 'A' || header.letter === 'M' : known.vatApart;
}
