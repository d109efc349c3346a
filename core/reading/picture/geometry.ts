import type { Point, Quad } from '../../invoice/page.ts';

/** A rectangle at an angle: centre, size along and across the text, angle in radians (y grows downwards). */
export interface TiltedBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

/** A projective map in the plane, nine numbers row by row. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Corners of a tilted box, clockwise from its top left. */
export function cornersOf(box: TiltedBox): Quad {
  return [corner(box, -0.5, -0.5), corner(box, 0.5, -0.5), corner(box, 0.5, 0.5), corner(box, -0.5, 0.5)];
}

/** The point at the given shares of a box's width and height, measured from its centre. */
export function corner(box: TiltedBox, along: number, across: number): Point {
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  const u = along * box.width;
  const v = across * box.height;
  return { x: box.x + u * cos - v * sin, y: box.y + u * sin + v * cos };
}

/** Convex hull (monotone chain), counter-clockwise in screen coordinates. */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (ordered: readonly Point[]): Point[] => {
    const hull: Point[] = [];
    for (const point of ordered) {
      while (hull.length > 1 && turn(hull[hull.length - 2]!, hull[hull.length - 1]!, point) <= 0) hull.pop();
      hull.push(point);
    }
    hull.pop();
    return hull;
  };
  if (sorted.length < 3) return sorted;
  return [...chain(sorted), ...chain(sorted.reverse())];
}

const turn = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);

/** The smallest box at exactly this angle that holds all points. */
export function boxAtAngle(points: readonly Point[], angle: number): TiltedBox {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const { x, y } of points) {
    const along = x * cos + y * sin;
    const across = -x * sin + y * cos;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const u = (left + right) / 2;
  const v = (top + bottom) / 2;
  return {
    x: u * cos - v * sin,
    y: u * sin + v * cos,
    width: right - left,
    height: bottom - top,
    angle,
  };
}

/** The box of least area around a convex hull; its angle lies within ±45°. */
export function smallestBox(hull: readonly Point[]): TiltedBox {
  let best = boxAtAngle(hull, 0);
  for (let i = 0; i < hull.length; i++) {
    const from = hull[i]!;
    const to = hull[(i + 1) % hull.length]!;
    if (distance(from, to) === 0) continue;
    const box = boxAtAngle(hull, withinEighthTurn(Math.atan2(to.y - from.y, to.x - from.x)));
    if (box.width * box.height < best.width * best.height - 1e-9) best = box;
  }
  return best;
}

/** The same direction of a rectangle's side, brought within ±45°. */
function withinEighthTurn(angle: number): number {
  const quarter = Math.PI / 2;
  return angle - Math.round(angle / quarter) * quarter;
}

/** Area of a simple polygon. */
export function areaOf(polygon: readonly Point[]): number {
  let twice = 0;
  polygon.forEach((point, index) => {
    const next = polygon[(index + 1) % polygon.length]!;
    twice += point.x * next.y - next.x * point.y;
  });
  return Math.abs(twice) / 2;
}

export function project(map: Homography, x: number, y: number): Point {
  const depth = map[6] * x + map[7] * y + map[8];
  return {
    x: (map[0] * x + map[1] * y + map[2]) / depth,
    y: (map[3] * x + map[4] * y + map[5]) / depth,
  };
}

export const projectQuad = (map: Homography, quad: Quad): Quad => [
  project(map, quad[0].x, quad[0].y),
  project(map, quad[1].x, quad[1].y),
  project(map, quad[2].x, quad[2].y),
  project(map, quad[3].x, quad[3].y),
];

/** The map that does `first`, then `second`. */
export function after(second: Homography, first: Homography): Homography {
  const cell = (row: number, column: number): number =>
    second[row * 3]! * first[column]! +
    second[row * 3 + 1]! * first[column + 3]! +
    second[row * 3 + 2]! * first[column + 6]!;
  return [
    cell(0, 0),
    cell(0, 1),
    cell(0, 2),
    cell(1, 0),
    cell(1, 1),
    cell(1, 2),
    cell(2, 0),
    cell(2, 1),
    cell(2, 2),
  ];
}

export const scaling = (factor: number): Homography => [factor, 0, 0, 0, factor, 0, 0, 0, 1];

export const inverse = (map: Homography): Homography => {
  const [a, b, c, d, e, f, g, h, i] = map;
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
};

/** The projective map that takes the four corners of `from` to those of `to`; null when they are degenerate. */
export function homographyBetween(from: Quad, to: Quad): Homography | null {
  const rows: number[][] = [];
  from.forEach(({ x, y }, index) => {
    const target = to[index]!;
    rows.push([x, y, 1, 0, 0, 0, -target.x * x, -target.x * y, target.x]);
    rows.push([0, 0, 0, x, y, 1, -target.y * x, -target.y * y, target.y]);
  });
  const solution = solveLinear(rows);
  if (!solution) return null;
  const [a, b, c, d, e, f, g, h] = solution as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return [a, b, c, d, e, f, g, h, 1];
}

/** Gaussian elimination with partial pivoting on an n × (n + 1) system; null when it is singular. */
function solveLinear(rows: number[][]): number[] | null {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    if (Math.abs(rows[pivot]![column]!) < 1e-12) return null;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = column + 1; row < size; row++) {
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let k = column; k <= size; k++) rows[row]![k] = rows[row]![k]! - factor * rows[column]![k]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = rows[row]![size]!;
    for (let k = row + 1; k < size; k++) rest -= rows[row]![k]! * solution[k]!;
    solution[row] = rest / rows[row]![row]!;
  }
  return solution;
}
