import sharp from 'sharp';
import { inventDocument, type WorldDocument } from '../document.ts';
import type { Sheet } from '../paper/sheet.ts';
import { createRandom, type Random } from '../random.ts';
import { paint } from '../render/raster.ts';
import { sheetSvg } from '../render/svg.ts';
import { type Picture, paintBackground } from './background.ts';
import { type Conditions, inventConditions, type PhotoKind } from './conditions.ts';
import { pageQuad } from './geometry.ts';
import { layPaper, type Raster } from './lay-paper.ts';
import { drawFinger, expose, smear } from './light.ts';
import { marksSvg } from './marks.ts';
import { TROUBLES, type TroubleName } from './troubles.ts';

/** Longer side of the finished picture, and of the sensor it is reduced from, in pixels. */
const SIZES: Readonly<Record<PhotoKind, { readonly out: number; readonly sensor: number }>> = {
  '1280': { out: 1280, sensor: 1800 },
  '2560': { out: 2560, sensor: 2800 },
  full: { out: 3400, sensor: 3400 },
  scan: { out: 2339, sensor: 2339 },
};

export interface Photo {
  readonly jpeg: Buffer;
  readonly conditions: Conditions;
}

function paintSheet(random: Random, sheet: Sheet, conditions: Conditions, height: number): Raster {
  const svg = sheetSvg(sheet, {
    paper: conditions.background === 'counter' ? '#fbfbf8' : random.pick(['#fdfdfb', '#f7f4ec', '#f9f9f9']),
    over: marksSvg(random.fork('marks'), sheet, conditions),
  });
  return paint(svg, Math.round((height * sheet.width) / sheet.height));
}

/** Another paper that lies half under this one. */
function laySecondPaper(random: Random, picture: Picture, seed: number, conditions: Conditions): void {
  const other = inventDocument(seed + 2_000_000).sheets[0] as Sheet;
  const page = paintSheet(
    random,
    other,
    { ...conditions, stamp: false, penMarks: 0, fade: 0 },
    picture.height * 0.8,
  );
  const side = random.chance(0.5) ? 0.72 : -0.72;
  const quad = pageQuad(random, picture, other.width / other.height, {
    ...conditions,
    tilt: random.between(-14, 14),
  });
  const shifted = quad.map((point) => ({
    x: point.x + side * picture.width,
    y: point.y + random.between(0.1, 0.25) * picture.height,
  }));
  layPaper(random, picture, page, [shifted[0]!, shifted[1]!, shifted[2]!, shifted[3]!], conditions);
}

/** Portrait 3 : 4 as phones take it, wider than the paper; a scanner's glass is the page itself. */
function pictureSize(kind: PhotoKind, sheet: Sheet): { width: number; height: number } {
  const height = SIZES[kind].sensor;
  const aspect = sheet.width / sheet.height;
  if (kind === 'scan') return { width: Math.round(height * Math.max(aspect, 0.35)), height };
  return aspect > 1
    ? { width: height, height: Math.round(height * 0.75) }
    : { width: Math.round(height * 0.75), height };
}

async function develop(picture: Picture, kind: PhotoKind, conditions: Conditions): Promise<Buffer> {
  const { width, height } = picture;
  const bytes = new Uint8ClampedArray(picture.data);
  const { out, sensor } = SIZES[kind];
  let image = sharp(bytes, { raw: { width, height, channels: 3 } });
  const blur = conditions.blur * (sensor / 1280);
  if (blur >= 0.3) image = image.blur(blur);
  // sharp rotates before it resizes within one pipeline, so the turn is a pipeline of its own.
  const turned = await image
    .rotate(conditions.turns * 90)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(turned.data, { raw: { width: turned.info.width, height: turned.info.height, channels: 3 } })
    .resize({ width: out, height: out, fit: 'inside', kernel: 'lanczos3' })
    .sharpen({ sigma: kind === 'scan' ? 0.6 : 0.9, m1: 0.5, m2: 1.2 })
    .jpeg({ quality: conditions.quality, chromaSubsampling: '4:2:0' })
    .toBuffer();
}

async function photograph(
  document: WorldDocument,
  sheet: Sheet,
  random: Random,
  kind: PhotoKind,
  trouble: TroubleName | null,
): Promise<Photo> {
  const roll = sheet.width < 300;
  const invented = inventConditions(random.fork('conditions'), kind, roll);
  const conditions = trouble === null ? invented : TROUBLES[trouble].alone(invented);
  const size = pictureSize(kind, sheet);
  const picture =
    kind === 'scan'
      ? { ...size, data: new Float32Array(size.width * size.height * 3).fill(246) }
      : paintBackground(random.fork('table'), size, conditions.background);
  const page = paintSheet(random, sheet, conditions, Math.round(size.height * 1.15));
  if (conditions.secondPaper) laySecondPaper(random.fork('second'), picture, document.seed, conditions);
  const quad = pageQuad(random.fork('quad'), size, sheet.width / sheet.height, conditions);
  layPaper(random.fork('relief'), picture, page, quad, conditions);
  if (conditions.finger) drawFinger(random.fork('finger'), picture);
  const still =
    conditions.motion === 0
      ? picture
      : smear(picture, conditions.motion * (SIZES[kind].sensor / 1280), conditions.motionAngle);
  expose(random.fork('light'), still, conditions);
  return { jpeg: await develop(still, kind, conditions), conditions };
}

/** The sheets that a person photographs: the original, not its copies. */
export const photographedSheets = (document: WorldDocument): readonly Sheet[] =>
  document.sheets.filter((sheet) => (sheet.copy ?? 0) === 0);

/** One picture per photographed sheet, in order, each under its own conditions, or with one trouble alone. */
export async function renderPhotos(
  document: WorldDocument,
  seed: number,
  kind: PhotoKind,
  trouble: TroubleName | null = null,
): Promise<Photo[]> {
  const random = createRandom(seed).fork(`photo ${document.layout}`);
  const photos: Photo[] = [];
  for (const [index, sheet] of photographedSheets(document).entries()) {
    photos.push(await photograph(document, sheet, random.fork(`sheet ${index}`), kind, trouble));
  }
  return photos;
}
