import { loadBarcodeReader } from './barcodes.ts';
import { loadPdfium } from './pdf/pdfium.ts';
import { serve } from './pool/serve.ts';
import { loadPpOcr, type PpOcr } from './ppocr/sessions.ts';
import { readFile } from './read-file.ts';
import type { ReadingNews, ReadingOutcome, ReadingTask } from './reading-tasks.ts';
import { readSpanish, startSpanish } from './spanish-text.ts';

/** The module that each child of the reader runs: models are loaded once, at the first task. */
const THREADS = Number(process.env.READING_THREADS ?? '2');
let loading: Promise<PpOcr> | undefined;

async function engines(): Promise<PpOcr> {
  loading ??= Promise.all([loadPpOcr(THREADS), loadBarcodeReader(), loadPdfium()]).then(([engine]) => engine);
  return loading;
}

serve<ReadingTask, ReadingOutcome, ReadingNews>(async (task, tell) => {
  const engine = await engines();
  switch (task.kind) {
    case 'read':
      return { kind: 'read', result: await readFile(engine, task.bytes, tell) };
    case 'text':
      return { kind: 'text', texts: await readSpanish(task.image, task.boxes) };
    case 'warm':
      await startSpanish();
      return { kind: 'warm' };
  }
});
