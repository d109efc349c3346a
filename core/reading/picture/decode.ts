import sharp, { type OutputInfo } from 'sharp';
import { err, ok, type Result } from '../../platform/result.ts';
import { LIMITS, type ReadingFailure } from '../file-reading.ts';
import type { Colour } from './outline.ts';
import type { Grey } from './raster.ts';

/** A picture as the eye uses it: grey at full size and a small colour copy to find the sheet on. */
export interface Picture {
  readonly grey: Grey;
  readonly small: Colour;
}

/** More than any text on a sheet needs; keeps a 40-megapixel picture within the worker's memory. */
const LONGEST_SIDE = 4000;
const SMALL_SIDE = 400;

sharp.cache(false);
sharp.concurrency(2);

/** Decodes and turns the picture as its EXIF says. The header's size is checked before any pixel is decoded. */
export async function decodePicture(bytes: Uint8Array): Promise<Result<Picture, ReadingFailure>> {
  const options = { limitInputPixels: LIMITS.pixels, failOn: 'error', animated: false } as const;
  const size = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!size) return err({ code: 'damaged' });
  if (size.width * size.height > LIMITS.pixels) return err({ code: 'too_many_pixels' });
  const upright = () => sharp(bytes, options).autoOrient().flatten({ background: '#ffffff' });
  const decoded = await Promise.all([
    upright()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true }),
    upright()
      .resize({ width: SMALL_SIDE, height: SMALL_SIDE, fit: 'inside' })
      .toColourspace('srgb')
      .removeAlpha()
      .blur(1)
      .raw()
      .toBuffer({ resolveWithObject: true }),
  ]).catch(() => null);
  if (!decoded) return err({ code: 'damaged' });
  const [grey, small] = decoded;
  if (grey.info.channels !== 1 || small.info.channels !== 3) return err({ code: 'damaged' });
  return ok({ grey: rasterOf(grey), small: rasterOf(small) });
}

const rasterOf = ({ data, info }: { data: Buffer; info: OutputInfo }): Grey => ({
  width: info.width,
  height: info.height,
  pixels: data,
});

/** A grey page as a JPEG without metadata. */
export async function encodeJpeg(page: Grey): Promise<Buffer> {
  return sharp(page.pixels, { raw: { width: page.width, height: page.height, channels: 1 } })
    .jpeg({ quality: 82 })
    .toBuffer();
}
