import type { PaperLine } from '../truth/truth.ts';
import { type Face, textWidth } from './fonts.ts';
import { type Align, type Pen, wrapText } from './sheet.ts';

export interface Column {
  readonly title: string;
  /** Share of the table's width. */
  readonly share: number;
  readonly align: Align;
  readonly cell: (line: PaperLine, index: number) => string;
  /** Wraps its text and takes continuation rows, unless `continues` is false. */
  readonly wraps?: boolean;
  readonly continues?: boolean;
}

export interface TableLook {
  readonly left: number;
  readonly right: number;
  readonly face: Face;
  readonly boldFace: Face;
  readonly size: number;
  readonly rowHeight: number;
  readonly titles: 'none' | 'plain' | 'shaded' | 'inverse' | 'ruled';
  readonly grid: 'none' | 'full' | 'columns' | 'rows' | 'zebra';
  readonly tint?: string;
  readonly titleSize?: number;
}

const PADDING = 3;

interface Placed extends Column {
  readonly x: number;
  readonly width: number;
}

function place(columns: readonly Column[], look: TableLook): Placed[] {
  const total = columns.reduce((sum, column) => sum + column.share, 0);
  let x = look.left;
  return columns.map((column) => {
    const width = ((look.right - look.left) * column.share) / total;
    const placed = { ...column, x, width };
    x += width;
    return placed;
  });
}

const anchor = (column: Placed): number =>
  column.align === 'right'
    ? column.x + column.width - PADDING
    : column.align === 'centre'
      ? column.x + column.width / 2
      : column.x + PADDING;

/** Titles above the columns; returns the y where rows may start. Long titles take two lines. */
function drawTitles(pen: Pen, columns: readonly Placed[], look: TableLook, top: number): number {
  if (look.titles === 'none') return top;
  const size = look.titleSize ?? look.size;
  const wrapped = columns.map((column) => wrapText(column.title, column.width - 2, look.boldFace, size));
  const rows = Math.max(1, ...wrapped.map((lines) => lines.length));
  const height = rows * size * 1.15 + 6;
  const inverse = look.titles === 'inverse';
  if (inverse || look.titles === 'shaded') {
    const fill = inverse ? (look.tint ?? '#2a5b84') : '#c8c8c8';
    pen.box(look.left, top, look.right - look.left, height, { fill, stroke: inverse ? null : '#222222' });
  }
  if (look.titles === 'ruled') {
    pen.rule(look.left, top, look.right, top);
    pen.rule(look.left, top + height, look.right, top + height);
  }
  columns.forEach((column, index) => {
    const lines = wrapped[index] ?? [];
    if (look.titles === 'shaded') pen.rule(column.x, top, column.x, top + height);
    lines.forEach((text, row) => {
      pen.text(anchor(column), top + 3 + size * (0.85 + row * 1.15), text, {
        face: look.boldFace,
        size,
        align: column.align,
        ...(inverse ? { colour: '#ffffff' } : {}),
      });
    });
  });
  return top + height;
}

/** Shrinks a text that is wider than its cell, as report writers do; descriptions wrap instead. */
function fitted(text: string, width: number, face: Face, size: number): number {
  const natural = textWidth(text, face, size);
  return natural <= width ? size : Math.max(size * 0.72, (size * width) / natural);
}

function rowTexts(line: PaperLine, index: number, columns: readonly Placed[], look: TableLook): string[][] {
  return columns.map((column) => {
    const text = column.cell(line, index);
    if (text === '') return [];
    if (column.wraps !== true) return [text];
    const lines = wrapText(text, column.width - PADDING * 2, look.face, look.size);
    return line.continuation === null || column.continues === false
      ? lines
      : [...lines, ...wrapText(line.continuation, column.width - PADDING * 2, look.face, look.size)];
  });
}

interface TableResult {
  readonly bottom: number;
  /** Index of the first line that did not fit. */
  readonly next: number;
}

/**
 * Draws rows from `from` on until `limit` (y). Numbers stand on the first line of a wrapped description.
 * Returns where it ended and which line comes next.
 */
export function drawTable(
  pen: Pen,
  columns: readonly Column[],
  lines: readonly PaperLine[],
  look: TableLook,
  area: { readonly top: number; readonly limit: number; readonly from?: number },
): TableResult {
  const placed = place(columns, look);
  const start = drawTitles(pen, placed, look, area.top);
  let y = start;
  let index = area.from ?? 0;
  for (; index < lines.length; index++) {
    const line = lines[index] as PaperLine;
    const texts = rowTexts(line, index, placed, look);
    const height = look.rowHeight + (Math.max(1, ...texts.map((cell) => cell.length)) - 1) * look.size * 1.2;
    if (y + height > area.limit && index > (area.from ?? 0)) break;
    if (look.grid === 'zebra' && index % 2 === 0) {
      pen.box(look.left, y, look.right - look.left, height, { fill: '#e9eef2' });
    }
    const base = y + look.rowHeight / 2 + look.size * 0.35;
    placed.forEach((column, at) => {
      (texts[at] ?? []).forEach((text, row) => {
        const size = fitted(text, column.width - PADDING, look.face, look.size);
        pen.text(anchor(column), base + row * look.size * 1.2, text, {
          face: look.face,
          size,
          align: column.align,
        });
      });
    });
    y += height;
    if (look.grid === 'full' || look.grid === 'rows') pen.rule(look.left, y, look.right, y, 0.4);
  }
  if (look.grid === 'full' || look.grid === 'columns') {
    const bottom = look.grid === 'columns' ? Math.max(y, area.limit) : y;
    for (const column of placed) pen.rule(column.x, area.top, column.x, bottom, 0.5);
    pen.rule(look.right, area.top, look.right, bottom, 0.5);
    pen.rule(look.left, bottom, look.right, bottom, 0.5);
  }
  return { bottom: y, next: index };
}
