import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import type { Barcode, Quad } from '../invoice/page.ts';
import { after, type Homography, projectQuad, scaling } from './picture/geometry.ts';
import { type Grey, greyOf, shrinkTo } from './picture/raster.ts';

/** Named one by one: a format nobody prints on invoices only adds misreadings. */
const FORMATS = [
  'QRCode',
  'ITF',
  'EAN13',
  'EAN8',
  'UPCA',
  'Code128',
  'DataMatrix',
  'PDF417',
] as const satisfies NonNullable<ReaderOptions['formats']>;

const NAMES: Readonly<Record<string, Barcode['format']>> = {
  QRCode: 'QRCode',
  QRCodeModel2: 'QRCode',
  ITF: 'ITF',
  ITF14: 'ITF',
  EAN13: 'EAN-13',
  ISBN: 'EAN-13',
  EAN8: 'EAN-8',
  UPCA: 'UPC-A',
  Code128: 'Code128',
  DataMatrix: 'DataMatrix',
  PDF417: 'PDF417',
};

const FIRST_LOOK_SIDE = 1600;
const QUIET_ZONE = 24;

/** Loads the decoder from the installed package; nothing is fetched. */
export async function loadBarcodeReader(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasm = await readFile(path);
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

/** A picture to look for codes on, and the map from its pixels to the page's. */
export interface CodeView {
  readonly picture: Grey;
  readonly toPage: Homography;
}

/**
 * All codes on a page, each once. Looks at the picture as taken, then at the flat page, then closely at the places
 * where a code was seen but not understood; stops when a fiscal code was read or the time is over.
 * @param milliseconds a bound checked between looks; one look takes 0.05–0.4 s
 */
export async function findBarcodes(
  taken: CodeView,
  flat: CodeView,
  milliseconds: number,
): Promise<readonly Barcode[]> {
  const deadline = performance.now() + milliseconds;
  const found = new Map<string, Barcode>();
  const suspects: { view: CodeView; quad: Quad }[] = [];
  const look = async (view: CodeView, options: ReaderOptions = {}): Promise<void> => {
    for (const { barcode, understood } of await looked(view.picture, options)) {
      if (!understood && barcode.quad) suspects.push({ view, quad: barcode.quad });
      if (!understood) continue;
      const key = `${barcode.format} ${barcode.text}`;
      const quad = barcode.quad && projectQuad(view.toPage, barcode.quad);
      if (!found.has(key)) found.set(key, { ...barcode, quad });
    }
  };
  const views = [shrunk(taken, FIRST_LOOK_SIDE), flat];
  if (views[0]!.picture !== taken.picture) views.push(taken);
  for (const view of views) {
    if (isDone(found, deadline)) break;
    await look(view);
  }
  for (const suspect of suspects) {
    for (const attempt of CLOSE_LOOKS) {
      if (isDone(found, deadline)) break;
      await look(await closeUp(suspect.view, suspect.quad, attempt.enlarge), attempt.options);
    }
  }
  return [...found.values()];
}

const CLOSE_LOOKS: readonly { enlarge: number; options: ReaderOptions }[] = [
  { enlarge: 2, options: {} },
  { enlarge: 3, options: {} },
  { enlarge: 3, options: { binarizer: 'GlobalHistogram' } },
  { enlarge: 2, options: { tryDenoise: true } },
];

const isDone = (found: ReadonlyMap<string, Barcode>, deadline: number): boolean =>
  performance.now() > deadline || [...found.values()].some(isFiscal);

/** A QR with a payload, or the 40 or 42 digits of the older bar code. */
const isFiscal = ({ format, text }: Barcode): boolean =>
  (format === 'QRCode' && text.includes('?p=')) || (format === 'ITF' && text.length >= 40);

/** The decoder takes the browser's ImageData, by shape. */
type DecoderInput = Extract<Parameters<typeof readBarcodes>[0], { readonly data: unknown }>;

interface Sighting {
  readonly barcode: Barcode;
  readonly understood: boolean;
}

async function looked(picture: Grey, options: ReaderOptions): Promise<Sighting[]> {
  const framed = withQuietZone(picture);
  const results = await readBarcodes(imageDataOf(framed), {
    formats: [...FORMATS],
    tryHarder: true,
    returnErrors: true,
    textMode: 'Plain',
    maxNumberOfSymbols: 16,
    ...options,
  });
  return results.map((result) => ({
    barcode: { format: NAMES[result.format] ?? 'other', text: result.text, quad: quadOf(result) },
    understood: result.isValid && result.text !== '',
  }));
}

function quadOf({ position }: ReadResult): Quad {
  const at = (point: { x: number; y: number }) => ({ x: point.x - QUIET_ZONE, y: point.y - QUIET_ZONE });
  return [at(position.topLeft), at(position.topRight), at(position.bottomRight), at(position.bottomLeft)];
}

/** A white margin: a code cut close by the crop or the sheet's edge has none of its own. */
function withQuietZone(picture: Grey): Grey {
  const out = greyOf(picture.width + 2 * QUIET_ZONE, picture.height + 2 * QUIET_ZONE, 255);
  for (let y = 0; y < picture.height; y++)
    out.pixels.set(
      picture.pixels.subarray(y * picture.width, (y + 1) * picture.width),
      (y + QUIET_ZONE) * out.width + QUIET_ZONE,
    );
  return out;
}

function imageDataOf({ width, height, pixels }: Grey): DecoderInput {
  const words = new Uint32Array(width * height);
  for (let i = 0; i < words.length; i++) words[i] = 0xff000000 | (pixels[i]! * 0x010101);
  const data = new Uint8ClampedArray(words.buffer);
  return { width, height, data, colorSpace: 'srgb' };
}

function shrunk(view: CodeView, longSide: number): CodeView {
  const picture = shrinkTo(view.picture, longSide);
  if (picture === view.picture) return view;
  const factor = view.picture.width / picture.width;
  return { picture, toPage: after(view.toPage, scaling(factor)) };
}

/** The neighbourhood of a suspected code, enlarged and sharpened; null-sized boxes give the view itself. */
async function closeUp(view: CodeView, quad: Quad, enlarge: number): Promise<CodeView> {
  const xs = quad.map(({ x }) => x);
  const ys = quad.map(({ y }) => y);
  const reach = 0.25 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  const left = Math.max(0, Math.floor(Math.min(...xs) - reach));
  const top = Math.max(0, Math.floor(Math.min(...ys) - reach));
  const width = Math.min(view.picture.width, Math.ceil(Math.max(...xs) + reach)) - left;
  const height = Math.min(view.picture.height, Math.ceil(Math.max(...ys) + reach)) - top;
  if (width < 16 || height < 16 || width * height * enlarge * enlarge > 4_000_000) return view;
  const { pixels, ...size } = view.picture;
  const { data, info } = await sharp(pixels, { raw: { ...size, channels: 1 } })
    .extract({ left, top, width, height })
    .resize({ width: width * enlarge, height: height * enlarge, kernel: 'lanczos3' })
    .sharpen({ sigma: 1.5 })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    picture: { width: info.width, height: info.height, pixels: data },
    toPage: after(view.toPage, [1 / enlarge, 0, left, 0, 1 / enlarge, top, 0, 0, 1]),
  };
}
