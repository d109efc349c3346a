import type { Point } from '../../invoice/page.ts';
import { boxAtAngle, convexHull, smallestBox, type TiltedBox } from '../picture/geometry.ts';
import { type Grey, median } from '../picture/raster.ts';
import { type PpOcr, run } from './sessions.ts';

const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];
const TEXT_PIXEL = 0.3;
const TEXT_BOX = 0.5;
/** The network marks a shrunken core of each text; this is how far its box grows back (area over perimeter). */
const UNCLIP = 1.5;
const SMALLEST_SIDE = 3;

/** Finds lines of text; boxes are in the given picture's pixels. Time grows with the picture's area. */
export async function detectText(engine: PpOcr, picture: Grey): Promise<TiltedBox[]> {
  const width = Math.ceil(picture.width / 32) * 32;
  const height = Math.ceil(picture.height / 32) * 32;
  const input = normalised(picture, width, height);
  const { data } = await run(engine.detector, input, [1, 3, height, width]);
  const hulls = textHulls(data, width, height);
  return boxesAround(hulls);
}

function normalised(picture: Grey, width: number, height: number): Float32Array {
  const area = width * height;
  const input = new Float32Array(3 * area);
  const tables = MEAN.map((mean, channel) =>
    Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean) / DEVIATION[channel]!),
  );
  tables.forEach((table, channel) => {
    for (let y = 0; y < height; y++) {
      const from = Math.min(y, picture.height - 1) * picture.width;
      const to = channel * area + y * width;
      for (let x = 0; x < width; x++)
        input[to + x] = table[picture.pixels[from + Math.min(x, picture.width - 1)]!]!;
    }
  });
  return input;
}

/** Convex hulls of the connected regions that the network is sure are text. */
function textHulls(map: Float32Array, width: number, height: number): Point[][] {
  const seen = new Uint8Array(map.length);
  const stack = new Int32Array(map.length);
  const hulls: Point[][] = [];
  for (let seed = 0; seed < map.length; seed++) {
    if (seen[seed] || map[seed]! <= TEXT_PIXEL) continue;
    const region = textRegion(map, width, height, seen, stack, seed);
    if (region.count >= SMALLEST_SIDE * SMALLEST_SIDE && region.sum / region.count >= TEXT_BOX)
      hulls.push(convexHull(region.edges));
  }
  return hulls;
}

interface Region {
  readonly count: number;
  readonly sum: number;
  /** Left- and rightmost pixel of each row. */
  readonly edges: Point[];
}

function textRegion(
  map: Float32Array,
  width: number,
  height: number,
  seen: Uint8Array,
  stack: Int32Array,
  seed: number,
): Region {
  const rows = new Map<number, { left: number; right: number }>();
  let depth = 0;
  let count = 0;
  let sum = 0;
  seen[seed] = 1;
  stack[depth++] = seed;
  while (depth > 0) {
    const at = stack[--depth]!;
    const x = at % width;
    const y = (at / width) | 0;
    count++;
    sum += map[at]!;
    const row = rows.get(y);
    if (!row) rows.set(y, { left: x, right: x });
    else if (x < row.left) row.left = x;
    else if (x > row.right) row.right = x;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx;
        if (seen[next] || map[next]! <= TEXT_PIXEL) continue;
        seen[next] = 1;
        stack[depth++] = next;
      }
  }
  const edges: Point[] = [];
  for (const [y, { left, right }] of rows) edges.push({ x: left, y }, { x: right, y });
  return { count, sum, edges };
}

/** Short texts have no direction of their own: they take the slope of the long ones. */
function boxesAround(hulls: readonly Point[][]): TiltedBox[] {
  const boxes = hulls.map(smallestBox);
  const slopes = boxes.filter(({ width, height }) => width > 4 * height).map(({ angle }) => angle);
  const slope = slopes.length < 3 ? null : median(slopes);
  const out: TiltedBox[] = [];
  boxes.forEach((box, index) => {
    const elongated = Math.max(box.width, box.height) > 2.5 * Math.min(box.width, box.height);
    const core = elongated || slope === null ? box : boxAtAngle(hulls[index]!, slope);
    if (Math.min(core.width, core.height) < SMALLEST_SIDE - 1) return;
    const width = core.width + 1;
    const height = core.height + 1;
    const grow = (width * height * UNCLIP) / (2 * (width + height));
    out.push({
      ...core,
      x: core.x + 0.5,
      y: core.y + 0.5,
      width: width + 2 * grow,
      height: height + 2 * grow,
    });
  });
  return out;
}
