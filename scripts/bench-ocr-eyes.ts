import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import type { InvoiceDraft } from '../core/invoice/draft.ts';
import type { PageReading, Word } from '../core/invoice/page.ts';
import { understand } from '../core/invoice/understand.ts';
import type { Reader } from '../core/reading/reader.ts';
import type { WorldDocument } from '../tests/world/document.ts';
import type { PhotoKind } from '../tests/world/photo/conditions.ts';
import { renderPhotos } from '../tests/world/photo/photo.ts';
import { renderPdf } from '../tests/world/render/pdf.ts';
import { renderWords } from '../tests/world/render/words.ts';

export interface Reading {
  readonly pages: readonly PageReading[];
  readonly draft: InvoiceDraft;
  /** Milliseconds from the bytes (or the words) to the draft, per page. */
  readonly ms: number;
}

/** Reads one document in one way; null where it could not be read at all. */
export interface Eye {
  read(document: WorldDocument): Promise<Reading | null>;
  close(): Promise<void>;
}

type Look = Eye['read'];

const lasting = (read: Look): Eye => ({ read, close: () => Promise.resolve() });

const WORD_KINDS = { words: '1280', 'words-scan': 'scan', 'words-full': 'full', 'words-pdf': 'pdf' } as const;
const PICTURE_KINDS: readonly string[] = ['1280', '2560', 'full', 'scan'];
const PDF_KINDS: readonly string[] = ['pdf', 'pdf-scan'];
const TESSERACT = ':tesseract';

export const KINDS: readonly string[] = [
  ...Object.keys(WORD_KINDS),
  ...PICTURE_KINDS,
  ...PDF_KINDS,
  ...PICTURE_KINDS.map((kind) => `${kind}${TESSERACT}`),
];

export const needsReader = (kind: string): boolean => !(kind in WORD_KINDS);

export const optionsFor = (document: WorldDocument): { ourCuit?: string; today: string } => ({
  ...(document.ourCuit === null ? {} : { ourCuit: document.ourCuit }),
  today: document.today,
});

function wordEye(kind: keyof typeof WORD_KINDS): Look {
  return async (document) => {
    const pages = renderWords(document, document.seed, WORD_KINDS[kind]);
    const start = performance.now();
    const draft = understand(pages, optionsFor(document));
    return { pages, draft, ms: performance.now() - start };
  };
}

/** The files that a person would send: photographs of each sheet, or one PDF. */
async function filesOf(document: WorldDocument, kind: string): Promise<readonly Buffer[]> {
  if (kind === 'pdf') return [await renderPdf(document)];
  if (kind === 'pdf-scan') return [await renderPdf(document, { textLayer: false })];
  const photos = await renderPhotos(document, document.seed, kind as PhotoKind);
  return photos.map(({ jpeg }) => jpeg);
}

function readerEye(kind: string, reader: Reader): Look {
  return async (document) => {
    const files = await filesOf(document, kind);
    const start = performance.now();
    const pages: PageReading[] = [];
    for (const bytes of files) {
      const result = await reader.read({ bytes });
      if (!result.ok) return null;
      for (const page of result.value.pages) pages.push({ ...page, pageNumber: pages.length + 1 });
    }
    const draft = understand(pages, optionsFor(document));
    return { pages, draft, ms: (performance.now() - start) / files.length };
  };
}

async function startTesseract(): Promise<Worker> {
  const folder = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/spa/package.json'));
  const worker = await createWorker('spa', OEM.LSTM_ONLY, {
    langPath: join(folder, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
  });
  await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK });
  return worker;
}

async function tesseractWords(worker: Worker, image: Buffer): Promise<Word[]> {
  const { data } = await worker.recognize(image, {}, { blocks: true, text: false });
  const lines = (data.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap((paragraph) => paragraph.lines),
  );
  return lines.flatMap((line) =>
    line.words.map(({ text, confidence, bbox }): Word => {
      const { x0, y0, x1, y1 } = bbox;
      const quad = [
        { x: x0, y: y0 },
        { x: x1, y: y0 },
        { x: x1, y: y1 },
        { x: x0, y: y1 },
      ] as const;
      return { text, confidence: confidence / 100, quad, source: 'tesseract' };
    }),
  );
}

/** The reader finds, flattens and decodes codes; Tesseract alone reads the letters of the flattened page. */
async function tesseractEye(kind: string, reader: Reader): Promise<Eye> {
  const worker = await startTesseract();
  const read: Look = async (document) => {
    const files = await filesOf(document, kind);
    const pages: PageReading[] = [];
    let ms = 0;
    for (const bytes of files) {
      const result = await reader.read({ bytes });
      if (!result.ok) return null;
      for (const [index, page] of result.value.pages.entries()) {
        const start = performance.now();
        const words = await tesseractWords(worker, result.value.images[index] as Buffer);
        ms += performance.now() - start + result.value.ms.decode + result.value.ms.qr;
        pages.push({ ...page, words, pageNumber: pages.length + 1 });
      }
    }
    const draft = understand(pages, optionsFor(document));
    return { pages, draft, ms: ms / files.length };
  };
  return {
    read,
    close: async () => {
      await worker.terminate();
    },
  };
}

/** The way of reading that a kind names; `reader` is needed for all but words. */
export async function openEye(kind: string, reader: Reader | null): Promise<Eye> {
  if (kind in WORD_KINDS) return lasting(wordEye(kind as keyof typeof WORD_KINDS));
  if (reader === null) throw new TypeError(`${kind} needs a reader`);
  if (kind.endsWith(TESSERACT)) return tesseractEye(kind.slice(0, -TESSERACT.length), reader);
  return lasting(readerEye(kind, reader));
}

/** Peak resident memory of this process's children in MB, from /proc; null where there is none. */
export function peakChildMemory(): number | null {
  try {
    const children = readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    const peaks = children.map((pid) => {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
    });
    return peaks.length === 0 ? null : Math.round(Math.max(...peaks) / 1024);
  } catch {
    return null;
  }
}
