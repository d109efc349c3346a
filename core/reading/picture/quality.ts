import type { PageQuality } from '../../invoice/page.ts';
import type { TiltedBox } from './geometry.ts';
import { type Grey, median } from './raster.ts';

/** Measures what a person can do better: focus, light, glare, distance. `raw` is the flat page before its light was evened. */
export function measureQuality(raw: Grey, texts: readonly TiltedBox[], flattened: boolean): PageQuality {
  let total = 0;
  let burnt = 0;
  for (const value of raw.pixels) {
    total += value;
    if (value >= 253) burnt++;
  }
  return {
    sharpness: laplacianVariance(raw),
    brightness: total / raw.pixels.length,
    glare: burnt / raw.pixels.length,
    textHeight: median(texts.filter(({ width, height }) => width > height).map(({ height }) => height)),
    flattened,
  };
}

function laplacianVariance({ width, height, pixels }: Grey): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const value =
        4 * pixels[at]! - pixels[at - 1]! - pixels[at + 1]! - pixels[at - width]! - pixels[at + width]!;
      sum += value;
      squares += value * value;
      count++;
    }
  }
  const mean = sum / (count || 1);
  return squares / (count || 1) - mean * mean;
}
