import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { Quad } from '../invoice/page.ts';
import { distance, type TiltedBox } from './picture/geometry.ts';
import { type Grey, greyOf, median, sample } from './picture/raster.ts';

const PACKAGE = '@tesseract.js-data/spa';
/** Height to which a line of text is brought; Tesseract's networks were trained near it. */
const LINE_HEIGHT = 48;
const MOST_ENLARGED = 4;
/**
 * PP-OCR's boxes end close behind the last letter and stand high above the line. Of 655 figures on eight photographs
 * Tesseract reads 462 as PP-OCR does in its boxes, 564 in these.
 */
const WIDER = 0.3;
const LOWER = 0.9;
const GAP = 22;
const MARGIN = 16;

let starting: Promise<Worker> | undefined;

/** Starts Tesseract's Spanish network from the installed package, once a process; nothing is fetched or written. */
export function startSpanish(): Promise<Worker> {
  starting ??= startEngine();
  return starting;
}

async function startEngine(): Promise<Worker> {
  const folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  const worker = await createWorker('spa', OEM.LSTM_ONLY, {
    langPath: join(folder, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK, user_defined_dpi: '300' });
  return worker;
}

interface Placed {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Reads boxes of a page's picture, each as one text (its lines joined by a blank); empty where nothing was read.
 * All boxes are stacked into one picture: one call costs a fraction of one call a box.
 */
export async function readSpanish(image: Uint8Array, boxes: readonly Quad[]): Promise<readonly string[]> {
  if (boxes.length === 0) return [];
  const { data, info } = await sharp(image).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  const page: Grey = { width: info.width, height: info.height, pixels: data };
  const { sheet, places } = stacked(page, boxes.map(tiltedBoxOf));
  const png = await sharp(sheet.pixels, { raw: { width: sheet.width, height: sheet.height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const engine = await startSpanish();
  const { data: read } = await engine.recognize(png, {}, { blocks: true, text: false });
  const texts = places.map((): string[] => []);
  for (const block of read.blocks ?? [])
    for (const paragraph of block.paragraphs)
      for (const line of paragraph.lines) {
        const middle = (line.bbox.y0 + line.bbox.y1) / 2;
        const place = places.findIndex(
          ({ top, bottom }) => middle >= top - GAP / 2 && middle < bottom + GAP / 2,
        );
        if (place >= 0) texts[place]!.push(line.text.trim());
      }
  return texts.map((lines) => lines.join(' ').trim());
}

function tiltedBoxOf(quad: Quad): TiltedBox {
  const [topLeft, topRight, bottomRight, bottomLeft] = quad;
  const height = (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2;
  return {
    x: (topLeft.x + topRight.x + bottomRight.x + bottomLeft.x) / 4,
    y: (topLeft.y + topRight.y + bottomRight.y + bottomLeft.y) / 4,
    width: (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2 + WIDER * height,
    height: LOWER * height,
    angle: Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x),
  };
}

/** One white sheet with the boxes below each other, levelled and enlarged alike. */
function stacked(page: Grey, boxes: readonly TiltedBox[]): { sheet: Grey; places: readonly Placed[] } {
  const scale = Math.min(
    MOST_ENLARGED,
    Math.max(0.5, LINE_HEIGHT / median(boxes.map(({ height }) => height))),
  );
  const sizes = boxes.map(({ width, height }) => ({
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }));
  const places: Placed[] = [];
  let bottom = MARGIN;
  for (const { height } of sizes) {
    places.push({ top: bottom, bottom: bottom + height });
    bottom += height + GAP;
  }
  const sheet = greyOf(Math.max(...sizes.map(({ width }) => width)) + 2 * MARGIN, bottom + MARGIN, 255);
  boxes.forEach((box, index) => {
    copyBox(page, box, sheet, places[index]!.top, sizes[index]!);
  });
  return { sheet, places };
}

function copyBox(
  page: Grey,
  box: TiltedBox,
  sheet: Grey,
  top: number,
  size: { readonly width: number; readonly height: number },
): void {
  const cos = Math.cos(box.angle);
  const sin = Math.sin(box.angle);
  for (let row = 0; row < size.height; row++) {
    const v = ((row + 0.5) / size.height - 0.5) * box.height;
    for (let column = 0; column < size.width; column++) {
      const u = ((column + 0.5) / size.width - 0.5) * box.width;
      sheet.pixels[(top + row) * sheet.width + MARGIN + column] = sample(
        page,
        box.x + u * cos - v * sin,
        box.y + u * sin + v * cos,
        255,
      );
    }
  }
}
