import sharp from 'sharp';
import type { Quad } from '../invoice/page.ts';

/** Of the line's height, kept above and below: its digits and nothing of its neighbours. */
const MARGIN = 0.15;
const MAX_WIDTH = 1600;
const SMALLEST = 2;

/** The strip of a page that holds one line. JPEG without metadata; null where the box lies outside the picture. */
export async function cropLine(image: Buffer, box: Quad): Promise<Buffer | null> {
  const page = await sharp(image).metadata();
  const xs = box.map(({ x }) => x);
  const ys = box.map(({ y }) => y);
  const margin = Math.hypot(box[3].x - box[0].x, box[3].y - box[0].y) * MARGIN;
  const left = Math.max(0, Math.floor(Math.min(...xs) - margin));
  const top = Math.max(0, Math.floor(Math.min(...ys) - margin));
  const width = Math.min(page.width, Math.ceil(Math.max(...xs) + margin)) - left;
  const height = Math.min(page.height, Math.ceil(Math.max(...ys) + margin)) - top;
  if (!(width >= SMALLEST && height >= SMALLEST)) return null;
  return sharp(image)
    .extract({ left, top, width, height })
    .resize({ width: MAX_WIDTH, withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 88 })
    .toBuffer();
}
