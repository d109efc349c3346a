import type { WorldDocument } from '../tests/world/document.ts';
import { KEY_FIELDS, type Score, scoreReading } from '../tests/world/score.ts';
import type { Reading } from './bench-ocr-eyes.ts';
import { legibilityLines, stageLine } from './bench-ocr-pages.ts';
import type { ChildUsage } from './bench-ocr-process.ts';

interface Entry {
  readonly document: WorldDocument;
  readonly kind: string;
  readonly score: Score | null;
  readonly reading: Reading | null;
}

export interface Report {
  add(document: WorldDocument, kind: string, reading: Reading): void;
  unread(document: WorldDocument, kind: string): void;
  /** Peak memory of the reading process so far, and the processor time that this kind took. */
  used(kind: string, usage: ChildUsage): void;
  falselyCertified(): number;
  print(): string;
}

const COLUMNS = [
  'class',
  'kind',
  'n',
  'kindOk',
  'fields',
  'header',
  'lineF1',
  'allLines',
  'certified',
  'FALSE',
  'text',
  'p50ms',
  'p95ms',
];
const WIDTHS = [28, 17, 5, 8, 7, 7, 7, 9, 10, 6, 7, 8, 8];

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => (index < 2 ? cell.padEnd(WIDTHS[index] ?? 8) : cell.padStart(WIDTHS[index] ?? 8)))
    .join('');

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3));

function percentile(values: readonly number[], at: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))];
  return value === undefined ? '–' : value < 100 ? value.toFixed(1) : value.toFixed(0);
}

const total = (entries: readonly Entry[], of: (score: Score) => number): number =>
  entries.reduce((sum, { score }) => sum + (score === null ? 0 : of(score)), 0);

const times = (entries: readonly Entry[]): number[] =>
  entries.flatMap(({ reading }) => (reading === null ? [] : [reading.ms]));

/** Descriptions that are exactly the paper's, accents and spaces included, among lines that were paired. */
const described = (entries: readonly Entry[]): string =>
  share(
    total(entries, ({ lines }) => lines.described),
    total(entries, ({ lines }) => lines.right),
  );

function summary(name: string, kind: string, entries: readonly Entry[]): string {
  const n = entries.length;
  const fields = total(entries, (score) => KEY_FIELDS.filter((field) => score.fieldsRight[field]).length);
  const right = total(entries, ({ lines }) => lines.right);
  // An unreadable page still owes its lines.
  const expected = entries.reduce(
    (sum, { document }) => sum + document.truth.lines.filter((line) => line.optional !== true).length,
    0,
  );
  const given = total(entries, ({ lines }) => lines.given);
  const certifiable = entries.filter(({ document }) => document.truth.certifiable);
  return row([
    name,
    kind,
    String(n),
    share(
      total(entries, (score) => Number(score.kindRight)),
      n,
    ),
    share(fields, n * KEY_FIELDS.length),
    share(
      total(entries, (score) => Number(score.headerWhole)),
      n,
    ),
    share(2 * right, expected + given),
    share(
      total(entries, (score) => Number(score.allLines)),
      n,
    ),
    share(
      total(certifiable, (score) => Number(score.certified)),
      certifiable.length,
    ),
    String(total(entries, (score) => Number(score.falselyCertified.length > 0))),
    described(entries),
    percentile(times(entries), 0.5),
    percentile(times(entries), 0.95),
  ]);
}

/** Collects scores; the certified share counts only documents whose paper can prove itself (no delivery notes, no quotes). */
export function createReport(): Report {
  const entries: Entry[] = [];
  const usages = new Map<string, ChildUsage>();
  const wrong = (): Entry[] => entries.filter(({ score }) => (score?.falselyCertified.length ?? 0) > 0);
  return {
    add(document, kind, reading) {
      entries.push({ document, kind, score: scoreReading(document.truth, reading.draft), reading });
    },
    unread(document, kind) {
      entries.push({ document, kind, score: null, reading: null });
    },
    used(kind, usage) {
      usages.set(kind, usage);
    },
    falselyCertified: () => wrong().length,
    print() {
      const lines = [row(COLUMNS)];
      for (const kind of new Set(entries.map((entry) => entry.kind))) {
        const ofKind = entries.filter((entry) => entry.kind === kind);
        for (const layout of new Set(ofKind.map(({ document }) => document.layout))) {
          const own = ofKind.filter(({ document }) => document.layout === layout);
          lines.push(summary(`${layout}${own[0]?.document.heldOut === true ? ' *' : ''}`, kind, own));
        }
        const heldOut = ofKind.filter(({ document }) => document.heldOut);
        lines.push(summary('ALL', kind, ofKind));
        if (heldOut.length > 0) lines.push(summary('ALL HELD OUT *', kind, heldOut));
        const fields = KEY_FIELDS.map((field) => {
          const ok = total(ofKind, (score) => Number(score.fieldsRight[field]));
          return `${field} ${share(ok, ofKind.length)}`;
        });
        lines.push(`  header by field: ${fields.join(' · ')}`);
        const readings = ofKind.flatMap(({ reading }) => reading ?? []);
        lines.push(...legibilityLines(readings), ...stageLine(readings, usages.get(kind)));
      }
      for (const { document, kind, score } of wrong()) {
        lines.push(
          `FALSE CERTIFICATE ${document.layout} ${kind} seed ${document.seed}: ${score?.falselyCertified.join('; ')}`,
        );
      }
      return `${lines.join('\n')}\n`;
    },
  };
}
