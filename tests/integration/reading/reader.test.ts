import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { PageReading, Word } from '../../../core/invoice/page.ts';
import type { FileReading } from '../../../core/reading/file-reading.ts';
import { createReader } from '../../../core/reading/reader.ts';
import { inventDocument } from '../../world/document.ts';
import type { Sheet } from '../../world/paper/sheet.ts';
import { renderPdf } from '../../world/render/pdf.ts';

const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const reader = createReader({ workers: 1 });
afterAll(() => reader.close());

async function read(bytes: Uint8Array): Promise<FileReading> {
  const result = await reader.read({ bytes });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const texts = (page: PageReading): string[] => page.words.map(({ text }) => text);
const digits = (page: PageReading): string[] => texts(page).map((text) => text.replace(/\D/g, ''));
const wordLike = (page: PageReading, pattern: RegExp): Word => {
  const found = page.words.find(({ text }) => pattern.test(text));
  if (!found) throw new Error(`no word like ${pattern} among ${texts(page).join(' ')}`);
  return found;
};

/** Digits of quantities, prices and amounts printed on the photographed invoice. */
const PRINTED = ['GO-6889', 'PE-2447', 'PE-9381'];
const FIGURES = ['97346', '924787', '706039', '12708702', '797028', '15940560', '1496459954'];

function expectTheInvoice(page: PageReading): void {
  expect(texts(page)).toEqual(expect.arrayContaining(PRINTED));
  expect(digits(page)).toEqual(expect.arrayContaining(FIGURES));
  const first = wordLike(page, /GO-6889/).quad;
  const later = wordLike(page, /PE-9381/).quad;
  expect(later[0].y).toBeGreaterThan(first[3].y);
  expect(wordLike(page, /^9\.?247/).quad[0].x).toBeGreaterThan(first[1].x);
}

describe('reading a photograph', () => {
  const photo = fixture('factura-a.1280.jpg');

  it('When an invoice is photographed, then its codes, figures and QR are read and the page is flat', async () => {
    const stages: string[] = [];
    const result = await reader.read({ bytes: photo, onProgress: (stage) => stages.push(stage) });
    if (!result.ok) throw new Error(result.error.code);
    const [page] = result.value.pages;
    expectTheInvoice(page!);
    expect(page!.quality?.flattened).toBe(true);
    expect(page!.barcodes.find(({ format }) => format === 'QRCode')?.text).toContain('/fe/qr/?p=');
    expect(stages).toEqual(['qr', 'text']);
  });

  it('When the picture of a page is given out, then it has the words’ own size and no metadata', async () => {
    const { pages, images } = await read(photo);
    const size = await sharp(images[0]).metadata();
    expect([size.width, size.height]).toEqual([pages[0]!.width, pages[0]!.height]);
    expect(size.exif).toBeUndefined();
  });

  it.each([90, 180, 270])('When the photo is turned by %i°, then it is read upright', async (angle) => {
    const { pages } = await read(await sharp(photo).rotate(angle).jpeg({ quality: 95 }).toBuffer());
    expectTheInvoice(pages[0]!);
  });

  it('When EXIF says how the camera was held, then the photo is read upright', async () => {
    const turned = await sharp(photo)
      .rotate(90)
      .withMetadata({ orientation: 8 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const { pages } = await read(turned);
    expectTheInvoice(pages[0]!);
  });

  it('When boxes are read again in Spanish, then accents and spaces are there', async () => {
    const { pages, images } = await read(photo);
    const from = wordLike(pages[0]!, /^saquitos/).quad;
    const to = wordLike(pages[0]!, /^Hills/).quad;
    const [text] = await reader.readText({ image: images[0]!, boxes: [[from[0], to[1], to[2], from[3]]] });
    expect(text).toContain('saquitos Green Hills');
    expect(await reader.readText({ image: images[0]!, boxes: [] })).toEqual([]);
  });
});

describe('reading a PDF', () => {
  it('When it has a text layer, then its words are exact and in the picture’s pixels', async () => {
    const { pages, images } = await read(fixture('factura.pdf'));
    const [page] = pages;
    expect(page!.kind).toBe('pdf');
    expect(texts(page!)).toEqual(expect.arrayContaining(['PE-8425', '25.597,56', 'LOGÍSTICA', 'Serenísima']));
    expect(page!.words.every(({ confidence }) => confidence === 1)).toBe(true);
    expect(page!.barcodes.map(({ format }) => format)).toEqual(['QRCode']);
    const size = await sharp(images[0]).metadata();
    expect([size.width, size.height]).toEqual([page!.width, page!.height]);
  });

  it('When its head is only part of an image, then the issuer is read from the picture', async () => {
    const document = inventDocument(100, 'boxed');
    const printed = (sheet: Sheet): Sheet => ({
      ...sheet,
      items: sheet.items.map((item) =>
        item.kind === 'run' && item.y < 0.2 * sheet.height ? { ...item, picture: true } : item,
      ),
    });
    const pdf = await renderPdf({ ...document, sheets: document.sheets.slice(0, 1).map(printed) });
    const [page] = (await read(pdf)).pages;
    expect(page!.kind).toBe('pdf');
    expect(new Set(page!.words.map(({ source }) => source))).toEqual(new Set(['pdf', 'ppocr']));
    expect(digits(page!).some((text) => text.includes(document.truth.header.issuerCuit!))).toBe(true);
  });

  it('When it is a roll ticket, then its words come with their accents', async () => {
    const { pages } = await read(fixture('tique.pdf'));
    expect(texts(pages[0]!)).toEqual(
      expect.arrayContaining(['CAÑADA', '239.971,68', '3.332,94', 'higiénico']),
    );
  });
});

describe('refusing a file', () => {
  const failure = async (bytes: Uint8Array) => {
    const result = await reader.read({ bytes });
    return result.ok ? 'read' : result.error.code;
  };

  it('When nothing was sent, then it is empty', async () => {
    expect(await failure(Buffer.alloc(0))).toBe('empty');
  });

  it('When it is over 20 MB, then it is too large', async () => {
    expect(await failure(Buffer.alloc(20 * 1024 * 1024 + 1, 0xff))).toBe('too_large');
  });

  it('When it is an SVG, then its type is not supported', async () => {
    expect(await failure(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('unsupported_type');
  });

  it('When it is an iPhone’s HEIC, then that is the reason', async () => {
    expect(await failure(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'))).toBe('heic');
  });

  it('When a small file claims more than 40 megapixels, then it is refused before it is decoded', async () => {
    const bomb = await sharp({ create: { width: 9000, height: 5000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await failure(bomb)).toBe('too_many_pixels');
  });

  it('When a photo is cut short, then it is damaged', async () => {
    expect(await failure(fixture('factura-a.1280.jpg').subarray(0, 40_000))).toBe('damaged');
  });

  it('When a PDF is only a header, then it is damaged', async () => {
    expect(await failure(Buffer.from('%PDF-1.7\nnothing follows'))).toBe('damaged');
  });

  it('When a picture shows no text, then there are no words and no failure', async () => {
    const blank = await sharp({ create: { width: 600, height: 800, channels: 3, background: '#eee' } })
      .jpeg()
      .toBuffer();
    const { pages } = await read(blank);
    expect(pages[0]!.words).toEqual([]);
  });
});
