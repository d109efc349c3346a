import { describe, expect, it } from 'vitest';
import type { Point, Quad } from '../../../core/invoice/page.ts';
import {
  drawFlatPage,
  planFlatPage,
  quarterTurnedPage,
  turnedPage,
} from '../../../core/reading/picture/flatten.ts';
import { inverse, project, type TiltedBox } from '../../../core/reading/picture/geometry.ts';
import { evenLight, lightOn } from '../../../core/reading/picture/light.ts';
import { type Colour, findOutlines } from '../../../core/reading/picture/outline.ts';
import { type Grey, greyOf } from '../../../core/reading/picture/raster.ts';

const SHEET: Quad = [
  { x: 90, y: 60 },
  { x: 370, y: 80 },
  { x: 390, y: 420 },
  { x: 70, y: 400 },
];

const inside = (quad: Quad, x: number, y: number): boolean =>
  quad.every((from: Point, index) => {
    const to = quad[(index + 1) % 4]!;
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x) > 0;
  });

/** A white sheet on a brown table. */
function photograph(sheet: Quad | null): Colour {
  const width = 480;
  const height = 480;
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const paper = sheet === null || inside(sheet, x + 0.5, y + 0.5);
      pixels.set(paper ? [225, 224, 220] : [96, 62, 38], (y * width + x) * 3);
    }
  return { width, height, pixels };
}

const candidate = (quad: Quad) => ({ quad, misfit: 0 });

const line = (x: number, y: number, width: number, angle = 0): TiltedBox => ({
  x,
  y,
  width,
  height: 12,
  angle,
});

describe('findOutlines', () => {
  it('When a sheet lies on a table, then its four corners are found clockwise from the top left', () => {
    const found = findOutlines(photograph(SHEET))[0]!.quad;
    found.forEach((corner, index) => {
      expect(Math.hypot(corner.x - SHEET[index]!.x, corner.y - SHEET[index]!.y)).toBeLessThan(3);
    });
  });

  it('When there is no sheet to see, then there is no outline', () => {
    const table: Quad = [SHEET[0], SHEET[0], SHEET[0], SHEET[0]];
    expect(findOutlines(photograph(table))).toEqual([]);
  });
});

describe('planFlatPage', () => {
  const picture = { width: 480, height: 480 };
  const texts = [100, 140, 180, 220, 260, 300].map((y) => line(230, y, 200));

  it('When the sheet is found, then its corners become the page, upright', () => {
    const page = planFlatPage(picture, [candidate(SHEET)], []);
    const corners = SHEET.map(({ x, y }) => project(inverse(page.toPicture), x, y));
    expect(page.flattened).toBe(true);
    expect(corners[0]!.y).toBeCloseTo(corners[1]!.y, 6);
    expect(corners[0]!.x).toBeLessThan(corners[1]!.x);
    expect(corners[0]!.y).toBeLessThan(corners[3]!.y);
  });

  it('When text stands outside the outline, then the page is widened and no column is cut', () => {
    const column = [100, 140, 180, 220].map((y) => line(405, y, 60));
    const page = planFlatPage(picture, [candidate(SHEET)], [...texts, ...texts, ...column]);
    for (const { x, y, width } of column) {
      const end = project(inverse(page.toPicture), x + width / 2, y);
      expect(end.x).toBeLessThan(page.width);
      expect(end.x).toBeGreaterThan(0);
    }
  });

  it('When most of the text is outside the outline, then the outline is not believed', () => {
    const small: Quad = [
      { x: 200, y: 200 },
      { x: 280, y: 200 },
      { x: 280, y: 230 },
      { x: 200, y: 230 },
    ];
    expect(planFlatPage(picture, [candidate(small)], texts).flattened).toBe(false);
  });

  it('When a scan is askew, then the text is levelled without an outline', () => {
    const askew = [100, 140, 180, 220, 260, 300].map((y) => line(230, y, 200, 0.08));
    const page = planFlatPage(picture, [], askew);
    const { x, y } = askew[2]!;
    const from = project(inverse(page.toPicture), x - 100 * Math.cos(0.08), y - 100 * Math.sin(0.08));
    const to = project(inverse(page.toPicture), x + 100 * Math.cos(0.08), y + 100 * Math.sin(0.08));
    expect(page.flattened).toBe(false);
    expect(Math.abs(to.y - from.y)).toBeLessThan(1);
  });

  it('When the text stands on its side, then the page is turned by a quarter', () => {
    const standing = texts.map(({ x, y }) => ({ x: y, y: x, width: 12, height: 200, angle: 0 }));
    const page = planFlatPage({ width: 640, height: 480 }, [], standing);
    expect([page.width, page.height]).toEqual([480, 640]);
  });
});

describe('turnedPage', () => {
  it('When a page is turned over, then its first corner is where the last was', () => {
    const page = planFlatPage({ width: 200, height: 300 }, [], []);
    const turned = turnedPage(page);
    expect(project(turned.toPicture, 0, 0)).toEqual(project(page.toPicture, 200, 300));
  });
});

describe('quarterTurnedPage', () => {
  it('When text ran upwards, then its first line begins where the page’s lower left corner was', () => {
    const page = planFlatPage({ width: 200, height: 300 }, [], []);
    const turned = quarterTurnedPage(page);
    expect([turned.width, turned.height]).toEqual([300, 200]);
    expect(project(turned.toPicture, 0, 0)).toEqual(project(page.toPicture, 0, 300));
    expect(project(turned.toPicture, 300, 0)).toEqual(project(page.toPicture, 0, 0));
  });
});

describe('drawFlatPage and evenLight', () => {
  it('When half the page lies in shadow, then its paper is as white as the other half and its ink stays dark', () => {
    const picture: Grey = greyOf(400, 400);
    for (let y = 0; y < 400; y++)
      for (let x = 0; x < 400; x++) {
        const light = x < 200 ? 230 : 130;
        const ink = y % 20 < 2 && x % 7 < 4;
        picture.pixels[y * 400 + x] = ink ? light * 0.25 : light;
      }
    const page = drawFlatPage(picture, planFlatPage(picture, [], []));
    const even = evenLight(page, lightOn(page));
    const at = (x: number, y: number): number => even.pixels[y * 400 + x]!;
    expect(Math.abs(at(60, 210) - at(340, 210))).toBeLessThan(15);
    expect(at(60, 210)).toBeGreaterThan(220);
    expect(at(350, 201)).toBeLessThan(90);
  });
});
