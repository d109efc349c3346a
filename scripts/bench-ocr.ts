import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createReader } from '../core/reading/reader.ts';
import { inventDocument, layoutsFor, type WorldDocument } from '../tests/world/document.ts';
import { scoreReading } from '../tests/world/score.ts';
import { type SeedPurpose, seedAt } from '../tests/world/seeds.ts';
import {
  type Eye,
  KINDS,
  needsReader,
  openEye,
  optionsFor,
  peakChildMemory,
  type Reading,
} from './bench-ocr-eyes.ts';
import { createReport, type Report } from './bench-ocr-report.ts';

const USAGE = `Usage: npm run bench -- ocr [options]
  --pages N            documents per layout and kind (default 20)
  --seeds dev|report   development seeds, or reporting seeds with the held-out layouts (default report)
  --kinds LIST         ${KINDS.join(' ')} (default words)
  --layouts LIST       only these layouts
  --from N             index of the first seed (default 0)
  --dump-failures DIR  write what failed, with its words, as JSON`;

interface Plan {
  readonly pages: number;
  readonly purpose: SeedPurpose;
  readonly kinds: readonly string[];
  readonly layouts: readonly string[];
  readonly from: number;
  readonly dump: string | null;
}

class UsageError extends Error {}

function readPlan(args: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pages: { type: 'string', default: '20' },
      seeds: { type: 'string', default: 'report' },
      kinds: { type: 'string', default: 'words' },
      layouts: { type: 'string' },
      from: { type: 'string', default: '0' },
      'dump-failures': { type: 'string' },
    },
  });
  if (values.seeds !== 'dev' && values.seeds !== 'report') throw new UsageError(`--seeds ${values.seeds}`);
  const purpose = values.seeds === 'dev' ? 'development' : 'reporting';
  const known = layoutsFor(seedAt(purpose, 0)).map((layout) => layout.name);
  const layouts = values.layouts?.split(',') ?? known;
  const unknown = layouts.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`no layout ${unknown.join(', ')}; there are ${known.join(', ')}`);
  const kinds = values.kinds.split(',');
  const strange = kinds.filter((kind) => !KINDS.includes(kind));
  if (strange.length > 0) throw new UsageError(`no kind ${strange.join(', ')}`);
  return {
    pages: Number(values.pages),
    purpose,
    kinds,
    layouts,
    from: Number(values.from),
    dump: values['dump-failures'] ?? null,
  };
}

function dumpFailure(folder: string, kind: string, document: WorldDocument, reading: Reading): void {
  const score = scoreReading(document.truth, reading.draft);
  if (score.allLines && score.headerWhole && (score.certified || !document.truth.certifiable)) return;
  mkdirSync(folder, { recursive: true });
  const prefix = score.falselyCertified.length > 0 ? 'FALSE-' : '';
  const name = `${prefix}${document.layout}-${kind}-${document.seed}.json`;
  const { seed, truth, codeFlaw } = document;
  const { draft, pages } = reading;
  const content = { seed, score, codeFlaw, truth, draft, options: optionsFor(document), pages };
  writeFileSync(join(folder, name), JSON.stringify(content, null, 1));
}

async function measure(plan: Plan, kind: string, eye: Eye, report: Report): Promise<void> {
  for (const layout of plan.layouts) {
    for (let index = plan.from; index < plan.from + plan.pages; index++) {
      const document = inventDocument(seedAt(plan.purpose, index), layout);
      const reading = await eye.read(document);
      if (reading === null) {
        report.unread(document, kind);
        continue;
      }
      report.add(document, kind, reading.draft, reading.ms);
      if (plan.dump !== null) dumpFailure(plan.dump, kind, document, reading);
    }
  }
}

/** Prints one row per layout and kind; exit code 1 when a certified document was wrong, 2 on bad usage. */
export async function run(args: readonly string[]): Promise<number> {
  let plan: Plan;
  try {
    plan = readPlan(args);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    return 2;
  }
  const reader = plan.kinds.some(needsReader) ? createReader() : null;
  await reader?.warm();
  const report = createReport();
  try {
    for (const kind of plan.kinds) {
      const eye = await openEye(kind, reader);
      try {
        await measure(plan, kind, eye, report);
      } finally {
        await eye.close();
      }
      report.memory(kind, peakChildMemory());
    }
  } finally {
    await reader?.close();
  }
  process.stdout.write(report.print());
  return report.falselyCertified() > 0 ? 1 : 0;
}
