import type { LineMatch } from '../../../core/catalog/line-match.ts';
import type { DraftLine } from '../../../core/invoice/draft.ts';
import { dec, plain } from '../../../core/platform/decimal.ts';
import { formatQuantity } from '../../format.ts';
import { escapeHtml } from '../../html.ts';
import { t } from '../../locales/messages.ts';
import type { ReviewModel } from './view-model.ts';
import { bareMoney, cut, evidenceMark, printedName, ROW } from './wording.ts';

export const matchOf = (model: ReviewModel, lineId: number): LineMatch | null =>
  model.matches.find((match) => match.lineId === lineId) ?? null;

const zero = (value: string | null): boolean => value === null || dec(value).isZero();

/** Units that the line puts into stock; null while that cannot be told. */
export function stockUnits(line: DraftLine, match: LineMatch | null): string | null {
  if (line.quantity === null || match === null) return null;
  return plain(dec(line.quantity).times(dec(match.unitsPerPack)));
}

interface Cells {
  readonly quantity: string;
  readonly unitPrice: string;
  readonly amount: string;
}

const cellsOf = (line: DraftLine): Cells => ({
  quantity: line.quantity === null ? '?' : formatQuantity(line.quantity),
  unitPrice: line.unitPrice === null ? '?' : bareMoney(line.unitPrice),
  amount: line.amount === null ? '?' : bareMoney(line.amount),
});

type Widths = Readonly<Record<keyof Cells, number>>;

function widthsOf(lines: readonly DraftLine[]): Widths {
  const cells = lines.map(cellsOf);
  const widest = (name: keyof Cells): number => Math.max(0, ...cells.map((cell) => cell[name].length));
  return { quantity: widest('quantity'), unitPrice: widest('unitPrice'), amount: widest('amount') };
}

/** `   12 ×   1.028,81 =  12.345,67`, aligned where the page's widest figures fit on a phone. */
function figures(line: DraftLine, widths: Widths): string {
  const cells = cellsOf(line);
  if (line.unitPrice === null && line.amount === null)
    return `   ${cells.quantity.padStart(widths.quantity)}`;
  const aligned = `   ${cells.quantity.padStart(widths.quantity)} × ${cells.unitPrice.padStart(widths.unitPrice)} = ${cells.amount.padStart(widths.amount)}`;
  return aligned.length <= ROW ? aligned : `   ${cells.quantity} × ${cells.unitPrice} = ${cells.amount}`;
}

function notes(model: ReviewModel, line: DraftLine, match: LineMatch | null): string {
  const said: string[] = [];
  if (!zero(line.discountPercent)) said.push(`− ${formatQuantity(line.discountPercent!)} %`);
  if (model.unseenLineIds.includes(line.id)) said.push(t(`receiving-short-${line.doubt ?? 'unproven'}`));
  if (model.unknownLineIds.includes(line.id)) said.push(t('receiving-no-product'));
  const units = stockUnits(line, match);
  if (units !== null && units !== line.quantity)
    said.push(t('receiving-to-stock', { units: formatQuantity(units) }));
  return said.join(' · ');
}

/** The lines of one page of the card as one aligned block: name, figures and, where there is one, a note. */
export function linesBlock(model: ReviewModel, lines: readonly DraftLine[]): string {
  const widths = widthsOf(lines);
  const rows = lines.flatMap((line) => {
    const match = matchOf(model, line.id);
    const name = match?.productName ?? printedName(line);
    const note = notes(model, line, match);
    return [
      cut(`${evidenceMark(line)} ${line.id} ${name}`, ROW - 1),
      figures(line, widths),
      ...(note === '' ? [] : [`   ${cut(note, ROW - 3)}`]),
    ];
  });
  return `<pre>${escapeHtml(rows.join('\n'))}</pre>`;
}
