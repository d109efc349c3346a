import { beforeAll, describe, expect, it } from 'vitest';
import type { PageReading } from '../../../core/invoice/page.ts';
import { understand } from '../../../core/invoice/understand.ts';
import { loadBarcodeReader } from '../../../core/reading/barcodes.ts';
import { decodePicture } from '../../../core/reading/picture/decode.ts';
import { loadPpOcr, type PpOcr } from '../../../core/reading/ppocr/sessions.ts';
import { readPicture } from '../../../core/reading/read-picture.ts';
import { inventDocument, type WorldDocument } from '../../world/document.ts';
import { LAYOUTS } from '../../world/layouts/index.ts';
import type { PhotoKind } from '../../world/photo/conditions.ts';
import { photographedSheets, renderPhotos } from '../../world/photo/photo.ts';
import { KEY_FIELDS, type Score, scoreReading } from '../../world/score.ts';

/** A larger run of the same: `npm run bench -- ocr --kinds 1280,2560,full,scan --pages 3`. */
const PICTURES = 40;
const KINDS: readonly PhotoKind[] = ['1280', '1280', '1280', '1280', 'scan'];
/** Seeds of their own, far from those of the benchmarks; odd ones, so that the held-out layouts take part. */
const FIRST_SEED = 5_000_001;
const CANDIDATES = 12;

/** Of a few documents of a layout the one with the least print: a page's time goes into its letters. */
function shortestPage(layout: string, round: number): WorldDocument {
  const print = (document: WorldDocument): number =>
    photographedSheets(document)
      .flatMap(({ items }) => items)
      .reduce((sum, item) => sum + (item.kind === 'run' ? item.text.length : 0), 0);
  return Array.from({ length: CANDIDATES }, (_, index) =>
    inventDocument(FIRST_SEED + 2 * (round * CANDIDATES + index), layout),
  ).reduce((least, document) => (print(document) < print(least) ? document : least));
}

let engine: PpOcr;
beforeAll(async () => {
  // One thread takes a third less processor time than two.
  engine = await loadPpOcr(1);
  await loadBarcodeReader();
}, 120_000);

async function readPhotographed(document: WorldDocument, kind: PhotoKind): Promise<Score> {
  const pages: PageReading[] = [];
  for (const { jpeg } of await renderPhotos(document, document.seed, kind)) {
    const picture = await decodePicture(jpeg);
    if (!picture.ok) throw new Error(picture.error.code);
    const { page } = await readPicture(engine, picture.value, pages.length + 1, () => undefined);
    pages.push(page);
  }
  const { ourCuit, today, truth } = document;
  return scoreReading(truth, understand(pages, { ourCuit, today }));
}

const pictures = Array.from({ length: PICTURES }, (_, index) => ({
  layout: LAYOUTS[index % LAYOUTS.length]!.name,
  kind: KINDS[index % KINDS.length]!,
  round: Math.floor(index / LAYOUTS.length),
}));

describe('reading photographs of invented paper', () => {
  const scores: Score[] = [];

  it.each(pictures)(
    'When $layout is photographed at $kind and read, then it is not certified and wrong',
    async ({ layout, kind, round }) => {
      const document = shortestPage(layout, round);
      const score = await readPhotographed(document, kind);
      scores.push(score);
      expect(score.falselyCertified, `seed ${document.seed}`).toEqual([]);
    },
    120_000,
  );

  it('When all are read, then most lines and header fields are right', () => {
    const sum = (of: (score: Score) => number): number => scores.reduce((all, score) => all + of(score), 0);
    const fields = sum(({ fieldsRight }) => Object.values(fieldsRight).filter(Boolean).length);
    expect(sum(({ lines }) => lines.right) / sum(({ lines }) => lines.expected)).toBeGreaterThan(0.75);
    expect(fields / (scores.length * KEY_FIELDS.length)).toBeGreaterThan(0.85);
  });
});
