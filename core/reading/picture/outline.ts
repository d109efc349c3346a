import type { Point, Quad } from '../../invoice/page.ts';
import { areaOf, convexHull, distance, smallestBox } from './geometry.ts';

/** A small colour picture, three bytes a pixel. */
export interface Colour {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

interface Mask {
  readonly width: number;
  readonly height: number;
  readonly on: Uint8Array;
}

interface Line {
  readonly through: Point;
  readonly normal: Point;
}

/** What may be the sheet's outline. */
export interface Outline {
  /** Clockwise from the top left, in pixels of the given picture. */
  readonly quad: Quad;
  /** How far the bright region is from filling the quad exactly, 0 at best. */
  readonly misfit: number;
}

/** Tried around Otsu's threshold: a shadow across the page or a bright table moves the right cut. */
const THRESHOLD_FACTORS = [1.12, 1, 0.85, 0.72, 0.6, 0.5, 0.4];
const SMALLEST_PAGE_SHARE = 0.15;

/**
 * Candidates for the sheet of paper in a photograph: a bright, colourless region with four straight sides, at several
 * thresholds. About 400 px of picture are enough. Empty when nothing looks like a sheet, as in scans that are all paper.
 */
export function findOutlines(picture: Colour): Outline[] {
  const paper = paperLikeness(picture);
  const threshold = otsuThreshold(paper);
  return THRESHOLD_FACTORS.flatMap((factor) => outlineAtThreshold(picture, paper, threshold * factor) ?? []);
}

/** Paper is bright and grey: brightness minus a share of the saturation. */
function paperLikeness({ width, height, pixels }: Colour): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let i = 0; i < out.length; i++) {
    const red = pixels[i * 3]!;
    const green = pixels[i * 3 + 1]!;
    const blue = pixels[i * 3 + 2]!;
    const spread = Math.max(red, green, blue) - Math.min(red, green, blue);
    out[i] = Math.max(0, (red + green + blue) / 3 - 0.6 * spread);
  }
  return out;
}

/** Otsu's threshold: the cut with the greatest variance between the two classes. */
function otsuThreshold(values: Uint8Array): number {
  const histogram = new Float64Array(256);
  let total = 0;
  for (const value of values) {
    histogram[value]!++;
    total += value;
  }
  let below = 0;
  let belowSum = 0;
  let best = -1;
  let threshold = 128;
  for (let value = 0; value < 256; value++) {
    below += histogram[value]!;
    belowSum += value * histogram[value]!;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const gap = belowSum / below - (total - belowSum) / above;
    const variance = below * above * gap * gap;
    if (variance > best) {
      best = variance;
      threshold = value;
    }
  }
  return threshold;
}

function outlineAtThreshold(picture: Colour, paper: Uint8Array, threshold: number): Outline | null {
  const { width, height } = picture;
  let mask: Mask = { width, height, on: paper.map((value) => (value > threshold ? 1 : 0)) };
  mask = spread(spread(mask, 4, 1), 4, 0); // swallow the text
  mask = spread(spread(mask, 3, 0), 3, 1); // cut thin bridges to other bright things
  const region = largestRegion(mask);
  if (region.size < width * height * SMALLEST_PAGE_SHARE) return null;
  const border = borderPoints(region.mask);
  const hull = convexHull(border);
  const corners = extremeCorners(hull);
  const sides = corners.map((from, index) => fitSide(border, from, corners[(index + 1) % 4]!));
  const quad = sides.map((side, index) => crossing(sides[(index + 3) % 4]!, side));
  if (!isQuad(quad)) return null;
  const fill = region.size / areaOf(quad);
  return isSheet(quad, fill, picture) ? { quad, misfit: Math.abs(1 - fill) } : null;
}

const isQuad = (corners: readonly (Point | null)[]): corners is Quad =>
  corners.length === 4 && corners.every((corner) => corner !== null);

/** Spreads the given value by `reach` pixels in both directions (dilation for 1, erosion for 0). */
function spread(mask: Mask, reach: number, value: 0 | 1): Mask {
  const { width, height } = mask;
  const across = new Uint8Array(mask.on.length);
  const out = new Uint8Array(mask.on.length);
  spreadRuns(mask.on, across, { lines: height, length: width, lineStep: width, step: 1 }, reach, value);
  spreadRuns(across, out, { lines: width, length: height, lineStep: 1, step: width }, reach, value);
  return { width, height, on: out };
}

interface Sweep {
  readonly lines: number;
  readonly length: number;
  readonly lineStep: number;
  readonly step: number;
}

function spreadRuns(from: Uint8Array, to: Uint8Array, sweep: Sweep, reach: number, value: 0 | 1): void {
  for (let line = 0; line < sweep.lines; line++) {
    const start = line * sweep.lineStep;
    let last = -Infinity; // most recent place that holds `value`, looking up to `reach` ahead
    let ahead = 0;
    for (let i = 0; i < sweep.length; i++) {
      for (; ahead < sweep.length && ahead <= i + reach; ahead++)
        if (from[start + ahead * sweep.step] === value) last = ahead;
      const near = last >= i - reach;
      to[start + i * sweep.step] = near ? value : 1 - value;
    }
  }
}

