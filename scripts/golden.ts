import { createReader } from '../core/reading/reader.ts';
import {
  type GoldenPage,
  readGoldens,
  scoreGolden,
  understoodOf,
  writeGolden,
} from '../tests/golden/page-file.ts';
import { inventDocument, type WorldDocument } from '../tests/world/document.ts';
import { LAYOUTS } from '../tests/world/layouts/index.ts';
import { photographedSheets, renderPhotos } from '../tests/world/photo/photo.ts';
import { seedAt } from '../tests/world/seeds.ts';

/**
 * Golden pages: what an engine read of one page of every layout, so that understanding is tested without reading.
 * Without arguments it records how much of the stored pages is understood now; `--read` photographs and reads new
 * pages for layouts that have none, `--read-all` for every layout.
 */
const PICTURES = ['1280', 'scan', '2560'] as const;
/** Seeds of their own, far from those of the benchmarks. */
const FIRST_INDEX = 1_500_000;

/** The first document of a layout that fits on one sheet and, where its lines count, has a few. */
function onePage(layout: string): WorldDocument {
  for (let index = FIRST_INDEX; index < FIRST_INDEX + 200; index++) {
    const document = inventDocument(seedAt('reporting', index), layout);
    const { lines, linesScored } = document.truth;
    const isShort = !linesScored || (lines.length >= 2 && lines.length <= 12);
    if (photographedSheets(document).length === 1 && isShort) return document;
  }
  throw new RangeError(`no short document of one page for ${layout}`);
}

async function readPages(layouts: readonly string[]): Promise<void> {
  const reader = createReader({ workers: 1 });
  try {
    for (const layout of layouts) {
      const document = onePage(layout);
      const picture = PICTURES[LAYOUTS.findIndex(({ name }) => name === layout) % PICTURES.length]!;
      const [photo] = await renderPhotos(document, document.seed, picture, 'tilted');
      const read = await reader.read({ bytes: photo!.jpeg });
      if (!read.ok) throw new Error(`${layout}: ${read.error.code}`);
      const { seed, truth, ourCuit, today } = document;
      const options = { ...(ourCuit === null ? {} : { ourCuit }), today };
      record({ layout, seed, picture, options, truth, page: read.value.pages[0]! });
    }
  } finally {
    await reader.close();
  }
}

function record(golden: Omit<GoldenPage, 'understood'>): void {
  const score = scoreGolden(golden);
  if (score.falselyCertified.length > 0)
    throw new Error(`${golden.layout} is certified and wrong: ${score.falselyCertified.join('; ')}`);
  writeGolden({ ...golden, understood: understoodOf(score) });
}

const stored = readGoldens();
const option = process.argv[2];
if (option === '--read' || option === '--read-all') {
  const known = new Set(option === '--read' ? stored.map(({ layout }) => layout) : []);
  await readPages(LAYOUTS.map(({ name }) => name).filter((name) => !known.has(name)));
} else stored.forEach(record);
process.stdout.write(`${readGoldens().length} golden pages\n`);
