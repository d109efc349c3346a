import { err, ok, type Result } from '../../platform/result.ts';
import { LIMITS, type ReadingFailure } from '../file-reading.ts';
import type { Grey } from '../picture/raster.ts';
import { type TextLayer, type ToRaster, textLayerOf } from './page-text.ts';
import {
  GREY_BITMAP,
  IMAGE_OBJECT,
  loadPdfium,
  PASSWORD_ERROR,
  type Pdfium,
  RENDER_FLAGS,
  withMemory,
} from './pdfium.ts';

export interface PdfPage {
  /** The page drawn in grey; the text layer and the images are in its pixels. */
  readonly raster: Grey;
  readonly text: TextLayer;
  readonly images: readonly Region[];
}

export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PdfDocument {
  readonly pageCount: number;
  /** @param longSide of the raster, in pixels */
  page(index: number, longSide: number): Result<PdfPage, ReadingFailure>;
  close(): void;
}

/** PageToDevice answers in whole units; this many to a pixel keep fractions. */
const SUBPIXELS = 32;

export async function openPdf(bytes: Uint8Array): Promise<Result<PdfDocument, ReadingFailure>> {
  const pdfium = await loadPdfium();
  const memory = pdfium.wasmExports.malloc(bytes.byteLength);
  if (memory === 0) return err({ code: 'out_of_memory' });
  pdfium.HEAPU8.set(bytes, memory);
  const document = pdfium._FPDF_LoadMemDocument(memory, bytes.byteLength, 0);
  if (document === 0) {
    const encrypted = pdfium._FPDF_GetLastError() === PASSWORD_ERROR;
    pdfium.wasmExports.free(memory);
    return err({ code: encrypted ? 'encrypted' : 'damaged' });
  }
  const close = (): void => {
    pdfium._FPDF_CloseDocument(document);
    pdfium.wasmExports.free(memory);
  };
  const pageCount = pdfium._FPDF_GetPageCount(document);
  const unfit = pageCount === 0 ? 'empty' : pageCount > LIMITS.pages ? 'too_many_pages' : null;
  if (unfit) {
    close();
    return err({ code: unfit });
  }
  return ok({ pageCount, page: (index, longSide) => openPage(pdfium, document, index, longSide), close });
}

function openPage(
  pdfium: Pdfium,
  document: number,
  index: number,
  longSide: number,
): Result<PdfPage, ReadingFailure> {
  const page = pdfium._FPDF_LoadPage(document, index);
  if (page === 0) return err({ code: 'damaged' });
  try {
    const width = pdfium._FPDF_GetPageWidthF(page);
    const height = pdfium._FPDF_GetPageHeightF(page);
    const scale = longSide / Math.max(width, height);
    if (!(width > 0 && height > 0 && Number.isFinite(scale))) return err({ code: 'damaged' });
    const size = {
      width: Math.max(8, Math.round(width * scale)),
      height: Math.max(8, Math.round(height * scale)),
    };
    const toRaster = rasterMap(pdfium, page, size);
    return ok({
      raster: draw(pdfium, page, size),
      text: textLayerOf(pdfium, page, toRaster),
      images: imagesOf(pdfium, page, toRaster),
    });
  } finally {
    pdfium._FPDF_ClosePage(page);
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** PDFium's own map, with the page's rotation and crop box; it is affine, so three points give it all. */
function rasterMap(pdfium: Pdfium, page: number, { width, height }: Size): ToRaster {
  const reach = 1000;
  const at = (x: number, y: number) =>
    withMemory(pdfium, 8, (pointer) => {
      const sizes = [width * SUBPIXELS, height * SUBPIXELS] as const;
      pdfium._FPDF_PageToDevice(page, 0, 0, ...sizes, 0, x, y, pointer, pointer + 4);
      const view = new DataView(pdfium.HEAPU8.buffer);
      return {
        x: view.getInt32(pointer, true) / SUBPIXELS,
        y: view.getInt32(pointer + 4, true) / SUBPIXELS,
      };
    });
  const origin = at(0, 0);
  const east = at(reach, 0);
  const north = at(0, reach);
  return (x, y) => ({
    x: origin.x + ((east.x - origin.x) * x + (north.x - origin.x) * y) / reach,
    y: origin.y + ((east.y - origin.y) * x + (north.y - origin.y) * y) / reach,
  });
}

function draw(pdfium: Pdfium, page: number, { width, height }: Size): Grey {
  const stride = Math.ceil(width / 4) * 4;
  return withMemory(pdfium, stride * height, (pointer) => {
    pdfium.HEAPU8.fill(255, pointer, pointer + stride * height);
    const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, GREY_BITMAP, pointer, stride);
    pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, RENDER_FLAGS);
    pdfium._FPDFBitmap_Destroy(bitmap);
    const pixels = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      const from = pointer + y * stride;
      pixels.set(pdfium.HEAPU8.subarray(from, from + width), y * width);
    }
    return { width, height, pixels };
  });
}

function imagesOf(pdfium: Pdfium, page: number, toRaster: ToRaster): Region[] {
  const regions: Region[] = [];
  const count = pdfium._FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) {
    const object = pdfium._FPDFPage_GetObject(page, index);
    if (object === 0 || pdfium._FPDFPageObj_GetType(object) !== IMAGE_OBJECT) continue;
    const region = boundsOf(pdfium, object, toRaster);
    if (region) regions.push(region);
  }
  return regions;
}

function boundsOf(pdfium: Pdfium, object: number, toRaster: ToRaster): Region | null {
  return withMemory(pdfium, 16, (pointer) => {
    if (pdfium._FPDFPageObj_GetBounds(object, pointer, pointer + 4, pointer + 8, pointer + 12) === 0)
      return null;
    const view = new DataView(pdfium.HEAPU8.buffer);
    const value = (at: number) => view.getFloat32(pointer + at, true);
    const one = toRaster(value(0), value(4));
    const other = toRaster(value(8), value(12));
    return {
      left: Math.min(one.x, other.x),
      right: Math.max(one.x, other.x),
      top: Math.min(one.y, other.y),
      bottom: Math.max(one.y, other.y),
    };
  });
}
