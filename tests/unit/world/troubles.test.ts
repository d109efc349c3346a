import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../scripts/bench-ocr-kinds.ts';
import { inventDocument } from '../../world/document.ts';
import { measureLegibility } from '../../world/legibility.ts';
import { inventConditions } from '../../world/photo/conditions.ts';
import { TROUBLE_NAMES, TROUBLES } from '../../world/photo/troubles.ts';
import { createRandom } from '../../world/random.ts';
import { renderWords } from '../../world/render/words.ts';

describe('troubles of a photograph', () => {
  it.each(TROUBLE_NAMES)('When %s is put on a shot, then the shot shows it', (name) => {
    for (let seed = 0; seed < 20; seed++) {
      const conditions = inventConditions(createRandom(seed), '1280', false);
      expect(TROUBLES[name].shows(TROUBLES[name].alone(conditions))).toBe(true);
    }
  });
});

describe('how much of a page was seen', () => {
  const document = inventDocument(4, 'boxed');
  const [page] = renderWords(document, 4, 'none');

  it('When every word was read, then every figure counts, and a word less is a figure less', () => {
    const whole = measureLegibility(document.sheets[0]!, page!);
    expect(whole.figures).toBeGreaterThan(10);
    expect(whole.figuresRead).toBe(whole.figures);
    const at = page!.words.findIndex(({ text }) => /^\d[\d.]*,\d\d$/.test(text));
    const words = page!.words.filter((_, index) => index !== at);
    expect(measureLegibility(document.sheets[0]!, { ...page!, words }).figuresRead).toBe(whole.figures - 1);
  });
});

describe('the kinds of a reading benchmark', () => {
  it('When a kind names a picture, a trouble and an engine, then all three are understood', () => {
    expect(kindOf('1280+glare:tesseract')).toEqual({
      of: 'files',
      files: '1280',
      trouble: 'glare',
      engine: 'tesseract',
    });
    expect(kindOf('words-pdf')).toEqual({ of: 'words', noise: 'pdf' });
  });

  it.each(['1281', '1280+rain', '1280:eyes', 'pdf+glare', ''])(
    'When it is %j, then there is none',
    (text) => {
      expect(kindOf(text)).toBeNull();
    },
  );
});
