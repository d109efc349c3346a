import type { Quad, Word } from '../../../core/invoice/page.ts';
import type { Random } from '../random.ts';

/** What a machine makes of a pen's marks, stamps and folds: short, unsure, anywhere. */
export function strayWords(random: Random, width: number, height: number): Word[] {
  const texts = [
    'OK',
    'v',
    '/',
    '15',
    'rec',
    'Recibido',
    '3',
    '-',
    'x',
    '12',
    'falta 1',
    '|',
    '7/3',
    'PAGADO',
    '..',
  ];
  return Array.from({ length: random.int(1, 4) }, () => {
    const text = random.pick(texts);
    const size = random.between(0.01, 0.025) * height;
    const x = random.between(0.05, 0.9) * width;
    const y = random.between(0.1, 0.9) * height;
    const right = x + text.length * size * 0.55;
    const quad: Quad = [
      { x, y },
      { x: right, y },
      { x: right, y: y + size },
      { x, y: y + size },
    ];
    return { text, confidence: Number(random.between(0.35, 0.8).toFixed(3)), quad, source: 'ppocr' as const };
  });
}
