import type { BarImage } from '../paper/sheet.ts';

const NARROW_WIDE = [
  'nnwwn',
  'wnnnw',
  'nwnnw',
  'wwnnn',
  'nnwnw',
  'wnwnn',
  'nwwnn',
  'nnnww',
  'wnnwn',
  'nwnwn',
];
const WIDE = 2.5;

/** The dark bars of an Interleaved 2 of 5 code: bars carry the digits at odd places, the spaces between them the others. */
export function barPositions(image: BarImage): { readonly x: number; readonly width: number }[] {
  let elements = 'nnnn';
  for (let index = 0; index < image.digits.length; index += 2) {
    const bar = NARROW_WIDE[Number(image.digits[index])] as string;
    const space = NARROW_WIDE[Number(image.digits[index + 1])] as string;
    for (let place = 0; place < 5; place++) elements += `${bar[place]}${space[place]}`;
  }
  elements += 'wnn';
  const widths = [...elements].map((element) => (element === 'w' ? WIDE : 1));
  const unit = image.width / widths.reduce((sum, width) => sum + width, 0);
  const bars: { x: number; width: number }[] = [];
  let x = image.x;
  widths.forEach((width, index) => {
    if (index % 2 === 0) bars.push({ x, width: width * unit });
    x += width * unit;
  });
  return bars;
}
