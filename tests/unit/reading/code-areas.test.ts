import { describe, expect, it } from 'vitest';
import { likelyCodeAreas } from '../../../core/reading/picture/code-areas.ts';
import { type Grey, greyOf } from '../../../core/reading/picture/raster.ts';

/** Mixes a module's place into one bit: the same picture every time. */
function isDark(column: number, row: number): boolean {
  let mixed = Math.imul(column * 374761393 + row * 668265263, 1274126177);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1103515245);
  return ((mixed ^ (mixed >>> 16)) & 1) === 1;
}

/** White paper with lines of "text" and, at (x, y), a matrix of 3-pixel modules that looks random but is not. */
function page(code: { readonly x: number; readonly y: number; readonly modules: number } | null): Grey {
  const out = greyOf(600, 800, 245);
  for (let line = 40; line < 360; line += 24)
    for (let y = line; y < line + 9; y++)
      for (let x = 40; x < 520; x++) if ((x * 7 + (x >> 3)) % 11 < 4) out.pixels[y * 600 + x] = 40;
  if (!code) return out;
  const side = 3 * code.modules;
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      if (isDark(Math.floor(x / 3), Math.floor(y / 3))) out.pixels[(code.y + y) * 600 + code.x + x] = 20;
  return out;
}

describe('likelyCodeAreas', () => {
  it('When a matrix code stands below the text, then the first area holds it', () => {
    const [area] = likelyCodeAreas(page({ x: 80, y: 500, modules: 45 }));
    expect(area!.left).toBeLessThanOrEqual(88);
    expect(area!.top).toBeLessThanOrEqual(508);
    expect(area!.right).toBeGreaterThanOrEqual(80 + 135 - 8);
    expect(area!.bottom).toBeGreaterThanOrEqual(500 + 135 - 8);
    expect(area!.right - area!.left).toBeLessThan(180);
  });

  it('When there is only text, then no area is likely', () => {
    expect(likelyCodeAreas(page(null))).toEqual([]);
  });

  it('When the paper is only grainy, then no area is likely', () => {
    const grain = greyOf(400, 400, 230);
    grain.pixels.forEach((_, at) => {
      grain.pixels[at] = 225 + ((at * 2654435761) % 12);
    });
    expect(likelyCodeAreas(grain)).toEqual([]);
  });
});
