import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quad } from '../../../core/invoice/page.ts';
import {
  after,
  areaOf,
  convexHull,
  cornersOf,
  homographyBetween,
  inverse,
  project,
  smallestBox,
} from '../../../core/reading/picture/geometry.ts';

const quadOf = (...corners: readonly (readonly [number, number])[]): Quad =>
  corners.map(([x, y]) => ({ x, y })) as unknown as Quad;

const jitter = fc.double({ min: -80, max: 80, noNaN: true });
/** A sheet as photographed: a rectangle with each corner pushed about. */
const photographed = fc
  .tuple(jitter, jitter, jitter, jitter, jitter, jitter, jitter, jitter)
  .map(([a, b, c, d, e, f, g, h]) =>
    quadOf([100 + a, 100 + b], [700 + c, 100 + d], [700 + e, 1000 + f], [100 + g, 1000 + h]),
  );

describe('homographyBetween', () => {
  const page = quadOf([0, 0], [600, 0], [600, 900], [0, 900]);

  it('When a sheet is photographed at any slant, then its corners map onto the page and back', () => {
    fc.assert(
      fc.property(photographed, (quad) => {
        const toPicture = homographyBetween(page, quad)!;
        page.forEach((corner, index) => {
          const there = project(toPicture, corner.x, corner.y);
          expect(there.x).toBeCloseTo(quad[index]!.x, 4);
          expect(there.y).toBeCloseTo(quad[index]!.y, 4);
          const back = project(inverse(toPicture), there.x, there.y);
          expect(back.x).toBeCloseTo(corner.x, 4);
          expect(back.y).toBeCloseTo(corner.y, 4);
        });
      }),
    );
  });

  it('When two maps are composed, then the result is one after the other', () => {
    const first = homographyBetween(page, quadOf([10, 20], [580, 60], [560, 880], [30, 840]))!;
    const second = homographyBetween(page, quadOf([0, 0], [300, 10], [310, 450], [5, 440]))!;
    const middle = project(first, 250, 420);
    const expected = project(second, middle.x, middle.y);
    const got = project(after(second, first), 250, 420);
    expect(got.x).toBeCloseTo(expected.x, 6);
    expect(got.y).toBeCloseTo(expected.y, 6);
  });

  it('When corners fall together, then there is no map', () => {
    expect(homographyBetween(page, quadOf([5, 5], [5, 5], [5, 5], [5, 5]))).toBeNull();
  });
});

describe('smallestBox', () => {
  it('When points fill a tilted rectangle, then its size and tilt are found', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.7, max: 0.7, noNaN: true }), (angle) => {
        const corners = cornersOf({ x: 50, y: 40, width: 200, height: 30, angle });
        const box = smallestBox(convexHull(corners));
        expect(box.angle).toBeCloseTo(angle, 6);
        expect(box.width).toBeCloseTo(200, 6);
        expect(box.height).toBeCloseTo(30, 6);
      }),
    );
  });
});

describe('convexHull', () => {
  it('When points lie inside others, then only the outer ones remain', () => {
    const square = quadOf([0, 0], [10, 0], [10, 10], [0, 10]);
    const hull = convexHull([...square, { x: 5, y: 5 }, { x: 2, y: 7 }, { x: 5, y: 0 }]);
    expect(hull).toHaveLength(4);
    expect(areaOf(hull)).toBe(100);
  });
});
