import { Resvg } from '@resvg/resvg-js';
import { FACES, fontFile } from '../paper/fonts.ts';

/** Paints an SVG at a width in pixels; only the packaged faces exist, so every machine paints the same. */
export function paint(
  svg: string,
  width: number,
): { readonly width: number; readonly height: number; readonly rgba: Buffer } {
  const image = new Resvg(svg, {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false, fontFiles: FACES.map(fontFile), defaultFontFamily: 'Arimo' },
  }).render();
  return { width: image.width, height: image.height, rgba: image.pixels };
}
