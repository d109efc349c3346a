import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Quad } from '../../../core/invoice/page.ts';
import { drawEvidence, type EvidenceLine } from '../../../core/picture/evidence.ts';

const box = (top: number, bottom: number): Quad => [
  { x: 60, y: top },
  { x: 380, y: top },
  { x: 380, y: bottom },
  { x: 60, y: bottom },
];

const whitePage = (): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();

async function drawn(lines: readonly EvidenceLine[], maxSide?: number) {
  const picture = await drawEvidence({ image: await whitePage(), lines, ...(maxSide ? { maxSide } : {}) });
  const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): readonly [number, number, number] => {
    const offset = (y * info.width + x) * 3;
    return [data[offset]!, data[offset + 1]!, data[offset + 2]!];
  };
  return { ...info, at };
}

describe('the picture of a page with its evidence', () => {
  it('When a page is small, then it is doubled and the legend stands below it', async () => {
    const picture = await drawn([{ id: 1, box: box(20, 290), evidence: 'proven' }]);
    expect(picture.width).toBe(800);
    expect(picture.height).toBeGreaterThan(600);
  });

  it('When the lines fill a part of the page, then only the table and its titles are shown, as large as fits', async () => {
    const few = await drawn([
      { id: 1, box: box(150, 160), evidence: 'proven' },
      { id: 2, box: box(165, 175), evidence: 'doubtful' },
    ]);
    expect(few.height).toBeLessThan(300);
    const { at, width } = few;
    const red = Array.from({ length: width }, (_, x) => at(x, 100)).filter(([r, g]) => r > g + 40);
    expect(red.length).toBeGreaterThan(width / 2);
  });

  it('When a longest side is asked for, then neither side is longer, legend included', async () => {
    const picture = await drawn([], 320);
    expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(320);
  });

  it('When lines differ in evidence, then each has its own tint: green, amber, red, and blue once seen', async () => {
    const { at } = await drawn([
      { id: 1, box: box(20, 50), evidence: 'proven' },
      { id: 2, box: box(80, 110), evidence: 'read' },
      { id: 3, box: box(140, 170), evidence: 'doubtful' },
      { id: 4, box: box(200, 270), evidence: 'doubtful', seen: true },
    ]);
    const tint = (y: number) => at(440, y * 2);
    const [proven, read, doubtful, seen] = [tint(35), tint(95), tint(155), tint(215)];
    expect(proven[1]).toBeGreaterThan(proven[0] + 10);
    expect(read[0]).toBeGreaterThan(read[2] + 20);
    expect(read[1]).toBeGreaterThan(doubtful[1] + 3);
    expect(doubtful[0]).toBeGreaterThan(doubtful[1] + 20);
    expect(seen[2]).toBeGreaterThan(seen[0] + 20);
    expect(at(440, 130).every((channel) => channel > 245)).toBe(true);
  });

  it('When no font is installed, then the numbers are drawn all the same', async () => {
    const one = await drawn([{ id: 1, box: box(20, 290), evidence: 'doubtful' }]);
    const eight = await drawn([{ id: 8, box: box(20, 290), evidence: 'doubtful' }]);
    const white = ({ at }: typeof one): number => {
      let count = 0;
      for (let x = 80; x < 112; x++)
        for (let y = 296; y < 324; y++) if (at(x, y).every((channel) => channel > 200)) count++;
      return count;
    };
    expect(white(one)).toBeGreaterThan(5);
    expect(white(eight)).toBeGreaterThan(white(one) + 10);
  });

  it('When a box lies partly outside the page, then the picture is drawn without an exception', async () => {
    const outside: Quad = [
      { x: -50, y: -20 },
      { x: 900, y: -20 },
      { x: 900, y: 20 },
      { x: -50, y: 20 },
    ];
    expect((await drawn([{ id: 120, box: outside, evidence: 'read' }])).width).toBe(800);
  });
});
