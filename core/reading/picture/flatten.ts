import type { Point, Quad } from '../../invoice/page.ts';
import {
  after,
  cornersOf,
  distance,
  type Homography,
  homographyBetween,
  inverse,
  project,
  scaling,
  type TiltedBox,
} from './geometry.ts';
import type { Outline } from './outline.ts';
import { type Grey, greyOf, median, sample } from './raster.ts';

/** How the upright flat page lies in the picture it was taken from. */
export interface FlatPage {
  readonly width: number;
  readonly height: number;
  /** From page pixels to picture pixels. */
  readonly toPicture: Homography;
  /** True when a sheet's outline was found; false when only the text's slope was taken out. */
  readonly flattened: boolean;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Beyond this the page image would hold no more detail than the engines use. */
const LONGEST_PAGE_SIDE = 2200;
/** Of the sheet's width or height: how far text outside the outline may push the crop out. */
const FURTHEST_WIDENING = 0.3;
/** An outline that leaves out more of the text than this is some other rectangle. */
const MOST_TEXT_OUTSIDE = 0.3;
/** Of the sheet's sides: text this near outside counts as held; a coloured head of the paper is not bright. */
const NEARLY = 0.1;
/** What a bad fit, and a radian of difference between the slopes of lines, weigh against text left out. */
const MISFIT_WEIGHT = 4;
const SLOPES_WEIGHT = 3;

/**
 * Plans the flat page. `outlines` (candidates) and `texts` are in picture pixels; texts are the boxes of a first look,
 * they choose the outline, decide the reading direction and the remaining slope, and widen the crop so that no column
 * of text is ever cut.
 */
export function planFlatPage(
  picture: Size,
  outlines: readonly Outline[],
  texts: readonly TiltedBox[],
): FlatPage {
  const sideways = isSideways(texts);
  const trusted = bestOutline(outlines, texts);
  const frame = trusted ?? levelFrame(picture, texts, sideways);
  const quad = sideways ? quarterTurned(frame) : frame;
  const width = Math.max(distance(quad[0], quad[1]), distance(quad[3], quad[2]));
  const height = Math.max(distance(quad[0], quad[3]), distance(quad[1], quad[2]));
  const toPicture = homographyBetween(rectangle(0, 0, width, height), quad);
  if (!toPicture || width < 8 || height < 8) return { ...picture, toPicture: scaling(1), flattened: false };
  const level = after(toPicture, remainingSlope(toPicture, texts, width, height));
  const margin = trusted
    ? { left: 0.03 * width, right: 0.03 * width, top: 0.09 * height, bottom: 0.03 * height }
    : { left: 0, right: 0, top: 0, bottom: 0 };
  return cropped(level, width, height, widened(margin, level, texts, width, height), trusted !== null);
}

/** The same page read from the other side: turned by 180°. */
export const turnedPage = (page: FlatPage): FlatPage => ({
  ...page,
  toPicture: after(page.toPicture, [-1, 0, page.width, 0, -1, page.height, 0, 0, 1]),
});

/** The same page turned by a quarter, for text that ran upwards on it. */
export const quarterTurnedPage = (page: FlatPage): FlatPage => ({
  ...page,
  width: page.height,
  height: page.width,
  toPicture: after(page.toPicture, [0, 1, 0, -1, 0, page.height, 0, 0, 1]),
});

/** Draws the page from the picture; what lies outside the picture is white. */
export function drawFlatPage(picture: Grey, page: FlatPage): Grey {
  const out = greyOf(page.width, page.height);
  const [a, b, c, d, e, f, g, h, i] = page.toPicture;
  for (let y = 0; y < page.height; y++) {
    for (let x = 0; x < page.width; x++) {
      const u = x + 0.5;
      const v = y + 0.5;
      const depth = g * u + h * v + i;
      const from = sample(picture, (a * u + b * v + c) / depth, (d * u + e * v + f) / depth, 255);
      out.pixels[y * page.width + x] = from + 0.5;
    }
  }
  return out;
}

/** True when most of the text (by length) stands upright: the sheet was photographed sideways. */
export function isSideways(texts: readonly TiltedBox[]): boolean {
  let lying = 0;
  let standing = 0;
  for (const { width, height } of texts) {
    if (width > 2 * height) lying += width;
    if (height > 2 * width) standing += height;
  }
  return standing > lying;
}

/** The outline that holds the most text, fits its region best and leaves the lines of text parallel. */
function bestOutline(outlines: readonly Outline[], texts: readonly TiltedBox[]): Quad | null {
  let best: Quad | null = null;
  let highest = -Infinity;
  for (const { quad, misfit } of outlines) {
    const toPage = homographyBetween(
      quad,
      rectangle(0, 0, distance(quad[0], quad[1]), distance(quad[0], quad[3])),
    );
    const held = shareInside(quad, texts);
    if (!toPage || held < 1 - MOST_TEXT_OUTSIDE) continue;
    const score = held - MISFIT_WEIGHT * misfit - SLOPES_WEIGHT * spreadOf(slopesOn(toPage, texts));
    if (score > highest) {
      highest = score;
      best = quad;
    }
  }
  return best;
}

function shareInside(outline: Quad, texts: readonly TiltedBox[]): number {
  const toUnit = homographyBetween(outline, rectangle(0, 0, 1, 1));
  if (!toUnit || texts.length === 0) return toUnit ? 1 : 0;
  const inside = texts.filter((box) => {
    const { x, y } = project(toUnit, box.x, box.y);
    return x > -NEARLY && x < 1 + NEARLY && y > -NEARLY && y < 1 + NEARLY;
  });
  return inside.length / texts.length;
}

/** Mean distance from the median: a few wild lines must show. */
function spreadOf(values: readonly number[]): number {
  const middle = median(values);
  return values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / (values.length || 1);
}

/** The whole picture, framed along the text's own slope. */
function levelFrame(picture: Size, texts: readonly TiltedBox[], sideways: boolean): Quad {
  const angle = medianAngle(
    texts.filter((box) => (sideways ? box.height > 3 * box.width : box.width > 3 * box.height)),
  );
  const x = picture.width / 2;
  const y = picture.height / 2;
  const cos = Math.abs(Math.cos(angle));
  const sin = Math.abs(Math.sin(angle));
  return cornersOf({
    x,
    y,
    width: picture.width * cos + picture.height * sin,
    height: picture.width * sin + picture.height * cos,
    angle,
  });
}

function medianAngle(boxes: readonly TiltedBox[]): number {
  return boxes.length < 3 ? 0 : median(boxes.map((box) => box.angle));
}

/** The frame of a sheet that lies on its side, from its own top left: text runs upwards in the picture. */
const quarterTurned = (quad: Quad): Quad => [quad[3], quad[0], quad[1], quad[2]];

function rectangle(left: number, top: number, right: number, bottom: number): Quad {
  return [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
}

/** The ends of a text's middle line in page pixels, left to right. */
function middleLine(toPage: Homography, box: TiltedBox): readonly [Point, Point] {
  const lying = box.width >= box.height;
  const angle = lying ? box.angle : box.angle + Math.PI / 2;
  const half = Math.max(box.width, box.height) / 2;
  const dx = Math.cos(angle) * half;
  const dy = Math.sin(angle) * half;
  const from = project(toPage, box.x - dx, box.y - dy);
  const to = project(toPage, box.x + dx, box.y + dy);
  return from.x <= to.x ? [from, to] : [to, from];
}

/** Slopes of the longer texts on the page, in radians. */
function slopesOn(toPage: Homography, texts: readonly TiltedBox[]): number[] {
  return texts
    .filter((box) => Math.max(box.width, box.height) > 4 * Math.min(box.width, box.height))
    .map((box) => {
      const [from, to] = middleLine(toPage, box);
      return Math.atan2(to.y - from.y, to.x - from.x);
    });
}

/** A rotation about the page's middle that levels the text which the outline alone leaves tilted. */
function remainingSlope(
  toPicture: Homography,
  texts: readonly TiltedBox[],
  width: number,
  height: number,
): Homography {
  const slopes = slopesOn(inverse(toPicture), texts);
  const angle = slopes.length < 5 ? 0 : median(slopes);
  if (Math.abs(angle) < 0.002 || Math.abs(angle) > 0.15) return scaling(1);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const x = width / 2;
  const y = height / 2;
  return [cos, -sin, x - x * cos + y * sin, sin, cos, y - x * sin - y * cos, 0, 0, 1];
}

interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function widened(
  margin: Margin,
  toPicture: Homography,
  texts: readonly TiltedBox[],
  width: number,
  height: number,
): Margin {
  const toPage = inverse(toPicture);
  let { left, right, top, bottom } = margin;
  for (const box of texts) {
    const line = Math.min(box.width, box.height);
    for (const { x, y } of middleLine(toPage, box)) {
      if (x < -FURTHEST_WIDENING * width || x > (1 + FURTHEST_WIDENING) * width) continue;
      if (y < -FURTHEST_WIDENING * height || y > (1 + FURTHEST_WIDENING) * height) continue;
      left = Math.max(left, line - x);
      right = Math.max(right, x - width + line);
      top = Math.max(top, line - y);
      bottom = Math.max(bottom, y - height + line);
    }
  }
  return { left, right, top, bottom };
}

function cropped(
  toPicture: Homography,
  width: number,
  height: number,
  margin: Margin,
  flattened: boolean,
): FlatPage {
  const fullWidth = width + margin.left + margin.right;
  const fullHeight = height + margin.top + margin.bottom;
  const scale = Math.min(1, LONGEST_PAGE_SIDE / Math.max(fullWidth, fullHeight));
  const shift: Homography = [1 / scale, 0, -margin.left, 0, 1 / scale, -margin.top, 0, 0, 1];
  return {
    width: Math.max(8, Math.round(fullWidth * scale)),
    height: Math.max(8, Math.round(fullHeight * scale)),
    toPicture: after(toPicture, shift),
    flattened,
  };
}
