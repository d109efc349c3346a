import { describe, expect, it } from 'vitest';
import type { Quad } from '../../../core/invoice/page.ts';
import { tableArea } from '../../../core/picture/table-area.ts';

const row = (left: number, top: number, right: number, bottom: number): Quad => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
];
const PAGE = { width: 800, height: 1100 };

describe('the part of a page that an evidence picture shows', () => {
  it('When there are no lines, then it is the whole page', () => {
    expect(tableArea(PAGE, [])).toEqual({ left: 0, top: 0, ...PAGE });
  });

  it('When the table is a band of the page, then the band with its titles and room for badges is shown', () => {
    const area = tableArea(PAGE, [row(60, 400, 760, 420), row(60, 425, 760, 445)]);
    expect(area).toEqual({ left: 20, top: 340, width: 775, height: 135 });
  });

  it('When the table fills the page, then the page stays whole', () => {
    expect(tableArea(PAGE, [row(20, 60, 790, 80), row(20, 1000, 790, 1060)])).toEqual({
      left: 0,
      top: 0,
      ...PAGE,
    });
  });

  it('When boxes reach beyond the page, then the area does not', () => {
    const { left, top, width, height } = tableArea(PAGE, [row(-90, 1000, 900, 1200)]);
    expect([left, left + width, top + height]).toEqual([0, 800, 1100]);
    expect(top).toBeGreaterThanOrEqual(0);
  });
});
