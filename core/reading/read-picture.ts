import type { PageReading, Word } from '../invoice/page.ts';
import { findBarcodes } from './barcodes.ts';
import type { ReadingStage } from './file-reading.ts';
import { encodeJpeg, type Picture } from './picture/decode.ts';
import { inverse, scaling, type TiltedBox } from './picture/geometry.ts';
import { lightOn } from './picture/light.ts';
import { measureQuality } from './picture/quality.ts';
import { cropOf, type Grey, median } from './picture/raster.ts';

import { decodeWords } from './ppocr/ctc.ts';
import { detectText } from './ppocr/detection.ts';
import { type Lens, quadOfSteps, type ReadStrip, readStrips, takeStrip } from './ppocr/recognition.ts';
import type { PpOcr } from './ppocr/sessions.ts';
import { uprightPage } from './upright-page.ts';

export interface PictureReading {
  readonly page: PageReading;
  /** The flat page as a JPEG. */
  readonly image: Buffer;
  readonly ms: { readonly qr: number; readonly ocr: number };
}

const BARCODE_TIME_MS = 1500;
/** A word read with less certainty is noise: wood grain, a logo, a crease. */
const LEAST_CONFIDENCE = 0.2;

/** Reads one photographed or scanned page: the flat page, its codes, its words. */
export async function readPicture(
  engine: PpOcr,
  picture: Picture,
  pageNumber: number,
  onStage: (stage: ReadingStage) => void,
): Promise<PictureReading> {
  const start = performance.now();
  onStage('qr');
  const { page, raw, flat, light, texts } = await uprightPage(engine, picture);
  const flattened = performance.now();
  const barcodes = await findBarcodes(
    { picture: picture.grey, toPage: inverse(page.toPicture) },
    { picture: flat, toPage: scaling(1) },
    BARCODE_TIME_MS,
  );
  const coded = performance.now();
  onStage('text');
  const words = await readWords(engine, { picture: picture.grey, page, light }, texts);
  const image = await encodeJpeg(flat);
  const quality = measureQuality(raw, texts, page.flattened);
  return {
    page: { pageNumber, width: page.width, height: page.height, kind: 'image', words, barcodes, quality },
    image,
    ms: { qr: coded - flattened, ocr: flattened - start + performance.now() - coded },
  };
}

/** Reads the text within a part of a clean, upright raster. */
export async function readWithin(
  engine: PpOcr,
  raster: Grey,
  part: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
): Promise<Word[]> {
  const texts = (await detectText(engine, cropOf(raster, part))).map((box) => ({
    ...box,
    x: box.x + Math.floor(part.left),
    y: box.y + Math.floor(part.top),
  }));
  const page = { width: raster.width, height: raster.height, toPicture: scaling(1), flattened: false };
  return readWords(engine, { picture: raster, page, light: lightOn(raster) }, texts);
}

async function readWords(engine: PpOcr, lens: Lens, texts: readonly TiltedBox[]): Promise<Word[]> {
  const lineHeight = median(texts.filter(({ width, height }) => width > height).map(({ height }) => height));
  const strips = texts.filter((box) => isHorizontal(box, lineHeight)).map((box) => takeStrip(lens, box));
  const read = await readStrips(engine, strips);
  return read.flatMap(wordsOf);
}

/** A lone digit is taller than wide; a taller text than the others' lines runs up the margin and is no data. */
const isHorizontal = ({ width, height }: TiltedBox, lineHeight: number): boolean =>
  height <= 1.6 * width || (height <= 1.6 * lineHeight && height <= 3 * width);

function wordsOf(strip: ReadStrip): Word[] {
  return decodeWords(strip.posterior)
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .map(({ text, confidence, first, last, alternatives }) => ({
      text,
      confidence,
      quad: quadOfSteps(strip, first, last),
      source: 'ppocr',
      ...(alternatives.length > 0 ? { alternatives } : {}),
    }));
}
