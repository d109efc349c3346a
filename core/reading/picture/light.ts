import { type Grey, greyOf, percentile, resizeByArea } from './raster.ts';

/** The paper's own brightness over the page, at a fraction of its size. */
export interface Light {
  readonly map: Grey;
  readonly scale: number;
}

const CELLS_ON_THE_LONG_SIDE = 64;
const PAPER_WHITE = 245;
/** Darker than this share of the lit paper is the table, not a shadow: dividing by it would only raise noise. */
const DARKEST_SHADOW = 0.3;

/**
 * Estimates the light on the paper: the brightest of the neighbourhood (ink is thinner than a cell), smoothed.
 * Dividing by it removes shadows and the fall-off of a flash, and keeps the ink's contrast.
 */
export function lightOn(page: Grey): Light {
  const scale = Math.min(1, CELLS_ON_THE_LONG_SIDE / Math.max(page.width, page.height));
  const width = Math.max(2, Math.round(page.width * scale));
  const height = Math.max(2, Math.round(page.height * scale));
  const cells = resizeByArea(page, width, height);
  const map = smoothed(smoothed(brightest(cells, 2)));
  const floor = Math.max(24, DARKEST_SHADOW * percentile(map.pixels, 0.9));
  return {
    map: { ...map, pixels: map.pixels.map((value) => Math.max(floor, value)) },
    scale: width / page.width,
  };
}

/** Divides a page by its light. */
export function evenLight(page: Grey, light: Light): Grey {
  const out = greyOf(page.width, page.height);
  const row = new Float32Array(page.width);
  for (let y = 0; y < page.height; y++) {
    lightRow(light, y, row);
    const from = y * page.width;
    for (let x = 0; x < page.width; x++)
      out.pixels[from + x] = Math.min(255, (page.pixels[from + x]! * PAPER_WHITE) / row[x]!);
  }
  return out;
}

function lightRow({ map, scale }: Light, y: number, row: Float32Array): void {
  const v = Math.min(Math.max((y + 0.5) * scale - 0.5, 0), map.height - 1.001);
  const top = v | 0;
  const below = v - top;
  for (let x = 0; x < row.length; x++) {
    const u = Math.min(Math.max((x + 0.5) * scale - 0.5, 0), map.width - 1.001);
    const left = u | 0;
    const right = u - left;
    const at = top * map.width + left;
    const upper = map.pixels[at]! * (1 - right) + map.pixels[at + 1]! * right;
    const lower = map.pixels[at + map.width]! * (1 - right) + map.pixels[at + map.width + 1]! * right;
    row[x] = upper * (1 - below) + lower * below;
  }
}

/** Light at one place of the page, in page pixels. */
export function lightAt({ map, scale }: Light, x: number, y: number): number {
  const column = Math.min(map.width - 1, Math.max(0, (x * scale) | 0));
  const row = Math.min(map.height - 1, Math.max(0, (y * scale) | 0));
  return map.pixels[row * map.width + column]!;
}

export const evened = (value: number, light: number): number => Math.min(255, (value * PAPER_WHITE) / light);

function brightest(cells: Grey, reach: number): Grey {
  const out = greyOf(cells.width, cells.height);
  for (let y = 0; y < cells.height; y++)
    for (let x = 0; x < cells.width; x++)
      out.pixels[y * cells.width + x] = brightestAround(cells, x, y, reach);
  return out;
}

function brightestAround(cells: Grey, x: number, y: number, reach: number): number {
  let best = 0;
  for (let row = Math.max(0, y - reach); row <= Math.min(cells.height - 1, y + reach); row++)
    for (let column = Math.max(0, x - reach); column <= Math.min(cells.width - 1, x + reach); column++)
      best = Math.max(best, cells.pixels[row * cells.width + column]!);
  return best;
}

function smoothed(cells: Grey): Grey {
  const out = greyOf(cells.width, cells.height);
  for (let y = 0; y < cells.height; y++)
    for (let x = 0; x < cells.width; x++) out.pixels[y * cells.width + x] = meanAround(cells, x, y, 1);
  return out;
}

function meanAround(cells: Grey, x: number, y: number, reach: number): number {
  let total = 0;
  let count = 0;
  for (let row = Math.max(0, y - reach); row <= Math.min(cells.height - 1, y + reach); row++)
    for (let column = Math.max(0, x - reach); column <= Math.min(cells.width - 1, x + reach); column++) {
      total += cells.pixels[row * cells.width + column]!;
      count++;
    }
  return total / count;
}
