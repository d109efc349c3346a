import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, PSM } from 'tesseract.js';
import type { Word } from '../core/invoice/page.ts';

/** Tesseract's Spanish network as the only eye, for comparison. */
interface Tesseract {
  words(image: Buffer): Promise<Word[]>;
  close(): Promise<void>;
}

export async function startTesseract(): Promise<Tesseract> {
  const folder = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/spa/package.json'));
  const worker = await createWorker('spa', OEM.LSTM_ONLY, {
    langPath: join(folder, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK });
  return {
    words: async (image) => {
      const { data } = await worker.recognize(image, {}, { blocks: true, text: false });
      return (data.blocks ?? [])
        .flatMap(({ paragraphs }) => paragraphs)
        .flatMap(({ lines }) => lines)
        .flatMap(({ words }) => words.map(wordOf));
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

function wordOf({
  text,
  confidence,
  bbox: { x0, y0, x1, y1 },
}: {
  text: string;
  confidence: number;
  bbox: { x0: number; y0: number; x1: number; y1: number };
}): Word {
  const quad = [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ] as const;
  return { text, confidence: confidence / 100, quad, source: 'tesseract' };
}
