import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import type { Evidence } from '../invoice/draft.ts';
import type { Point, Quad } from '../invoice/page.ts';
import { FONT_FAMILY, FONT_FILES } from './font.ts';
import { type Area, tableArea } from './table-area.ts';

/** A line's place on the page, in the pixels of the picture. `seen`: a person has looked at it. */
export interface EvidenceLine {
  readonly id: number;
  readonly box: Quad;
  readonly evidence: Evidence;
  readonly seen?: boolean;
}

interface EvidencePicture {
  /** The flattened page: JPEG or PNG in the pixel space of the boxes. */
  readonly image: Buffer;
  readonly lines: readonly EvidenceLine[];
  /** Longest side of the answer, legend included; a smaller page is not enlarged beyond twice its size. */
  readonly maxSide?: number;
}

type Look = Evidence | 'seen';

interface Style {
  readonly color: string;
  readonly fill: number;
  readonly width: number;
  readonly dash: string;
  /** For one line and for several. */
  readonly label: readonly [one: string, more: string];
}

/** Okabe and Ito's palette, told apart by colour-blind people too; the stroke says the same without colour. */
const STYLES: Readonly<Record<Look, Style>> = {
  proven: { color: '#009e73', fill: 0.14, width: 1.2, dash: '', label: ['probado', 'probados'] },
  read: { color: '#c98500', fill: 0.2, width: 1.8, dash: '7 4', label: ['leído', 'leídos'] },
  doubtful: { color: '#d32f00', fill: 0.22, width: 3.2, dash: '', label: ['para mirar', 'para mirar'] },
  seen: { color: '#0072b2', fill: 0.14, width: 1.8, dash: '2 3', label: ['visto', 'vistos'] },
};

const ORDER: readonly Look[] = ['doubtful', 'read', 'seen', 'proven'];

const lookOf = (line: EvidenceLine): Look =>
  line.evidence !== 'proven' && line.seen === true ? 'seen' : line.evidence;

const round = (value: number): string => String(Math.round(value * 10) / 10);

const centre = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Grown a little, so that the frame does not cut the letters. */
function frame(box: Quad, scale: number, margin: number): Quad {
  const middle = centre(box[0], box[2]);
  const grow = ({ x, y }: Point): Point => ({
    x: x * scale + Math.sign(x - middle.x) * margin,
    y: y * scale + Math.sign(y - middle.y) * margin * 0.4,
  });
  return [grow(box[0]), grow(box[1]), grow(box[2]), grow(box[3])];
}

function polygon(box: Quad, { color, fill, width, dash }: Style): string {
  const points = box.map(({ x, y }) => `${round(x)},${round(y)}`).join(' ');
  const dashes = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
  return `<polygon points="${points}" fill="${color}" fill-opacity="${fill}" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"${dashes}/>`;
}

/** A square for what wants a look, a disc for the rest; the number is the line's. */
function badge(at: Point, radius: number, text: string, look: Look): string {
  const { color } = STYLES[look];
  const size = round(radius * (text.length > 2 ? 0.95 : 1.2));
  const shape =
    look === 'doubtful'
      ? `<rect x="${round(at.x - radius)}" y="${round(at.y - radius)}" width="${round(radius * 2)}" height="${round(radius * 2)}" rx="3"`
      : `<circle cx="${round(at.x)}" cy="${round(at.y)}" r="${round(radius)}"`;
  return `${shape} fill="${color}" stroke="#fff" stroke-width="1.5"/><text x="${round(at.x)}" y="${round(at.y + radius * 0.42)}" font-size="${size}" font-weight="700" fill="#fff" text-anchor="middle">${text}</text>`;
}

const BADGE_MIN = 11;
const BADGE_MAX = 18;

