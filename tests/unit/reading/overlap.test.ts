import { describe, expect, it } from 'vitest';
import type { PageReading, Word } from '../../../core/invoice/page.ts';
import { understand } from '../../../core/invoice/understand.ts';
import { withoutOverlap } from '../../../core/reading/overlap.ts';
import { inventDocument, type WorldDocument } from '../../world/document.ts';
import { renderWords } from '../../world/render/words.ts';
import { scoreReading } from '../../world/score.ts';

/** The part of a page between two heights (shares of it), as a picture of its own. */
function partOf(page: PageReading, from: number, to: number): PageReading {
  const top = from * page.height;
  const isIn = ({ quad }: { quad: Word['quad'] | null }): boolean =>
    quad !== null && quad[0].y >= top && quad[2].y <= to * page.height;
  const raised = (word: Word): Word => {
    const up = ({ x, y }: { x: number; y: number }) => ({ x, y: y - top });
    const [a, b, c, d] = word.quad;
    return { ...word, quad: [up(a), up(b), up(c), up(d)] };
  };
  return {
    ...page,
    height: (to - from) * page.height,
    words: page.words.filter(isIn).map(raised),
    barcodes: page.barcodes.filter(isIn),
  };
}

/** Heights (shares of the page) of the first and last line of the truth, by its figures. */
function tableOf(document: WorldDocument): { first: number; last: number } {
  const [page] = renderWords(document, document.seed, 'none');
  const draft = understand([page!], { today: document.today });
  const ys = draft.lines.flatMap(({ box }) => (box === null ? [] : [box[0].y / page!.height]));
  return { first: Math.min(...ys), last: Math.max(...ys) };
}

/** Two shots of one page, differently misread, that share the middle third of its table. */
function twoParts(document: WorldDocument): PageReading[] {
  const { first, last } = tableOf(document);
  const at = (share: number): number => first + share * (last - first);
  const shots = [1, 2].map((shot) => renderWords(document, document.seed * 10 + shot, 'scan')[0]!);
  return [
    { ...partOf(shots[0]!, 0, at(0.75)), pageNumber: 1 },
    { ...partOf(shots[1]!, at(0.25), 1), pageNumber: 2 },
  ];
}

const longOnes = Array.from({ length: 400 }, (_, index) => inventDocument(index * 2, 'label-grid')).filter(
  ({ sheets, truth }) => sheets.length === 1 && truth.lines.length >= 12,
);

describe('a paper photographed in two parts', () => {
  it('When the parts overlap, then every line is there once', () => {
    const papers = longOnes.slice(0, 12);
    const counts = papers.map((document) => {
      const { today, truth } = document;
      const draft = understand(withoutOverlap(twoParts(document)), { today });
      const { lines, falselyCertified } = scoreReading(truth, draft);
      expect(falselyCertified).toEqual([]);
      return { expected: lines.expected, given: lines.given, right: lines.right };
    });
    const sum = (of: 'expected' | 'given' | 'right') => counts.reduce((all, count) => all + count[of], 0);
    expect(papers).toHaveLength(12);
    expect(sum('right') / sum('expected')).toBeGreaterThan(0.9);
    expect(sum('given') / sum('expected')).toBeLessThan(1.05);
  });

  it('When two pages show different lines, then nothing is left out', () => {
    const [one, other] = longOnes.map((document) => renderWords(document, document.seed, 'scan')[0]!);
    const pages = [one!, { ...other!, pageNumber: 2 }];
    expect(withoutOverlap(pages)).toEqual(pages);
  });

  it('When the pages come from a PDF, then they are left as they are', () => {
    const [page] = renderWords(longOnes[0]!, longOnes[0]!.seed, 'pdf');
    const pages = [page!, { ...page!, pageNumber: 2 }];
    expect(withoutOverlap(pages)).toEqual(pages);
  });

  it('When the same page was photographed whole twice, then it is left to be recognised as a copy', () => {
    const [page] = renderWords(longOnes[0]!, longOnes[0]!.seed, 'scan');
    const pages = [page!, { ...page!, pageNumber: 2 }];
    const draft = understand(withoutOverlap(pages), { today: longOnes[0]!.today });
    expect(draft.lines.length).toBe(understand([page!], { today: longOnes[0]!.today }).lines.length);
  });
});
