/** A grey picture, one byte a pixel, row by row. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export const greyOf = (width: number, height: number, fill = 0): Grey => ({
  width,
  height,
  pixels: new Uint8Array(width * height).fill(fill),
});

/**
 * Bilinear value at (x, y), where pixel (0, 0) covers 0…1 on both axes; `outside` beyond the border.
 */
export function sample(picture: Grey, x: number, y: number, outside: number): number {
  const { width, height, pixels } = picture;
  let u = x - 0.5;
  let v = y - 0.5;
  if (!(u > -1 && v > -1 && u < width && v < height)) return outside;
  u = Math.min(Math.max(u, 0), width - 1.001);
  v = Math.min(Math.max(v, 0), height - 1.001);
  const column = u | 0;
  const row = v | 0;
  const right = u - column;
  const below = v - row;
  const at = row * width + column;
  const upper = pixels[at]! * (1 - right) + pixels[at + 1]! * right;
  const lower = pixels[at + width]! * (1 - right) + pixels[at + width + 1]! * right;
  return upper * (1 - below) + lower * below;
}

/** Shrinks by averaging the area under each new pixel; returns the picture itself when it already fits. */
export function shrinkTo(picture: Grey, longSide: number): Grey {
  const scale = longSide / Math.max(picture.width, picture.height);
  if (scale >= 1) return picture;
  return resizeByArea(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
}

/** Area-averaged copy of exactly `width` × `height` pixels; meant for shrinking. */
export function resizeByArea(picture: Grey, width: number, height: number): Grey {
  const columns = areaWeights(picture.width, width);
  const rows = areaWeights(picture.height, height);
  const narrow = new Float32Array(width * picture.height);
  for (let y = 0; y < picture.height; y++) {
    const from = y * picture.width;
    for (let x = 0; x < width; x++) {
      let total = 0;
      const { start, weights } = columns[x]!;
      for (let k = 0; k < weights.length; k++) total += picture.pixels[from + start + k]! * weights[k]!;
      narrow[y * width + x] = total;
    }
  }
  const out = greyOf(width, height);
  const line = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const { start, weights } = rows[y]!;
    line.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const from = (start + k) * width;
      const weight = weights[k]!;
      for (let x = 0; x < width; x++) line[x] = line[x]! + narrow[from + x]! * weight;
    }
    for (let x = 0; x < width; x++) out.pixels[y * width + x] = line[x]! + 0.5;
  }
  return out;
}

interface Span {
  readonly start: number;
  readonly weights: Float32Array;
}

function areaWeights(from: number, to: number): Span[] {
  const ratio = from / to;
  return Array.from({ length: to }, (_, index) => {
    const low = index * ratio;
    const high = Math.min(from, (index + 1) * ratio);
    const start = Math.floor(low);
    const end = Math.max(start + 1, Math.min(from, Math.ceil(high)));
    const weights = new Float32Array(end - start);
    let total = 0;
    for (let k = start; k < end; k++) {
      const share = Math.max(1e-6, Math.min(high, k + 1) - Math.max(low, k));
      weights[k - start] = share;
      total += share;
    }
    for (let k = 0; k < weights.length; k++) weights[k] = weights[k]! / total;
    return { start, weights };
  });
}

/** A copy of the pixels from (left, top) up to, not including, (right, bottom); fractions widen it. */
export function cropOf(
  picture: Grey,
  part: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): Grey {
  const left = Math.max(0, Math.floor(part.left));
  const top = Math.max(0, Math.floor(part.top));
  const width = Math.max(1, Math.min(picture.width, Math.ceil(part.right)) - left);
  const height = Math.max(1, Math.min(picture.height, Math.ceil(part.bottom)) - top);
  const out = greyOf(width, height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * picture.width + left;
    out.pixels.set(picture.pixels.subarray(from, from + width), y * width);
  }
  return out;
}

/** The picture turned by 180°. */
export function turnedOver(picture: Grey): Grey {
  return { ...picture, pixels: picture.pixels.slice().reverse() };
}

/** The value below which `share` (0…1) of the values lie. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.floor(share * sorted.length)))]!;
}

export const median = (values: ArrayLike<number>): number => percentile(values, 0.5);
