import type { Point, Quad } from '../../../core/invoice/page.ts';
import type { Random } from '../random.ts';
import type { Conditions } from './conditions.ts';

/** Row-major 3 × 3, the last entry 1. */
type Homography = readonly number[];

/** The homography that takes the unit square (clockwise from the top left) to a quad (Heckbert 1989). */
export function squareToQuad([a, b, c, d]: Quad): Homography {
  const sx = a.x - b.x + c.x - d.x;
  const sy = a.y - b.y + c.y - d.y;
  const dx1 = b.x - c.x;
  const dy1 = b.y - c.y;
  const dx2 = d.x - c.x;
  const dy2 = d.y - c.y;
  const denominator = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / denominator;
  const h = (dx1 * sy - sx * dy1) / denominator;
  return [
    b.x - a.x + g * b.x,
    d.x - a.x + h * d.x,
    a.x,
    b.y - a.y + g * b.y,
    d.y - a.y + h * d.y,
    a.y,
    g,
    h,
    1,
  ];
}

/** Inverse by the adjugate, scaled so that the last entry is 1. */
export function inverse(m: Homography): Homography {
  const [a, b, c, d, e, f, g, h, i] = m as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const adjugate = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const last = adjugate[8] as number;
  return adjugate.map((value) => value / last);
}

/** Where the page's corners fall in a picture of the given size: tilted, seen aslant, filling a share of it. */
export function pageQuad(
  random: Random,
  picture: { readonly width: number; readonly height: number },
  aspect: number,
  conditions: Conditions,
): Quad {
  const angle = (conditions.tilt * Math.PI) / 180;
  const lean = Math.sin(Math.abs(angle));
  const upright = Math.cos(angle);
  // People step back until the leaning page is in the picture; a hair of a corner may be cut.
  const height = Math.min(
    (picture.height * conditions.fill) / (upright + aspect * lean),
    (picture.width * conditions.fill) / (aspect * upright + lean),
  );
  const width = height * aspect;
  const shift = (): number => random.between(-1, 1) * conditions.perspective * height * 0.5;
  const slack = {
    x: Math.max(0, picture.width - width) * 0.12,
    y: Math.max(0, picture.height - height) * 0.2,
  };
  const centre = {
    x: picture.width / 2 + random.between(-1, 1) * slack.x,
    y: picture.height / 2 + random.between(-1, 1) * slack.y,
  };
  const corner = (u: number, v: number): Point => {
    const x = u * width;
    const y = v * height;
    return {
      x: centre.x + x * Math.cos(angle) - y * Math.sin(angle) + shift(),
      y: centre.y + x * Math.sin(angle) + y * Math.cos(angle) + shift(),
    };
  };
  return [corner(-0.5, -0.5), corner(0.5, -0.5), corner(0.5, 0.5), corner(-0.5, 0.5)];
}
