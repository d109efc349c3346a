import { mkdirSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import { findItems, type ItemTable } from '../core/invoice/items.ts';
import type { PageReading, Quad } from '../core/invoice/page.ts';
import { rowsOf } from '../core/invoice/rows.ts';
import { understand } from '../core/invoice/understand.ts';
import { drawEvidence } from '../core/picture/evidence.ts';
import { FONT_FAMILY, FONT_FILES } from '../core/picture/font.ts';
import { loadBarcodeReader } from '../core/reading/barcodes.ts';
import { decodePicture } from '../core/reading/picture/decode.ts';
import { cornersOf, projectQuad, scaling } from '../core/reading/picture/geometry.ts';
import { findOutlines } from '../core/reading/picture/outline.ts';
import { loadPpOcr } from '../core/reading/ppocr/sessions.ts';
import { readPicture } from '../core/reading/read-picture.ts';
import { uprightPage } from '../core/reading/upright-page.ts';
import { inventDocument } from '../tests/world/document.ts';
import { renderPhotos } from '../tests/world/photo/photo.ts';

/** The pictures of docs/reading.md: one invented page, photographed and read, with what each step found drawn on it. */
const FOLDER = new URL('../docs/pictures/reading/', import.meta.url);
const SEED = 114;
const LAYOUT = 'quantity-first';
const WIDTH = 640;

const quadSvg = (quad: Quad, style: string): string =>
  `<polygon points="${quad.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}" ${style}/>`;

/** Draws over a picture, in its own pixels, and saves it small. */
async function save(name: string, image: Buffer, over: string): Promise<void> {
  const { width, height } = await sharp(image).metadata();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${FONT_FAMILY}" font-weight="700">${over}</svg>`;
  const font = { fontFiles: [...FONT_FILES], loadSystemFonts: false, defaultFontFamily: FONT_FAMILY };
  const drawing = new Resvg(svg, { font }).render().asPng();
  const drawn = await sharp(image)
    .toColourspace('srgb')
    .composite([{ input: drawing }])
    .png()
    .toBuffer();
  await sharp(drawn)
    .resize({ width: WIDTH, withoutEnlargement: true })
    .jpeg({ quality: 68 })
    .toFile(new URL(name, FOLDER).pathname);
}

const wordsSvg = ({ words }: PageReading): string =>
  words
    .map(({ quad, confidence, alternatives }) => {
      const colour = alternatives === undefined ? '#009e73' : confidence > 0.8 ? '#c98500' : '#d32f00';
      return quadSvg(quad, `fill="${colour}" fill-opacity="0.12" stroke="${colour}" stroke-width="1.2"`);
    })
    .join('');

const COLUMNS = [
  ['quantity', '#0072b2', 'cantidad'],
  ['price', '#cc5500', 'precio'],
  ['amount', '#009e73', 'importe'],
] as const;

/** The bands in which the figures of all items stand. */
function columnsSvg({ items }: ItemTable): string {
  const figures = items.flatMap(({ quantity, price, amount }) => [quantity, price, amount]);
  const ys = figures.flatMap((one) => (one === null ? [] : [one.numeral.y]));
  const top = Math.min(...ys) - 30;
  const bottom = Math.max(...ys) + 14;
  return COLUMNS.map(([part, colour, label]) => {
    const numerals = items.flatMap((item) => item[part]?.numeral ?? []);
    const left = Math.min(...numerals.map(({ x0 }) => x0)) - 4;
    const right = Math.max(...numerals.map(({ x1 }) => x1)) + 4;
    const band = `<rect x="${left}" y="${top}" width="${right - left}" height="${bottom - top}" fill="${colour}" fill-opacity="0.16" stroke="${colour}" stroke-width="2"/>`;
    const middle = (left + right) / 2;
    return `${band}<text x="${middle}" y="${bottom + 18}" font-size="16" text-anchor="middle" fill="${colour}">${label}</text>`;
  }).join('');
}

const document = inventDocument(SEED, LAYOUT);
const [photo] = await renderPhotos(document, SEED, '1280', 'shadow');
const picture = await decodePicture(photo!.jpeg);
if (!picture.ok) throw new Error(picture.error.code);
const { grey, small } = picture.value;
const engine = await loadPpOcr(2);
await loadBarcodeReader();
mkdirSync(FOLDER, { recursive: true });

const factor = grey.width / small.width;
const outlines = findOutlines(small)
  .map(({ quad }) =>
    quadSvg(projectQuad(scaling(factor), quad), 'fill="none" stroke="#c98500" stroke-width="2"'),
  )
  .join('');
const upright = await uprightPage(engine, picture.value);
const { width, height, toPicture } = upright.page;
const frame = projectQuad(toPicture, cornersOf({ x: width / 2, y: height / 2, width, height, angle: 0 }));
await save(
  'found.jpg',
  photo!.jpeg,
  `${outlines}${quadSvg(frame, 'fill="none" stroke="#009e73" stroke-width="5"')}`,
);

const { page, image } = await readPicture(engine, picture.value, 1, () => undefined);
const lines = upright.texts
  .map((box) => quadSvg(cornersOf(box), 'fill="none" stroke="#0072b2" stroke-width="1.2"'))
  .join('');
await save('flat.jpg', image, lines);
await save('words.jpg', image, wordsSvg(page));
await save('columns.jpg', image, columnsSvg(findItems([{ page: 1, rows: rowsOf(page) }])));

const draft = understand([page], {
  today: document.today,
  ...(document.ourCuit === null ? {} : { ourCuit: document.ourCuit }),
});
const placed = draft.lines.flatMap((line) => (line.box === null ? [] : [{ ...line, box: line.box }]));
const evidence = await drawEvidence({ image, lines: placed, maxSide: 900 });
await sharp(evidence).jpeg({ quality: 74 }).toFile(new URL('evidence.jpg', FOLDER).pathname);
process.stdout.write(
  `${document.truth.lines.length} lines on the paper, ${draft.lines.length} read, ${draft.lines.filter(({ evidence: of }) => of === 'proven').length} proven; ${draft.status}\n`,
);
