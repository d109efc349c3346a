import type { Quad } from '../invoice/page.ts';

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Lines of paper kept above the table, for its column titles, and below it. */
const LINES_ABOVE = 3;
const LINES_BELOW = 1.5;
/** Of the table's width, kept at each side; the left side must hold the badges too. */
const SIDE = 0.05;
/** A crop that saves less than this is not worth losing the page's look. */
const LEAST_SAVED = 0.2;

/** The part of a page that holds its lines, in whole pixels; the whole page where there are none or little is saved. */
export function tableArea(page: Size, boxes: readonly Quad[]): Area {
  const whole = { left: 0, top: 0, ...page };
  if (boxes.length === 0) return whole;
  const points = boxes.flat();
  const heights = boxes.map((box) => box[3].y - box[0].y).sort((a, b) => a - b);
  const lineHeight = Math.max(1, heights[heights.length >> 1]!);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const side = SIDE * (Math.max(...xs) - Math.min(...xs));
  const left = Math.max(0, Math.floor(Math.min(...xs) - Math.max(side, 2 * lineHeight)));
  const right = Math.min(page.width, Math.ceil(Math.max(...xs) + side));
  const top = Math.max(0, Math.floor(Math.min(...ys) - LINES_ABOVE * lineHeight));
  const bottom = Math.min(page.height, Math.ceil(Math.max(...ys) + LINES_BELOW * lineHeight));
  const area = { left, top, width: right - left, height: bottom - top };
  const saved = 1 - (area.width * area.height) / (page.width * page.height);
  return area.width < 1 || area.height < 1 || saved < LEAST_SAVED ? whole : area;
}
