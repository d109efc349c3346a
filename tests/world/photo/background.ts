import type { Random } from '../random.ts';
import type { Conditions } from './conditions.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGB, three floats a pixel, 0…255. */
  readonly data: Float32Array;
}

/** Smooth noise on a coarse lattice, read between its points; values −1…1. */
export function smoothNoise(random: Random, cells: number): (u: number, v: number) => number {
  const side = cells + 2;
  const lattice = Float32Array.from({ length: side * side }, () => random.between(-1, 1));
  return (u, v) => {
    const x = Math.min(Math.max(u, 0), 0.9999) * cells;
    const y = Math.min(Math.max(v, 0), 0.9999) * cells;
    const column = Math.floor(x);
    const row = Math.floor(y);
    const fx = x - column;
    const fy = y - row;
    const base = row * side + column;
    const top = (lattice[base] as number) * (1 - fx) + (lattice[base + 1] as number) * fx;
    const bottom = (lattice[base + side] as number) * (1 - fx) + (lattice[base + side + 1] as number) * fx;
    return top * (1 - fy) + bottom * fy;
  };
}

const TONES: Readonly<Record<Conditions['background'], readonly (readonly [number, number, number])[]>> = {
  wood: [
    [112, 74, 46],
    [140, 100, 66],
    [88, 60, 42],
  ],
  cloth: [
    [52, 58, 78],
    [96, 44, 48],
    [70, 84, 66],
  ],
  counter: [
    [150, 146, 140],
    [120, 122, 126],
    [168, 160, 148],
  ],
  dark: [
    [46, 44, 44],
    [30, 32, 36],
  ],
};

/** The table under the paper. */
export function paintBackground(
  random: Random,
  size: { readonly width: number; readonly height: number },
  kind: Conditions['background'],
): Picture {
  const { width, height } = size;
  const data = new Float32Array(width * height * 3);
  const [red, green, blue] = random.pick(TONES[kind]);
  const broad = smoothNoise(random, 5);
  const fine = smoothNoise(random, 46);
  const angle = random.between(-0.6, 0.6);
  const grain = random.between(18, 40);
  for (let y = 0; y < height; y++) {
    const v = y / height;
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const along = u * Math.cos(angle) + v * Math.sin(angle);
      let tone = 1 + 0.18 * broad(u, v) + 0.06 * fine(u, v);
      if (kind === 'wood') tone += 0.1 * Math.sin((along + 0.06 * broad(v, u)) * grain * 3);
      if (kind === 'cloth') tone += 0.05 * Math.sin(x * 1.3) * Math.sin(y * 1.3);
      const offset = (y * width + x) * 3;
      data[offset] = red * tone;
      data[offset + 1] = green * tone;
      data[offset + 2] = blue * tone;
    }
  }
  return { width, height, data };
}
