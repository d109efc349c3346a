import type { Paper } from '../layouts/layout.ts';
import type { Sheet } from '../paper/sheet.ts';
import type { Column, TableLook } from '../paper/table.ts';
import {
  drawAuthorisation,
  drawContainedVat,
  drawDecoys,
  drawTotalsColumn,
  drawTotalsStrip,
} from './foot.ts';
import { drawLetterHead, drawRecipient } from './head.ts';
import { drawPages } from './pages.ts';
import { inventFootWording } from './wording.ts';

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly columns: readonly Column[];
  readonly size: number;
  readonly rowHeight: number;
  readonly titles: TableLook['titles'];
  readonly grid: TableLook['grid'];
  readonly boxed: boolean;
  readonly totals: 'strip' | 'strip-above' | 'column' | 'column-right';
  readonly decoys: boolean;
  readonly carries: boolean;
  readonly tint?: string;
}

function drawTotals(
  pen: Parameters<typeof drawDecoys>[0],
  paper: Paper,
  frame: Frame,
  words: ReturnType<typeof inventFootWording>,
): void {
  const { left, right } = frame;
  if (frame.totals === 'strip' || frame.totals === 'strip-above') {
    drawTotalsStrip(pen, paper, words, {
      left,
      right,
      top: 678,
      boxed: frame.boxed,
      valuesAbove: frame.totals === 'strip-above',
    });
    return;
  }
  const labelsRight = frame.totals === 'column-right';
  drawTotalsColumn(pen, paper, words, {
    labelX: labelsRight ? right - 100 : right - 210,
    right: right - 4,
    top: 600,
    size: 8,
    labelsRight,
  });
}

/** The usual A4: letter head, receiver, table, foot, authorisation; the rest is each layout's own columns and looks. */
export function drawFramed(paper: Paper, frame: Frame): Sheet[] {
  const { left, right } = frame;
  const words = inventFootWording(paper);
  return drawPages(paper, {
    points: 8.5,
    columns: frame.columns,
    look: {
      left,
      right,
      face: paper.face,
      boldFace: paper.boldFace,
      size: frame.size,
      rowHeight: frame.rowHeight,
      titles: frame.titles,
      grid: frame.grid,
      ...(frame.tint === undefined ? {} : { tint: frame.tint }),
    },
    head: (pen) => {
      drawLetterHead(pen, paper, { top: 26, left, right, height: 108, boxed: frame.boxed });
      return drawRecipient(pen, paper, { top: 138, left, right, boxed: frame.boxed }) + 6;
    },
    limit: 594,
    foot: (pen) => {
      drawContainedVat(pen, paper, { x: left + 4, y: 616, valueX: left + 240 });
      if (frame.decoys) drawDecoys(pen, paper, { x: left + 4, y: 650 });
      drawTotals(pen, paper, frame, words);
      drawAuthorisation(pen, paper, { left, right, top: 726, codeSize: 82 });
    },
    carries: frame.carries,
  });
}
