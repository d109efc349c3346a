import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createReader } from '../core/reading/reader.ts';
import { inventDocument, layoutsFor, type WorldDocument } from '../tests/world/document.ts';
import { scoreReading } from '../tests/world/score.ts';
import { type SeedPurpose, seedAt } from '../tests/world/seeds.ts';
import { type Eye, openEye, optionsFor, type Reading } from './bench-ocr-eyes.ts';
import { KINDS_HELP, type Kind, kindOf } from './bench-ocr-kinds.ts';
import { childUsage } from './bench-ocr-process.ts';
import { createReport, type Report } from './bench-ocr-report.ts';

const USAGE = `Usage: npm run bench -- ocr [options]
  --pages N            documents per layout and kind (default 20)
  --seeds dev|report   development seeds, or reporting seeds with the held-out layouts (default report)
  --kinds LIST         (default words) ${KINDS_HELP}
  --layouts LIST       only these layouts
  --from N             index of the first seed (default 0)
  --dump-failures DIR  write what failed, with its words, as JSON`;

interface Plan {
  readonly pages: number;
  readonly purpose: SeedPurpose;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly layouts: readonly string[];
  readonly from: number;
  readonly dump: string | null;
}

class UsageError extends Error {}

function readKind(name: string): [string, Kind] {
  const kind = kindOf(name);
  if (kind === null) throw new UsageError(`no kind ${name}`);
  return [name, kind];
}

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
  return {
    pages: Number(values.pages),
    purpose,
    kinds: new Map(values.kinds.split(',').map(readKind)),
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
  const before = childUsage();
  for (const layout of plan.layouts) {
    for (let index = plan.from; index < plan.from + plan.pages; index++) {
      const document = inventDocument(seedAt(plan.purpose, index), layout);
      const reading = await eye.read(document);
      if (reading === null) {
        report.unread(document, kind);
        continue;
      }
      report.add(document, kind, reading);
      if (plan.dump !== null) dumpFailure(plan.dump, kind, document, reading);
    }
  }
  const after = childUsage();
  if (before !== null && after !== null)
    report.used(kind, { ...after, cpuMs: Math.max(0, after.cpuMs - before.cpuMs) });
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
  const reader = [...plan.kinds.values()].some(({ of }) => of === 'files') ? createReader() : null;
  await reader?.warm();
  const report = createReport();
  try {
    for (const [name, kind] of plan.kinds) {
      const eye = await openEye(kind, reader);
      try {
        await measure(plan, name, eye, report);
      } finally {
        await eye.close();
      }
    }
  } finally {
    await reader?.close();
  }
  process.stdout.write(report.print());
  return report.falselyCertified() > 0 ? 1 : 0;
}
