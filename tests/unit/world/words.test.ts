import { describe, expect, it } from 'vitest';
import { dec } from '../../../core/platform/decimal.ts';
import { inventDocument } from '../../world/document.ts';
import { renderWords } from '../../world/render/words.ts';

/** The digits of a figure, without its separators and the zeros that different writings pad with. */
const digitsOf = (text: string): string => text.replace(/\D/g, '').replace(/^0+|0+$/g, '');

describe('words placed without noise', () => {
  it('When nothing is misread, then every figure of the truth stands on the page', () => {
    for (let seed = 0; seed < 300; seed++) {
      const document = inventDocument(seed);
      const words = renderWords(document, seed, 'none').flatMap((page) =>
        page.words.map((word) => word.text),
      );
      const joined = words.join(' ');
      const printed = new Set(joined.split(/[\s$()x]+/).map(digitsOf));
      // A style with blanks between thousands spreads a figure over several words.
      const loose = digitsOf(joined);
      const figures = document.truth.lines
        .flatMap((line) => [line.quantity, line.unitPrice, line.amount])
        .concat(document.truth.header.total);
      for (const figure of figures) {
        if (figure === null || dec(figure).isZero()) continue;
        const digits = digitsOf(figure);
        const found = printed.has(digits) || loose.includes(digits);
        expect(found, `${figure} on ${document.layout}, seed ${seed}`).toBe(true);
      }
    }
  });

  it('When a page is read with noise, then the same seed misreads in the same way', () => {
    const document = inventDocument(12);
    expect(renderWords(document, 5, '1280')).toEqual(renderWords(document, 5, '1280'));
    expect(renderWords(document, 5, '1280')).not.toEqual(renderWords(document, 6, '1280'));
  });

  it('When boxes are placed, then they lie on the page and have a height', () => {
    for (let seed = 0; seed < 60; seed++) {
      for (const page of renderWords(inventDocument(seed), seed, 'none')) {
        for (const { quad, text } of page.words) {
          const [topLeft, topRight, bottomRight] = quad;
          expect(topRight.x, text).toBeGreaterThan(topLeft.x);
          expect(bottomRight.y).toBeGreaterThan(topRight.y);
          expect(topLeft.x).toBeGreaterThanOrEqual(0);
          expect(bottomRight.x).toBeLessThanOrEqual(page.width);
          expect(bottomRight.y).toBeLessThanOrEqual(page.height);
        }
      }
    }
  });
});
