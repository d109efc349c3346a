import { type Grey, shrinkTo } from './raster.ts';

/** A part of a picture, in its pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const LOOK_SIDE = 900;
const CELL = 8;
/** Ink in a cell of a matrix code: about half; text and rules have less, photographs and bars more. */
const LEAST_INK = 0.22;
const MOST_INK = 0.8;
/** Changes from light to dark per pixel row or column of a cell: text has them across, a matrix both ways. */
const LEAST_CHANGES = 0.9;
/** Mean distance from the cell's own grey: less is the grain of the paper. */
const LEAST_CONTRAST = 18;
const FEWEST_CELLS = 5;
const MOST_OBLONG = 1.7;
const MOST_AREAS = 2;

/** Where a matrix code may be on an evenly lit page: square patches that are busy in both directions, largest first. */
export function likelyCodeAreas(page: Grey): Area[] {
  const small = shrinkTo(page, LOOK_SIDE);
  const factor = page.width / small.width;
  const columns = Math.floor(small.width / CELL);
  const rows = Math.floor(small.height / CELL);
  const busy = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      busy[row * columns + column] = isBusy(small, column * CELL, row * CELL) ? 1 : 0;
  return patches(busy, columns, rows)
    .filter(isSquarish)
    .sort((one, other) => sizeOf(other) - sizeOf(one))
    .slice(0, MOST_AREAS)
    .map(({ left, top, right, bottom }) => ({
      left: left * CELL * factor,
      top: top * CELL * factor,
      right: right * CELL * factor,
      bottom: bottom * CELL * factor,
    }));
}

const sizeOf = ({ left, top, right, bottom }: Area): number => (right - left) * (bottom - top);

function isSquarish({ left, top, right, bottom }: Area): boolean {
  const width = right - left;
  const height = bottom - top;
  const oblong = Math.max(width, height) / Math.min(width, height);
  return Math.min(width, height) >= FEWEST_CELLS && oblong <= MOST_OBLONG;
}

function isBusy(page: Grey, left: number, top: number): boolean {
  const mean = meanOf(page, left, top);
  let ink = 0;
  let across = 0;
  let down = 0;
  let contrast = 0;
  const dark = (x: number, y: number): number => (page.pixels[y * page.width + x]! < mean ? 1 : 0);
  for (let y = top; y < top + CELL; y++)
    for (let x = left; x < left + CELL; x++) {
      const here = dark(x, y);
      ink += here;
      contrast += Math.abs(page.pixels[y * page.width + x]! - mean);
      if (x > left && here !== dark(x - 1, y)) across++;
      if (y > top && here !== dark(x, y - 1)) down++;
    }
  const share = ink / (CELL * CELL);
  return (
    contrast > LEAST_CONTRAST * CELL * CELL &&
    share > LEAST_INK &&
    share < MOST_INK &&
    across >= LEAST_CHANGES * CELL &&
    down >= LEAST_CHANGES * CELL
  );
}

function meanOf(page: Grey, left: number, top: number): number {
  let total = 0;
  for (let y = top; y < top + CELL; y++)
    for (let x = left; x < left + CELL; x++) total += page.pixels[y * page.width + x]!;
  return total / (CELL * CELL);
}

/** Bounding boxes, in cells, of busy cells that touch (corners count). */
function patches(busy: Uint8Array, columns: number, rows: number): Area[] {
  const seen = new Uint8Array(busy.length);
  const found: Area[] = [];
  for (let seed = 0; seed < busy.length; seed++) if (busy[seed] && !seen[seed]) found.push(grow(seed));
  return found;

  function grow(seed: number): Area {
    const queue = [seed];
    seen[seed] = 1;
    let [left, right, top, bottom] = [columns, 0, rows, 0];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const x = at % columns;
      const y = Math.floor(at / columns);
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      for (const next of neighbours(x, y)) {
        if (seen[next] || !busy[next]) continue;
        seen[next] = 1;
        queue.push(next);
      }
    }
    return { left, top, right, bottom };
  }

  function neighbours(x: number, y: number): number[] {
    const near: number[] = [];
    for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++)
      for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++)
        near.push(ny * columns + nx);
    return near;
  }
}
