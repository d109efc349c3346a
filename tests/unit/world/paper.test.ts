import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openPdf } from '../../../core/reading/pdf/document.ts';
import { inventDocument } from '../../world/document.ts';
import { oldBarcode } from '../../world/paper/fiscal-code.ts';
import { writeDate } from '../../world/paper/habits.ts';
import { numberStyle, writeNumber } from '../../world/paper/numbers.ts';
import { renderPhotos } from '../../world/photo/photo.ts';
import { createRandom } from '../../world/random.ts';
import { barPositions } from '../../world/render/bars.ts';
import { renderPdf } from '../../world/render/pdf.ts';

describe('how numbers and dates are written', () => {
  it.each([
    ['local', '1234567.5', 2, '1.234.567,50'],
    ['english', '1234567.5', 2, '1,234,567.50'],
    ['englishPlain', '1234.56', 2, '1234.56'],
    ['localPlain', '-1234.56', 2, '-1234,56'],
    ['dots', '1041.32', 2, '1.041.32'],
    ['whole', '24000', 0, '24.000'],
    ['trimmed', '103803.6', 2, '103.803,6'],
    ['spaces', '1586745.6', 2, '1 586 745.60'],
    ['local', '38686.78', 4, '38.686,7800'],
  ] as const)('When the style is %s, then %s with %i decimals is %s', (name, value, decimals, written) => {
    expect(writeNumber(value, numberStyle(name), decimals)).toBe(written);
  });

  it('When a date is written, then the day comes first', () => {
    expect(writeDate('2026-04-09', 'd/m/yy')).toBe('9/4/26');
    expect(writeDate('2026-04-09', 'dd / mm / yyyy')).toBe('09 / 04 / 2026');
  });
});

describe('codes on paper', () => {
  it("When the older barcode is made, then it is RG 1702's forty digits with the check digit of the official example", () => {
    const { truth } = inventDocument(0, 'boxed');
    const header = {
      ...truth.header,
      issuerCuit: '20267565393',
      documentType: 2,
      pointOfSale: 4001,
      cae: '61203034739042',
      caeDueDate: '2011-05-29',
    };
    const digits = oldBarcode({ ...truth, header });
    expect(digits).toBe('2026756539302400161203034739042201105299');
    const bars = barPositions({ kind: 'bars', x: 0, y: 0, width: 100, height: 10, digits: digits! });
    // Two start bars, five for each pair of digits, two stop bars.
    expect(bars).toHaveLength(2 + 20 * 5 + 2);
    expect(bars.at(-1)!.x + bars.at(-1)!.width).toBeCloseTo(100, 6);
  });
});

describe('files of invented documents', () => {
  it('When a PDF has a text layer, then the CAE stands in it; when it has none, then no text does', async () => {
    const document = inventDocument(10, 'boxed');
    const pdf = await openPdf(await renderPdf(document));
    const page = pdf.ok ? pdf.value.page(0, 1200) : pdf;
    const words = page.ok ? page.value.text.words.map((word) => word.text) : [];
    expect(words.some((word) => word.includes(document.truth.header.cae!))).toBe(true);
    const scan = await renderPdf(document, { textLayer: false });
    expect(scan.subarray(0, 5).toString()).toBe('%PDF-');
    expect(scan.includes('/Font ')).toBe(false);
  });

  it('When a document is photographed, then the picture has the size that Telegram leaves and is the same for the same seed', async () => {
    const document = inventDocument(6, 'ticket-quantity-above');
    const [first] = await renderPhotos(document, 6, '1280');
    const [again] = await renderPhotos(document, 6, '1280');
    const { width, height } = await sharp(first!.jpeg).metadata();
    expect(Math.max(width, height)).toBe(1280);
    expect(first!.jpeg.equals(again!.jpeg)).toBe(true);
  }, 30_000);
});

describe('chance', () => {
  it('When a stream is forked by name, then drawing more from one does not move the other', () => {
    const left = createRandom(3);
    left.next();
    left.next();
    expect(left.fork('habits').next()).toBe(createRandom(3).fork('habits').next());
    expect(left.fork('habits').next()).not.toBe(left.fork('truth').next());
  });
});
