import { encode } from 'uqr';
import type { Face } from '../paper/fonts.ts';
import type { BarImage, CodeImage, Item, Run, Sheet } from '../paper/sheet.ts';
import { barPositions } from './bars.ts';

const FAMILIES: Readonly<Record<Face, string>> = {
  sans: 'Arimo',
  sansBold: 'Arimo',
  serif: 'Tinos',
  serifBold: 'Tinos',
  mono: 'Cousine',
  monoBold: 'Cousine',
  roboto: 'Roboto',
  robotoBold: 'Roboto',
  thermal: 'DejaVu Sans Mono',
  thermalBold: 'DejaVu Sans Mono',
  narrow: 'DejaVu Sans Condensed',
  hand: 'Caveat',
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const at = (value: number): string => value.toFixed(2);

function runSvg(run: Run): string {
  const weight = run.face.endsWith('Bold') ? ' font-weight="700"' : '';
  return `<text x="${at(run.x)}" y="${at(run.y)}" font-family="${FAMILIES[run.face]}" font-size="${at(run.size)}"${weight} fill="${run.colour}" xml:space="preserve">${escaped(run.text)}</text>`;
}

/** Dark modules of a code as squares of one path, with its quiet zone in white. */
function codeSvg(code: CodeImage): string {
  const { data, size } = encode(code.text, { ecc: code.text.length > 420 ? 'L' : 'M', border: 0 });
  const module = code.size / size;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (data[row]?.[column] !== true) continue;
      path += `M${at(code.x + column * module)} ${at(code.y + row * module)}h${at(module)}v${at(module)}h-${at(module)}z`;
    }
  }
  const logo = code.size * 0.2;
  const cover = code.covered
    ? `<rect x="${at(code.x + code.size / 2 - logo / 2)}" y="${at(code.y + code.size / 2 - logo / 2)}" width="${at(logo)}" height="${at(logo)}" fill="#ffffff" stroke="#1a4f8a"/>`
    : '';
  return `<path d="${path}" fill="#111111" shape-rendering="crispEdges"/>${cover}`;
}

function barsSvg(image: BarImage): string {
  const path = barPositions(image)
    .map((bar) => `M${at(bar.x)} ${at(image.y)}h${at(bar.width)}v${at(image.height)}h-${at(bar.width)}z`)
    .join('');
  return `<path d="${path}" fill="#111111"/>`;
}

function itemSvg(item: Item): string {
  switch (item.kind) {
    case 'run':
      return runSvg(item);
    case 'rule':
      return `<line x1="${at(item.x1)}" y1="${at(item.y1)}" x2="${at(item.x2)}" y2="${at(item.y2)}" stroke="${item.colour}" stroke-width="${at(item.weight)}"/>`;
    case 'box':
      return `<rect x="${at(item.x)}" y="${at(item.y)}" width="${at(item.width)}" height="${at(item.height)}" fill="${item.fill ?? 'none'}" stroke="${item.stroke ?? 'none'}" stroke-width="${at(item.weight)}"/>`;
    case 'code':
      return codeSvg(item);
    case 'bars':
      return barsSvg(item);
  }
}

/** A sheet as SVG; `over` is drawn on top (stamps, pens, creases), `paper` is the colour of the page. */
export function sheetSvg(
  sheet: Sheet,
  look: { readonly paper?: string; readonly over?: string } = {},
): string {
  const body = sheet.items.map(itemSvg).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${sheet.width}" height="${sheet.height}" viewBox="0 0 ${sheet.width} ${sheet.height}"><rect width="100%" height="100%" fill="${look.paper ?? '#ffffff'}"/>${body}${look.over ?? ''}</svg>`;
}