/** Left of its line; where rows are closer than badges are tall, every second one steps aside. */
function badges(lines: readonly { line: EvidenceLine; box: Quad }[], width: number): string {
  const heights = lines.map(({ box }) => Math.hypot(box[3].x - box[0].x, box[3].y - box[0].y));
  // One size for all, by the lowest line: a line of two rows must not get a badge over its figures.
  const radius = Math.min(BADGE_MAX, Math.max(BADGE_MIN, Math.min(...heights) * 0.45));
  let stepped = false;
  let lastBottom = Number.NEGATIVE_INFINITY;
  return lines
    .toSorted((a, b) => a.box[0].y - b.box[0].y)
    .map(({ line, box }) => {
      const left = centre(box[0], box[3]);
      stepped = left.y - radius < lastBottom && !stepped;
      lastBottom = left.y + radius;
      const wanted = left.x - radius * (stepped ? 3.3 : 1.1);
      const x = Math.min(width - radius - 2, Math.max(radius + 2 + (stepped ? 0 : radius * 2), wanted));
      return badge({ x, y: left.y }, radius, String(line.id), lookOf(line));
    })
    .join('');
}

const LEGEND = 44;

/** Only what is on the page, with how many lines each. */
function legend(lines: readonly EvidenceLine[], width: number, top: number): string {
  const entries = ORDER.map((look) => ({
    look,
    count: lines.filter((line) => lookOf(line) === look).length,
  })).filter(({ count }) => count > 0);
  const step = width / Math.max(1, entries.length);
  const size = Math.min(22, step / 9);
  const parts = entries.map(({ look, count }, i) => {
    const x = i * step + 10;
    const sample: Quad = [
      { x, y: top + 12 },
      { x: x + size * 1.6, y: top + 12 },
      { x: x + size * 1.6, y: top + 32 },
      { x, y: top + 32 },
    ];
    return `${polygon(sample, STYLES[look])}<text x="${round(x + size * 2)}" y="${round(top + 22 + size * 0.36)}" font-size="${round(size)}" font-weight="500" fill="#222">${count} ${STYLES[look].label[count === 1 ? 0 : 1]}</text>`;
  });
  return `<rect x="0" y="${top}" width="${width}" height="${LEGEND}" fill="#fff"/>${parts.join('')}`;
}

/**
 * The part of the page that holds the lines, each framed by what proves it and with a badge of its number; the legend
 * stands below the paper, never on it. JPEG. Text is drawn with a font of our own package.
 */
export async function drawEvidence({ image, lines, maxSide = 1600 }: EvidencePicture): Promise<Buffer> {
  const size = await sharp(image).metadata();
  const area = tableArea(
    size,
    lines.map(({ box }) => box),
  );
  const scale = Math.min(2, maxSide / area.width, (maxSide - LEGEND) / area.height);
  const width = Math.max(1, Math.round(area.width * scale));
  const height = Math.max(1, Math.round(area.height * scale));
  const framed = lines.map((line) => ({ line, box: frame(within(line.box, area), scale, 5) }));
  const doubtfulLast = framed.toSorted(
    (a, b) => ORDER.indexOf(lookOf(b.line)) - ORDER.indexOf(lookOf(a.line)),
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + LEGEND}" font-family="${FONT_FAMILY}">${doubtfulLast.map(({ line, box }) => polygon(box, STYLES[lookOf(line)])).join('')}${badges(framed, width)}${legend(lines, width, height)}</svg>`;
  const drawing = new Resvg(svg, {
    font: { fontFiles: [...FONT_FILES], loadSystemFonts: false, defaultFontFamily: FONT_FAMILY },
  }).render();
  return sharp(image)
    .extract(area)
    .resize(width, height)
    .flatten({ background: '#fff' })
    .extend({ bottom: LEGEND, background: '#fff' })
    .composite([
      {
        input: drawing.pixels,
        raw: { width: drawing.width, height: drawing.height, channels: 4 },
        // resvg's colours are already multiplied by their alpha; the page below is opaque.
        premultiplied: true,
      },
    ])
    .jpeg({ quality: 82 })
    .toBuffer();
}

const within = (box: Quad, { left, top }: Area): Quad => {
  const moved = ({ x, y }: Point): Point => ({ x: x - left, y: y - top });
  return [moved(box[0]), moved(box[1]), moved(box[2]), moved(box[3])];
};
