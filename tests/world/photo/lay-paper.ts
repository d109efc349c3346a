import type { Quad } from '../../../core/invoice/page.ts';
import type { Random } from '../random.ts';
import { type Picture, smoothNoise } from './background.ts';
import type { Conditions } from './conditions.ts';
import { inverse, squareToQuad } from './geometry.ts';

export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

interface Relief {
  /** Brightness of the paper at a place of the page, around 1. */
  light(u: number, v: number): number;
  /** How far the paper's surface moves the print there, in shares of the page's height. */
  lift(u: number, v: number): number;
}

/** Folds and crumples: a bright flank, a dark flank, and print that runs over the edge. */
function reliefOf(random: Random, conditions: Conditions): Relief {
  const crumple = smoothNoise(random, 9);
  const finer = smoothNoise(random, 23);
  return {
    light: (u, v) => {
      let light = 1 + conditions.crumple * (crumple(u, v) + 0.6 * finer(u, v));
      for (const fold of conditions.folds) {
        const distance = (fold.across ? v : u) - fold.at;
        if (Math.abs(distance) > 0.06) continue;
        light += fold.depth * (distance < 0 ? -1 : 1) * Math.exp(-((distance / 0.02) ** 2)) * 0.7;
        light -= fold.depth * 1.4 * Math.exp(-((distance / 0.0022) ** 2));
      }
      return light;
    },
    lift: (u, v) => {
      let lift = conditions.bend * Math.sin(Math.PI * u) + conditions.crumple * 0.03 * crumple(v, u);
      for (const fold of conditions.folds) {
        const distance = (fold.across ? v : u) - fold.at;
        if (Math.abs(distance) < 0.05) lift += fold.depth * 0.01 * Math.exp(-((distance / 0.02) ** 2));
      }
      return lift;
    },
  };
}

/** Lays a painted sheet into the picture at a quad, with the relief of its surface; changes the picture. */
export function layPaper(
  random: Random,
  picture: Picture,
  page: Raster,
  quad: Quad,
  conditions: Conditions,
): void {
  const back = inverse(squareToQuad(quad)) as number[];
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = back as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const relief = reliefOf(random, conditions);
  const { rgba, width: pageWidth, height: pageHeight } = page;
  const xs = quad.map((point) => point.x);
  const ys = quad.map((point) => point.y);
  const fromX = Math.max(0, Math.floor(Math.min(...xs)));
  const toX = Math.min(picture.width - 1, Math.ceil(Math.max(...xs)));
  const fromY = Math.max(0, Math.floor(Math.min(...ys)));
  const toY = Math.min(picture.height - 1, Math.ceil(Math.max(...ys)));
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      const w = m6 * x + m7 * y + m8;
      const u = (m0 * x + m1 * y + m2) / w;
      const v = (m3 * x + m4 * y + m5) / w;
      if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
      const px = Math.min(Math.max(u * pageWidth - 0.5, 0), pageWidth - 1.001);
      const py = Math.min(Math.max((v + relief.lift(u, v)) * pageHeight - 0.5, 0), pageHeight - 1.001);
      const column = px | 0;
      const row = py | 0;
      const fx = px - column;
      const fy = py - row;
      const base = (row * pageWidth + column) * 4;
      const below = base + pageWidth * 4;
      const light = relief.light(u, v);
      const offset = (y * picture.width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const top = (rgba[base + channel] as number) * (1 - fx) + (rgba[base + 4 + channel] as number) * fx;
        const bottom =
          (rgba[below + channel] as number) * (1 - fx) + (rgba[below + 4 + channel] as number) * fx;
        picture.data[offset + channel] = (top * (1 - fy) + bottom * fy) * light;
      }
    }
  }
}
