import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import type { Barcode, Quad } from '../invoice/page.ts';
import { type Area, likelyCodeAreas } from './picture/code-areas.ts';
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
/** A code that is not read at this size is not read at a larger one; the decoder takes eight bytes a pixel and more. */
const LARGEST_LOOK_SIDE = 3000;
const QUIET_ZONE = 24;
const LARGEST_CLOSE_UP = 1800;

/** Loads the decoder from the installed package; nothing is fetched. */
export async function loadBarcodeReader(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasm = await readFile(path);
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

/** A picture to look for codes on, and the map from its pixels to the page's. */
interface CodeView {
  readonly picture: Grey;
  readonly toPage: Homography;
}

/**
 * All codes on a page, each once. Looks at the picture as taken, then at the flat page, then closely at the places
 * that look like a matrix code and at the picture much larger; stops when a fiscal code was read or the time is over.
 * @param milliseconds of processor time, so that a busy machine reads no less; checked between looks of 0.05–0.4 s
 */
export async function findBarcodes(
  taken: CodeView,
  flat: CodeView,
  milliseconds: number,
): Promise<readonly Barcode[]> {
  const start = processorTime();
  const found = new Map<string, Barcode>();
  const look = async (view: CodeView): Promise<void> => {
    for (const barcode of await understoodIn(view.picture)) {
      const key = `${barcode.format} ${barcode.text}`;
      const quad = barcode.quad && projectQuad(view.toPage, barcode.quad);
      if (!found.has(key)) found.set(key, { ...barcode, quad });
    }
  };
  for await (const view of looks(taken, flat)) {
    await look(view);
    if (processorTime() - start > milliseconds || [...found.values()].some(isFiscal)) break;
  }
  return [...found.values()];
}

async function* looks(taken: CodeView, flat: CodeView): AsyncGenerator<CodeView> {
  const first = shrunk(taken, FIRST_LOOK_SIDE);
  yield first;
  if (flat.picture !== first.picture) yield flat;
  const areas = likelyCodeAreas(flat.picture);
  for (const [round, closeness] of CLOSE_LOOKS.entries()) {
    for (const area of areas) yield await closeUp(flat, area, closeness);
    if (round === 0 && first !== taken) yield shrunk(taken, LARGEST_LOOK_SIDE);
  }
}

/** Milliseconds that this process has used. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

interface Closeness {
  readonly enlarge: number;
  /** Sharpening: radius, and its strength in flat and in jagged places. */
  readonly sharpen: { readonly sigma: number; readonly m1: number; readonly m2: number };
}

/** Measured on small and blurred codes: these two read all that any of 48 ways could read. */
const CLOSE_LOOKS: readonly Closeness[] = [
  { enlarge: 3, sharpen: { sigma: 2, m1: 2, m2: 6 } },
  { enlarge: 4, sharpen: { sigma: 3, m1: 3, m2: 9 } },
];

/** A QR with a payload, or the 40 or 42 digits of the older bar code. */
const isFiscal = ({ format, text }: Barcode): boolean =>
  (format === 'QRCode' && text.includes('?p=')) || (format === 'ITF' && text.length >= 40);

/** The decoder takes the browser's ImageData, by shape. */
type DecoderInput = Extract<Parameters<typeof readBarcodes>[0], { readonly data: unknown }>;

async function understoodIn(picture: Grey): Promise<Barcode[]> {
  const results = await readBarcodes(imageDataOf(withQuietZone(picture)), {
    formats: [...FORMATS],
    tryHarder: true,
    textMode: 'Plain',
    maxNumberOfSymbols: 16,
  });
  return results
    .filter(({ isValid, text }) => isValid && text !== '')
    .map((result) => ({ format: NAMES[result.format] ?? 'other', text: result.text, quad: quadOf(result) }));
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

/** A place on the page, enlarged and sharpened, with some paper around it. */
async function closeUp(view: CodeView, area: Area, { enlarge, sharpen }: Closeness): Promise<CodeView> {
  const reach = 0.08 * Math.max(area.right - area.left, area.bottom - area.top);
  const left = Math.max(0, Math.floor(area.left - reach));
  const top = Math.max(0, Math.floor(area.top - reach));
  const width = Math.min(view.picture.width, Math.ceil(area.right + reach)) - left;
  const height = Math.min(view.picture.height, Math.ceil(area.bottom + reach)) - top;
  const scale = Math.min(enlarge, LARGEST_CLOSE_UP / Math.max(width, height));
  const { pixels, ...size } = view.picture;
  const { data, info } = await sharp(pixels, { raw: { ...size, channels: 1 } })
    .extract({ left, top, width, height })
    .resize({ width: Math.max(1, Math.round(width * scale)), kernel: 'cubic' })
    .sharpen(sharpen)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    picture: { width: info.width, height: info.height, pixels: data },
    toPage: after(view.toPage, [1 / scale, 0, left, 0, 1 / scale, top, 0, 0, 1]),
  };
}
