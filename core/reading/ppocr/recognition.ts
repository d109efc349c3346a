import type { Quad } from '../../invoice/page.ts';
import type { FlatPage } from '../picture/flatten.ts';
import { corner, type TiltedBox } from '../picture/geometry.ts';
import { evened, type Light, lightAt } from '../picture/light.ts';
import { type Grey, sample } from '../picture/raster.ts';
import type { Alphabet } from './alphabet.ts';
import type { Posterior } from './ctc.ts';
import { type PpOcr, run } from './sessions.ts';

/** Where the letters are taken from: the original picture through the flat page, under even light. */
export interface Lens {
  readonly picture: Grey;
  readonly page: FlatPage;
  readonly light: Light;
}

/** A strip of text 48 pixels high, `width` pixels of which are text. */
export interface Strip {
  readonly box: TiltedBox;
  readonly width: number;
  readonly pixels: Uint8Array;
}

export interface ReadStrip {
  readonly box: TiltedBox;
  readonly posterior: Posterior;
  /** Page pixels along the box that one CTC step covers. */
  readonly stepWidth: number;
}

export const STRIP_HEIGHT = 48;
const WIDEST_STRIP = 2400;
/** Padding costs as much as text: only strips of nearly the same width share a batch. */
const PADDING = 1.2;
const WIDEST_BATCH = 2560;
const LARGEST_BATCH = 6;

/** Takes one box of the page as an upright strip, straight from the original picture: one interpolation only. */
export function takeStrip(lens: Lens, box: TiltedBox): Strip {
  const width = Math.min(WIDEST_STRIP, Math.max(16, Math.round((STRIP_HEIGHT * box.width) / box.height)));
  const pixels = new Uint8Array(width * STRIP_HEIGHT);
  const [a, b, c, d, e, f, g, h, i] = lens.page.toPicture;
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  for (let row = 0; row < STRIP_HEIGHT; row++) {
    const v = ((row + 0.5) / STRIP_HEIGHT - 0.5) * box.height;
    for (let column = 0; column < width; column++) {
      const u = ((column + 0.5) / width - 0.5) * box.width;
      const x = box.x + u * cos - v * sin;
      const y = box.y + u * sin + v * cos;
      const depth = g * x + h * y + i;
      const value = sample(lens.picture, (a * x + b * y + c) / depth, (d * x + e * y + f) / depth, 255);
      pixels[row * width + column] = evened(value, lightAt(lens.light, x, y));
    }
  }
  return { box, width, pixels };
}

/** Reads strips in batches of like width; the answers come in no particular order. */
export async function readStrips(engine: PpOcr, strips: readonly Strip[]): Promise<ReadStrip[]> {
  const out: ReadStrip[] = [];
  for (const batch of batches(strips)) out.push(...(await readBatch(engine, batch)));
  return out;
}

async function readBatch(engine: PpOcr, batch: readonly Strip[]): Promise<ReadStrip[]> {
  const width = Math.ceil(batch.at(-1)!.width / 8) * 8;
  const input = inputOf(batch, width);
  const { data, shape } = await run(engine.recogniser, input, [batch.length, 3, STRIP_HEIGHT, width]);
  const steps = shape[1]!;
  return batch.map((strip, index) => ({
    box: strip.box,
    posterior: posteriorOf(data, index, steps, engine.alphabet),
    stepWidth: (width / steps / strip.width) * strip.box.width,
  }));
}

/** Corners of a run of CTC steps within its box. */
export function quadOfSteps({ box, stepWidth }: ReadStrip, first: number, last: number): Quad {
  const from = ((first - 0.5) * stepWidth) / box.width - 0.5;
  const to = ((last + 1.5) * stepWidth) / box.width - 0.5;
  const left = Math.max(-0.5, from);
  const right = Math.min(0.5, to);
  return [corner(box, left, -0.5), corner(box, right, -0.5), corner(box, right, 0.5), corner(box, left, 0.5)];
}

function batches(strips: readonly Strip[]): Strip[][] {
  const sorted = [...strips].sort((one, other) => one.width - other.width);
  const out: Strip[][] = [];
  for (const strip of sorted) {
    const batch = out.at(-1);
    const narrowest = batch?.[0]?.width ?? 0;
    const fits =
      batch &&
      batch.length < LARGEST_BATCH &&
      strip.width <= Math.max(narrowest * PADDING, narrowest + 16) &&
      (batch.length + 1) * strip.width <= WIDEST_BATCH;
    if (fits) batch.push(strip);
    else out.push([strip]);
  }
  return out;
}

/** Grey to −1…1 in three equal channels; the rest of a row stays at 0, as in training. */
export function inputOf(batch: readonly Strip[], width: number): Float32Array {
  const plane = STRIP_HEIGHT * width;
  const input = new Float32Array(batch.length * 3 * plane);
  batch.forEach((strip, index) => {
    const start = index * 3 * plane;
    for (let row = 0; row < STRIP_HEIGHT; row++)
      for (let column = 0; column < Math.min(width, strip.width); column++)
        input[start + row * width + column] = strip.pixels[row * strip.width + column]! / 127.5 - 1;
    input.copyWithin(start + plane, start, start + plane);
    input.copyWithin(start + 2 * plane, start, start + plane);
  });
  return input;
}

function posteriorOf(data: Float32Array, index: number, steps: number, alphabet: Alphabet): Posterior {
  const size = alphabet.characters.length;
  const values = new Float32Array(steps * size);
  for (let step = 0; step < steps; step++) {
    const from = (index * steps + step) * alphabet.classCount;
    const to = step * size;
    for (const cell of alphabet.classes)
      values[to + cell.to] = values[to + cell.to]! + data[from + cell.from]!;
  }
  return { steps, characters: alphabet.characters, values };
}
