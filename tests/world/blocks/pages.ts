import { dec, sum } from '../../../core/platform/decimal.ts';
import type { Paper } from '../layouts/layout.ts';
import { A4, type Pen, type Sheet, startSheet } from '../paper/sheet.ts';
import { type Column, drawTable, type TableLook } from '../paper/table.ts';

interface PagePlan {
  readonly size?: { readonly width: number; readonly height: number };
  readonly points: number;
  readonly columns: readonly Column[];
  readonly look: TableLook;
  /** Draws what stands above the table and returns where the table starts. */
  readonly head: (pen: Pen, page: number) => number;
  /** y where rows end: on a page that is followed by another, and on the last one. */
  readonly limit: number;
  readonly foot: (pen: Pen, bottom: number, page: number) => void;
  /** "TRANSPORTE" carries the sum of the lines from page to page. */
  readonly carries?: boolean;
}

function carried(paper: Paper, until: number): string {
  const amounts = paper.bill.lines.slice(0, until).map((line) => dec(line.amount ?? '0'));
  return paper.habits.money(sum(amounts).toFixed());
}

/** Draws a document over as many sheets as its lines need; the foot stands on the last. */
export function drawPages(paper: Paper, plan: PagePlan): Sheet[] {
  const sheets: Sheet[] = [];
  let next = 0;
  do {
    const pen = startSheet(plan.size ?? A4, paper.face, plan.points);
    const page = sheets.length + 1;
    let top = plan.head(pen, page);
    const carry = plan.carries === true && next > 0;
    if (carry) {
      pen.text(plan.look.right - 90, top + 10, 'TRANSPORTE:', {
        face: paper.boldFace,
        size: 8,
        align: 'right',
      });
      pen.text(plan.look.right - 4, top + 10, carried(paper, next), {
        face: paper.boldFace,
        size: 8,
        align: 'right',
      });
      top += 16;
    }
    const from = next;
    const result = drawTable(pen, plan.columns, paper.bill.lines, plan.look, {
      top,
      limit: plan.limit,
      from,
    });
    next = result.next;
    if (next < paper.bill.lines.length) {
      if (plan.carries === true) {
        pen.text(plan.look.right - 90, plan.limit + 14, 'Subtotal:', {
          face: paper.boldFace,
          size: 8,
          align: 'right',
        });
        pen.text(plan.look.right - 4, plan.limit + 14, carried(paper, next), {
          face: paper.boldFace,
          size: 8,
          align: 'right',
        });
      }
      pen.text(plan.look.right, plan.limit + 32, `Página ${page} - continúa en la hoja siguiente`, {
        size: 7,
        align: 'right',
      });
    } else plan.foot(pen, result.bottom, page);
    sheets.push(pen.finish());
  } while (next < paper.bill.lines.length);
  return sheets;
}
