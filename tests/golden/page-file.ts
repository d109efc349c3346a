import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { InvoiceDraft } from '../../core/invoice/draft.ts';
import type { PageReading, Quad, Word } from '../../core/invoice/page.ts';
import { understand } from '../../core/invoice/understand.ts';
import { KEY_FIELDS, type Score, scoreReading } from '../world/score.ts';
import type { Truth } from '../world/truth/truth.ts';

/** One page as an engine read it, what is true of it, and how much of that is understood today. */
export interface GoldenPage {
  readonly layout: string;
  readonly seed: number;
  /** The picture that was read: `1280`, `scan`… */
  readonly picture: string;
  readonly options: { readonly ourCuit?: string; readonly today: string };
  readonly truth: Truth;
  readonly understood: Understood;
  readonly page: PageReading;
}

/** What must not be lost: a change may understand more, never less. */
export interface Understood {
  readonly fields: readonly string[];
  readonly linesRight: number;
  readonly linesTooMany: number;
  readonly certified: boolean;
}

const FOLDER = new URL('./pages/', import.meta.url);

type PackedWord = readonly [text: string, confidence: number, quad: readonly number[], others?: PackedOther[]];
type PackedOther = readonly [text: string, confidence: number];

const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

const packWord = ({ text, confidence, quad, alternatives }: Word): PackedWord => {
  const corners = quad.flatMap(({ x, y }) => [Math.round(x), Math.round(y)]);
  const packed = [text, thousandths(confidence), corners] as const;
  return alternatives === undefined
    ? packed
    : [...packed, alternatives.map((other): PackedOther => [other.text, thousandths(other.confidence)])];
};

function unpackWord([text, confidence, corners, others]: PackedWord): Word {
  const at = (index: number) => ({ x: corners[index * 2]!, y: corners[index * 2 + 1]! });
  const quad: Quad = [at(0), at(1), at(2), at(3)];
  const word: Word = { text, confidence, quad, source: 'ppocr' };
  return others === undefined
    ? word
    : { ...word, alternatives: others.map((other) => ({ text: other[0], confidence: other[1] })) };
}

/** One word a line: a change of reading shows as a small difference. */
export function writeGolden(golden: GoldenPage): void {
  const { page, ...rest } = golden;
  const { words, ...sheet } = page;
  const head = JSON.stringify({ ...rest, page: sheet });
  const body = words.map((word) => JSON.stringify(packWord(word))).join('\n');
  writeFileSync(new URL(`${golden.layout}.jsonl`, FOLDER), `${head}\n${body}\n`);
}

export function readGoldens(): GoldenPage[] {
  return readdirSync(FOLDER)
    .sort()
    .map((name) => {
      const [head, ...lines] = readFileSync(new URL(name, FOLDER), 'utf8').trimEnd().split('\n');
      const golden = JSON.parse(head!) as GoldenPage;
      const words = lines.map((line) => unpackWord(JSON.parse(line) as PackedWord));
      return { ...golden, page: { ...golden.page, words } };
    });
}

export const understandGolden = ({ page, options }: Pick<GoldenPage, 'page' | 'options'>): InvoiceDraft =>
  understand([page], options);

export const scoreGolden = (golden: Pick<GoldenPage, 'page' | 'options' | 'truth'>): Score =>
  scoreReading(golden.truth, understandGolden(golden));

export const understoodOf = (score: Score): Understood => ({
  fields: KEY_FIELDS.filter((field) => score.fieldsRight[field]),
  linesRight: score.lines.right,
  linesTooMany: score.lines.given - score.lines.right,
  certified: score.certified,
});
