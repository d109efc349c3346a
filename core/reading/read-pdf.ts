import type { PageReading, Word } from '../invoice/page.ts';
import { ok, type Result } from '../platform/result.ts';
import { findBarcodes } from './barcodes.ts';
import type { FileReading, ReadingFailure } from './file-reading.ts';
import { openPdf, type PdfDocument, type PdfPage, type Region } from './pdf/document.ts';
import { encodeJpeg, type Picture } from './picture/decode.ts';
import { scaling } from './picture/geometry.ts';
import { type Grey, shrinkTo } from './picture/raster.ts';
import type { PpOcr } from './ppocr/sessions.ts';
import type { Tell } from './read-file.ts';
import { type PictureReading, readPicture, readWithin } from './read-picture.ts';

/** Enough for a dense QR and for showing to a person. */
const PAGE_SIDE = 1800;
/** A page without a text layer is a scan: drawn larger, read like a photograph. */
const SCAN_SIDE = 2600;
/** Fewer characters than this are a page number or a stamp, not an invoice. */
const FEWEST_CHARACTERS = 40;
const MOST_UNUSABLE = 0.2;
const BARCODE_TIME_MS = 800;
const OUTLINE_SIDE = 480;

/** Reads a PDF page by page: the text layer where there is one, else its picture. */
export async function readPdf(
  engine: PpOcr,
  bytes: Uint8Array,
  tell: Tell,
): Promise<Result<FileReading, ReadingFailure>> {
  const start = performance.now();
  const opened = await openPdf(bytes);
  if (!opened.ok) return opened;
  const document = opened.value;
  try {
    const read: (PictureReading & { decode: number })[] = [];
    for (let index = 0; index < document.pageCount; index++) {
      const page = await readPage(engine, document, index, tell);
      if (!page.ok) return page;
      read.push(page.value);
      tell('text', true);
    }
    const total = (pick: (page: PictureReading & { decode: number }) => number): number =>
      read.reduce((sum, page) => sum + pick(page), 0);
    return ok({
      pages: read.map(({ page }) => page),
      images: read.map(({ image }) => image),
      ms: {
        decode: total(({ decode }) => decode),
        qr: total(({ ms }) => ms.qr),
        ocr: total(({ ms }) => ms.ocr),
        total: performance.now() - start,
      },
    });
  } finally {
    document.close();
  }
}

async function readPage(
  engine: PpOcr,
  document: PdfDocument,
  index: number,
  tell: Tell,
): Promise<Result<PictureReading & { decode: number }, ReadingFailure>> {
  const start = performance.now();
  const drawn = document.page(index, PAGE_SIDE);
  if (!drawn.ok) return drawn;
  const { text } = drawn.value;
  if (text.characters >= FEWEST_CHARACTERS && text.unusable <= MOST_UNUSABLE) {
    const decode = performance.now() - start;
    return ok({ ...(await readTextPage(engine, drawn.value, index + 1, tell)), decode });
  }
  const scan = document.page(index, SCAN_SIDE);
  if (!scan.ok) return scan;
  const decode = performance.now() - start;
  const picture = pictureOf(scan.value.raster);
  const reading = await readPicture(engine, picture, index + 1, (stage) => tell(stage, false));
  return ok({ ...reading, decode });
}

async function readTextPage(
  engine: PpOcr,
  { raster, text, images }: PdfPage,
  pageNumber: number,
  tell: Tell,
): Promise<PictureReading> {
  tell('qr', false);
  const start = performance.now();
  const view = { picture: raster, toPage: scaling(1) };
  const barcodes = await findBarcodes(view, view, BARCODE_TIME_MS);
  const coded = performance.now();
  tell('text', false);
  const words = [...text.words, ...(await wordsInImages(engine, raster, text.words, images))];
  const image = await encodeJpeg(raster);
  const page: PageReading = {
    pageNumber,
    width: raster.width,
    height: raster.height,
    kind: 'pdf',
    words,
    barcodes,
    quality: null,
  };
  return { page, image, ms: { qr: coded - start, ocr: performance.now() - coded } };
}

const CUIT = /\d{2}-?\d{8}-?\d/;

/** The issuer is sometimes only in an image, a logo or the form itself: it is read where the text layer names nobody twice. */
async function wordsInImages(
  engine: PpOcr,
  raster: Grey,
  known: readonly Word[],
  images: readonly Region[],
): Promise<Word[]> {
  const cuits = new Set(known.flatMap(({ text }) => CUIT.exec(text)?.[0].replaceAll('-', '') ?? []));
  if (cuits.size >= 2) return [];
  const regions = images.map((region) => headOf(region, raster)).filter((region) => isHeader(region, raster));
  if (regions.length === 0) return [];
  const read = await readWithin(engine, raster, joined(regions, raster));
  return read.filter((word) => !known.some((other) => overlaps(word, other)));
}

/** Of the page's height: where an issuer prints its name. A form from the press lies behind the whole page. */
const HEAD_SHARE = 0.4;

const headOf = (region: Region, { height }: Grey): Region => ({
  ...region,
  bottom: Math.min(region.bottom, Math.max(region.top, HEAD_SHARE * height)),
});

function isHeader({ left, right, top, bottom }: Region, { width, height }: Grey): boolean {
  const wide = right - left;
  const high = bottom - top;
  return top < HEAD_SHARE * height && wide * high > 0.005 * width * height && wide > 1.3 * high;
}

function joined(regions: readonly Region[], { width, height }: Grey): Region {
  return {
    left: Math.max(0, Math.min(...regions.map(({ left }) => left))),
    top: Math.max(0, Math.min(...regions.map(({ top }) => top))),
    right: Math.min(width, Math.max(...regions.map(({ right }) => right))),
    bottom: Math.min(height, Math.max(...regions.map(({ bottom }) => bottom))),
  };
}

function overlaps(word: Word, other: Word): boolean {
  const x = (word.quad[0].x + word.quad[2].x) / 2;
  const y = (word.quad[0].y + word.quad[2].y) / 2;
  const [from, , to] = other.quad;
  return x >= from.x && x <= to.x && y >= from.y && y <= to.y;
}

/** A drawn page as if it had been photographed; the small copy is grey in all three channels. */
function pictureOf(grey: Grey): Picture {
  const small = shrinkTo(grey, OUTLINE_SIDE);
  const pixels = new Uint8Array(small.pixels.length * 3);
  small.pixels.forEach((value, index) => {
    pixels.fill(value, index * 3, index * 3 + 3);
  });
  return { grey, small: { width: small.width, height: small.height, pixels } };
}
