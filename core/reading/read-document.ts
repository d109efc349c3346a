import type { InvoiceDraft } from '../invoice/draft.ts';
import type { PageReading } from '../invoice/page.ts';
import { understand } from '../invoice/understand.ts';
import type { ReadingFailure, ReadingStage } from './file-reading.ts';
import { withoutOverlap } from './overlap.ts';
import type { Reader } from './reader.ts';
import { readClosely } from './second-look.ts';
import { describeInSpanish } from './spanish-descriptions.ts';

type DocumentStage = ReadingStage | 'lines' | 'sums';

/** One document as read from all its files. */
export interface DocumentReading {
  readonly draft: InvoiceDraft;
  /** Numbered from 1 over all files, in the order given. */
  readonly pages: readonly PageReading[];
  /** The flattened picture of each page. */
  readonly images: readonly Buffer[];
  readonly failures: readonly { readonly file: number; readonly code: ReadingFailure['code'] }[];
  /** Milliseconds; `ocr` includes the second reading of doubtful figures and of descriptions, `parse` is the understanding. */
  readonly ms: {
    readonly decode: number;
    readonly qr: number;
    readonly ocr: number;
    readonly parse: number;
    readonly total: number;
  };
}

interface ReadDocumentOptions {
  /** Eleven digits; without it the evidence on the paper decides which party we are. */
  readonly ourCuit?: string | undefined;
  /** ISO date on which the paper is read. */
  readonly today: string;
  readonly onProgress?: (stage: DocumentStage) => void;
}

/** Reads the files of one document, page after page, and understands them together. A file that fails is reported, the rest is read. */
export async function readDocument(
  reader: Reader,
  files: readonly { readonly bytes: Buffer; readonly name?: string }[],
  { ourCuit, today, onProgress = () => undefined }: ReadDocumentOptions,
): Promise<DocumentReading> {
  const start = performance.now();
  const pages: PageReading[] = [];
  const images: Buffer[] = [];
  const failures: { file: number; code: ReadingFailure['code'] }[] = [];
  const ms = { decode: 0, qr: 0, ocr: 0, parse: 0 };
  for (const [file, { bytes }] of files.entries()) {
    const read = await readClosely(reader, { bytes, onProgress }, { ourCuit: ourCuit ?? null, today });
    if (!read.ok) {
      failures.push({ file, code: read.error.code });
      continue;
    }
    for (const page of read.value.pages) pages.push({ ...page, pageNumber: pages.length + 1 });
    images.push(...read.value.images);
    ms.decode += read.value.ms.decode;
    ms.qr += read.value.ms.qr;
    ms.ocr += read.value.ms.ocr;
  }
  onProgress('lines');
  const read = performance.now();
  const understood = understand(withoutOverlap(pages), { ourCuit: ourCuit ?? null, today });
  ms.parse = performance.now() - read;
  onProgress('sums');
  const described = performance.now();
  const draft = await describeInSpanish(reader, understood, pages, images);
  ms.ocr += performance.now() - described;
  return { draft, pages, images, failures, ms: { ...ms, total: performance.now() - start } };
}
