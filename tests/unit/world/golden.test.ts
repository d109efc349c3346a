import { describe, expect, it } from 'vitest';
import { readGoldens, scoreGolden } from '../../golden/page-file.ts';
import { LAYOUTS } from '../../world/layouts/index.ts';

const goldens = readGoldens();

describe('golden pages, as an engine read them', () => {
  it('When a layout exists, then one page of it is golden', () => {
    expect(goldens.map(({ layout }) => layout)).toEqual(LAYOUTS.map(({ name }) => name).sort());
  });

  it.each(goldens)(
    'When $layout is understood, then nothing is lost that was understood before',
    (golden) => {
      const { fieldsRight, lines, certified, falselyCertified } = scoreGolden(golden);
      const { understood } = golden;
      const right = Object.entries(fieldsRight).flatMap(([field, ok]) => (ok ? [field] : []));
      expect(falselyCertified).toEqual([]);
      expect(right).toEqual(expect.arrayContaining([...understood.fields]));
      expect(lines.right).toBeGreaterThanOrEqual(understood.linesRight);
      expect(lines.given - lines.right).toBeLessThanOrEqual(understood.linesTooMany);
      expect(certified || !understood.certified).toBe(true);
    },
  );
});
