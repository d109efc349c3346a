import { describe, expect, it } from 'vitest';
import { understand } from '../../../core/invoice/understand.ts';
import { inventDocument, layoutsFor, type WorldDocument } from '../../world/document.ts';
import type { NoiseName } from '../../world/render/noise.ts';
import { renderWords } from '../../world/render/words.ts';
import { scoreReading } from '../../world/score.ts';

const PAGES = 500;
const NOISES: readonly NoiseName[] = ['1280', '1280', 'full', 'scan', 'pdf'];

/** Seeds of their own, far from those of the benchmarks; odd ones, so that the held-out layouts take part. */
const seedOf = (index: number): number => 4_000_001 + index * 2;

function falseCertificate(document: WorldDocument, noise: NoiseName): string | null {
  const draft = understand(renderWords(document, document.seed, noise), {
    ...(document.ourCuit === null ? {} : { ourCuit: document.ourCuit }),
    today: document.today,
  });
  const wrong = scoreReading(document.truth, draft).falselyCertified;
  return wrong.length === 0
    ? null
    : `${document.layout}, seed ${document.seed}, ${noise}: ${wrong.join('; ')}`;
}

describe('evidence', () => {
  it(`When ${PAGES} invented documents are read with misreadings, then none is certified and wrong`, () => {
    const layouts = layoutsFor(seedOf(0));
    const found: string[] = [];
    for (let index = 0; index < PAGES; index++) {
      const layout = layouts[index % layouts.length]!;
      const noise = NOISES[Math.floor(index / layouts.length) % NOISES.length]!;
      const problem = falseCertificate(inventDocument(seedOf(index), layout.name), noise);
      if (problem !== null) found.push(problem);
    }
    expect(found).toEqual([]);
  }, 120_000);

  /** Papers that once were certified and wrong: what was wrong, layout, seed, noise. */
  const FOUND_ONCE: readonly (readonly [string, string, number, NoiseName])[] = [
    ['a quantity with six decimals, glued from two figures', 'two-quantities', 605, '1280'],
    ['the start of activities taken for the date of issue', 'values-above', 609, 'pdf'],
  ];
  it.each(FOUND_ONCE)(
    'When a paper shows %s, then it is not certified (%s, seed %i, %s)',
    (_, layout, seed, noise) => {
      expect(falseCertificate(inventDocument(seed, layout), noise)).toBeNull();
    },
  );
});
