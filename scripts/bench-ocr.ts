import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { InvoiceDraft } from '../core/invoice/draft.ts';
import type { PageReading } from '../core/invoice/page.ts';
import { inventDocument, layoutsFor, type WorldDocument } from '../tests/world/document.ts';
import { renderWords } from '../tests/world/render/words.ts';
import { scoreReading } from '../tests/world/score.ts';
import { type SeedPurpose, seedAt } from '../tests/world/seeds.ts';
import { createReport, type Report } from './bench-ocr-report.ts';

const USAGE = `Usage: npm run bench -- ocr [options]
  --pages N            documents per layout and kind (default 20)
  --seeds dev|report   development seeds, or reporting seeds with the held-out layouts (default report)
  --kinds LIST         words,words-scan,words-full,words-pdf (default words)
  --layouts LIST       only these layouts
  --from N             index of the first seed (default 0)
  --dump-failures DIR  write what failed, with its words, as JSON`;

type Understand = (
  pages: readonly PageReading[],
  options: { readonly ourCuit?: string; readonly today?: string },
) => InvoiceDraft;

interface Reading {
  readonly pages: readonly PageReading[];
  readonly draft: InvoiceDraft;
  readonly ms: number;
}

type Eye = (document: WorldDocument) => Promise<Reading | null>;

const WORD_KINDS = { words: '1280', 'words-scan': 'scan', 'words-full': 'full', 'words-pdf': 'pdf' } as const;
type WordKind = keyof typeof WORD_KINDS;

const isWordKind = (kind: string): kind is WordKind => kind in WORD_KINDS;

async function loadUnderstand(): Promise<Understand> {
  const path = '../core/invoice/understand.ts';
  const module = (await import(path)) as { readonly understand: Understand };
  return module.understand;
}

const optionsFor = (document: WorldDocument): { ourCuit?: string; today: string } => ({
  ...(document.ourCuit === null ? {} : { ourCuit: document.ourCuit }),
  today: document.today,
});

function wordEye(kind: WordKind, understand: Understand): Eye {
  return async (document) => {
    const pages = renderWords(document, document.seed, WORD_KINDS[kind]);
    const start = performance.now();
    const draft = understand(pages, optionsFor(document));
    return { pages, draft, ms: performance.now() - start };
  };
}

interface Plan {
  readonly pages: number;
  readonly purpose: SeedPurpose;
  readonly kinds: readonly string[];
  readonly layouts: readonly string[];
  readonly from: number;
  readonly dump: string | null;
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
  if (values.seeds !== 'dev' && values.seeds !== 'report') throw new Error(`--seeds ${values.seeds}`);
  const purpose = values.seeds === 'dev' ? 'development' : 'reporting';
  const known = layoutsFor(seedAt(purpose, 0)).map((layout) => layout.name);
  const layouts = values.layouts?.split(',') ?? known;
  const unknown = layouts.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no layout ${unknown.join(', ')}; there are ${known.join(', ')}`);
  const kinds = values.kinds.split(',');
  const strange = kinds.filter((kind) => !isWordKind(kind));
  if (strange.length > 0) throw new Error(`no kind ${strange.join(', ')}`);
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
  const name = `${score.falselyCertified.length > 0 ? 'FALSE-' : ''}${document.layout}-${kind}-${document.seed}.json`;
  const content = {
    seed: document.seed,
    score,
    truth: document.truth,
    draft: reading.draft,
    options: optionsFor(document),
    pages: reading.pages,
  };
  writeFileSync(join(folder, name), JSON.stringify(content, null, 1));
}

async function measure(plan: Plan, kind: string, eye: Eye, report: Report): Promise<void> {
  for (const layout of plan.layouts) {
    for (let index = plan.from; index < plan.from + plan.pages; index++) {
      const document = inventDocument(seedAt(plan.purpose, index), layout);
      const reading = await eye(document);
      if (reading === null) {
        report.unread(document, kind);
        continue;
      }
      report.add(document, kind, reading.draft, reading.ms);
      if (plan.dump !== null) dumpFailure(plan.dump, kind, document, reading);
    }
  }
}

/** Prints one row per layout and kind; exit code 1 when a certified document was wrong. */
export async function run(args: readonly string[]): Promise<number> {
  let plan: Plan;
  try {
    plan = readPlan(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return 2;
  }
  const understand = await loadUnderstand();
  const report = createReport();
  for (const kind of plan.kinds) {
    if (isWordKind(kind)) await measure(plan, kind, wordEye(kind, understand), report);
  }
  process.stdout.write(report.print());
  return report.falselyCertified() > 0 ? 1 : 0;
}