function largestRegion(mask: Mask): { readonly mask: Mask; readonly size: number } {
  const { width, height, on } = mask;
  const label = new Int32Array(on.length);
  const stack = new Int32Array(on.length);
  let best = 0;
  let size = 0;
  let next = 0;
  for (let seed = 0; seed < on.length; seed++) {
    if (!on[seed] || label[seed]) continue;
    const count = flood(mask, label, stack, seed, ++next);
    if (count > size) {
      size = count;
      best = next;
    }
  }
  const region = new Uint8Array(on.length);
  for (let i = 0; i < region.length; i++) region[i] = label[i] === best ? 1 : 0;
  return { mask: { width, height, on: region }, size };
}

function flood(mask: Mask, label: Int32Array, stack: Int32Array, seed: number, id: number): number {
  const { width, height, on } = mask;
  let depth = 0;
  let count = 0;
  const visit = (at: number): void => {
    if (!on[at] || label[at]) return;
    label[at] = id;
    stack[depth++] = at;
  };
  visit(seed);
  while (depth > 0) {
    const at = stack[--depth]!;
    count++;
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at < width * (height - 1)) visit(at + width);
  }
  return count;
}

/** First and last lit pixel of each row and column, as pixel centres. */
function borderPoints({ width, height, on }: Mask): Point[] {
  const points: Point[] = [];
  for (let y = 0; y < height; y++) {
    const first = on.indexOf(1, y * width) - y * width;
    if (first < 0 || first >= width) continue;
    const last = on.lastIndexOf(1, (y + 1) * width - 1) - y * width;
    points.push(centreOf(first, y), centreOf(last, y));
  }
  for (let x = 0; x < width; x++) {
    let first = 0;
    while (first < height && on[first * width + x] === 0) first++;
    if (first === height) continue;
    let last = height - 1;
    while (on[last * width + x] === 0) last--;
    points.push(centreOf(x, first), centreOf(x, last));
  }
  return points;
}

const centreOf = (x: number, y: number): Point => ({ x: x + 0.5, y: y + 0.5 });

/** The hull's four outermost points towards the corners of its own tilted frame. */
function extremeCorners(hull: readonly Point[]): Point[] {
  const { angle, width, height, x, y } = smallestBox(hull);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const towards = (right: number, down: number): Point => {
    let best = hull[0]!;
    let furthest = -Infinity;
    for (const point of hull) {
      const dx = point.x - x;
      const dy = point.y - y;
      const reach = (right * (dx * cos + dy * sin)) / width + (down * (-dx * sin + dy * cos)) / height;
      if (reach > furthest) {
        furthest = reach;
        best = point;
      }
    }
    return best;
  };
  return [towards(-1, -1), towards(1, -1), towards(1, 1), towards(-1, 1)];
}

/** Least-squares line through the border points of one side, without its corners and without outliers. */
function fitSide(border: readonly Point[], from: Point, to: Point): Line {
  const length = distance(from, to) || 1;
  const dx = (to.x - from.x) / length;
  const dy = (to.y - from.y) / length;
  let points = border.filter(({ x, y }) => {
    const along = ((x - from.x) * dx + (y - from.y) * dy) / length;
    const off = Math.abs((x - from.x) * dy - (y - from.y) * dx);
    return along > 0.08 && along < 0.92 && off < 7;
  });
  if (points.length < 8) points = [from, to];
  let line = lineThrough(points);
  for (let round = 0; round < 2 && points.length >= 8; round++) {
    const offsets = points.map((point) => Math.abs(offset(line, point)));
    const limit = [...offsets].sort((a, b) => a - b)[Math.floor(offsets.length * 0.7)]! + 0.3;
    points = points.filter((_, index) => offsets[index]! <= limit);
    if (points.length >= 2) line = lineThrough(points);
  }
  return line;
}

const offset = (line: Line, point: Point): number =>
  (point.x - line.through.x) * line.normal.x + (point.y - line.through.y) * line.normal.y;

function lineThrough(points: readonly Point[]): Line {
  const mean = { x: 0, y: 0 };
  for (const { x, y } of points) {
    mean.x += x / points.length;
    mean.y += y / points.length;
  }
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const { x, y } of points) {
    xx += (x - mean.x) ** 2;
    xy += (x - mean.x) * (y - mean.y);
    yy += (y - mean.y) ** 2;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  return { through: mean, normal: { x: -Math.sin(angle), y: Math.cos(angle) } };
}

function crossing(a: Line, b: Line): Point | null {
  const depth = a.normal.x * b.normal.y - b.normal.x * a.normal.y;
  if (Math.abs(depth) < 1e-6) return null;
  const first = a.normal.x * a.through.x + a.normal.y * a.through.y;
  const second = b.normal.x * b.through.x + b.normal.y * b.through.y;
  return {
    x: (first * b.normal.y - second * a.normal.y) / depth,
    y: (a.normal.x * second - b.normal.x * first) / depth,
  };
}

/** A sheet fills its four sides, lies (nearly) inside the picture and is not the whole picture. */
function isSheet(quad: Quad, fill: number, { width, height }: Colour): boolean {
  const share = areaOf(quad) / (width * height);
  const inside = quad.every(
    ({ x, y }) => x > -0.1 * width && x < 1.1 * width && y > -0.1 * height && y < 1.1 * height,
  );
  return share > 0.2 && share < 0.985 && fill > 0.9 && fill < 1.08 && inside;
}
